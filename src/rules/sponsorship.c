// SPDX-License-Identifier: Apache-2.0
/* What parties say of sponsoring a proposal: docs/rules.md, proposals. Only a party's own act confirms. */
#include "rules/fault.h"
#include "rules/proposal.h"
#include "rules/rule.h"

/* Joining is not a step of this kind: it needs no earlier state, only a proposal that is open for sponsors. */
static const struct sponsor_step {
    enum act_id act;
    enum sponsor_state from, to;
} steps[] = {
    { ACT_SPONSOR_CONFIRM, SPONSOR_CLAIMED, SPONSOR_CONFIRMED },
    { ACT_SPONSOR_DISOWN, SPONSOR_CLAIMED, SPONSOR_DISOWNED },
    { ACT_SPONSOR_LEAVE, SPONSOR_CONFIRMED, SPONSOR_LEFT },
};

static bool sponsorship_confirmed(const struct proposal *proposal, const struct entry *entry, struct error *error)
{
    return sponsor_is_confirmed(&proposal->sponsors, entry->by) ||
           fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->object.code);
}

static bool sponsorship_undecided(const struct proposal *proposal, struct error *error)
{
    return proposal->state < ITEM_WITHDRAWN ||
           fail(error, FAULT_STEP, 0, proposal->object.code, slice_of(item_state_name(proposal->state)));
}

/* Anyone may name the sponsors of a rumoured proposal; the record keeps who named each. */
CHECK(sponsorship_check_invite)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    if (proposal->state == ITEM_RUMOURED)
        return true;
    return sponsorship_confirmed(proposal, entry, error) && sponsorship_undecided(proposal, error);
}

APPLY(sponsorship_apply_invite)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    sponsor_name_all(state, &proposal->sponsors, entry);
}

static bool sponsorship_check_step(const struct proposal *proposal, const struct entry *entry, struct error *error)
{
    const struct sponsor *const sponsor = sponsor_find(&proposal->sponsors, entry->by);
    if (sponsor == NULL)
        return fail(error, FAULT_SPONSOR_UNNAMED, 0, entry->act.by, proposal->object.code);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i].act != entry->act.type->id)
            continue;
        if (sponsor->state == steps[i].to)
            return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->object.code);
        if (sponsor->state == steps[i].from)
            return true;
    }
    return fail(error, FAULT_STEP, 0, entry->act.by, slice_of(sponsor_state_name(sponsor->state)));
}

CHECK(sponsorship_check_confirm)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    return sponsorship_check_step(proposal, entry, error) && sponsorship_undecided(proposal, error);
}

APPLY(sponsorship_apply_confirm)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    sponsor_set_own(state, &proposal->sponsors, SPONSOR_CONFIRMED, entry);
}

CHECK(sponsorship_check_disown)
{
    return sponsorship_check_step(object_of(entry, FIELD_PROPOSAL), entry, error);
}

APPLY(sponsorship_apply_disown)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    if (sponsor_find(&proposal->sponsors, entry->by) != NULL)
        sponsor_set_own(state, &proposal->sponsors, SPONSOR_DISOWNED, entry);
}

CHECK(sponsorship_check_join)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    if (sponsor_is_confirmed(&proposal->sponsors, entry->by))
        return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->object.code);
    if (proposal->open_decisions > 0 || proposal->state >= ITEM_WITHDRAWN)
        return fail(error, FAULT_STEP, 0, proposal->object.code, slice_of(item_state_name(proposal->state)));
    return proposal->open_for_sponsors || fail(error, FAULT_SPONSORS_CLOSED, 0, proposal->object.code);
}

CHECK(sponsorship_check_leave)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    return sponsorship_confirmed(proposal, entry, error) && sponsorship_undecided(proposal, error);
}

/* Only a confirmed sponsor can leave. Disowning cannot be undone by it. */
APPLY(sponsorship_apply_leave)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    if (sponsor_is_confirmed(&proposal->sponsors, entry->by))
        sponsor_set_own(state, &proposal->sponsors, SPONSOR_LEFT, entry);
}

RULE(SPONSOR_INVITE, .check = sponsorship_check_invite, .apply = sponsorship_apply_invite);
RULE(SPONSOR_CONFIRM, .check = sponsorship_check_confirm, .apply = sponsorship_apply_confirm);
RULE(SPONSOR_DISOWN, .check = sponsorship_check_disown, .apply = sponsorship_apply_disown, .after_close = true);
RULE(SPONSOR_JOIN, .check = sponsorship_check_join, .apply = sponsorship_apply_confirm);
RULE(SPONSOR_LEAVE, .check = sponsorship_check_leave, .apply = sponsorship_apply_leave);
