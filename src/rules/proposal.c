#include "rules/proposal.h"

#include "base/limits.h"
#include "rules/rule.h"

const char *item_state_name(enum item_state state)
{
    static const char *const names[] = { "rumoured",   "submitted",           "registered",    "allocated",
                                         "introduced", "under consideration", "not discussed", "passed over",
                                         "merged",     "withdrawn",           "adopted",       "rejected",
                                         "lapsed" };
    return names[state];
}

/* docs/rules.md, proposals. Guards stand in the checks; submit, register, support, decide and close have acts of their own. */
static const struct item_step {
    enum act_id act;
    enum item_state from, to;
} steps[] = {
    { ACT_PROPOSAL_ALLOCATE, ITEM_SUBMITTED, ITEM_ALLOCATED },
    { ACT_PROPOSAL_ALLOCATE, ITEM_REGISTERED, ITEM_ALLOCATED },
    { ACT_PROPOSAL_ALLOCATE, ITEM_ALLOCATED, ITEM_ALLOCATED },
    { ACT_PROPOSAL_ALLOCATE, ITEM_UNDER_CONSIDERATION, ITEM_UNDER_CONSIDERATION },
    { ACT_PROPOSAL_INTRODUCE, ITEM_REGISTERED, ITEM_INTRODUCED },
    { ACT_PROPOSAL_INTRODUCE, ITEM_ALLOCATED, ITEM_INTRODUCED },
    { ACT_PROPOSAL_INTRODUCE, ITEM_PASSED_OVER, ITEM_INTRODUCED },
    { ACT_PROPOSAL_PASS_OVER, ITEM_INTRODUCED, ITEM_NOT_DISCUSSED },
    { ACT_PROPOSAL_PASS_OVER, ITEM_UNDER_CONSIDERATION, ITEM_PASSED_OVER },
    { ACT_PROPOSAL_PASS_OVER, ITEM_REGISTERED, ITEM_PASSED_OVER },
    { ACT_PROPOSAL_PASS_OVER, ITEM_ALLOCATED, ITEM_PASSED_OVER },
};

static const struct item_step *find_step(enum act_id act, enum item_state from)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].act == act && steps[i].from == from)
            return &steps[i];
    return NULL;
}

struct proposal *proposal_find(const struct state *state, struct slice code)
{
    return (struct proposal *)state_find(state, THING_PROPOSAL, code);
}

bool item_is_live(const struct item *item)
{
    return !item->revised_away && item->state != ITEM_NOT_DISCUSSED && item->state < ITEM_WITHDRAWN;
}

void item_set(struct item *item, enum item_state to, const struct entry *entry)
{
    item->state = to;
    item->state_by = entry;
}

/* The proposal and those of its items that still go with it. */
static void set_all(struct proposal *proposal, enum item_state to, const struct entry *entry)
{
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        if (item_is_live(item))
            item_set(item, to, entry);
    proposal->state = to;
    proposal->state_by = entry;
}

static struct proposal *proposal_of(const struct state *state, const struct entry *entry)
{
    return (struct proposal *)state_reference(state, entry, FIELD_PROPOSAL);
}

static bool step_fault(const struct proposal *proposal, struct error *error)
{
    if (proposal->state == ITEM_RUMOURED)
        return fail(error, FAULT_RUMOURED, 0, proposal->thing.code);
    return fail(error, FAULT_STEP, 0, proposal->thing.code, slice_of(item_state_name(proposal->state)));
}

/* --- items ------------------------------------------------------------------------------------------------------- */

static uint32_t depth_of(const struct item *item)
{
    uint32_t depth = 0;
    for (; item != NULL && item->of != NULL; item = item->of)
        depth++;
    return depth;
}

/* An item that changes a provision must find it; one that amends an item must find that. */
static bool item_possible(const struct state *state, const struct instrument *instrument, const struct item_value *said,
                          struct error *error)
{
    if (slice_find(said->target, ':', 0) < said->target.length)
        return state_find(state, THING_ITEM, said->target) != NULL ||
               fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("item"), said->target);
    if (instrument == NULL)
        return fail(error, FAULT_TEXT_OFFERED, 0, said->target, SLICE("it changes a provision of no instrument"));
    bool const adds = said->mark == MARK_ADD || said->mark == MARK_ADD_MOVED;
    return adds || provision_find(state, instrument, said->target) != NULL ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("item"), said->target);
}

/* What it amends is alive, and the profile allows so deep an amendment. */
static bool check_item(const struct state *state, const struct item_value *said, struct error *error)
{
    const struct item *const of = (struct item *)state_find(state, THING_ITEM, said->target);
    if (of == NULL)
        return true;
    if (!item_is_live(of))
        return fail(error, FAULT_AMENDS_OVER, 0, said->target, slice_of(item_state_name(of->state)));
    return depth_of(of) < state->profile->amendment_depth || fail(error, FAULT_AMENDMENT_DEPTH, 0, said->target);
}

static bool items_possible(const struct state *state, const struct instrument *instrument, const struct act *act,
                           struct error *error)
{
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_ITEM, &at, &value);) {
        struct item_value said;
        value_read_item(value, &said);
        if (!item_possible(state, instrument, &said, error))
            return false;
    }
    return true;
}

static bool check_items(const struct state *state, const struct act *act, struct error *error)
{
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_ITEM, &at, &value);) {
        struct item_value said;
        value_read_item(value, &said);
        if (!check_item(state, &said, error))
            return false;
    }
    return true;
}

static struct slice item_code(struct state *state, const struct proposal *proposal)
{
    char memory[CODE_BYTES_MAX + 16];
    struct buffer out = BUFFER(memory);
    buffer_add(&out, proposal->thing.code);
    buffer_add_byte(&out, ':');
    buffer_add_number(&out, proposal->item_count + 1);
    return arena_copy(state->arena, buffer_slice(&out));
}

static void add_item(struct state *state, struct proposal *proposal, const struct item_value *said, struct entry *entry)
{
    struct item *const item = state_make(state, THING_ITEM, item_code(state, proposal), sizeof *item, entry);
    item->proposal = proposal;
    item->mark = said->mark;
    item->words = item->submitted = said->words;
    item->target_code = said->target;
    item->of = (struct item *)state_find(state, THING_ITEM, said->target);
    if (item->of == NULL && proposal->instrument != NULL)
        item->provision = provision_need(state, proposal->instrument, said->target, entry);
    item_set(item, proposal->state, entry);
    if (proposal->items_last != NULL)
        proposal->items_last->next = item;
    else
        proposal->items = item;
    proposal->items_last = item;
    proposal->item_count++;
    state_touch(state, &item->thing, entry);
    state_touch(state, item->provision != NULL ? &item->provision->thing : NULL, entry);
    state_touch(state, item->of != NULL ? &item->of->thing : NULL, entry);
}

static void add_items(struct state *state, struct proposal *proposal, struct entry *entry)
{
    struct slice value;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ITEM, &at, &value);) {
        struct item_value said;
        value_read_item(value, &said);
        add_item(state, proposal, &said, entry);
    }
}

static void adopt_words(struct state *state, struct item *item, struct provision *provision, struct thing *cause,
                        const struct entry *entry)
{
    switch (item->mark) {
    case MARK_SUP:
    case MARK_SUP_MOVED:
        provision_set(state, provision, PROVISION_SUPPRESSED, entry);
        break;
    case MARK_NOC:
    case MARK_NOC_ACTIVE:
        provision_set(state, provision, PROVISION_KEPT, entry);
        break;
    case MARK_ADD:
    case MARK_ADD_MOVED:
    case MARK_MOD:
    case MARK_MOD_EDITORIAL:
        provision_set_words(state, provision, item->words, cause, entry);
        provision_set(state, provision, PROVISION_APPROVED, entry);
        break;
    }
}

/* The amended item now says this, or goes, or stays as it is. */
static void amend(const struct item *item, struct item *of, const struct entry *entry)
{
    if (mark_has_words(item->mark))
        of->words = item->words;
    else if (item->mark == MARK_SUP || item->mark == MARK_SUP_MOVED)
        item_set(of, ITEM_REJECTED, entry);
}

void item_adopt(struct state *state, struct item *item, struct thing *cause, const struct entry *entry)
{
    item_set(item, ITEM_ADOPTED, entry);
    if (item->of != NULL)
        amend(item, item->of, entry);
    if (item->provision != NULL)
        adopt_words(state, item, item->provision, cause, entry);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

APPLY(proposal_apply_announce)
{
    struct proposal *const proposal = state_make(state, THING_PROPOSAL, entry->act.id, sizeof *proposal, entry);
    proposal->title = act_value(&entry->act, FIELD_TITLE);
    proposal->instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    proposal->state = ITEM_RUMOURED;
    proposal->state_by = entry;
    sponsor_apply_invite(state, entry);
}

CHECK(proposal_possible_submit)
{
    return items_possible(state, (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT), &entry->act,
                          error);
}

CHECK(proposal_check_submit)
{
    const struct act *const act = &entry->act;
    if ((entry->by->roles & ROLE_MEMBER) != 0 && state->watched == false) {
        struct slice rest = act_value(act, FIELD_SPONSORS), code;
        bool named = false;
        while (slice_next(&rest, ' ', &code))
            named = named || slice_equal(code, act->by);
        if (!named)
            return fail(error, FAULT_SPONSOR_UNNAMED, 0, act->by, act->id);
    }
    return check_items(state, act, error);
}

/* Who submits it has confirmed by doing so. */
APPLY(proposal_apply_submit)
{
    const struct act *const act = &entry->act;
    struct proposal *const proposal = state_make(state, THING_PROPOSAL, act->id, sizeof *proposal, entry);
    proposal->title = act_value(act, FIELD_TITLE);
    proposal->instrument = (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
    proposal->document = (struct document *)state_reference(state, entry, FIELD_DOCUMENT);
    proposal->open_for_sponsors = act_value(act, FIELD_OPEN_FOR_SPONSORS).length > 0;
    proposal->state = proposal->document != NULL ? ITEM_REGISTERED : ITEM_SUBMITTED;
    proposal->state_by = entry;
    if (proposal->document != NULL)
        proposal->document->proposal = &proposal->thing;
    add_items(state, proposal, entry);
    sponsor_apply_invite(state, entry);
    sponsor_apply_confirm(state, entry);
}

CHECK(proposal_possible_revise)
{
    return items_possible(state, proposal_of(state, entry)->instrument, &entry->act, error);
}

CHECK(proposal_check_revise)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (proposal->state == ITEM_RUMOURED || proposal->state == ITEM_NOT_DISCUSSED ||
        proposal->state >= ITEM_WITHDRAWN || proposal->put)
        return step_fault(proposal, error);
    if (sponsor == NULL || sponsor->state != SPONSOR_CONFIRMED)
        return fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->thing.code);
    return check_items(state, &entry->act, error);
}

APPLY(proposal_apply_revise)
{
    struct proposal *const proposal = proposal_of(state, entry);
    if (proposal->state >= ITEM_WITHDRAWN)
        return; /* what is decided stays what was decided */
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        item->revised_away = item->revised_away || item_is_live(item);
    proposal->revisions++;
    if (state_reference(state, entry, FIELD_DOCUMENT) != NULL)
        proposal->document = (struct document *)state_reference(state, entry, FIELD_DOCUMENT);
    add_items(state, proposal, entry);
}

static bool check_introduce(const struct proposal *proposal, const struct entry *entry, struct error *error)
{
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (sponsor != NULL && sponsor->state == SPONSOR_DISOWNED)
        return fail(error, FAULT_SPONSOR_DISOWNED, 0, entry->act.by, proposal->thing.code);
    if (sponsor_count(proposal, SPONSOR_CONFIRMED) == 0)
        return fail(error, FAULT_SPONSOR_CLAIMED, 0, proposal->thing.code);
    return (sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED) ||
           fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->thing.code);
}

CHECK(proposal_check_step)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    enum act_id const act = entry->act.type->id;
    if (proposal->state == ITEM_RUMOURED)
        return step_fault(proposal, error);
    if (act == ACT_PROPOSAL_INTRODUCE && !check_introduce(proposal, entry, error))
        return false;
    return find_step(act, proposal->state) != NULL || step_fault(proposal, error);
}

APPLY(proposal_apply_step)
{
    struct proposal *const proposal = proposal_of(state, entry);
    enum act_id const act = entry->act.type->id;
    const struct item_step *const step = find_step(act, proposal->state);
    if (act == ACT_PROPOSAL_ALLOCATE)
        proposal->body = (struct body *)state_reference(state, entry, FIELD_BODY);
    if (proposal->state == ITEM_RUMOURED || step == NULL)
        return;
    bool const needs_none = act == ACT_PROPOSAL_INTRODUCE && state->profile->supporters == 0;
    set_all(proposal, needs_none ? ITEM_UNDER_CONSIDERATION : step->to, entry);
}

static bool supports(const struct proposal *proposal, const struct actor *actor)
{
    for (const struct touch *touch = proposal->thing.touches; touch != NULL; touch = touch->next)
        if (touch->entry->act.type->id == ACT_PROPOSAL_SUPPORT && touch->entry->by == actor)
            return true;
    return false;
}

CHECK(proposal_check_support)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (sponsor != NULL && (sponsor->state == SPONSOR_CLAIMED || sponsor->state == SPONSOR_CONFIRMED))
        return fail(error, FAULT_SUPPORT_OWN, 0, entry->act.by, proposal->thing.code);
    if (supports(proposal, entry->by))
        return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->thing.code);
    return proposal->state == ITEM_INTRODUCED || proposal->state == ITEM_UNDER_CONSIDERATION ||
           step_fault(proposal, error);
}

APPLY(proposal_apply_support)
{
    struct proposal *const proposal = proposal_of(state, entry);
    if (supports(proposal, entry->by))
        return;
    proposal->supporters++;
    if (proposal->state == ITEM_INTRODUCED && proposal->supporters >= state->profile->supporters)
        set_all(proposal, ITEM_UNDER_CONSIDERATION, entry);
}

CHECK(proposal_check_withdraw)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    const struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (proposal->state == ITEM_RUMOURED)
        return step_fault(proposal, error);
    if (sponsor != NULL && sponsor->state == SPONSOR_DISOWNED)
        return fail(error, FAULT_SPONSOR_DISOWNED, 0, entry->act.by, proposal->thing.code);
    if (sponsor == NULL || sponsor->state != SPONSOR_CONFIRMED)
        return fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->thing.code);
    return (proposal->state < ITEM_WITHDRAWN && !proposal->put) || step_fault(proposal, error);
}

/* By the profile: the lead alone, any sponsor, or all; one of several sponsors who withdraws leaves (docs/rules.md, proposals). */
APPLY(proposal_apply_withdraw)
{
    struct proposal *const proposal = proposal_of(state, entry);
    struct sponsor *const sponsor = sponsor_find(proposal, entry->by);
    if (proposal->state == ITEM_RUMOURED || proposal->state >= ITEM_WITHDRAWN || sponsor == NULL ||
        sponsor->state != SPONSOR_CONFIRMED)
        return;
    bool const alone = sponsor_count(proposal, SPONSOR_CONFIRMED) <= 1;
    bool const lead = proposal->sponsors == sponsor;
    if (alone || state->profile->withdrawal == WITHDRAWAL_ANY ||
        (state->profile->withdrawal == WITHDRAWAL_LEAD && lead))
        set_all(proposal, ITEM_WITHDRAWN, entry);
    else
        sponsor_apply_leave(state, entry);
}

CHECK(proposal_check_take_up)
{
    const struct proposal *const proposal = proposal_of(state, entry);
    return proposal->state == ITEM_WITHDRAWN || step_fault(proposal, error);
}

APPLY(proposal_apply_take_up)
{
    struct proposal *const from = proposal_of(state, entry);
    struct proposal *const proposal = state_make(state, THING_PROPOSAL, entry->act.id, sizeof *proposal, entry);
    proposal->title = from->title;
    proposal->instrument = from->instrument;
    proposal->document = from->document;
    proposal->body = from->body;
    proposal->taken_from = from;
    proposal->state = ITEM_REGISTERED;
    proposal->state_by = entry;
    for (const struct item *item = from->items; item != NULL; item = item->next)
        if (!item->revised_away)
            add_item(state, proposal, &(struct item_value){ item->mark, item->target_code, item->submitted }, entry);
    sponsor_apply_join(state, entry);
}
