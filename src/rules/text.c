// SPDX-License-Identifier: Apache-2.0
#include "rules/text.h"

#include "record/value.h"
#include "rules/proposal.h"
#include "rules/rule.h"

void text_adopt(struct state *state, const struct text *text, const struct object *cause, const struct entry *entry)
{
    struct instrument *const instrument = state_change(state, &text->instrument->object);
    for (const struct issued_part *part = text->parts; part != NULL; part = part->next) {
        struct provision *const provision = provision_ensure(state, instrument, part->id, entry);
        if (part->words.length > 0)
            provision_set_words(state, provision, part->words, cause, entry);
        provision_set(state, provision, PROVISION_APPROVED, entry);
    }
}

/* Items that a part comes from are merged. They can still be decided. */
static void text_merge_origins(struct state *state, struct slice origins, const struct entry *entry)
{
    struct slice code;
    while (slice_next(&origins, ' ', &code)) {
        struct item *const item = state_change(state, state_find(state, OBJECT_ITEM, code));
        if (item == NULL)
            continue;
        if (item->state == ITEM_UNDER_CONSIDERATION || item->state == ITEM_INTRODUCED)
            item_set(item, ITEM_MERGED, entry);
        state_mention(state, &item->object, entry);
    }
}

static void text_add_part(struct state *state, struct text *text, const struct part_value *said,
                          const struct entry *entry)
{
    struct issued_part *const part = state_memory(state, sizeof *part);
    *part = (struct issued_part){ .provision = provision_find(state, text->instrument, said->provision),
                                  .id = said->provision,
                                  .origins = said->origins,
                                  .words = said->words };
    if (text->parts_last != NULL)
        text->parts_last->next = part;
    else
        text->parts = part;
    text->parts_last = part;
    state->part_count++;
    text_merge_origins(state, said->origins, entry);
    if (part->provision != NULL)
        state_mention(state, &part->provision->object, entry);
}

APPLY(text_apply_issue)
{
    const struct act *const act = &entry->act;
    struct text *const text = state_make(state, OBJECT_TEXT, act->id, sizeof *text, entry);
    text->instrument = object_of(entry, FIELD_INSTRUMENT);
    text->kind = act_word(act, FIELD_KIND_OF_TEXT);
    text->title = act_value(act, FIELD_TITLE);
    text->document = object_of(entry, FIELD_DOCUMENT);
    struct slice value;
    for (size_t at = 0; act_next_value(act, FIELD_PART, &at, &value);) {
        struct part_value said;
        value_read_part(value, &said);
        text_add_part(state, text, &said, entry);
    }
}

RULE(TEXT_ISSUE, .apply = text_apply_issue);
