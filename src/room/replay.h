// SPDX-License-Identifier: Apache-2.0
/* room/replay.h - the entries of a copy, one after another, and the state that they give.
 *
 * Holds   Reads as many entries as the checkpoint says. Does not check the checkpoint; plenary verify does. */
#ifndef ROOM_REPLAY_H
#define ROOM_REPLAY_H

#include "record/checkpoint.h"
#include "rules/state.h"
#include "log/log_source.h"

enum { REPLAY_NOTE_BYTES_MAX = 65536 };

struct replay {
    struct arena arena; /* the state's, then the caller's */
    struct state state;
    char note_memory[REPLAY_NOTE_BYTES_MAX];
    struct slice note; /* the checkpoint, as it stands */
    struct checkpoint checkpoint;
};

/* Reads the checkpoint, then every entry; ends early when `take` is false (it fills the error). */
bool replay_entries(struct replay *replay, struct log_source *copy,
                    bool (*take)(void *context, uint64_t index, struct slice entry, struct error *error), void *context,
                    struct error *error);
/* The state after `count` acts, or after all where there are fewer. Give it back with replay_free. */
struct replay *replay_state(struct log_source *copy, uint64_t count, struct error *error);
void replay_free(struct replay *replay);

#endif
