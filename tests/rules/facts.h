// SPDX-License-Identifier: Apache-2.0
/* tests/rules/facts.h - what a script can check of a state: NAME=VALUE.
 *
 * What    CODE                its state, in the words that pages use, with - for a space: proposal, item, decision, meeting, body,
 *                             instrument, provision, package, bracket, document, declaration, objection
 *         PROPOSAL.MEMBER     the sponsor: named confirmed disowned left, or none      INSTRUMENT.MEMBER  its signature
 *         INSTRUMENT.A.B      between the two: blocked or free
 *         CODE.WORD           a part of it: fact_write's tables
 *         findings, conference, milestones, acts, #a (a blob) */
#ifndef TESTS_FACTS_H
#define TESTS_FACTS_H

#include "rules/state.h"

/* Writes the value of that fact; "?" when there is none of the name. */
void fact_write(const struct state *state, struct slice name, struct buffer *out);

#endif
