// SPDX-License-Identifier: Apache-2.0
/* store/campaign_fields.h - a campaign and its words in a further language, as structs and as a table of their fields.
 *
 * What    store/campaign_fields.def has the rows. The structs, the columns, reading and binding them, earlier wordings, the campaign's
 *         file, the desk's form, the checks, --help and docs/campaign-file.md come from there.
 * How     for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
 *             if (!campaign_field_is_number(&campaign_fields[i])) campaign_words(&campaign, &campaign_fields[i]);
 * Not     Whether a value is good: campaign/campaign_check.h. */
#ifndef STORE_CAMPAIGN_FIELDS_H
#define STORE_CAMPAIGN_FIELDS_H

#include "base/limits.h"
#include "base/slice.h"
#include "store/campaign_fields.def"

enum {
    CAMPAIGN_LINE_BYTES_MAX = 200,  /* title, organisation, subject */
    CAMPAIGN_TEXT_BYTES_MAX = 8000, /* ask, body, thanks: a letter of some three pages */
    CAMPAIGN_KEEP_DAYS_MAX = 365
};

enum campaign_field_kind {
    CAMPAIGN_LINE,   /* text without line ends */
    CAMPAIGN_TEXT,   /* text in lines */
    CAMPAIGN_URL,    /* http or https */
    CAMPAIGN_CHOICE, /* one of its words */
    CAMPAIGN_NUMBER, /* 1 to its limit */
    CAMPAIGN_BEGINS, /* seconds since 1970; of a day its first; 0: none */
    CAMPAIGN_ENDS    /* the same; of a day its last */
};

enum campaign_need {
    CAMPAIGN_MAY,     /* it may be empty */
    CAMPAIGN_MUST,    /* somebody has to say it */
    CAMPAIGN_STANDARD /* what is not said is its standard */
};

enum campaign_check {
    CAMPAIGN_CHECK_ANY,   /* nothing more */
    CAMPAIGN_CHECK_HOLES, /* the placeholders of campaign/template.h and no others */
    CAMPAIGN_CHECK_ABOUT, /* KIND CODE of something on the record */
    CAMPAIGN_CHECK_TAG    /* BCP 47 */
};

#define CAMPAIGN_TYPE_LINE struct slice
#define CAMPAIGN_TYPE_TEXT struct slice
#define CAMPAIGN_TYPE_URL struct slice
#define CAMPAIGN_TYPE_CHOICE struct slice
#define CAMPAIGN_TYPE_NUMBER int64_t
#define CAMPAIGN_TYPE_BEGINS int64_t
#define CAMPAIGN_TYPE_ENDS int64_t
#define CAMPAIGN_MEMBER(name, said, kind, ...) CAMPAIGN_TYPE_##kind name;
#define CAMPAIGN_COUNTED(...) +1
#define CAMPAIGN_LEFT_OUT(...)

struct campaign {
    int64_t id, created_at;
    struct slice conference, code;
    struct slice state; /* draft, open, closed */
    CAMPAIGN_FIELDS(CAMPAIGN_MEMBER, CAMPAIGN_MEMBER)
};

struct campaign_text {
    struct slice language; /* BCP 47, in either case of letters */
    CAMPAIGN_FIELDS(CAMPAIGN_LEFT_OUT, CAMPAIGN_MEMBER)
};

enum {
    CAMPAIGN_FIELD_COUNT = 0 CAMPAIGN_FIELDS(CAMPAIGN_COUNTED, CAMPAIGN_COUNTED),
    CAMPAIGN_WORDS_COUNT = 0 CAMPAIGN_FIELDS(CAMPAIGN_LEFT_OUT, CAMPAIGN_COUNTED) /* in each language */
};

struct campaign_field {
    const char *name, *said;
    enum campaign_field_kind kind;
    enum campaign_need need;
    bool translated; /* each further language has it too */
    unsigned limit;
    enum campaign_check check;
    unsigned since;
    const char *standard, *meaning;
    size_t offset, text_offset; /* in struct campaign; in struct campaign_text, where it is translated */
    const char *label, *hint, *begin, *choices, *group;
    unsigned lines;
};

#undef CAMPAIGN_TYPE_LINE
#undef CAMPAIGN_TYPE_TEXT
#undef CAMPAIGN_TYPE_URL
#undef CAMPAIGN_TYPE_CHOICE
#undef CAMPAIGN_TYPE_NUMBER
#undef CAMPAIGN_TYPE_BEGINS
#undef CAMPAIGN_TYPE_ENDS
#undef CAMPAIGN_MEMBER
#undef CAMPAIGN_COUNTED
#undef CAMPAIGN_LEFT_OUT

extern const struct campaign_field campaign_fields[CAMPAIGN_FIELD_COUNT];

/* The field that files and forms call so; NULL where there is none. */
const struct campaign_field *campaign_field_find(struct slice said);
/* Whether its member is a number: a time is one too. */
bool campaign_field_is_number(const struct campaign_field *field);
/* "line", "text", "URL" ... for people. */
const char *campaign_field_kind_name(enum campaign_field_kind kind);
/* Cuts the next choice off `rest`, which begins as slice_of(field->choices). False at the end. */
bool campaign_field_choice(struct slice *rest, struct slice *word, struct slice *label);

/* What stands where nothing was said, in every field. */
void campaign_begin(struct campaign *campaign);
/* The member, of the type that campaign_field_is_number says; of a text, of a field that is translated. */
struct slice campaign_words(const struct campaign *campaign, const struct campaign_field *field);
int64_t campaign_number(const struct campaign *campaign, const struct campaign_field *field);
struct slice campaign_text_words(const struct campaign_text *text, const struct campaign_field *field);
void campaign_set_words(struct campaign *campaign, const struct campaign_field *field, struct slice words);
void campaign_set_number(struct campaign *campaign, const struct campaign_field *field, int64_t number);
void campaign_text_set_words(struct campaign_text *text, const struct campaign_field *field, struct slice words);
/* The text's words and language in the place of the campaign's. */
void campaign_speak(struct campaign *campaign, const struct campaign_text *text);

#endif
