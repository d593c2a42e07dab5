// SPDX-License-Identifier: Apache-2.0
/* cmd/importer.h - plays files of acts into a site: what play and demo share.
 *
 * How     struct importer importer;
 *         importer_begin(&importer, site, &error);
 *         importer_add(&importer, SLICE("examples/assembly"), &error);
 *         importer_play(&importer, false);
 * Owns    The files' texts, until importer_end. */
#ifndef CMD_IMPORTER_H
#define CMD_IMPORTER_H

#include "room/act_file.h"

enum {
    IMPORTER_FILES_MAX = 512,
    IMPORTER_FILE_BYTES_MAX = 64 << 20, /* of acts that a person wrote */
    IMPORTER_BATCH = 256                /* acts handed to the room at once */
};

struct importer_file {
    struct slice path, text;
};

struct importer {
    struct site *site;
    struct arena arena; /* texts and paths */
    struct arena acts;  /* of a batch */
    struct importer_file files[IMPORTER_FILES_MAX];
    size_t count;
    struct slice conference; /* of the files: their folder's name, or what was asked for */
    uint64_t played, known;  /* acts that were taken; that were there before */
};

bool importer_begin(struct importer *importer, struct site *site, struct error *error);
void importer_end(struct importer *importer);
/* Adds a file, or all *.acts files of a folder in the order of their names. */
bool importer_add(struct importer *importer, struct slice path, struct error *error);
/* Acts in the files, roughly: lines that begin one. */
uint64_t importer_count_acts(const struct importer *importer);

/* Plays all files at once. `again`: from the record's first place on, passing over what is there already. Says on standard
 * error what is wrong, with file and line; gives the exit status. */
int importer_play(struct importer *importer, bool again);
/* Plays them one by one. Calls `pause` before each act with the seconds since the act before it, 0 where a time is not
 * known; false from it ends the playing. */
int importer_play_slowly(struct importer *importer, bool (*pause)(void *context, int64_t seconds), void *context);

#endif
