// SPDX-License-Identifier: Apache-2.0
/* room/act_file.h - reads acts from files that a person writes (examples/README.md).
 *
 * What    A file holds acts without `conference` and signature, parted by empty lines. Each becomes a signed act:
 *         @CODE            the key of that party (in `key`), made here when it is new and kept in DIR/keys/NAME/CODE;
 *                          @CODE/WORD is a further key of the party
 *         @log             the log's key (in `log-key`)
 *         seen: @          size and root of the log just before the act
 *         @last, @ID       (in a number) the index of the act before; of the act that made ID
 *         "..."            (in a blob) bytes: kept as a blob, its hash stands in the act
 *         @signer CODE     on a line before an act: who signs it; else `by` where it has no basis, the registrar where it has
 * How     struct act_file *file = act_file_open(site, name, false, &error);
 *         act_file_load(file, text);
 *         while (act_file_next(file, arena, &act, &error)) room_submit(...);  // error.fault is FAULT_NONE at the end
 * Holds   The same files give the same bytes in the same data directory: signatures are Ed25519's, a blob's salt is drawn from a
 *         secret of the directory and the blob's bytes.
 * Limits  ACT_BYTES_MAX an act. Error lines are the file's.
 * Threads One. */
#ifndef ROOM_ACT_FILE_H
#define ROOM_ACT_FILE_H

#include "base/civil.h"
#include "room/site.h"

struct act_file;

struct act_file_act {
    struct slice bytes; /* signed; in the arena of act_file_next */
    uint32_t line;      /* where it begins in the file */
    uint64_t seq;       /* the place in the log that it was written for */
    struct civil time;
};

/* Makes the conference if it does not exist. `from_start`: acts get places from the record's first on, to write again what may be
 * there; else places after what is there. */
struct act_file *act_file_open(struct site *site, struct slice conference, bool from_start, struct error *error);
void act_file_close(struct act_file *act_file);
/* The room that the acts are for. */
struct room *act_file_room(struct act_file *act_file);
/* A file's text, which must live as long as it is read from. */
void act_file_load(struct act_file *act_file, struct slice text);
/* The next act. False at the end of the file (FAULT_NONE) or with an error and its line. The act counts as taken: the next
 * one's `seen` covers it. */
bool act_file_next(struct act_file *act_file, struct arena *arena, struct act_file_act *act, struct error *error);
/* Reads the log again, where others may have added to it. */
bool act_file_sync(struct act_file *act_file, struct error *error);

#endif
