// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign_check.h"

#include <string.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "campaign/fault.h"
#include "campaign/template.h"
#include "formats/language.h"
#include "record/value.h"

static bool campaign_check_refuse(const struct campaign_field *field, struct slice why, struct error *error)
{
    return fail(error, FAULT_CAMPAIGN_FIELD, 0, slice_of(field->said), why);
}

/* A sentence around a number: "it has more than 200 bytes". */
static bool campaign_check_refuse_number(const struct campaign_field *field, const char *before, const char *after,
                                         struct error *error)
{
    char memory[96];
    struct buffer why = BUFFER(memory);
    buffer_add_text(&why, before);
    buffer_add_number(&why, field->limit);
    buffer_add_text(&why, after);
    return campaign_check_refuse(field, buffer_slice(&why), error);
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

/* Seconds of a time as people write it; 0 for an empty text. */
static bool campaign_check_read_time(const struct campaign_field *field, struct slice text, int64_t *seconds)
{
    struct civil time;
    *seconds = 0;
    if (text.length == 0)
        return true;
    if (!civil_read(text, 0, &time) || time.precision == CIVIL_UNKNOWN)
        return false;
    *seconds = field->kind == CAMPAIGN_BEGINS ? time.begin : time.end;
    return true;
}

bool campaign_read_field(const struct campaign_field *field, struct slice text, struct campaign *campaign,
                         struct error *error)
{
    uint64_t count = 0;
    int64_t number = 0;
    if (!campaign_field_is_number(field)) {
        campaign_set_words(campaign, field, text);
        return true;
    }
    if (field->kind != CAMPAIGN_NUMBER) {
        if (!campaign_check_read_time(field, text, &number))
            return campaign_check_refuse(field, SLICE("write a day: 2026-11-24"), error);
    } else {
        if (!slice_number(text, &count) || count > field->limit)
            return campaign_check_refuse_number(field, "write a number from 1 to ", "", error);
        number = (int64_t)count;
    }
    campaign_set_number(campaign, field, number);
    return true;
}

/* --- what each kind keeps ------------------------------------------------------------------------------------------ */

static bool campaign_check_lines(const struct campaign_field *field, struct slice text, struct error *error)
{
    struct slice rest = text, line;
    if (field->kind == CAMPAIGN_LINE)
        return utf8_plain_length(text) == text.length ||
               campaign_check_refuse(field, SLICE("it holds a line end or a character that cannot be shown"), error);
    while (slice_next(&rest, '\n', &line))
        if (utf8_plain_length(line) != line.length)
            return campaign_check_refuse(field, SLICE("it holds a character that cannot be shown"), error);
    return true;
}

static bool campaign_check_url(const struct campaign_field *field, struct slice url, struct error *error)
{
    bool good = slice_begins(url, SLICE("https://")) || slice_begins(url, SLICE("http://"));
    for (size_t i = 0; i < url.length; i++)
        good &= url.bytes[i] > ' ' && (unsigned char)url.bytes[i] < 0x7f && strchr("<>\"\\^`{|}", url.bytes[i]) == NULL;
    return good || campaign_check_refuse(field, SLICE("it is no address that begins with https:// or http://"), error);
}

static bool campaign_check_choice(const struct campaign_field *field, struct slice said, struct error *error)
{
    struct slice rest = slice_of(field->choices), word, label;
    char memory[96];
    struct buffer why = BUFFER(memory);
    buffer_add_text(&why, "it is ");
    for (const char *between = ""; campaign_field_choice(&rest, &word, &label); between = " or ") {
        if (slice_equal(said, word))
            return true;
        buffer_add_text(&why, between);
        buffer_add(&why, word);
    }
    return campaign_check_refuse(field, buffer_slice(&why), error);
}

static bool campaign_check_words(const struct campaign_field *field, struct slice words, struct error *error)
{
    if (words.length == 0)
        return field->need == CAMPAIGN_MAY || campaign_check_refuse(field, SLICE("it is empty"), error);
    if (words.length > field->limit)
        return campaign_check_refuse_number(field, "it has more than ", " bytes", error);
    if (field->kind == CAMPAIGN_URL)
        return campaign_check_url(field, words, error);
    return field->kind == CAMPAIGN_CHOICE ? campaign_check_choice(field, words, error)
                                          : campaign_check_lines(field, words, error);
}

/* --- what some keep beyond ----------------------------------------------------------------------------------------- */

static bool campaign_check_holes(const struct campaign_field *field, struct slice text, struct error *error)
{
    struct slice hole;
    return template_check(text, &hole) ||
           campaign_check_refuse(
               field,
               SLICE("it has a hole that nothing fills; there are {country}, {constituency}, {addressee}, {role} and "
                     "{title}"),
               error);
}

static bool campaign_check_about(const struct campaign_field *field, struct slice about, struct error *error)
{
    if (about.length == 0)
        return true;
    size_t const space = slice_find(about, ' ', 0), slash = slice_find(about, '/', 0);
    struct slice const kind = slice_part(about, 0, space), what = slice_part(about, space + 1, about.length);
    bool good = value_is_code(what);
    if (slice_equal(kind, SLICE("provision")))
        good = slash < about.length && value_is_code(slice_part(about, space + 1, slash)) &&
               value_is_code(slice_part(about, slash + 1, about.length));
    else if (!slice_equal(kind, SLICE("decision")) && !slice_equal(kind, SLICE("proposal")))
        good = false;
    return good || campaign_check_refuse(
                       field, SLICE("write \"decision CODE\", \"proposal CODE\" or \"provision TEXT/NUMBER\""), error);
}

static bool campaign_check_beyond(const struct campaign_field *field, struct slice words, struct error *error)
{
    switch (field->check) {
    case CAMPAIGN_CHECK_HOLES:
        return campaign_check_holes(field, words, error);
    case CAMPAIGN_CHECK_ABOUT:
        return campaign_check_about(field, words, error);
    case CAMPAIGN_CHECK_TAG:
        return language_is_tag(words) || campaign_check_refuse(field, SLICE("write a tag such as en or pt-BR"), error);
    case CAMPAIGN_CHECK_ANY:
        break;
    }
    return true;
}

/* --- the whole ----------------------------------------------------------------------------------------------------- */

static bool campaign_check_code_is_good(struct slice code)
{
    for (size_t i = 0; i < code.length; i++)
        if ((code.bytes[i] < 'a' || code.bytes[i] > 'z') && (code.bytes[i] < '0' || code.bytes[i] > '9') &&
            code.bytes[i] != '-')
            return false;
    return value_is_code(code);
}

static bool campaign_check_field(const struct campaign *campaign, const struct campaign_field *field,
                                 struct error *error)
{
    if (!campaign_field_is_number(field)) {
        struct slice const words = campaign_words(campaign, field);
        return campaign_check_words(field, words, error) && campaign_check_beyond(field, words, error);
    }
    int64_t const number = campaign_number(campaign, field);
    return field->kind != CAMPAIGN_NUMBER || (number >= 1 && number <= (int64_t)field->limit) ||
           campaign_check_refuse_number(field, "write a number from 1 to ", "", error);
}

bool campaign_check(const struct campaign *campaign, struct error *error)
{
    if (!campaign_check_code_is_good(campaign->code))
        return fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("code"),
                    SLICE("use 1 to 64 of a-z 0-9 -, the first a letter or digit: it stands in the address"));
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (!campaign_check_field(campaign, &campaign_fields[i], error))
            return false;
    return campaign->closes_at == 0 || campaign->closes_at > campaign->opens_at ||
           fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("closes"), SLICE("the campaign would close before it opens"));
}

bool campaign_check_text(const struct campaign *campaign, const struct campaign_text *text, struct error *error)
{
    struct campaign spoken = *campaign;
    campaign_speak(&spoken, text);
    if (!campaign_check_field(&spoken, campaign_field_find(SLICE("language")), error))
        return false;
    if (language_equal(campaign->language, text->language))
        return fail(error, FAULT_CAMPAIGN_FIELD, 0, SLICE("language"),
                    SLICE("the campaign's own words are in this one, and are changed there"));
    return campaign_check(&spoken, error);
}
