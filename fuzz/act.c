// SPDX-License-Identifier: Apache-2.0
/* fuzz/act.c - any bytes as an act, and as the text of one. */
#include "fuzz.h"

#include "record/act.h"
#include "record/value.h"

enum { FIELDS_WALKED_MAX = 64 };

static unsigned char memory[1 << 20];

static void read_value(const struct act_field *field, struct arena *arena)
{
    const struct field_type *const type = &field_types[field->field];
    struct buffer out = room();
    struct item_value item;
    struct part_value part;
    struct slice code, rest;
    uint64_t number;
    struct hash hash;
    bool known;
    struct slice const value = act_field_value(field);
    value_fold(value_unfold(value, arena), &out);
    check(slice_equal(buffer_slice(&out), value));
    if (type->kind == FIELD_KIND_ITEM)
        check(value_read_item(value, &item) && mark_name(item.mark) != NULL);
    if (type->kind == FIELD_KIND_PART)
        check(value_read_part(value, &part));
    if (type->kind == FIELD_KIND_PAIR)
        check(value_read_pair(value, &code, &rest));
    if (type->kind == FIELD_KIND_SEEN)
        check(value_read_seen(value, &number, &hash));
    if (type->kind == FIELD_KIND_COUNT)
        check(value_read_count(value, &known, &number));
    if (type->kind == FIELD_KIND_SOURCE)
        check(value_read_source(value).url.length > 0);
}

/* The first word of a field is what the act says of it, and walking a field comes to each of its values once. */
static void read_field(const struct act *act, const struct act_field *field)
{
    enum field_id const id = (enum field_id)field->field;
    size_t at = 0, seen = 0, there = 0;
    struct slice value;
    while (act_next_value(act, id, &at, &value))
        seen++;
    for (size_t i = 0; i < act->count; i++)
        there += act->fields[i].field == id;
    check(seen == there);
    if (field_types[id].kind == FIELD_KIND_WORD)
        check(act_word(act, id) == field_word(id, act_value(act, id)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct slice const input = { (const char *)bytes, count };
    struct arena arena = { memory, 0, sizeof memory };
    struct act act;
    struct error error;
    struct buffer out = room();
    if (act_parse(input, &arena, &act, &error)) {
        act_write(&act, &out);
        check(slice_equal(buffer_slice(&out), input));
        check(basis_name(act.basis) != NULL && certainty_name(act.certainty) != NULL);
        plant_bug(act.by, 4);
        for (size_t i = 0; i < act.count; i++)
            read_value(&act.fields[i], &arena);
        for (size_t i = 0; i < act.count && i < FIELDS_WALKED_MAX; i++)
            read_field(&act, &act.fields[i]);
    } else if (act_parse_text(input, &arena, &act, &error)) {
        act_write(&act, &out);
        check(slice_equal(buffer_slice(&out), input));
    } else {
        error_words(&error, &out);
        check(out.length > 0);
    }
    return 0;
}
