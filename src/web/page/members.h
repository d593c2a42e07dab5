// SPDX-License-Identifier: Apache-2.0
/* web/page/members.h - all parties: members with groups, rights and signatures; offices, observers, watchers. */
#ifndef WEB_PAGE_MEMBERS_H
#define WEB_PAGE_MEMBERS_H

#include "web/page/part.h"
#include "web/page/standing.h"

struct member_row {
    struct slice code, name, path, groups;
    struct page_lines group_codes;
    const char *vote, *sign; /* "yes", "no", "not decided", "not established" */
    struct slice signature;  /* "signed", "no signature recorded" */
    struct slice signature_path;
    unsigned weight;
    unsigned acts; /* that it did or that name it */
};

struct group_row {
    struct slice code, path;
    unsigned members;
    bool chosen;
};

struct party_row {
    struct slice code, name, path, role;
    unsigned acts;
};

struct members_page {
    struct frame frame;
    struct slice group; /* the filter; empty: all */
    struct {
        struct group_row *items;
        size_t count;
    } groups;
    struct {
        struct member_row *items;
        size_t count;
    } list;
    struct {
        struct party_row *items;
        size_t count;
    } others;
    struct page_part part; /* of the members */
    bool weights, has_signing;
    struct slice signing_title, signing_path;
    unsigned shown, members, voters, signers, signed_count, ungrouped;
    struct slice rights_path; /* of the last act that set rights; empty: none */
    struct slice rights_words;
};

bool members_page_gather(const struct gather *from, struct members_page *page, struct error *error);

/* "member", "observer", "chair, teller": what a party is here. */
struct slice party_role_words(const struct gather *from, const struct actor *actor);

#endif
