// SPDX-License-Identifier: Apache-2.0
#include "store/campaign_texts.h"

#include "store/fields.h"

enum { TEXT_PAST_BYTES_MAX = 32768 };

bool campaign_text_list(struct driver *driver, int64_t campaign, struct arena *arena, struct campaign_texts *list,
                        struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign) };
    unsigned const sql = CAMPAIGN_SQL_CAMPAIGN_TEXTS;
    *list = (struct campaign_texts){ arena_take_many(arena, CAMPAIGN_TEXTS_MAX, sizeof *list->items), 0 };
    if (list->items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("languages"));
    if (!driver_start(driver, sql, values, 1, error))
        return false;
    while (list->count < CAMPAIGN_TEXTS_MAX && driver_step(driver, sql, error))
        list->items[list->count++] =
            (struct campaign_text){ .language = arena_copy(arena, driver_bytes(driver, sql, 0)),
                                    .title = arena_copy(arena, driver_bytes(driver, sql, 1)) };
    driver_stop(driver, sql);
    return error->fault == FAULT_NONE;
}

bool campaign_text_find(struct driver *driver, int64_t campaign, struct slice language, struct arena *arena,
                        struct campaign_text *text, bool *found, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_TEXT(language) };
    unsigned const sql = CAMPAIGN_SQL_CAMPAIGN_TEXT_FIND;
    if (!driver_find(driver, sql, values, 2, found, error))
        return false;
    if (*found) {
        unsigned column = 0;
        text->language = arena_copy(arena, driver_bytes(driver, sql, column++));
        for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
            if (campaign_fields[i].translated)
                campaign_text_set_words(text, &campaign_fields[i],
                                        arena_copy(arena, driver_bytes(driver, sql, column++)));
    }
    driver_stop(driver, sql);
    return true;
}

/* Keeps what stands in that language; nothing but the language where nothing does. */
static bool keep(struct driver *driver, int64_t campaign, struct slice language, struct slice who, int64_t now,
                 struct arena *arena, struct error *error)
{
    char *const memory = arena_take_unset(arena, TEXT_PAST_BYTES_MAX);
    struct buffer past = { memory, 0, memory != NULL ? TEXT_PAST_BYTES_MAX : 0, false };
    struct campaign_text before = { 0 };
    bool found;
    if (!campaign_text_find(driver, campaign, language, arena, &before, &found, error))
        return false;
    fields_add(&past, "text", found ? before.language : language);
    for (size_t i = 0; found && i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            fields_add(&past, campaign_fields[i].name, campaign_text_words(&before, &campaign_fields[i]));
    if (past.full)
        return fail(error, FAULT_MEMORY, 0, SLICE("an earlier wording"));
    struct driver_value const kept[] = { DRIVER_NUMBER(campaign), DRIVER_NUMBER(now), DRIVER_TEXT(who),
                                         DRIVER_TEXT(buffer_slice(&past)) };
    return driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_KEEP, kept, 4, error);
}

bool campaign_text_set(struct driver *driver, int64_t campaign, const struct campaign_text *text, struct slice who,
                       int64_t now, struct arena *arena, struct error *error)
{
    struct driver_value values[2 + CAMPAIGN_WORDS_COUNT] = { DRIVER_NUMBER(campaign), DRIVER_TEXT(text->language) };
    struct driver_value *next = values + 2;
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            *next++ = DRIVER_TEXT(campaign_text_words(text, &campaign_fields[i]));
    return keep(driver, campaign, text->language, who, now, arena, error) &&
           driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_TEXT_SET, values, sizeof values / sizeof *values, error);
}

bool campaign_text_remove(struct driver *driver, int64_t campaign, struct slice language, struct slice who, int64_t now,
                          struct arena *arena, struct error *error)
{
    struct driver_value const values[] = { DRIVER_NUMBER(campaign), DRIVER_TEXT(language) };
    return keep(driver, campaign, language, who, now, arena, error) &&
           driver_run(driver, CAMPAIGN_SQL_CAMPAIGN_TEXT_REMOVE, values, 2, error);
}

struct slice campaign_text_past_language(struct slice words)
{
    return fields_get(words, "text");
}

void campaign_text_recall(struct slice words, struct campaign_text *text)
{
    text->language = fields_get(words, "text");
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            campaign_text_set_words(text, &campaign_fields[i], fields_get(words, campaign_fields[i].name));
}
