// SPDX-License-Identifier: Apache-2.0
#include "cmd/progress.h"

#include <stdio.h>

#include "cmd/terminal.h"
#include "store/os.h"

enum { BAR_CHARACTERS = 40, REDRAW_MS = 100 };

struct progress progress_begin(const char *what, uint64_t total)
{
    return (struct progress){ .what = what, .total = total, .shown_ms = os_monotonic_ms(), .live = terminal_is_live() };
}

void progress_show(struct progress *progress, uint64_t done)
{
    int64_t const now = os_monotonic_ms();
    if (!progress->live || now - progress->shown_ms < REDRAW_MS)
        return;
    progress->shown_ms = now;
    if (progress->total == 0) {
        fprintf(stderr, "\r%llu %s", (unsigned long long)done, progress->what);
    } else {
        int const filled = (int)(done < progress->total ? done * BAR_CHARACTERS / progress->total : BAR_CHARACTERS);
        fprintf(stderr, "\r[%.*s%*s] %llu of %llu %s", filled, "########################################",
                BAR_CHARACTERS - filled, "", (unsigned long long)done, (unsigned long long)progress->total,
                progress->what);
    }
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->live)
        fprintf(stderr, "\r\033[K");
}
