/* rules/judge.h - what every act must satisfy, before its own type is asked.
 *
 * What    In this order, and the first that does not hold is the verdict. Whether it is possible: it belongs to this record; who
 *         did it exists; its id is free; what it points at exists and is of the right kind; `seen` is true; what its type asks
 *         (struct rule). Then whether it is lawful: the log that was seen covers what is answered; the basis has a place here;
 *         the conference is open; who did it may; its time is to the second where it is signed; what its type asks.
 * Holds   What is impossible is never recorded, whatever other rule it breaks too. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/state.h"

bool judge_possible(const struct state *state, const struct entry *entry, struct error *error);
bool judge_lawful(const struct state *state, const struct entry *entry, struct error *error);

#endif
