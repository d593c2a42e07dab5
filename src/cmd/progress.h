// SPDX-License-Identifier: Apache-2.0
/* cmd/progress.h - a bar on standard error for long work, only where that is a terminal.
 *
 * How     struct progress bar = progress_begin("acts", total); progress_show(&bar, done); progress_end(&bar); */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what;
    uint64_t total; /* 0: not known */
    int64_t shown_ms;
    bool live;
};

struct progress progress_begin(const char *what, uint64_t total);
/* Draws at most ten times a second. */
void progress_show(struct progress *progress, uint64_t done);
/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif
