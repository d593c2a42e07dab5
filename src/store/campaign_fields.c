// SPDX-License-Identifier: Apache-2.0
#include "store/campaign_fields.h"

#define ROW(member, name_said, its_kind, its_need, its_limit, its_check, version, its_standard, its_meaning)          \
    .name = #member, .said = name_said, .kind = CAMPAIGN_##its_kind, .need = CAMPAIGN_##its_need, .limit = its_limit, \
    .check = CAMPAIGN_CHECK_##its_check, .since = version, .standard = its_standard, .meaning = its_meaning,          \
    .offset = offsetof(struct campaign, member)
#define FIELD(member, said, kind, need, limit, check, since, standard, meaning, ...) \
    { ROW(member, said, kind, need, limit, check, since, standard, meaning), __VA_ARGS__ },
#define WORDS(member, said, kind, need, limit, check, since, standard, meaning, ...)             \
    { ROW(member, said, kind, need, limit, check, since, standard, meaning), .translated = true, \
      .text_offset = offsetof(struct campaign_text, member), __VA_ARGS__ },

const struct campaign_field campaign_fields[CAMPAIGN_FIELD_COUNT] = { CAMPAIGN_FIELDS(FIELD, WORDS) };

const struct campaign_field *campaign_field_find(struct slice said)
{
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (slice_equal(said, slice_of(campaign_fields[i].said)))
            return &campaign_fields[i];
    return NULL;
}

bool campaign_field_is_number(const struct campaign_field *field)
{
    return field->kind == CAMPAIGN_NUMBER || field->kind == CAMPAIGN_BEGINS || field->kind == CAMPAIGN_ENDS;
}

const char *campaign_field_kind_name(enum campaign_field_kind kind)
{
    static const char *const names[] = {
        [CAMPAIGN_LINE] = "line",       [CAMPAIGN_TEXT] = "text",     [CAMPAIGN_URL] = "URL",
        [CAMPAIGN_CHOICE] = "word",     [CAMPAIGN_NUMBER] = "number", [CAMPAIGN_BEGINS] = "day or time",
        [CAMPAIGN_ENDS] = "day or time"
    };
    return names[kind];
}

bool campaign_field_choice(struct slice *rest, struct slice *word, struct slice *label)
{
    struct slice line;
    if (!slice_next(rest, '\n', &line))
        return false;
    size_t const equals = slice_find(line, '=', 0);
    *word = slice_part(line, 0, equals);
    *label = slice_part(line, equals + 1, line.length);
    return true;
}

void campaign_begin(struct campaign *campaign)
{
    *campaign = (struct campaign){ 0 };
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        struct slice const standard = slice_of(field->standard);
        uint64_t number = 0;
        if (!campaign_field_is_number(field))
            campaign_set_words(campaign, field, standard);
        else if (slice_number(standard, &number))
            campaign_set_number(campaign, field, (int64_t)number);
    }
}

struct slice campaign_words(const struct campaign *campaign, const struct campaign_field *field)
{
    return *(const struct slice *)(const void *)((const char *)campaign + field->offset);
}

int64_t campaign_number(const struct campaign *campaign, const struct campaign_field *field)
{
    return *(const int64_t *)(const void *)((const char *)campaign + field->offset);
}

struct slice campaign_text_words(const struct campaign_text *text, const struct campaign_field *field)
{
    return *(const struct slice *)(const void *)((const char *)text + field->text_offset);
}

void campaign_set_words(struct campaign *campaign, const struct campaign_field *field, struct slice words)
{
    *(struct slice *)(void *)((char *)campaign + field->offset) = words;
}

void campaign_set_number(struct campaign *campaign, const struct campaign_field *field, int64_t number)
{
    *(int64_t *)(void *)((char *)campaign + field->offset) = number;
}

void campaign_text_set_words(struct campaign_text *text, const struct campaign_field *field, struct slice words)
{
    *(struct slice *)(void *)((char *)text + field->text_offset) = words;
}

void campaign_speak(struct campaign *campaign, const struct campaign_text *text)
{
    campaign->language = text->language;
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            campaign_set_words(campaign, &campaign_fields[i], campaign_text_words(text, &campaign_fields[i]));
}
