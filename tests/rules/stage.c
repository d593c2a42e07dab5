// SPDX-License-Identifier: Apache-2.0
#include "rules/digest.h"
#include "rules/entry.h"
#include "rules/invariant.h"
#include "stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/civil.h"
#include "base/limits.h"
#include "record/key.h"
#include "record/value.h"
#include "log/crypto.h"

static const struct slice origin = { "test.example/week", 17 };

void stage_begin(struct stage *stage, size_t bytes)
{
    static unsigned char *memory;
    static size_t limit;
    if (memory == NULL || limit < bytes) {
        memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        limit = bytes;
        if (memory == MAP_FAILED)
            abort();
    }
    *stage = (struct stage){ .arena = { memory, 0, limit } };
    state_begin(&stage->state, &stage->arena, crypto_native(), 0);
}

struct slice stage_key(struct stage *stage, struct slice name)
{
    static char memory[64][400];
    static unsigned turn;
    struct key key = { .name = name };
    struct hash hash;
    struct buffer out = BUFFER(memory[turn]);
    turn = (turn + 1) % 64;
    stage->state.crypto->sha256(&name, 1, &hash);
    for (size_t i = 0; i < ED25519_KEY_BYTES; i++)
        key.bytes[i] = hash.bytes[i];
    key.id = key_id(name, key.bytes, stage->state.crypto);
    key_write(&key, &out);
    return buffer_slice(&out);
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

static bool knows(const struct act_type *type, enum field_id field)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->places[i].field == field)
            return true;
    return false;
}

static bool is_given(const struct stage_field *fields, size_t count, enum field_id field)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].field == field)
            return true;
    return false;
}

static void add_field(struct buffer *out, enum field_id field, struct slice value)
{
    if (value.length == 0)
        return;
    buffer_add(out, field_types[field].name);
    buffer_add(out, SLICE(": "));
    value_fold(value, out);
    buffer_add_byte(out, '\n');
}

/* "N": the log of that size and its root; "N!" the size with a root that it never had; "none": nothing. */
static void add_seen(struct stage *stage, struct buffer *out, struct slice said)
{
    uint64_t size = stage->state.count;
    bool const lies = slice_ends(said, SLICE("!"));
    struct hash root;
    if (slice_equal(said, SLICE("none")))
        return;
    slice_number(slice_part(said, 0, said.length - (lies ? 1 : 0)), &size);
    merkle_root(&stage->state.tree, size <= stage->state.count ? size : 0, stage->state.crypto, &root);
    root.bytes[0] ^= lies ? 1 : 0;
    buffer_add(out, SLICE("seen: "));
    buffer_add_number(out, size);
    buffer_add_byte(out, ' ');
    for (size_t i = 0; i < HASH_BYTES; i++) {
        buffer_add_byte(out, "0123456789abcdef"[root.bytes[i] >> 4]);
        buffer_add_byte(out, "0123456789abcdef"[root.bytes[i] & 15]);
    }
    buffer_add_byte(out, '\n');
}

static void add_filler(struct stage *stage, struct slice by, const struct act_type *type,
                       const struct field_place *place, bool basis, struct buffer *out)
{
    const struct field_type *const field = &field_types[place->field];
    if (place->field == FIELD_CONFERENCE) {
        add_field(out, place->field, origin);
    } else if (place->field == FIELD_BY) {
        add_field(out, place->field, by);
    } else if (place->field == FIELD_TIME) {
        buffer_add(out, SLICE("time: "));
        civil_write_instant(out, (int64_t)(1773478800 + stage->seconds), 3600);
        buffer_add_byte(out, '\n');
    } else if (place->field == FIELD_SEEN) {
        if ((type->flags & ACT_FLAG_SEEN) != 0 && !basis)
            add_seen(stage, out, SLICE(""));
    } else if (field_is_needed(place) && (field->kind == FIELD_KIND_LINE || field->kind == FIELD_KIND_TEXT)) {
        add_field(out, place->field, SLICE("words"));
    }
}

bool stage_write(struct stage *stage, struct slice by, const struct act_type *type, const struct stage_field *fields,
                 size_t count, struct buffer *out, struct slice *unknown)
{
    bool const basis = is_given(fields, count, FIELD_BASIS);
    for (size_t i = 0; i < count; i++)
        if (!knows(type, fields[i].field)) {
            *unknown = field_types[fields[i].field].name;
            return false;
        }
    stage->seconds++;
    buffer_add(out, SLICE("plenary/1 "));
    buffer_add(out, type->name);
    buffer_add_byte(out, '\n');
    for (size_t at = 0; at < type->count; at++) {
        const struct field_place *const place = &type->places[at];
        if (!is_given(fields, count, place->field))
            add_filler(stage, by, type, place, basis, out);
        for (size_t i = 0; i < count; i++)
            if (fields[i].field == place->field && place->field == FIELD_SEEN)
                add_seen(stage, out, fields[i].value);
            else if (fields[i].field == place->field)
                add_field(out, place->field, fields[i].value);
    }
    return true;
}

/* --- taking ------------------------------------------------------------------------------------------------------ */

struct stage_result stage_take(struct stage *stage, struct slice text)
{
    struct stage_result result = { .taken = false };
    struct state *const state = &stage->state;
    size_t const used = stage->arena.used;
    struct state const copy = *state;
    struct hash before, after;
    digest_state(state, &before);
    struct entry *const entry = entry_read_unsigned(state, text, &result.error);
    result.taken = entry != NULL && entry_take(state, entry, &result.error);
    result.fault = result.taken ? entry->irregularity : result.error.fault;
    digest_state(state, &after);
    if (result.taken && hash_equal(&before, &after))
        result.wrong = "an act on the record leaves the hash of the state as it was";
    if (!result.taken && !hash_equal(&before, &after))
        result.wrong = "a refused act changes the state";
    if (!result.taken && (stage->arena.used != used || state->objects.count != copy.objects.count ||
                          state->names.count != copy.names.count || state->blobs.count != copy.blobs.count))
        result.wrong = "a refused act leaves a trace in memory";
    if (invariant_broken(state) != NULL)
        result.wrong = invariant_broken(state);
    return result;
}

struct stage_result stage_open(struct stage *stage, bool watched, struct slice profile)
{
    char memory[ACT_BYTES_MAX], name[64];
    struct buffer out = BUFFER(memory), key_name = BUFFER(name);
    struct slice unknown;
    buffer_add(&key_name, origin);
    buffer_add(&key_name, SLICE("/" STAGE_REGISTRAR));
    struct slice const key = stage_key(stage, buffer_slice(&key_name));
    buffer_clear(&key_name);
    buffer_add(&key_name, origin);
    buffer_add(&key_name, SLICE("/log"));
    struct stage_field const fields[] = {
        { FIELD_OFFSET, SLICE("+01:00") },
        { FIELD_MODE, watched ? SLICE("watched") : SLICE("run") },
        { FIELD_RULES, SLICE("1") },
        { FIELD_KEY, key },
        { FIELD_LOG_KEY, stage_key(stage, buffer_slice(&key_name)) },
        { FIELD_PROFILE, profile },
    };
    if (!stage_write(stage, SLICE(STAGE_REGISTRAR), &act_types[ACT_CONFERENCE_OPEN], fields,
                     sizeof fields / sizeof fields[0], &out, &unknown))
        abort();
    return stage_take(stage, buffer_slice(&out));
}
