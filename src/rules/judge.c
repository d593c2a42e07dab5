// SPDX-License-Identifier: Apache-2.0
#include "rules/judge.h"

#include "base/civil.h"
#include "record/value.h"
#include "rules/fault.h"
#include "rules/instrument.h"
#include "rules/outcome.h"
#include "rules/party.h"
#include "rules/rule.h"

static bool judge_belongs_here(const struct state *state, const struct act *act, struct error *error)
{
    bool const opens = act->type->id == ACT_CONFERENCE_OPEN;
    if (opens)
        return state->opened == NULL || fail(error, FAULT_RECORD_OPEN_TWICE, 0);
    if (state->opened == NULL)
        return fail(error, FAULT_RECORD_NOT_OPEN, 0);
    return slice_equal(act->conference, state->origin) ||
           fail(error, FAULT_OTHER_CONFERENCE, 0, act->conference, state->origin);
}

static bool judge_points_at_objects(const struct state *state, const struct entry *entry, struct error *error)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct reference *const reference = &entry->references[i];
        if (reference->object != NULL)
            continue;
        bool const another = state_find(state, OBJECT_ANY, reference->code) != NULL;
        return fail(error, another ? FAULT_POINTS_AT_ANOTHER : FAULT_POINTS_AT_NOTHING, reference->line,
                    field_types[reference->field].name, reference->code);
    }
    return true;
}

/* The act that an answer must have seen. Of an instrument that is open for signature it is the one that opened it, since the
 * text is final there. */
static const struct entry *judge_act_to_see(const struct object *object)
{
    const struct instrument *const instrument = (const struct instrument *)object;
    return object->kind == OBJECT_INSTRUMENT && instrument->opened_for_signature != NULL
               ? instrument->opened_for_signature
               : object->made;
}

/* The size of the log that must have been seen, and the code of what asks for it. */
static uint32_t judge_size_to_see(const struct entry *entry, struct slice *code)
{
    uint32_t size = 0;
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct reference *const reference = &entry->references[i];
        enum object_kind const refers = field_types[reference->field].refers;
        if (refers != OBJECT_DECISION && refers != OBJECT_INSTRUMENT)
            continue;
        uint32_t const after = judge_act_to_see(reference->object)->seq + 1;
        if (after > size) {
            size = after;
            *code = reference->object->code;
        }
    }
    return size;
}

static bool judge_saw_the_log(const struct state *state, const struct act *act, struct error *error)
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

static bool judge_saw_enough(const struct entry *entry, struct error *error)
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
    return !asked || size >= judge_size_to_see(entry, &code) || fail(error, FAULT_SEEN_EARLIER, 0, code);
}

static bool judge_has_the_role(const struct state *state, const struct entry *entry, struct error *error)
{
    unsigned roles = entry->by->roles;
    /* The registrar acts as the secretariat; in a watched record also as the watcher. */
    if (entry->by == state->registrar)
        roles |= ROLE_REGISTRAR | (state->watched ? ROLE_WATCHER | ROLE_SECRETARIAT : ROLE_SECRETARIAT);
    return (roles & entry->act.type->roles) != 0 || fail(error, FAULT_ROLE, 0, entry->act.by, entry->act.type->name);
}

static bool judge_time_is_told(const struct state *state, const struct act *act, struct error *error)
{
    struct civil time;
    if (act->basis != BASIS_SIGNED || state->watched)
        return true;
    return (civil_read(act->time, state->offset_seconds, &time) && time.precision == CIVIL_SECOND && !time.about) ||
           fail(error, FAULT_TIME_ROUGH, 0);
}

static bool judge_basis_has_a_place(const struct state *state, const struct entry *entry, struct error *error)
{
    bool const of_others = entry->act.basis == BASIS_REPORTED && entry->by != entry->signer;
    return state->watched || !of_others || fail(error, FAULT_REPORTED_IN_RUN, 0);
}

static bool judge_possible(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    const struct rule *const rule = rules[act->type->id];
    if (!judge_belongs_here(state, act, error))
        return false;
    if (act->type->id == ACT_CONFERENCE_OPEN)
        return rule->possible(state, entry, error);
    if (entry->by == NULL)
        return fail(error, FAULT_ACTOR_UNKNOWN, 0, act->by);
    if (act->id.length > 0 && state_find(state, OBJECT_ANY, act->id) != NULL)
        return fail(error, FAULT_ID_TAKEN, 0, act->id);
    return judge_points_at_objects(state, entry, error) && judge_saw_the_log(state, act, error) &&
           (rule->possible == NULL || rule->possible(state, entry, error));
}

static bool judge_lawful(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    const struct rule *const rule = rules[act->type->id];
    if (act->type->id == ACT_CONFERENCE_OPEN)
        return true;
    if (!judge_saw_enough(entry, error) || !judge_basis_has_a_place(state, entry, error))
        return false;
    if (state->closed != NULL && !rule->after_close)
        return fail(error, FAULT_CONFERENCE_CLOSED, 0);
    return judge_has_the_role(state, entry, error) && judge_time_is_told(state, act, error) &&
           (rule->check == NULL || rule->check(state, entry, error)) &&
           (!rule->by_decision || outcome_carries(entry, error));
}

const struct fault *judge_entry(const struct state *state, const struct entry *entry, bool *refused,
                                struct error *error)
{
    bool const possible = judge_possible(state, entry, error);
    bool const lawful = possible && judge_lawful(state, entry, error);
    *refused = !possible || (!lawful && !state->watched);
    return lawful ? FAULT_NONE : error->fault;
}
