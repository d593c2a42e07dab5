// SPDX-License-Identifier: Apache-2.0
#include "web/desk/field.h"

struct desk_field desk_field_make(const struct campaign_field *field, const struct desk_request *request,
                                  struct slice kept)
{
    struct desk_field made = { .name = slice_of(field->said),
                               .label = slice_of(field->label),
                               .hint = slice_of(field->hint),
                               .value = desk_request_said(request, field->said, kept),
                               .is_text = field->kind == CAMPAIGN_TEXT,
                               .is_choice = field->kind == CAMPAIGN_CHOICE,
                               .must = field->need != CAMPAIGN_MAY,
                               .type = SLICE("text"),
                               .limit = field->kind == CAMPAIGN_NUMBER ? 0 : field->limit,
                               .lines = field->lines };
    if (field->kind == CAMPAIGN_URL)
        made.type = SLICE("url");
    else if (field->kind == CAMPAIGN_BEGINS || field->kind == CAMPAIGN_ENDS)
        made.type = SLICE("date");
    else if (field->kind == CAMPAIGN_NUMBER)
        made.mode = SLICE("numeric");
    return made;
}

static void desk_field_add_choices(const struct campaign_field *field, struct arena *arena, struct desk_field *made)
{
    struct slice word, label;
    size_t count = 0;
    for (struct slice rest = slice_of(field->choices); campaign_field_choice(&rest, &word, &label);)
        count++;
    made->choices.items = arena_take_many(arena, count, sizeof *made->choices.items);
    for (struct slice rest = slice_of(field->choices);
         made->choices.items != NULL && campaign_field_choice(&rest, &word, &label);)
        made->choices.items[made->choices.count++] =
            (struct desk_choice){ word, label, slice_equal(word, made->value) };
}

static struct slice desk_field_written(const struct campaign *campaign, const struct campaign_field *field,
                                       struct arena *arena)
{
    if (!campaign_field_is_number(field))
        return campaign_words(campaign, field);
    int64_t const number = campaign_number(campaign, field);
    return field->kind == CAMPAIGN_NUMBER ? page_number(arena, (uint64_t)number) : desk_request_day(arena, number);
}

void desk_field_sets(const struct campaign *campaign, const struct desk_request *request, struct desk_field_sets *sets)
{
    struct desk_field *const all = arena_take_many(request->arena, CAMPAIGN_FIELD_COUNT, sizeof *all);
    *sets = (struct desk_field_sets){ arena_take_many(request->arena, CAMPAIGN_FIELD_COUNT, sizeof *sets->items), 0 };
    for (size_t i = 0; all != NULL && sets->items != NULL && i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        if (field->group != NULL)
            sets->items[sets->count++] = (struct desk_field_set){ slice_of(field->group), { &all[i], 0 } };
        all[i] = desk_field_make(field, request, desk_field_written(campaign, field, request->arena));
        if (field->translated)
            all[i].language = campaign->language;
        desk_field_add_choices(field, request->arena, &all[i]);
        sets->items[sets->count - 1].fields.count++;
    }
}

void desk_field_words(const struct campaign *own, const struct campaign_text *text, const struct desk_request *request,
                      struct desk_fields *fields)
{
    *fields = (struct desk_fields){ arena_take_many(request->arena, CAMPAIGN_WORDS_COUNT, sizeof *fields->items), 0 };
    for (size_t i = 0; fields->items != NULL && i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        if (!field->translated)
            continue;
        struct desk_field *const made = &fields->items[fields->count++];
        *made = desk_field_make(field, request, campaign_text_words(text, field));
        made->language = text->language;
        made->own = campaign_words(own, field);
    }
}
