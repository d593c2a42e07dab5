// SPDX-License-Identifier: Apache-2.0
/* campaign/campaign_file.h - a campaign as a file that a person writes (docs/campaign-file.md).
 *
 * What    Lines "NAME: VALUE"; further lines of a value begin with a space; # begins a comment line.
 *         After "in: fr" come the words of that language.
 * How     if (!campaign_file_read(text, arena, &file, &error)) ...
 * Owns    Values are in the text or in the arena.
 * Limits  CAMPAIGN_FILE_BYTES_MAX, CAMPAIGN_TEXTS_MAX. */
#ifndef CAMPAIGN_CAMPAIGN_FILE_H
#define CAMPAIGN_CAMPAIGN_FILE_H

#include "store/campaign_texts.h"

enum { CAMPAIGN_FILE_BYTES_MAX = 1 << 19 /* its words in every language */ };

struct campaign_file {
    struct campaign campaign;
    struct campaign_texts texts; /* in further languages */
};

/* Reads and checks the whole. FAULT_CAMPAIGN_LINE, and the faults of campaign/campaign_check.h. */
bool campaign_file_read(struct slice text, struct arena *arena, struct campaign_file *file, struct error *error);

#endif
