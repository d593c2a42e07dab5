// SPDX-License-Identifier: Apache-2.0
/* web/page/signatures.h - who signed a text and who did not, and how certain each is.
 *
 * What    A list, a map, and counts that add up to the members. Intent and signature are separate. "No signature" holds as of the
 *         last act on the record, and has the three cases of web/page/standing.h. */
#ifndef WEB_PAGE_SIGNATURES_H
#define WEB_PAGE_SIGNATURES_H

#include "web/page/map.h"
#include "web/page/sentence.h"
#include "web/page/standing.h"

struct signer_row {
    struct slice code, name, path, groups;
    const char *standing;
    struct slice status; /* "signed", "no signature recorded" */
    struct instant signed_at;
    unsigned index; /* of the act that says so */
    bool has_act;
    struct slice act_path, basis, certainty, sure, source_url, source_words;
    struct page_lines noted; /* what the signing act says beside the name */
    struct slice intent;     /* "will not sign"; empty: none recorded */
    bool all_the_same;       /* said that it would not sign, but signed */
    struct sentences said;   /* about this text: intent, declining, declarations, statements */
};

struct signer_rows {
    struct signer_row *items;
    size_t count;
};

struct signer_section {
    const char *name; /* of the standing: also its id */
    struct slice heading, empty;
    bool is_signed, brief; /* brief: names alone */
    struct signer_rows rows;
};

struct tally_row {
    struct slice words, path;
    unsigned count;
};

struct tally_rows {
    struct tally_row *items;
    size_t count;
};

struct intent_row {
    struct slice words;
    unsigned said, signed_after, none_after;
};

struct text_choice {
    struct slice code, title, path;
    bool chosen;
};

struct signatures_page {
    struct frame frame;
    bool any, several;
    struct {
        struct text_choice *items;
        size_t count;
    } choices;
    struct slice code, title, text_path, state;
    struct slice as_of; /* "act 712, 1 January 2015" */
    struct sentence opened;
    unsigned members, signers;
    bool has_stated;
    unsigned entitled_stated, entitled_counted; /* by the opening act; by name */
    struct tally_rows standings, certainties, manners;
    struct {
        struct intent_row *items;
        size_t count;
    } intents;
    unsigned intents_said;
    struct {
        struct signer_section *items;
        size_t count;
    } sections;
    struct signer_rows speakers; /* those that said something about signing; unsigned first */
    struct world_map map;
    bool has_map;
    struct sentences reports;
};

bool signatures_page_gather(const struct gather *from, struct signatures_page *page, struct error *error);

#endif
