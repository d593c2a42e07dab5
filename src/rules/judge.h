// SPDX-License-Identifier: Apache-2.0
/* rules/judge.h - whether an act is lawful, irregular or impossible.
 *
 * What    The first of these that does not hold is the verdict. Possible: it belongs to this record; who did it exists; its id
 *         is free; what it points at exists and is of the right kind; `seen` is true; what its type asks (struct rule).
 *         Lawful: it saw enough of the log for what it answers; its basis has a place here; the conference is open; who did it
 *         may; a signed act's time is to the second; what its type asks; the decision on which it rests was carried.
 * Holds   What is impossible is never recorded, whatever other rule it breaks too. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/state.h"

/* Judges the entry as the next on the record, changing nothing. FAULT_NONE: lawful. *refused: it may not be recorded. */
const struct fault *judge_entry(const struct state *state, const struct entry *entry, bool *refused,
                                struct error *error);

#endif
