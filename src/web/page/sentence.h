// SPDX-License-Identifier: Apache-2.0
/* web/page/sentence.h - an act as one sentence in plain words, with what a reader needs to judge it.
 *
 * What    "AAA disowned P-1", when, on what basis, from what source, and the finding where a rule was broken. Every
 *         page lists acts through this; views/sentence.html shows one, and says its JSON.
 * How     struct sentence one; sentence_gather(from, entry, &one);
 *         struct sentences all; sentences_of_object(from, thing, 50, &all);
 * Owns    As all of a page: from->arena, the state. */
#ifndef WEB_PAGE_SENTENCE_H
#define WEB_PAGE_SENTENCE_H

#include "web/page/page.h"

enum { PAGE_ACTS_MAX = 1000 }; /* that concern one thing, on its page; the rest is on the time line */

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
    SENTENCE_TOLD,  /* by others, of the party */
    SENTENCE_NAMED, /* other acts of others that name it */
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
    struct slice hash;                       /* of its text, in hex: its name */
    struct slice recorder, recorder_name;    /* whose key signed it */
    struct page_lines topics;                /* what it concerns: "proposal:P-1" (rules/topic.h) */
    struct slice basis;                      /* "signed", "minuted", "reported" */
    struct slice basis_words;                /* "reported by the Watch; how sure: two sources or more" */
    struct slice certainty;                  /* of a reported one; empty otherwise */
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
/* Under which heading a party's page lists its own acts of that type. */
enum sentence_group sentence_group_of(enum act_id type);
/* The acts that touch a thing, the oldest first; when there are more than `limit`, the last ones. */
void sentences_of_object(const struct gather *from, const struct object *object, size_t limit, struct sentences *list);
/* Those of its acts that are of one type, or that broke a rule. */
void sentences_of_type(const struct gather *from, const struct object *object, enum act_id type,
                       struct sentences *list);
void sentences_with_finding(const struct gather *from, const struct object *object, struct sentences *list);
/* The acts of a list. */
void sentences_of_list(const struct gather *from, const struct entry_list *acts, struct sentences *list);
/* What stands in a field, for people: things by their names, words without hyphens, times in words. */
struct slice sentence_value(const struct gather *from, const struct entry *entry, enum field_id field);
/* A word of a field as it stands in a sentence. */
struct slice sentence_phrase(const struct gather *from, enum field_id field, struct slice word);
/* The rule that an act broke, in words: of an entry with a finding. */
struct slice sentence_finding(const struct gather *from, const struct entry *entry);

#endif
