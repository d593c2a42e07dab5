// SPDX-License-Identifier: Apache-2.0
#include "rules/proposal.h"

#include "base/limits.h"
#include "rules/fault.h"
#include "rules/party.h"
#include "rules/profile.h"
#include "rules/rule.h"

const char *item_state_name(enum item_state state)
{
    static const char *const names[] = { "rumoured",   "submitted",           "registered",    "allocated",
                                         "introduced", "under consideration", "not discussed", "passed over",
                                         "merged",     "withdrawn",           "adopted",       "rejected",
                                         "lapsed" };
    return names[state];
}

/* docs/rules.md, proposals. The checks hold the guards. Submit, register, support, decide and close are not steps of this kind. */
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

static const struct item_step *proposal_find_step(enum act_id act, enum item_state from)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].act == act && steps[i].from == from)
            return &steps[i];
    return NULL;
}

const struct proposal *proposal_find(const struct state *state, struct slice code)
{
    return (const struct proposal *)state_find(state, OBJECT_PROPOSAL, code);
}

const struct proposal *proposal_behind(const struct object *object)
{
    if (object->kind == OBJECT_ITEM)
        return ((const struct item *)object)->proposal;
    return object->kind == OBJECT_PROPOSAL ? (const struct proposal *)object : NULL;
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

void proposal_set(struct proposal *proposal, enum item_state to, const struct entry *entry)
{
    proposal->state = to;
    proposal->state_by = entry;
}

void proposal_set_all(struct proposal *proposal, enum item_state to, const struct entry *entry)
{
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        if (item_is_live(item))
            item_set(item, to, entry);
    proposal_set(proposal, to, entry);
}

static bool proposal_step_fault(const struct proposal *proposal, struct error *error)
{
    if (proposal->state == ITEM_RUMOURED)
        return fail(error, FAULT_RUMOURED, 0, proposal->object.code);
    return fail(error, FAULT_STEP, 0, proposal->object.code, slice_of(item_state_name(proposal->state)));
}

/* --- items ------------------------------------------------------------------------------------------------------- */

static uint32_t item_depth(const struct item *item)
{
    uint32_t depth = 0;
    for (; item != NULL && item->of != NULL; item = item->of)
        depth++;
    return depth;
}

/* The provision that an item changes, or the item that it amends, must exist. */
static bool item_possible(const struct state *state, const struct instrument *instrument, const struct item_value *said,
                          struct error *error)
{
    if (slice_find(said->target, ':', 0) < said->target.length)
        return state_find(state, OBJECT_ITEM, said->target) != NULL ||
               fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("item"), said->target);
    if (instrument == NULL)
        return fail(error, FAULT_TEXT_OFFERED, 0, said->target, SLICE("it changes a provision of no instrument"));
    bool const adds = said->mark == MARK_ADD || said->mark == MARK_ADD_MOVED;
    return adds || provision_find(state, instrument, said->target) != NULL ||
           fail(error, FAULT_POINTS_AT_NOTHING, 0, SLICE("item"), said->target);
}

/* The item that it amends must be live, and the profile must allow an amendment so deep. */
static bool item_check(const struct state *state, const struct item_value *said, struct error *error)
{
    const struct item *const of = (const struct item *)state_find(state, OBJECT_ITEM, said->target);
    if (of == NULL)
        return true;
    if (!item_is_live(of))
        return fail(error, FAULT_AMENDS_OVER, 0, said->target, slice_of(item_state_name(of->state)));
    return item_depth(of) < state->profile->amendment_depth || fail(error, FAULT_AMENDMENT_DEPTH, 0, said->target);
}

static bool proposal_items_possible(const struct state *state, const struct instrument *instrument,
                                    const struct act *act, struct error *error)
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

static bool proposal_check_items(const struct state *state, const struct act *act, struct error *error)
{
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_ITEM, &at, &value);) {
        struct item_value said;
        value_read_item(value, &said);
        if (!item_check(state, &said, error))
            return false;
    }
    return true;
}

static struct slice item_make_code(struct state *state, const struct proposal *proposal)
{
    char memory[CODE_BYTES_MAX + 16];
    struct buffer out = BUFFER(memory);
    buffer_add(&out, proposal->object.code);
    buffer_add_byte(&out, ':');
    buffer_add_number(&out, proposal->item_count + 1);
    return arena_copy(state->arena, buffer_slice(&out));
}

static void proposal_add_item(struct state *state, struct proposal *proposal, const struct item_value *said,
                              const struct entry *entry)
{
    struct item *const item = state_make(state, OBJECT_ITEM, item_make_code(state, proposal), sizeof *item, entry);
    item->object.whole = &proposal->object;
    item->proposal = proposal;
    item->mark = said->mark;
    item->words = item->submitted = said->words;
    item->target_code = said->target;
    item->of = (const struct item *)state_find(state, OBJECT_ITEM, said->target);
    if (item->of == NULL && proposal->instrument != NULL) {
        struct instrument *const instrument = state_change(state, &proposal->instrument->object);
        item->provision = provision_ensure(state, instrument, said->target, entry);
    }
    item_set(item, proposal->state, entry);
    if (proposal->items_last != NULL)
        proposal->items_last->next = item;
    else
        proposal->items = item;
    proposal->items_last = item;
    proposal->item_count++;
    state_mention(state, &item->object, entry);
    state_mention(state, item->provision != NULL ? &item->provision->object : NULL, entry);
    state_mention(state, item->of != NULL ? &item->of->object : NULL, entry);
}

static void proposal_add_items(struct state *state, struct proposal *proposal, const struct entry *entry)
{
    struct slice value;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ITEM, &at, &value);) {
        struct item_value said;
        value_read_item(value, &said);
        proposal_add_item(state, proposal, &said, entry);
    }
}

static void item_adopt_words(struct state *state, const struct item *item, const struct object *cause,
                             const struct entry *entry)
{
    struct provision *const provision = state_change(state, &item->provision->object);
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

/* The amended item takes the new words (MOD), is rejected (SUP) or stays as it is (NOC). */
static void item_amend(const struct item *item, struct item *of, const struct entry *entry)
{
    if (mark_has_words(item->mark))
        of->words = item->words;
    else if (item->mark == MARK_SUP || item->mark == MARK_SUP_MOVED)
        item_set(of, ITEM_REJECTED, entry);
}

void item_adopt(struct state *state, struct item *item, const struct object *cause, const struct entry *entry)
{
    item_set(item, ITEM_ADOPTED, entry);
    if (item->of != NULL)
        item_amend(item, state_change(state, &item->of->object), entry);
    if (item->provision != NULL)
        item_adopt_words(state, item, cause, entry);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

APPLY(proposal_apply_announce)
{
    struct proposal *const proposal = state_make(state, OBJECT_PROPOSAL, entry->act.id, sizeof *proposal, entry);
    proposal->title = act_value(&entry->act, FIELD_TITLE);
    proposal->instrument = object_of(entry, FIELD_INSTRUMENT);
    proposal_set(proposal, ITEM_RUMOURED, entry);
    sponsor_name_all(state, &proposal->sponsors, entry);
}

CHECK(proposal_possible_submit)
{
    return proposal_items_possible(state, object_of(entry, FIELD_INSTRUMENT), &entry->act, error);
}

CHECK(proposal_check_submit)
{
    const struct act *const act = &entry->act;
    if ((entry->by->roles & ROLE_MEMBER) != 0 && !state->watched) {
        struct slice rest = act_value(act, FIELD_SPONSORS), code;
        bool named = false;
        while (slice_next(&rest, ' ', &code))
            named = named || slice_equal(code, act->by);
        if (!named)
            return fail(error, FAULT_SPONSOR_UNNAMED, 0, act->by, act->id);
    }
    return proposal_check_items(state, act, error);
}

/* Submitting a proposal confirms that one sponsors it. */
APPLY(proposal_apply_submit)
{
    const struct act *const act = &entry->act;
    struct proposal *const proposal = state_make(state, OBJECT_PROPOSAL, act->id, sizeof *proposal, entry);
    proposal->title = act_value(act, FIELD_TITLE);
    proposal->instrument = object_of(entry, FIELD_INSTRUMENT);
    proposal->document = object_of(entry, FIELD_DOCUMENT);
    proposal->open_for_sponsors = act_value(act, FIELD_OPEN_FOR_SPONSORS).length > 0;
    proposal_set(proposal, proposal->document != NULL ? ITEM_REGISTERED : ITEM_SUBMITTED, entry);
    if (proposal->document != NULL) {
        struct document *const document = state_change_of(state, entry, FIELD_DOCUMENT);
        document->proposal = &proposal->object;
    }
    proposal_add_items(state, proposal, entry);
    sponsor_name_all(state, &proposal->sponsors, entry);
    sponsor_set_own(state, &proposal->sponsors, SPONSOR_CONFIRMED, entry);
}

CHECK(proposal_possible_revise)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    return proposal_items_possible(state, proposal->instrument, &entry->act, error);
}

CHECK(proposal_check_revise)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    if (proposal->state == ITEM_RUMOURED || proposal->state == ITEM_NOT_DISCUSSED ||
        proposal->state >= ITEM_WITHDRAWN || proposal->open_decisions > 0)
        return proposal_step_fault(proposal, error);
    if (!sponsor_is_confirmed(&proposal->sponsors, entry->by))
        return fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->object.code);
    return proposal_check_items(state, &entry->act, error);
}

APPLY(proposal_apply_revise)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    if (proposal->state >= ITEM_WITHDRAWN)
        return; /* only in a watched record: a decided proposal keeps its items */
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        item->revised_away = item->revised_away || item_is_live(item);
    proposal->revisions++;
    if (object_of(entry, FIELD_DOCUMENT) != NULL)
        proposal->document = object_of(entry, FIELD_DOCUMENT);
    proposal_add_items(state, proposal, entry);
}

static bool proposal_may_introduce(const struct proposal *proposal, const struct entry *entry, struct error *error)
{
    const struct sponsor *const sponsor = sponsor_find(&proposal->sponsors, entry->by);
    if (sponsor != NULL && sponsor->state == SPONSOR_DISOWNED)
        return fail(error, FAULT_SPONSOR_DISOWNED, 0, entry->act.by, proposal->object.code);
    if (sponsor_count(&proposal->sponsors, SPONSOR_CONFIRMED) == 0)
        return fail(error, FAULT_SPONSOR_CLAIMED, 0, proposal->object.code);
    return (sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED) ||
           fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->object.code);
}

CHECK(proposal_check_step)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    enum act_id const act = entry->act.type->id;
    if (proposal->state == ITEM_RUMOURED)
        return proposal_step_fault(proposal, error);
    if (act == ACT_PROPOSAL_INTRODUCE && !proposal_may_introduce(proposal, entry, error))
        return false;
    return proposal_find_step(act, proposal->state) != NULL || proposal_step_fault(proposal, error);
}

APPLY(proposal_apply_step)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    enum act_id const act = entry->act.type->id;
    const struct item_step *const step = proposal_find_step(act, proposal->state);
    if (act == ACT_PROPOSAL_ALLOCATE)
        proposal->body = object_of(entry, FIELD_BODY);
    if (proposal->state == ITEM_RUMOURED || step == NULL)
        return;
    bool const needs_none = act == ACT_PROPOSAL_INTRODUCE && state->profile->supporters == 0;
    proposal_set_all(proposal, needs_none ? ITEM_UNDER_CONSIDERATION : step->to, entry);
}

static bool proposal_is_supported(const struct proposal *proposal, const struct actor *actor)
{
    for (const struct mention *mention = proposal->object.mentions; mention != NULL; mention = mention->next)
        if (mention->entry->act.type->id == ACT_PROPOSAL_SUPPORT && mention->entry->by == actor)
            return true;
    return false;
}

CHECK(proposal_check_support)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    const struct sponsor *const sponsor = sponsor_find(&proposal->sponsors, entry->by);
    if (sponsor != NULL && (sponsor->state == SPONSOR_CLAIMED || sponsor->state == SPONSOR_CONFIRMED))
        return fail(error, FAULT_SUPPORT_OWN, 0, entry->act.by, proposal->object.code);
    if (proposal_is_supported(proposal, entry->by))
        return fail(error, FAULT_SPONSOR_ALREADY, 0, entry->act.by, proposal->object.code);
    return proposal->state == ITEM_INTRODUCED || proposal->state == ITEM_UNDER_CONSIDERATION ||
           proposal_step_fault(proposal, error);
}

APPLY(proposal_apply_support)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    if (proposal_is_supported(proposal, entry->by))
        return;
    proposal->supporters++;
    if (proposal->state == ITEM_INTRODUCED && proposal->supporters >= state->profile->supporters)
        proposal_set_all(proposal, ITEM_UNDER_CONSIDERATION, entry);
}

CHECK(proposal_check_withdraw)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    const struct sponsor *const sponsor = sponsor_find(&proposal->sponsors, entry->by);
    if (proposal->state == ITEM_RUMOURED)
        return proposal_step_fault(proposal, error);
    if (sponsor != NULL && sponsor->state == SPONSOR_DISOWNED)
        return fail(error, FAULT_SPONSOR_DISOWNED, 0, entry->act.by, proposal->object.code);
    if (sponsor == NULL || sponsor->state != SPONSOR_CONFIRMED)
        return fail(error, FAULT_SPONSOR_NOT_CONFIRMED, 0, entry->act.by, proposal->object.code);
    return (proposal->state < ITEM_WITHDRAWN && proposal->open_decisions == 0) || proposal_step_fault(proposal, error);
}

/* The profile says whether the lead sponsor, any sponsor or only all together can withdraw the proposal. A sponsor that cannot
 * withdraw it alone leaves it. */
APPLY(proposal_apply_withdraw)
{
    struct proposal *const proposal = state_change_of(state, entry, FIELD_PROPOSAL);
    const struct sponsor *const sponsor = sponsor_find(&proposal->sponsors, entry->by);
    if (proposal->state == ITEM_RUMOURED || proposal->state >= ITEM_WITHDRAWN || sponsor == NULL ||
        sponsor->state != SPONSOR_CONFIRMED)
        return;
    bool const alone = sponsor_count(&proposal->sponsors, SPONSOR_CONFIRMED) <= 1;
    bool const lead = proposal->sponsors.first == sponsor;
    if (alone || state->profile->withdrawal == WITHDRAWAL_ANY ||
        (state->profile->withdrawal == WITHDRAWAL_LEAD && lead))
        proposal_set_all(proposal, ITEM_WITHDRAWN, entry);
    else
        sponsor_set_own(state, &proposal->sponsors, SPONSOR_LEFT, entry);
}

CHECK(proposal_check_take_up)
{
    const struct proposal *const proposal = object_of(entry, FIELD_PROPOSAL);
    return proposal->state == ITEM_WITHDRAWN || proposal_step_fault(proposal, error);
}

APPLY(proposal_apply_take_up)
{
    const struct proposal *const from = object_of(entry, FIELD_PROPOSAL);
    struct proposal *const proposal = state_make(state, OBJECT_PROPOSAL, entry->act.id, sizeof *proposal, entry);
    proposal->title = from->title;
    proposal->instrument = from->instrument;
    proposal->document = from->document;
    proposal->body = from->body;
    proposal->taken_from = from;
    proposal_set(proposal, ITEM_REGISTERED, entry);
    for (const struct item *item = from->items; item != NULL; item = item->next)
        if (!item->revised_away)
            proposal_add_item(state, proposal, &(struct item_value){ item->mark, item->target_code, item->submitted },
                              entry);
    sponsor_set_own(state, &proposal->sponsors, SPONSOR_CONFIRMED, entry);
}

RULE(ANNOUNCE, .apply = proposal_apply_announce);
RULE(PROPOSAL_SUBMIT, .possible = proposal_possible_submit, .check = proposal_check_submit,
     .apply = proposal_apply_submit);
RULE(PROPOSAL_REVISE, .possible = proposal_possible_revise, .check = proposal_check_revise,
     .apply = proposal_apply_revise);
RULE(PROPOSAL_ALLOCATE, .check = proposal_check_step, .apply = proposal_apply_step);
RULE(PROPOSAL_INTRODUCE, .check = proposal_check_step, .apply = proposal_apply_step);
RULE(PROPOSAL_PASS_OVER, .check = proposal_check_step, .apply = proposal_apply_step);
RULE(PROPOSAL_SUPPORT, .check = proposal_check_support, .apply = proposal_apply_support);
RULE(PROPOSAL_WITHDRAW, .check = proposal_check_withdraw, .apply = proposal_apply_withdraw);
RULE(PROPOSAL_TAKE_UP, .check = proposal_check_take_up, .apply = proposal_apply_take_up);
