/* Where members stand: positions, recommendations and their answers, reflections, packages. None changes a text. */
#include "rules/rule.h"

/* The item, or proposal, that a code means; NULL for anything else. */
static const struct proposal *proposal_behind(const struct thing *thing)
{
    if (thing->kind == THING_ITEM)
        return ((const struct item *)thing)->proposal;
    return thing->kind == THING_PROPOSAL ? (const struct proposal *)thing : NULL;
}

static bool sponsors(const struct actor *actor, const struct thing *thing)
{
    const struct proposal *const proposal = proposal_behind(thing);
    const struct sponsor *const sponsor = proposal != NULL ? sponsor_find(proposal, actor) : NULL;
    return sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED;
}

APPLY(position_apply_recommend)
{
    struct recommendation *const recommendation =
        state_make(state, THING_RECOMMENDATION, entry->act.id, sizeof *recommendation, entry);
    recommendation->about = state_reference(state, entry, FIELD_ABOUT);
    recommendation->treatment = act_word(&entry->act, FIELD_TREATMENT);
}

CHECK(position_check_recommend_answer)
{
    const struct recommendation *const recommendation =
        (struct recommendation *)state_reference(state, entry, FIELD_RECOMMENDATION);
    return sponsors(entry->by, recommendation->about) || fail(error, FAULT_ANSWERS_OWN, 0, entry->act.by);
}

APPLY(position_apply_recommend_answer)
{
    struct recommendation *const recommendation =
        (struct recommendation *)state_reference(state, entry, FIELD_RECOMMENDATION);
    state_remark(state, &recommendation->answers, entry);
}

CHECK(position_check_reflects)
{
    const struct thing *const about = state_reference(state, entry, FIELD_ABOUT);
    return sponsors(entry->by, about) || fail(error, FAULT_REFLECTS_OWN, 0, entry->act.by, about->code);
}

APPLY(position_apply_reflects)
{
    struct reflection *const reflection = state_memory(state, sizeof *reflection);
    *reflection = (struct reflection){ entry->by,
                                       (struct text *)state_reference(state, entry, FIELD_TEXT),
                                       state_reference(state, entry, FIELD_ABOUT),
                                       act_word(&entry->act, FIELD_REFLECTED),
                                       act_value(&entry->act, FIELD_WHERE),
                                       entry,
                                       NULL };
    if (state->reflections_last != NULL)
        state->reflections_last->next = reflection;
    else
        state->reflections = reflection;
    state->reflections_last = reflection;
}

/* The last position of a member counts; all stay. */
APPLY(position_apply_take)
{
    struct position *const position = state_memory(state, sizeof *position);
    *position = (struct position){ .actor = entry->by,
                                   .about = state_reference(state, entry, FIELD_ABOUT),
                                   .stance = act_word(&entry->act, FIELD_STANCE),
                                   .ground = act_word(&entry->act, FIELD_GROUND),
                                   .entry = entry };
    if (state->positions_last != NULL)
        state->positions_last->next = position;
    else
        state->positions = position;
    state->positions_last = position;
}

/* --- packages ---------------------------------------------------------------------------------------------------- */

const char *package_state_name(enum package_state state)
{
    static const char *const names[] = { "pending", "fulfilled", "failed", "breached" };
    return names[state];
}

static void add_parts(struct state *state, struct package *package, const struct entry *entry, enum field_id field)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, field, &at, &code);) {
        struct package_part *const part = state_memory(state, sizeof *part);
        *part = (struct package_part){ state_find(state, THING_ANY, code), field == FIELD_PROVIDED, NULL };
        if (package->parts_last != NULL)
            package->parts_last->next = part;
        else
            package->parts = part;
        package->parts_last = part;
    }
}

APPLY(package_apply_make)
{
    struct package *const package = state_make(state, THING_PACKAGE, entry->act.id, sizeof *package, entry);
    package->title = act_value(&entry->act, FIELD_TITLE);
    add_parts(state, package, entry, FIELD_GIVES);
    add_parts(state, package, entry, FIELD_PROVIDED);
}

static bool decision_passed(const struct decision *decision)
{
    return decision->state == DECISION_CLOSED && decision->kind != DECISION_INDICATION &&
           (decision->declared == DECLARED_ADOPTED || decision->declared == DECLARED_CARRIED);
}

bool thing_has_passed(const struct thing *thing)
{
    switch (thing->kind) {
    case THING_ITEM:
        return ((const struct item *)thing)->state == ITEM_ADOPTED;
    case THING_PROPOSAL:
        return ((const struct proposal *)thing)->state == ITEM_ADOPTED;
    case THING_INSTRUMENT:
        return ((const struct instrument *)thing)->state >= INSTRUMENT_ADOPTED;
    case THING_PROVISION:
        return ((const struct provision *)thing)->state >= PROVISION_APPROVED;
    case THING_DECISION:
        return decision_passed((const struct decision *)thing);
    default:
        return false;
    }
}

bool thing_has_failed(const struct thing *thing)
{
    const struct decision *const decision = (const struct decision *)thing;
    switch (thing->kind) {
    case THING_ITEM:
        return ((const struct item *)thing)->state >= ITEM_WITHDRAWN && !thing_has_passed(thing);
    case THING_PROPOSAL:
        return ((const struct proposal *)thing)->state >= ITEM_WITHDRAWN && !thing_has_passed(thing);
    case THING_DECISION:
        return decision->state != DECISION_OPEN && !decision_passed(decision);
    default:
        return false;
    }
}

enum package_state package_state(const struct package *package)
{
    bool conditions_met = true, condition_failed = false, all_given = true, some_refused = false;
    for (const struct package_part *part = package->parts; part != NULL; part = part->next) {
        bool const passed = thing_has_passed(part->thing), failed = thing_has_failed(part->thing);
        if (part->provided) {
            conditions_met = conditions_met && passed;
            condition_failed = condition_failed || failed;
        } else {
            all_given = all_given && passed;
            some_refused = some_refused || failed;
        }
    }
    if (condition_failed)
        return all_given ? PACKAGE_BREACHED : PACKAGE_FAILED;
    if (conditions_met)
        return some_refused ? PACKAGE_BREACHED : all_given ? PACKAGE_FULFILLED : PACKAGE_PENDING;
    return PACKAGE_PENDING;
}
