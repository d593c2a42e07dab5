#include "rules/judge.h"

#include "base/civil.h"
#include "rules/rule.h"

static bool belongs_here(const struct state *state, const struct act *act, struct error *error)
{
    bool const opens = act->type->id == ACT_CONFERENCE_OPEN;
    if (opens)
        return state->opened == NULL || fail(error, FAULT_RECORD_OPEN_TWICE, 0);
    if (state->opened == NULL)
        return fail(error, FAULT_RECORD_NOT_OPEN, 0);
    return slice_equal(act->conference, state->origin) ||
           fail(error, FAULT_OTHER_CONFERENCE, 0, act->conference, state->origin);
}

/* What is pointed at is kept with the entry, for all who ask again. */
static bool points_at_things(const struct state *state, const struct entry *entry, struct error *error)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        struct reference *const reference = &entry->references[i];
        const struct field_type *const field = &field_types[reference->field];
        reference->thing = state_find_hashed(state, field->refers, reference->code, reference->hash);
        if (reference->thing != NULL)
            continue;
        bool const another = state_find_hashed(state, THING_ANY, reference->code, reference->hash) != NULL;
        return fail(error, another ? FAULT_POINTS_AT_ANOTHER : FAULT_POINTS_AT_NOTHING, reference->line, field->name,
                    reference->code);
    }
    return true;
}

/* The act that must have been seen: of an instrument that is open for signature the one that opened it, with the text final. */
static const struct entry *act_to_see(const struct thing *thing)
{
    const struct instrument *const instrument = (const struct instrument *)thing;
    return thing->kind == THING_INSTRUMENT && instrument->opened_for_signature != NULL
               ? instrument->opened_for_signature
               : thing->made;
}

/* The log's size that the answer's question needs: it must have been seen. */
static uint32_t size_to_see(const struct entry *entry, struct slice *code)
{
    uint32_t size = 0;
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct reference *const reference = &entry->references[i];
        enum thing_kind const refers = field_types[reference->field].refers;
        if (refers != THING_DECISION && refers != THING_INSTRUMENT)
            continue;
        uint32_t const after = act_to_see(reference->thing)->seq + 1;
        if (after > size) {
            size = after;
            *code = reference->thing->code;
        }
    }
    return size;
}

static bool saw_the_log(const struct state *state, const struct act *act, struct error *error)
{
    struct slice const value = act->seen;
    if (value.length == 0)
        return true;
    uint64_t size;
    struct hash root, ours;
    value_read_seen(value, &size, &root);
    bool true_of_log = size <= state->count;
    if (true_of_log) {
        merkle_root(&state->tree, size, state->crypto, &ours);
        true_of_log = hash_equal(&root, &ours);
    }
    return true_of_log || fail(error, FAULT_SEEN_UNTRUE, 0, value);
}

static bool saw_enough(const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    struct slice const value = act->seen;
    bool const asked = (act->type->flags & ACT_FLAG_SEEN) != 0;
    if (value.length == 0) {
        bool const needed = asked && act->basis == BASIS_SIGNED;
        return !needed || fail(error, FAULT_SEEN_MISSING, 0);
    }
    uint64_t size;
    struct hash root;
    struct slice code = SLICE("");
    value_read_seen(value, &size, &root);
    return !asked || size >= size_to_see(entry, &code) || fail(error, FAULT_SEEN_EARLIER, 0, code);
}

static bool has_the_role(const struct state *state, const struct entry *entry, struct error *error)
{
    unsigned roles = entry->by->roles;
    /* What is reported or minuted of the secretariat is done by the secretariat's own office. */
    if (entry->by == state->registrar)
        roles |= ROLE_REGISTRAR | (state->watched ? ROLE_WATCHER | ROLE_SECRETARIAT : ROLE_SECRETARIAT);
    return (roles & entry->act.type->roles) != 0 || fail(error, FAULT_ROLE, 0, entry->act.by, entry->act.type->name);
}

static bool time_is_told(const struct state *state, const struct act *act, struct error *error)
{
    struct civil time;
    if (act->basis != BASIS_SIGNED || state->watched)
        return true;
    return (civil_read(act->time, state->offset_seconds, &time) && time.precision == CIVIL_SECOND && !time.about) ||
           fail(error, FAULT_TIME_ROUGH, 0);
}

static bool basis_has_a_place(const struct state *state, const struct entry *entry, struct error *error)
{
    bool const of_others = entry->act.basis == BASIS_REPORTED && entry->by != entry->signer;
    return state->watched || !of_others || fail(error, FAULT_REPORTED_IN_RUN, 0);
}

bool judge_possible(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    if (!belongs_here(state, act, error))
        return false;
    if (act->type->id == ACT_CONFERENCE_OPEN)
        return rules[act->type->id].possible(state, entry, error);
    if (entry->by == NULL)
        return fail(error, FAULT_ACTOR_UNKNOWN, 0, act->by);
    if (act->id.length > 0 && state_find_hashed(state, THING_ANY, act->id, entry->id_hash) != NULL)
        return fail(error, FAULT_ID_TAKEN, 0, act->id);
    return points_at_things(state, entry, error) && saw_the_log(state, act, error) &&
           rules[act->type->id].possible(state, entry, error);
}

bool judge_lawful(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    if (act->type->id == ACT_CONFERENCE_OPEN)
        return true;
    if (!saw_enough(entry, error) || !basis_has_a_place(state, entry, error))
        return false;
    if (state->closed != NULL && !rules[act->type->id].after_close)
        return fail(error, FAULT_CONFERENCE_CLOSED, 0);
    return has_the_role(state, entry, error) && time_is_told(state, act, error) &&
           rules[act->type->id].check(state, entry, error);
}
