/* rules/judge.h - what every act must satisfy, before its own type is asked.
 *
 * What    In this order, and the first that does not hold is the verdict: it belongs to this record; its rules are known; who
 *         did it exists; its id is free; what it points at exists and is of the right kind; `seen` is true and covers it; the
 *         basis has a place here; the conference is open; who did it may; its time is to the second where it is signed. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/state.h"

bool judge_common(const struct state *state, const struct entry *entry, struct error *error);

#endif
