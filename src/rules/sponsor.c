/* Sponsors: claimed -> confirmed | disowned, confirmed -> left (docs/rules.md, proposals). Only a party's own act confirms. */
#include "rules/rule.h"

/* What a party says of its own sponsorship. Joining is open to all that have not joined, where the proposal is open. */
static const struct sponsor_step {
    enum act_id act;
    enum sponsor_state from, to;
} steps[] = {
    { ACT_SPONSOR_CONFIRM, SPONSOR_CLAIMED, SPONSOR_CONFIRMED },
    { ACT_SPONSOR_DISOWN, SPONSOR_CLAIMED, SPONSOR_DISOWNED },
    { ACT_SPONSOR_LEAVE, SPONSOR_CONFIRMED, SPONSOR_LEFT },
};

const char *sponsor_state_name(enum sponsor_state state)
{
    static const char *const names[] = { "named", "confirmed", "disowned", "left" };
    return names[state];
}

struct sponsor *sponsor_find(const struct proposal *proposal, const struct actor *actor)
{
    for (struct sponsor *sponsor = proposal->sponsors; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor->actor == actor)
            return sponsor;
    return NULL;
}

uint32_t sponsor_count(const struct proposal *proposal, enum sponsor_state state)
{
    uint32_t count = 0;
    for (const struct sponsor *sponsor = proposal->sponsors; sponsor != NULL; sponsor = sponsor->next)
        count += sponsor->state == state ? 1 : 0;
    return count;
}

/* The proposal that the act names, or that it makes. */
static struct proposal *proposal_of(const struct state *state, const struct entry *entry)
{
    bool const makes = entry->act.type->makes == THING_PROPOSAL;
    return proposal_find(state, makes ? entry->act.id : act_value(&entry->act, FIELD_PROPOSAL));
}

static struct sponsor *need(struct state *state, struct proposal *proposal, struct actor *actor, struct entry *entry)
{
    struct sponsor *const found = sponsor_find(proposal, actor);
    if (found != NULL)
        return found;
    struct sponsor *const sponsor = state_memory(state, sizeof *sponsor);
    *sponsor = (struct sponsor){ actor, SPONSOR_CLAIMED, entry, entry, NULL };
    if (proposal->sponsors_last != NULL)
        proposal->sponsors_last->next = sponsor;
    else
        proposal->sponsors = sponsor;
    proposal->sponsors_last = sponsor;
    return sponsor;
}

static void set_own(struct state *state, struct entry *entry, enum sponsor_state to)
{
    struct proposal *const proposal = proposal_of(state, entry);
    struct sponsor *const sponsor = need(state, proposal, entry->by, entry);
    sponsor->state = to;
    sponsor->state_by = entry;
}

static bool check_confirmed(const struct proposal *proposal, const struct entry *entry, struct error *error)
{
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    return (sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED) ||
           fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->thing.code);
}

/* docs/rules.md, proposals: not yet decided. */
static bool check_undecided(const struct proposal *proposal, struct error *error)
{
    return proposal->state < ITEM_WITHDRAWN ||
           fail(error, FAULT_STEP, 0, proposal->thing.code, slice_of(item_state_name(proposal->state)));
}

/* Whom a rumour names is told by somebody, so who told it stays beside each name. */
CHECK(sponsor_check_invite)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    if (proposal->state == ITEM_RUMOURED)
        return true;
    return check_confirmed(proposal, entry, error) && check_undecided(proposal, error);
}

APPLY(sponsor_apply_invite)
{
    struct proposal *const proposal = proposal_of(state, entry);
    struct slice rest = act_value(&entry->act, FIELD_SPONSORS), code;
    while (slice_next(&rest, ' ', &code)) {
        struct sponsor *const sponsor = need(state, proposal, party_find(state, code), entry);
        if (sponsor->state == SPONSOR_LEFT) {
            sponsor->state = SPONSOR_CLAIMED;
            sponsor->state_by = entry;
        }
    }
}

static bool check_step(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (sponsor == NULL)
        return fail(error, FAULT_SPONSOR_UNNAMED, 0, entry->act.by, proposal->thing.code);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i].act != entry->act.type->id)
            continue;
        if (sponsor->state == steps[i].to)
            return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->thing.code);
        if (sponsor->state == steps[i].from)
            return true;
    }
    return fail(error, FAULT_STEP, 0, entry->act.by, slice_of(sponsor_state_name(sponsor->state)));
}

CHECK(sponsor_check_confirm)
{
    return check_step(state, entry, error) && check_undecided(proposal_of(state, entry), error);
}

APPLY(sponsor_apply_confirm)
{
    set_own(state, entry, SPONSOR_CONFIRMED);
}

CHECK(sponsor_check_disown)
{
    return check_step(state, entry, error);
}

APPLY(sponsor_apply_disown)
{
    if (sponsor_find(proposal_of(state, entry), entry->by) != NULL)
        set_own(state, entry, SPONSOR_DISOWNED);
}

CHECK(sponsor_check_join)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED)
        return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->thing.code);
    if (proposal->put || proposal->state >= ITEM_WITHDRAWN)
        return fail(error, FAULT_STEP, 0, proposal->thing.code, slice_of(item_state_name(proposal->state)));
    return proposal->open_for_sponsors || fail(error, FAULT_SPONSORS_CLOSED, 0, proposal->thing.code);
}

APPLY(sponsor_apply_join)
{
    set_own(state, entry, SPONSOR_CONFIRMED);
}

CHECK(sponsor_check_leave)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    return check_confirmed(proposal, entry, error) && check_undecided(proposal, error);
}

/* Nobody leaves what it is not in, and who disowned it has done so for ever. */
APPLY(sponsor_apply_leave)
{
    const struct sponsor *const sponsor = sponsor_find(proposal_of(state, entry), entry->by);
    if (sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED)
        set_own(state, entry, SPONSOR_LEFT);
}
