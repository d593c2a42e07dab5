// SPDX-License-Identifier: Apache-2.0
/* rules/entry.h - how an act enters the state: read, judged, applied.
 *
 * What    The top of the rules. docs/format.md says what makes an act lawful, irregular or impossible.
 * How     struct entry *entry = entry_read(&state, bytes, &error);               // parsed, and its key found
 *         if (entry != NULL && note_check_act(...)) entry_take(&state, entry, &error);
 * Holds   The same acts give the same state and the same hash of it, in batches of any size. An act that is refused leaves no
 *         trace.
 * Owns    The act's bytes are copied into the state's arena.
 * Limits  ACTS_MAX, ACT_BYTES_MAX, and what the arena holds. */
#ifndef RULES_ENTRY_H
#define RULES_ENTRY_H

#include "rules/state.h"

/* Copies and parses an act and finds the key that it must be signed with. NULL with the error, the arena as it was, when it
 * is not an act or no key may sign it at this place. The entry is not on the record yet: the next call is entry_take or
 * entry_drop. */
struct entry *entry_read(struct state *state, struct slice bytes, struct error *error);
/* The same for an act's text without signature, as if the party's own key had signed it: for tests and measuring. */
struct entry *entry_read_unsigned(struct state *state, struct slice text, struct error *error);
/* Judges the entry that was read last and, where it may stand, applies it and appends it to the tree. False with the fault
 * when it is refused. */
bool entry_take(struct state *state, struct entry *entry, struct error *error);
/* Discards the entry that was read last. */
void entry_drop(struct state *state, struct entry *entry);

#endif
