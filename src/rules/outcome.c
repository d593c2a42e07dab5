// SPDX-License-Identifier: Apache-2.0
#include "rules/outcome.h"

#include "rules/decision.h"
#include "rules/fault.h"
#include "rules/instrument.h"
#include "rules/proposal.h"

bool outcome_has_passed(const struct object *object)
{
    switch (object->kind) {
    case OBJECT_ITEM:
        return ((const struct item *)object)->state == ITEM_ADOPTED;
    case OBJECT_PROPOSAL:
        return ((const struct proposal *)object)->state == ITEM_ADOPTED;
    case OBJECT_INSTRUMENT:
        return ((const struct instrument *)object)->state >= INSTRUMENT_ADOPTED;
    case OBJECT_PROVISION:
        return ((const struct provision *)object)->state >= PROVISION_APPROVED;
    case OBJECT_DECISION:
        return decision_has_passed((const struct decision *)object);
    default:
        return false;
    }
}

bool outcome_has_failed(const struct object *object)
{
    if (outcome_has_passed(object))
        return false;
    switch (object->kind) {
    case OBJECT_ITEM:
        return ((const struct item *)object)->state >= ITEM_WITHDRAWN;
    case OBJECT_PROPOSAL:
        return ((const struct proposal *)object)->state >= ITEM_WITHDRAWN;
    case OBJECT_DECISION:
        return ((const struct decision *)object)->state != DECISION_OPEN;
    default:
        return false;
    }
}

bool outcome_carries(const struct entry *entry, struct error *error)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    return decision == NULL || decision_has_passed(decision) ||
           fail(error, FAULT_DECISION_NOT_CARRIED, 0, decision->object.code);
}
