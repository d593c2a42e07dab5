// SPDX-License-Identifier: Apache-2.0
/* web/page/act.h - an act as its text, its basis and its proof. */
#ifndef WEB_PAGE_ACT_H
#define WEB_PAGE_ACT_H

#include "web/page/sentence.h"

struct act_field_row {
    struct slice name, meaning;
    struct page_lines value;
    struct slice path; /* of what it points at; empty: nothing */
};

struct act_source_row {
    struct slice url, words;
};

struct act_page {
    struct frame frame;
    struct sentence act;
    struct slice meaning;    /* of the type, from the table of acts */
    struct slice text;       /* the whole act as it is logged */
    struct slice hash, leaf; /* its name: SHA-256 of its text; the leaf's hash */
    struct slice signer, key_name;
    size_t size;       /* of the log as it stands */
    struct slice root; /* the same */
    struct slice proof_path, text_path, record_path, log_path;
    struct page_lines proof; /* hashes from the leaf to the root, in hex */
    struct {
        struct act_field_row *items;
        size_t count;
    } fields;
    struct {
        struct act_source_row *items;
        size_t count;
    } sources;
    struct page_links concerns; /* the objects that it makes or names */
    struct sentences remarks;   /* later acts that dispute it or mark it */
    struct slice before, after; /* paths; empty at the ends */
};

bool act_page_gather(const struct gather *from, struct act_page *page, struct error *error);

#endif
