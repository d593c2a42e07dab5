// SPDX-License-Identifier: Apache-2.0
/* rules/outcome.h - whether something has passed or failed: an item, a proposal, a text, a provision or a decision.
 *
 * What    Packages, brackets and acts that rest on a decision ask this. What nobody decided has neither passed nor failed. */
#ifndef RULES_OUTCOME_H
#define RULES_OUTCOME_H

#include "rules/state.h"

bool outcome_has_passed(const struct object *object);
bool outcome_has_failed(const struct object *object);
/* Whether the decision that the act names was carried; an act that names none needs none. */
bool outcome_carries(const struct entry *entry, struct error *error);

#endif
