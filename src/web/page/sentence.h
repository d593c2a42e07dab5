// SPDX-License-Identifier: Apache-2.0
/* web/page/sentence.h - an act as one plain sentence, with basis, source and irregularity.
 *
 * What    "AAA disowned P-1", when, on what basis, from what source, and the finding if it broke a rule. All
 *         pages list acts this way; views/sentence.html has its HTML and JSON.
 * How     struct sentence one; sentence_gather(from, entry, &one);
 *         struct sentences all; sentences_of_object(from, object, 50, &all);
 * Owns    Nothing: it points into from->arena and the state. */
#ifndef WEB_PAGE_SENTENCE_H
#define WEB_PAGE_SENTENCE_H

#include "web/page/page.h"

enum { PAGE_ACTS_MAX = 1000 }; /* on the page of one object; the time line has the rest */

/* The headings of a party's page. */
enum sentence_group {
    SENTENCE_PROPOSED,
    SENTENCE_SPONSORED,
    SENTENCE_POSITIONS,
    SENTENCE_ANSWERED,
    SENTENCE_SAID,
    SENTENCE_SIGNED,
    SENTENCE_REPORTED,
    SENTENCE_OTHER,
    SENTENCE_RIGHTS,
    SENTENCE_TOLD,  /* acts of others about the party */
    SENTENCE_NAMED, /* other acts that name it */
    SENTENCE_GROUP_COUNT
};

struct sentence {
    unsigned seq;
    struct slice path;  /* of the act */
    struct slice type;  /* "sponsor.disown" */
    struct slice words; /* the sentence, without a full stop */
    struct slice stop;  /* what ends it: ".", ":" before what was said, or nothing */
    struct slice by, by_name, by_path;
    struct slice time, day, time_as_written; /* in words at the seat; the day alone; as in the act */
    struct page_instant when;                /* for programs */
    struct slice hash;                       /* SHA-256 of its text in hex: its name */
    struct slice recorder, recorder_name;    /* whose key signed it */
    struct page_lines topics;                /* what it concerns: "proposal:P-1" (rules/topic.h) */
    struct slice basis;                      /* "signed", "minuted", "reported" */
    struct slice basis_words;                /* "reported by the Watch; how sure: two sources or more" */
    struct slice certainty;                  /* of a reported act; else empty */
    struct slice source_url, source_words;   /* the first source: empty when there is none */
    unsigned source_count;
    const char *irregularity;           /* the name of the fault, for programs; NULL when lawful */
    struct slice finding, finding_rule; /* the rule that it broke: words and source; empty when lawful */
    struct page_lines said;             /* its statement, reason or words, as paragraphs */
};

struct sentences {
    struct sentence *items;
    size_t count;
};

void sentence_gather(const struct gather *from, const struct entry *entry, struct sentence *sentence);
/* The heading under which a party's page lists its own acts of that type. */
enum sentence_group sentence_group_of(enum act_id type);
/* The last `limit` acts that concern an object, oldest first. */
void sentences_of_object(const struct gather *from, const struct object *object, size_t limit, struct sentences *list);
/* Its acts of one type; its acts that broke a rule. */
void sentences_of_type(const struct gather *from, const struct object *object, enum act_id type,
                       struct sentences *list);
void sentences_with_finding(const struct gather *from, const struct object *object, struct sentences *list);
/* The acts of a list. */
void sentences_of_list(const struct gather *from, const struct entry_list *acts, struct sentences *list);
/* The value of a field for people: objects by name, words without hyphens, times in words. */
struct slice sentence_value(const struct gather *from, const struct entry *entry, enum field_id field);
/* A word of a field, as used in a sentence. */
struct slice sentence_phrase(const struct gather *from, enum field_id field, struct slice word);
/* The rule that an act broke, in words. The entry must have a finding. */
struct slice sentence_finding(const struct gather *from, const struct entry *entry);

#endif
