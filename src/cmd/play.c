// SPDX-License-Identifier: Apache-2.0
/* cmd/play.c - append acts from files. */
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/importer.h"
#include "cmd/terminal.h"

struct play {
    struct slice data, name, conference;
};

static int play_all(const struct play *play, const struct slice *rest, size_t count, struct site *site)
{
    struct error error;
    struct importer importer;
    bool good = importer_begin(&importer, site, &error);
    importer.conference = play->conference;
    for (size_t i = 0; good && i < count; i++)
        good = importer_add(&importer, rest[i], &error);
    int status = good ? importer_play(&importer, false) : terminal_error(&error);
    if (status == STATUS_OK)
        printf("%llu acts are on the record of %.*s/%.*s.\n", (unsigned long long)importer.played,
               SLICE_ARGS(site_host(site)), SLICE_ARGS(importer.conference));
    importer_end(&importer);
    return status;
}

static int play_run(const void *options, const struct slice *rest, size_t count)
{
    const struct play *const given = options;
    struct error error;
    if (slice_is_empty(given->data) || count == 0) {
        fail(&error, FAULT_OPTION_MISSING, 0, count == 0 ? SLICE("FILE") : SLICE("--data"), SLICE("play"));
        return terminal_error(&error);
    }
    struct site *const site = site_open(given->data, given->name, &error);
    if (site == NULL)
        return terminal_error(&error);
    int const status = play_all(given, rest, count, site);
    site_close(site);
    return status;
}

static const struct option_type play_options[] = {
    { "data", 'd', "DIR", offsetof(struct play, data), "the data directory; made when it is not there" },
    { "name", 'n', "HOST", offsetof(struct play, name), "the site's name, the first time" },
    { "conference", 'c', "NAME", offsetof(struct play, conference),
      "the conference; else the name of the first file's folder" },
    { 0 },
};

const struct command command_play = {
    .name = "play",
    .arguments = "--data DIR FILE|FOLDER...",
    .meaning = "append acts from files",
    .more =
        "The files hold acts without `conference` and signature; examples/README.md says how they are written.\n"
        "Of a folder all files that end in .acts are read, in the order of their names. Keys are made where they are\n"
        "missing and kept in DIR/keys. It stops at the first act that is refused, naming file and line.\n",
    .options = play_options,
    .size = sizeof(struct play),
    .run = play_run,
};
