#include "rules/state.h"

#include <string.h>

#include "base/limits.h"
#include "rules/judge.h"
#include "rules/rule.h"

enum {
    ENTRIES_FIRST = 256,
    ACT_MEMORY_MAX =
        1 << 22, /* what one act can need by its own bytes: 65,535 make some 2,000 things with their places */
    AGAIN_MEMORY_MAX =
        1024, /* what it can need for each item or part that it settles or copies: a thing, its place, a version */
};

static struct slice code_of(const void *thing)
{
    return ((const struct thing *)thing)->code;
}

static struct slice name_of(const void *entry)
{
    return hash_slice(&((const struct entry *)entry)->name);
}

void state_begin(struct state *state, struct arena *arena, const struct crypto *crypto, uint64_t seed)
{
    *state = (struct state){ .arena = arena,
                             .crypto = crypto,
                             .things = { .key_of = code_of, .seed = seed },
                             .names = { .key_of = name_of, .seed = seed },
                             .blobs = { .key_of = blob_hash, .seed = seed },
                             .numbers = { .key_of = document_full_number, .seed = seed } };
}

void *state_memory(struct state *state, size_t bytes)
{
    return arena_take(state->arena, bytes);
}

/* Every table may have to double; one act may settle all that is there; and it needs its own share. */
static bool has_room(const struct state *state)
{
    size_t const again = (size_t)state->kinds[THING_ITEM].count + state->part_count;
    size_t const touches = (size_t)state->kinds[THING_PROVISION].count * 2 * sizeof(struct touch);
    size_t const slots =
        state->things.capacity + state->names.capacity + state->blobs.capacity + state->numbers.capacity;
    size_t const tables = 2 * slots * sizeof(struct map_slot) + 2 * (size_t)state->capacity * sizeof(struct entry *) +
                          2 * (size_t)state->count * sizeof(struct hash);
    return state->count < ACTS_MAX &&
           arena_left(state->arena) > ACT_MEMORY_MAX + AGAIN_MEMORY_MAX * again + touches + tables;
}

static bool grow_entries(struct state *state)
{
    if (state->count < state->capacity)
        return true;
    uint32_t const capacity = state->capacity > 0 ? state->capacity * 2 : ENTRIES_FIRST;
    struct entry **const entries = arena_take_unset(state->arena, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    if (state->count > 0)
        memcpy(entries, state->entries, state->count * sizeof *entries);
    state->entries = entries;
    state->capacity = capacity;
    return true;
}

struct thing *state_find(const struct state *state, enum thing_kind kind, struct slice code)
{
    return state_find_hashed(state, kind, code, map_hash(&state->things, code));
}

struct thing *state_find_hashed(const struct state *state, enum thing_kind kind, struct slice code, uint64_t hash)
{
    struct thing *const thing = map_find_hashed(&state->things, code, hash);
    if (thing == NULL || kind == THING_ANY || thing->kind == kind)
        return thing;
    return kind == THING_PLACE && (thing->kind == THING_BODY || thing->kind == THING_MEETING) ? thing : NULL;
}

struct thing *state_reference(const struct state *state, const struct entry *entry, enum field_id field)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct reference *const reference = &entry->references[i];
        if (reference->field == field)
            return reference->thing != NULL ? reference->thing
                                            : state_find(state, field_types[field].refers, reference->code);
    }
    return NULL;
}

struct entry *state_find_name(const struct state *state, const struct hash *name)
{
    return map_find(&state->names, hash_slice(name));
}

void *state_make(struct state *state, enum thing_kind kind, struct slice code, size_t bytes, const struct entry *entry)
{
    struct kind_list *const list = &state->kinds[kind];
    struct thing *const thing = state_memory(state, bytes);
    *thing = (struct thing){ .kind = kind, .code = code, .number = list->count, .made = entry };
    if (list->last != NULL)
        list->last->next = thing;
    else
        list->first = thing;
    list->last = thing;
    list->count++;
    map_put(&state->things, state->arena, thing);
    return thing;
}

static struct thing *whole_of(const struct thing *thing)
{
    if (thing->kind == THING_ITEM)
        return &((const struct item *)thing)->proposal->thing;
    if (thing->kind == THING_PROVISION)
        return &((const struct provision *)thing)->instrument->thing;
    return NULL;
}

void state_touch(struct state *state, struct thing *thing, const struct entry *entry)
{
    for (; thing != NULL; thing = whole_of(thing)) {
        if (thing->touch_count > 0 && thing->touched_seq == entry->seq)
            continue;
        thing->touched_seq = entry->seq;
        struct touch *const touch = arena_take_unset(state->arena, sizeof *touch);
        *touch = (struct touch){ .entry = entry, .thing = thing, .also = state->touched };
        state->touched = touch;
        if (thing->touches_last != NULL)
            thing->touches_last->next = touch;
        else
            thing->touches = touch;
        thing->touches_last = touch;
        thing->touch_count++;
    }
}

void state_remark(struct state *state, struct remark **list, const struct entry *entry)
{
    struct remark *const remark = state_memory(state, sizeof *remark);
    remark->entry = entry;
    if (*list != NULL)
        (*list)->last->next = remark;
    else
        *list = remark;
    (*list)->last = remark;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* A key that is not on the record yet: the registrar's of conference.open, or its next one. */
static const struct actor_key *key_beside(struct state *state, const struct key *key, const struct act *act,
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

static bool may_sign(const struct entry *entry, struct error *error)
{
    const struct actor *const signer = entry->signer;
    struct slice const code = signer->thing.code;
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

/* Mostly who does the act, or the office that records what others did. */
static struct actor *signer_of(const struct state *state, const struct entry *entry)
{
    struct slice const code = entry->act.signer;
    if (slice_equal(code, entry->act.by))
        return entry->by;
    if (state->registrar != NULL && slice_equal(code, state->registrar->thing.code))
        return state->registrar;
    return party_find(state, code);
}

static bool find_signer(struct state *state, struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    if (act->type->id == ACT_CONFERENCE_OPEN) {
        struct key key;
        key_read(act_value(act, FIELD_KEY), &key);
        entry->key = key_beside(state, &key, act, error);
        return entry->key != NULL;
    }
    entry->signer = signer_of(state, entry);
    if (entry->signer == NULL)
        return fail(error, FAULT_KEY_UNKNOWN, 0, act->key_name);
    if (act->type->id == ACT_REGISTRAR_CONFIRM && state->registrar_changing && entry->signer == state->registrar)
        entry->key = key_beside(state, &state->registrar_next, act, error);
    else
        entry->key = party_find_key(state, entry->signer, act->key_name, act->key_id);
    if (entry->key == NULL)
        return fail(error, FAULT_KEY_UNKNOWN, 0, act->key_name);
    return may_sign(entry, error);
}

/* Room for an entry and a copy of its bytes; NULL when the arena is full. */
static struct entry *begin_entry(struct state *state, struct slice bytes, struct slice *copy, struct error *error)
{
    size_t const mark = state->arena->used;
    if (!has_room(state)) {
        fail(error, FAULT_RECORD_FULL, 0);
        return NULL;
    }
    struct entry *const entry = arena_take(state->arena, sizeof *entry);
    entry->mark = mark;
    entry->seq = state->count;
    *copy = arena_copy(state->arena, bytes);
    return entry;
}

/* What the act makes and points at is looked for when it is judged; until then it is hashed, and comes near. */
static void add_reference(const struct state *state, struct entry *entry, const struct act_field *field,
                          struct slice code)
{
    uint64_t const hash = map_hash(&state->things, code);
    entry->references[entry->reference_count++] =
        (struct reference){ (enum field_id)field->field, field->line, code, NULL, hash };
    map_expect(&state->things, hash);
}

static void list_references(struct state *state, struct entry *entry)
{
    const struct act *const act = &entry->act;
    size_t const most = act->count + act->text.length / 2; /* a set's codes take two bytes each at least */
    entry->references = arena_take_unset(state->arena, most * sizeof *entry->references);
    for (size_t i = 0; i < act->count; i++) {
        const struct act_field *const field = &act->fields[i];
        const struct field_type *const type = &field_types[field->field];
        if (type->refers == THING_NONE)
            continue;
        struct slice rest = act_field_value(field), code;
        if (type->kind != FIELD_KIND_SET)
            add_reference(state, entry, field, rest);
        else
            while (slice_next(&rest, ' ', &code))
                add_reference(state, entry, field, code);
    }
    arena_end_at(state->arena, entry->references + entry->reference_count);
}

/* What something new is linked to is what stood last, perhaps long ago: it comes near meanwhile. */
static void expect_links(const struct state *state, const struct entry *entry)
{
    __builtin_prefetch(state->kinds[entry->act.type->makes].last, 1);
    if (entry->by != NULL)
        __builtin_prefetch(entry->by->thing.touches_last, 1);
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].thing != NULL)
            __builtin_prefetch(entry->references[i].thing->touches_last, 1);
}

static void finish_entry(struct state *state, struct entry *entry)
{
    const struct act *const act = &entry->act;
    state->crypto->sha256(&act->text, 1, &entry->name);
    entry->name_hash = map_hash(&state->names, name_of(entry));
    map_expect(&state->names, entry->name_hash);
    entry->id_hash = map_hash(&state->things, act->id);
    map_expect(&state->things, entry->id_hash);
    uint64_t const by_hash = map_hash(&state->things, act->by);
    map_expect(&state->things, by_hash);
    list_references(state, entry);
    for (size_t i = 0; i < entry->reference_count; i++)
        map_bring(&state->things, entry->references[i].hash);
    entry->by = (struct actor *)state_find_hashed(state, THING_ACTOR, act->by, by_hash);
}

static bool is_new(const struct state *state, const struct entry *entry, struct error *error)
{
    return map_find_hashed(&state->names, name_of(entry), entry->name_hash) == NULL || fail(error, FAULT_SAME_TEXT, 0);
}

/* The entry where it is good; else it is given up, and the error no longer points into it. */
static struct entry *keep_entry(struct state *state, struct entry *entry, bool good, struct error *error)
{
    if (good)
        return entry;
    state_drop(state, entry);
    return NULL;
}

struct entry *state_read(struct state *state, struct slice bytes, struct error *error)
{
    struct slice copy;
    if (bytes.length > ACT_BYTES_MAX) {
        fail(error, FAULT_ACT_TOO_LONG, 0);
        return NULL;
    }
    struct entry *const entry = begin_entry(state, bytes, &copy, error);
    if (entry == NULL)
        return NULL;
    bool good = act_parse(copy, state->arena, &entry->act, error);
    if (good) {
        finish_entry(state, entry);
        good = find_signer(state, entry, error) && is_new(state, entry, error);
    }
    return keep_entry(state, entry, good, error);
}

struct entry *state_read_unsigned(struct state *state, struct slice text, struct error *error)
{
    struct slice copy;
    struct entry *const entry = begin_entry(state, text, &copy, error);
    if (entry == NULL)
        return NULL;
    bool good = act_parse_text(copy, state->arena, &entry->act, error);
    if (good) {
        finish_entry(state, entry);
        entry->signer = entry->act.basis == BASIS_SIGNED ? entry->by : state->registrar;
        good = is_new(state, entry, error);
    }
    return keep_entry(state, entry, good, error);
}

void state_drop(struct state *state, struct entry *entry)
{
    state->arena->used = entry->mark;
}

/* --- taking ------------------------------------------------------------------------------------------------------ */

enum fault state_judge(const struct state *state, const struct entry *entry, bool *refused, struct error *error)
{
    bool const possible = judge_possible(state, entry, error);
    bool const lawful = possible && judge_lawful(state, entry, error);
    *refused = !possible || (!lawful && !state->watched);
    return lawful ? FAULT_NONE : error->fault;
}

static void keep_finding(struct state *state, struct entry *entry, const struct error *error)
{
    entry->finding = error->fault;
    for (size_t i = 0; i < ERROR_ABOUT; i++)
        entry->finding_about[i] = arena_copy(state->arena, error_about(error, i));
    state->findings++;
}

static void touch_references(struct state *state, struct entry *entry)
{
    for (size_t i = 0; i < entry->reference_count; i++)
        state_touch(state, entry->references[i].thing, entry);
}

static void name_blobs(struct state *state, const struct entry *entry)
{
    const struct act *const act = &entry->act;
    for (size_t i = act->envelope_count; i < act->count; i++) {
        struct slice const value = act_field_value(&act->fields[i]);
        if (field_types[act->fields[i].field].kind != FIELD_KIND_BLOB || blob_find(state, value) != NULL)
            continue;
        struct blob *const blob = state_memory(state, sizeof *blob);
        blob->hash = value;
        blob->named = entry;
        if (state->blob_last != NULL)
            state->blob_last->next = blob;
        else
            state->blob_list = blob;
        state->blob_last = blob;
        map_put(&state->blobs, state->arena, blob);
    }
}

static void append(struct state *state, struct entry *entry)
{
    struct hash hash;
    merkle_hash_leaf(entry->act.bytes, state->crypto, &hash);
    merkle_append(&state->tree, &hash, state->crypto, state->arena);
    grow_entries(state);
    state->entries[state->count++] = entry;
    map_put_hashed(&state->names, state->arena, entry->name_hash, entry);
}

bool state_take(struct state *state, struct entry *entry, struct error *error)
{
    bool refused;
    enum fault const fault = state_judge(state, entry, &refused, error);
    if (refused) {
        state_drop(state, entry);
        return false;
    }
    if (fault != FAULT_NONE)
        keep_finding(state, entry, error);
    expect_links(state, entry);
    append(state, entry);
    name_blobs(state, entry);
    state->touched = NULL;
    rules[entry->act.type->id].apply(state, entry);
    entry->in = state_reference(state, entry, FIELD_IN);
    if (entry->act.type->makes != THING_NONE)
        entry->made = state->kinds[entry->act.type->makes].last;
    state_touch(state, entry->made, entry);
    state_touch(state, entry->by != NULL ? &entry->by->thing : NULL, entry);
    touch_references(state, entry);
    entry->touches = state->touched;
    return true;
}
