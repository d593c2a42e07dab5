// SPDX-License-Identifier: Apache-2.0
#include "rules/entry.h"

#include "base/limits.h"
#include "record/fault.h"
#include "rules/fault.h"
#include "rules/judge.h"
#include "rules/keyring.h"
#include "rules/rule.h"

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* Two acts bring their own key, which is not on the record yet: conference.open and registrar.confirm. */
static const struct actor_key *entry_key_beside(struct state *state, const struct key *key, const struct act *act,
                                                struct error *error)
{
    if (!slice_equal(key->name, act->key_name) || key->id != act->key_id) {
        fail(error, FAULT_KEY_UNKNOWN, 0, act->key_name);
        return NULL;
    }
    struct actor_key *const beside = state_memory(state, sizeof *beside);
    beside->key = *key;
    return beside;
}

static bool entry_signer_may(const struct entry *entry, struct error *error)
{
    const struct actor *const signer = entry->signer;
    struct slice const code = signer->object.code;
    switch (entry->act.basis) {
    case BASIS_SIGNED:
        return slice_equal(code, entry->act.by) || fail(error, FAULT_KEY_NOT_OWN, 0, entry->act.by, code);
    case BASIS_MINUTED:
        return (signer->roles & (ROLE_SECRETARIAT | ROLE_REGISTRAR)) != 0 || fail(error, FAULT_KEY_MINUTES, 0, code);
    case BASIS_REPORTED:
        break;
    }
    return (signer->roles & (ROLE_WATCHER | ROLE_REGISTRAR)) != 0 || fail(error, FAULT_KEY_REPORTS, 0, code);
}

/* Usually the doer, or the registrar who records what others did: these two need no search. */
static const struct actor *entry_signer(const struct state *state, const struct entry *entry)
{
    struct slice const code = entry->act.signer;
    if (slice_equal(code, entry->act.by))
        return entry->by;
    if (state->registrar != NULL && slice_equal(code, state->registrar->object.code))
        return state->registrar;
    return party_find(state, code);
}

static bool entry_find_signer(struct state *state, struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    if (act->type->id == ACT_CONFERENCE_OPEN) {
        struct key key;
        key_read(act_value(act, FIELD_KEY), &key);
        entry->key = entry_key_beside(state, &key, act, error);
        return entry->key != NULL;
    }
    entry->signer = entry_signer(state, entry);
    if (entry->signer == NULL)
        return fail(error, FAULT_KEY_UNKNOWN, 0, act->key_name);
    if (act->type->id == ACT_REGISTRAR_CONFIRM && state->registrar_changing && entry->signer == state->registrar)
        entry->key = entry_key_beside(state, &state->registrar_next, act, error);
    else
        entry->key = keyring_find(state, entry->signer, act->key_name, act->key_id);
    if (entry->key == NULL)
        return fail(error, FAULT_KEY_UNKNOWN, 0, act->key_name);
    return entry_signer_may(entry, error);
}

/* Room for an entry and a copy of its bytes; NULL when the arena is full. */
static struct entry *entry_begin(struct state *state, struct slice bytes, struct slice *copy, struct error *error)
{
    size_t const mark = state->arena->used;
    if (!state_has_room(state)) {
        fail(error, FAULT_RECORD_FULL, 0);
        return NULL;
    }
    struct entry *const entry = arena_take(state->arena, sizeof *entry);
    entry->mark = mark;
    entry->seq = state->count;
    *copy = arena_copy(state->arena, bytes);
    return entry;
}

static void entry_reference(const struct state *state, struct entry *entry, const struct act_field *field,
                            struct slice code)
{
    enum object_kind const refers = (enum object_kind)field_types[field->field].refers;
    entry->references[entry->reference_count++] = (struct reference){ .field = (enum field_id)field->field,
                                                                      .line = field->line,
                                                                      .code = code,
                                                                      .object = state_find(state, refers, code) };
}

static void entry_references(struct state *state, struct entry *entry)
{
    const struct act *const act = &entry->act;
    size_t const most = act->count + act->text.length / 2; /* each code of a set takes at least two bytes */
    entry->references = arena_take_unset(state->arena, most * sizeof *entry->references);
    for (size_t i = 0; i < act->count; i++) {
        const struct act_field *const field = &act->fields[i];
        const struct field_type *const type = &field_types[field->field];
        if (type->refers == OBJECT_NONE)
            continue;
        struct slice rest = act_field_value(field), code;
        if (type->kind != FIELD_KIND_SET)
            entry_reference(state, entry, field, rest);
        else
            while (slice_next(&rest, ' ', &code))
                entry_reference(state, entry, field, code);
    }
    arena_end_at(state->arena, entry->references + entry->reference_count);
}

/* The act is parsed: names the entry, and finds who did the act and what it points at. */
static void entry_find(struct state *state, struct entry *entry)
{
    const struct act *const act = &entry->act;
    state->crypto->sha256(&act->text, 1, &entry->name);
    entry->by = party_find(state, act->by);
    entry_references(state, entry);
    entry->in = object_of(entry, FIELD_IN);
}

static bool entry_is_new(const struct state *state, const struct entry *entry, struct error *error)
{
    return state_find_entry(state, &entry->name) == NULL || fail(error, FAULT_SAME_TEXT, 0);
}

/* The entry if it is good. Else it is discarded. */
static struct entry *entry_end(struct state *state, struct entry *entry, bool good)
{
    if (good)
        return entry;
    entry_drop(state, entry);
    return NULL;
}

struct entry *entry_read(struct state *state, struct slice bytes, struct error *error)
{
    struct slice copy;
    if (bytes.length > ACT_BYTES_MAX) {
        fail(error, FAULT_ACT_TOO_LONG, 0);
        return NULL;
    }
    struct entry *const entry = entry_begin(state, bytes, &copy, error);
    if (entry == NULL)
        return NULL;
    bool good = act_parse(copy, state->arena, &entry->act, error);
    if (good) {
        entry_find(state, entry);
        good = entry_find_signer(state, entry, error) && entry_is_new(state, entry, error);
    }
    return entry_end(state, entry, good);
}

struct entry *entry_read_unsigned(struct state *state, struct slice text, struct error *error)
{
    struct slice copy;
    struct entry *const entry = entry_begin(state, text, &copy, error);
    if (entry == NULL)
        return NULL;
    bool good = act_parse_text(copy, state->arena, &entry->act, error);
    if (good) {
        entry_find(state, entry);
        entry->signer = entry->act.basis == BASIS_SIGNED ? entry->by : state->registrar;
        good = entry_is_new(state, entry, error);
    }
    return entry_end(state, entry, good);
}

void entry_drop(struct state *state, struct entry *entry)
{
    state->arena->used = entry->mark;
}

/* --- taking ------------------------------------------------------------------------------------------------------ */

static void entry_irregularity(struct state *state, struct entry *entry, const struct error *error)
{
    entry->irregularity = error->fault;
    for (size_t i = 0; i < 2; i++)
        entry->irregularity_about[i] = arena_copy(state->arena, error_about(error, i));
    state->irregularities++;
}

static void entry_blobs(struct state *state, const struct entry *entry)
{
    for (size_t i = 0; i < entry->act.count; i++) {
        const struct act_field *const field = &entry->act.fields[i];
        if (field_types[field->field].kind == FIELD_KIND_BLOB)
            state_name_blob(state, act_field_value(field), entry);
    }
}

static void entry_apply(struct state *state, struct entry *entry)
{
    const struct act_type *const type = entry->act.type;
    if (rules[type->id]->apply != NULL)
        rules[type->id]->apply(state, entry);
    if (type->id == ACT_CONFERENCE_OPEN)
        entry->by = entry->signer = state->registrar; /* the act makes its own doer */
    if (type->makes != OBJECT_NONE)
        entry->made = state->kinds[type->makes].last;
}

/* Its rule may have mentioned objects already; here what it made, who did it and what its fields point at. */
static void entry_mentions(struct state *state, struct entry *entry)
{
    state_mention(state, entry->made, entry);
    state_mention(state, &entry->by->object, entry);
    for (size_t i = 0; i < entry->reference_count; i++)
        state_mention(state, entry->references[i].object, entry);
    entry->mentions = state->mentioned;
}

bool entry_take(struct state *state, struct entry *entry, struct error *error)
{
    bool refused;
    const struct fault *const fault = judge_entry(state, entry, &refused, error);
    if (refused) {
        entry_drop(state, entry);
        return false;
    }
    if (fault != FAULT_NONE)
        entry_irregularity(state, entry, error);
    state_append(state, entry);
    entry_blobs(state, entry);
    state->mentioned = NULL;
    entry_apply(state, entry);
    entry_mentions(state, entry);
    return true;
}
