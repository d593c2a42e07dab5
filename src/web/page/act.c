// SPDX-License-Identifier: Apache-2.0
#include "web/page/act.h"

#include "campaign/fault.h"
#include "record/value.h"
#include "rules/object.h"
#include "rules/party.h"

/* --- fields -------------------------------------------------------------------------------------------------------- */

static const struct object *act_pointed_at(const struct gather *from, const struct act_field *field)
{
    const struct field_type *type = &field_types[field->field];
    bool const one = type->kind == FIELD_KIND_CODE || type->kind == FIELD_KIND_TARGET;
    if (field->field == FIELD_BY)
        return state_find(from->state, OBJECT_ACTOR, act_field_value(field));
    return one && type->refers != OBJECT_NONE ? state_find(from->state, type->refers, act_field_value(field)) : NULL;
}

static void act_gather_fields(const struct gather *from, const struct entry *entry, struct act_page *page)
{
    const struct act *act = &entry->act;
    page->fields.items = arena_take_many(from->arena, act->count, sizeof *page->fields.items);
    page->concerns.items = arena_take_many(from->arena, act->count + 1, sizeof *page->concerns.items);
    if (page->fields.items == NULL || page->concerns.items == NULL)
        return;
    for (size_t i = 0; i < act->count; i++) {
        const struct field_type *type = &field_types[act->fields[i].field];
        struct act_field_row *row = &page->fields.items[page->fields.count++];
        *row = (struct act_field_row){ .name = type->name, .meaning = slice_of(type->meaning) };
        row->value = page_lines_of(from, act_field_value(&act->fields[i]));
        const struct object *object = act_pointed_at(from, &act->fields[i]);
        if (object == NULL)
            continue;
        row->path = page_of_object(from, object);
        page->concerns.items[page->concerns.count++] =
            (struct page_link){ row->path, page_name_of(from, object), object->code };
    }
    if (entry->made != NULL)
        page->concerns.items[page->concerns.count++] = page_link_to(from, entry->made, page_name_of(from, entry->made));
}

static void act_gather_sources(const struct gather *from, const struct act *act, struct act_page *page)
{
    struct slice value;
    page->sources.items = arena_take_many(from->arena, page->act.source_count, sizeof *page->sources.items);
    for (size_t at = 0; page->sources.items != NULL && act_next_value(act, FIELD_SOURCE, &at, &value);) {
        struct source_value const source = value_read_source(value);
        struct slice words = source.url;
        struct page_lines const lines = page_lines_of(from, source.words);
        for (size_t i = 0; i < lines.count; i++)
            words = i == 0 ? lines.items[0] : PRINT(from->arena, "{0}, {1}", words, lines.items[i]);
        page->sources.items[page->sources.count++] = (struct act_source_row){ source.url, words };
    }
}

/* --- proof --------------------------------------------------------------------------------------------------------- */

static void act_gather_proof(const struct gather *from, const struct entry *entry, struct act_page *page)
{
    const struct state *state = from->state;
    struct merkle_proof proof;
    struct hash leaf, root;
    merkle_hash_leaf(entry->act.bytes, state->crypto, &leaf);
    merkle_root(&state->tree, state->count, state->crypto, &root);
    merkle_prove_inclusion(&state->tree, entry->seq, state->count, state->crypto, &proof);
    page->hash = page_hash(from->arena, &entry->name);
    page->leaf = page_hash(from->arena, &leaf);
    page->root = page_hash(from->arena, &root);
    page->size = state->count;
    page->proof.items = arena_take_many(from->arena, proof.count, sizeof *page->proof.items);
    for (size_t i = 0; page->proof.items != NULL && i < proof.count; i++)
        page->proof.items[page->proof.count++] = page_hash(from->arena, &proof.hashes[i]);
    struct slice const seq = page_number(from->arena, entry->seq);
    page->proof_path = PRINT(from->arena, "/{0}/log/proof/{1}", from->name, seq);
    page->text_path = PRINT(from->arena, "/{0}/acts/{1}/text", from->name, seq);
    page->record_path = PRINT(from->arena, "/{0}/record", from->name);
    page->log_path = PRINT(from->arena, "/{0}/log", from->name);
}

bool act_page_gather(const struct gather *from, struct act_page *page, struct error *error)
{
    uint64_t seq = 0;
    if (!slice_number(from->code, &seq) || seq >= from->state->count)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("act"), from->code);
    const struct entry *entry = from->state->entries[seq];
    sentence_gather(from, entry, &page->act);
    frame_gather(from, page->act.words, PRINT(from->arena, "/acts/{0}", from->code), &page->frame);
    page->meaning = slice_of(entry->act.type->meaning);
    page->text = entry->act.bytes;
    page->key_name = entry->act.key_name;
    page->signer = entry->signer != NULL ? page_name_of(from, &entry->signer->object) : SLICE("the registrar");
    act_gather_fields(from, entry, page);
    act_gather_sources(from, &entry->act, page);
    act_gather_proof(from, entry, page);
    sentences_of_list(from, &entry->notes, &page->remarks);
    if (seq > 0)
        page->before = page_of_act(from, (uint32_t)seq - 1);
    if (seq + 1 < from->state->count)
        page->after = page_of_act(from, (uint32_t)seq + 1);
    return true;
}
