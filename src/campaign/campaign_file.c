// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign_file.h"

#include "campaign/campaign_check.h"
#include "campaign/fault.h"
#include "formats/language.h"
#include "record/value.h"

static bool campaign_file_refuse_language(uint32_t line, struct slice why, struct error *error)
{
    return fail(error, FAULT_CAMPAIGN_FIELD, line, SLICE("language"), why);
}

/* Begins the words of one more language. */
static bool campaign_file_begin_text(struct slice language, uint32_t line, struct campaign_file *file,
                                     struct error *error)
{
    if (file->texts.count == CAMPAIGN_TEXTS_MAX)
        return campaign_file_refuse_language(line, SLICE("a campaign has words in at most 12 further ones"), error);
    file->texts.items[file->texts.count++] = (struct campaign_text){ .language = language };
    return true;
}

/* A line of the campaign itself, or of the language that was begun last. */
static bool campaign_file_take_line(struct campaign_file *file, struct slice name, struct slice value,
                                    struct arena *arena, uint32_t line, struct error *error)
{
    const struct campaign_field *const field = campaign_field_find(name);
    size_t const count = file->texts.count;
    struct error inner = { 0 };
    if (slice_equal(name, SLICE("in")))
        return campaign_file_begin_text(value, line, file, error);
    if (slice_equal(name, SLICE("code")) && count == 0) {
        file->campaign.code = value;
        return true;
    }
    if (field == NULL || (count > 0 && !field->translated))
        return fail(error, FAULT_CAMPAIGN_LINE, line, name);
    if (count > 0) {
        campaign_text_set_words(&file->texts.items[count - 1], field, value_unfold(value, arena));
        return true;
    }
    if (campaign_read_field(field, value_unfold(value, arena), &file->campaign, &inner))
        return true;
    inner.line = line;
    return fail_as(error, &inner);
}

static bool campaign_file_check(const struct campaign_file *file, struct error *error)
{
    if (!campaign_check(&file->campaign, error))
        return false;
    for (size_t i = 0; i < file->texts.count; i++) {
        for (size_t j = 0; j < i; j++)
            if (language_equal(file->texts.items[i].language, file->texts.items[j].language))
                return campaign_file_refuse_language(0, SLICE("two parts of the file are in the same one"), error);
        if (!campaign_check_text(&file->campaign, &file->texts.items[i], error))
            return false;
    }
    return true;
}

bool campaign_file_read(struct slice text, struct arena *arena, struct campaign_file *file, struct error *error)
{
    uint32_t line = 1;
    file->texts = (struct campaign_texts){ arena_take_many(arena, CAMPAIGN_TEXTS_MAX, sizeof *file->texts.items), 0 };
    campaign_begin(&file->campaign);
    if (file->texts.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a campaign"));
    for (size_t at = 0; at < text.length; line++) {
        size_t const colon = slice_find(text, ':', at);
        size_t end = slice_find(text, '\n', at);
        uint32_t more = 0;
        if (text.bytes[at] == '#' || end == at) {
            at = end + 1;
            continue;
        }
        for (; end + 1 < text.length && text.bytes[end + 1] == ' '; more++)
            end = slice_find(text, '\n', end + 1);
        if (colon >= end)
            return fail(error, FAULT_CAMPAIGN_LINE, line, slice_part(text, at, end));
        size_t const from = colon + 1 < text.length && text.bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
        if (!campaign_file_take_line(file, slice_part(text, at, colon), slice_part(text, from, end), arena, line,
                                     error))
            return false;
        at = end + 1;
        line += more;
    }
    return campaign_file_check(file, error);
}
