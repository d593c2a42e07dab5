// SPDX-License-Identifier: Apache-2.0
#include "rules/state.h"

#include <string.h>

enum {
    ENTRIES_FIRST = 256,
    ACT_MEMORY_MAX = 1 << 22, /* for what one act makes: 65,535 bytes can make some 2,000 objects */
    AGAIN_MEMORY_MAX = 1024   /* for each item or part that it settles or copies */
};

static struct slice state_object_key(const void *object)
{
    return ((const struct object *)object)->code;
}

static struct slice state_entry_key(const void *entry)
{
    return hash_slice(&((const struct entry *)entry)->name);
}

static struct slice state_blob_key(const void *blob)
{
    return ((const struct blob *)blob)->hash;
}

static struct slice state_slice_key(const void *slice)
{
    return *(const struct slice *)slice;
}

void state_begin(struct state *state, struct arena *arena, const struct crypto *crypto, uint64_t seed)
{
    *state = (struct state){ .arena = arena,
                             .crypto = crypto,
                             .objects = { .key_of = state_object_key, .seed = seed },
                             .names = { .key_of = state_entry_key, .seed = seed },
                             .blobs = { .key_of = state_blob_key, .seed = seed },
                             .document_numbers = { .key_of = state_slice_key, .seed = seed } };
}

/* --- finding ----------------------------------------------------------------------------------------------------- */

const struct object *state_find(const struct state *state, enum object_kind kind, struct slice code)
{
    const struct object *const object = map_find(&state->objects, code);
    if (object == NULL || kind == OBJECT_ANY || object->kind == kind)
        return object;
    return kind == OBJECT_PLACE && (object->kind == OBJECT_BODY || object->kind == OBJECT_MEETING) ? object : NULL;
}

const struct entry *state_find_entry(const struct state *state, const struct hash *name)
{
    return map_find(&state->names, hash_slice(name));
}

const struct blob *state_find_blob(const struct state *state, struct slice hash)
{
    return map_find(&state->blobs, hash);
}

/* --- memory ------------------------------------------------------------------------------------------------------ */

/* The most that one act can need: every table doubles, it settles all items, it mentions all provisions, and its own share. */
bool state_has_room(const struct state *state)
{
    size_t const again = (size_t)state->kinds[OBJECT_ITEM].count + state->part_count;
    size_t const mentions = (size_t)state->kinds[OBJECT_PROVISION].count * 2 * sizeof(struct mention);
    size_t const slots =
        state->objects.capacity + state->names.capacity + state->blobs.capacity + state->document_numbers.capacity;
    size_t const tables = 2 * slots * sizeof(struct map_slot) + 2 * (size_t)state->capacity * sizeof(struct entry *) +
                          2 * (size_t)state->count * sizeof(struct hash);
    return state->count < ACTS_MAX &&
           arena_left(state->arena) > ACT_MEMORY_MAX + AGAIN_MEMORY_MAX * again + mentions + tables;
}

void *state_memory(struct state *state, size_t bytes)
{
    return arena_take(state->arena, bytes);
}

/* --- making ------------------------------------------------------------------------------------------------------ */

void *state_make(struct state *state, enum object_kind kind, struct slice code, size_t bytes, const struct entry *entry)
{
    struct object_list *const list = &state->kinds[kind];
    struct object *const object = state_memory(state, bytes);
    *object = (struct object){ .kind = kind, .code = code, .number = list->count, .made = entry };
    if (list->last != NULL)
        list->last->next = object;
    else
        list->first = object;
    list->last = object;
    list->count++;
    map_put(&state->objects, state->arena, object);
    return object;
}

/* The only place that takes const off: a caller that may change the state may change what is in it. */
void *state_change(struct state *state, const struct object *object)
{
    (void)state;
    return (void *)(uintptr_t)object;
}

void *state_change_of(struct state *state, const struct entry *entry, enum field_id field)
{
    return state_change(state, object_of(entry, field));
}

static void state_mention_one(struct state *state, struct object *object, const struct entry *entry)
{
    if (object->mentions_last != NULL && object->mentions_last->entry == entry)
        return;
    struct mention *const mention = state_memory(state, sizeof *mention);
    *mention = (struct mention){ .entry = entry, .object = object, .next_of_entry = state->mentioned };
    state->mentioned = mention;
    if (object->mentions_last != NULL)
        object->mentions_last->next = mention;
    else
        object->mentions = mention;
    object->mentions_last = mention;
    object->mention_count++;
}

void state_mention(struct state *state, const struct object *object, const struct entry *entry)
{
    for (; object != NULL; object = object->whole)
        state_mention_one(state, state_change(state, object), entry);
}

void state_list(struct state *state, struct entry_list *list, const struct entry *entry)
{
    struct entry_link *const link = state_memory(state, sizeof *link);
    link->entry = entry;
    if (list->last != NULL)
        list->last->next = link;
    else
        list->first = link;
    list->last = link;
}

void state_name_blob(struct state *state, struct slice hash, const struct entry *entry)
{
    if (state_find_blob(state, hash) != NULL)
        return;
    struct blob *const blob = state_memory(state, sizeof *blob);
    *blob = (struct blob){ .hash = hash, .named = entry };
    if (state->blob_last != NULL)
        state->blob_last->next = blob;
    else
        state->blob_list = blob;
    state->blob_last = blob;
    map_put(&state->blobs, state->arena, blob);
}

static void state_grow_entries(struct state *state)
{
    uint32_t const capacity = state->capacity > 0 ? state->capacity * 2 : ENTRIES_FIRST;
    struct entry **const entries = state_memory(state, capacity * sizeof *entries);
    if (state->count > 0)
        memcpy(entries, state->entries, state->count * sizeof *entries);
    state->entries = entries;
    state->capacity = capacity;
}

void state_append(struct state *state, struct entry *entry)
{
    struct hash hash;
    merkle_hash_leaf(entry->act.bytes, state->crypto, &hash);
    merkle_append(&state->tree, &hash, state->crypto, state->arena);
    if (state->count == state->capacity)
        state_grow_entries(state);
    state->entries[state->count++] = entry;
    map_put(&state->names, state->arena, entry);
}
