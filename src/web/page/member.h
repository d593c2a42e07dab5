// SPDX-License-Identifier: Apache-2.0
/* web/page/member.h - one party: what it proposed, disowned, answered, said and signed; acts about it; its rights and keys.
 *
 * What    For members, offices, observers and watchers. Each act that it made, or that names it, is in exactly one group, in the
 *         order of the record. */
#ifndef WEB_PAGE_MEMBER_H
#define WEB_PAGE_MEMBER_H

#include "web/page/proposal.h"
#include "web/page/standing.h"

struct sponsorship_row {
    struct slice proposal, path, state, named_by_code, named_by, named_path, state_path;
};

struct member_signature {
    struct slice instrument, title, path, status, act_path, intent;
    bool all_the_same; /* said that it would not sign, and signed */
};

struct member_stance {
    struct instant at;
    struct slice about_code, about, about_path, stance, ground, stands, path, time, basis;
    struct page_lines words;
    bool superseded;
};

struct member_group {
    const char *name; /* "proposed": id, and in JSON */
    const char *heading;
    struct sentences acts;
    unsigned left_out; /* earlier ones that the time line has */
};

struct member_key {
    struct slice name, id, granted_path, ended_path;
};

struct member_page {
    struct frame frame;
    struct slice code, name, role, groups, aliases, office_body, timeline_path;
    bool member, weights;
    const char *vote, *sign;
    struct page_lines group_codes;
    struct slice proxy_code, powers_code;
    struct slice rights_path, proxy, proxy_path, powers, powers_path;
    unsigned weight;
    struct {
        struct sponsorship_row *items;
        size_t count;
    } sponsorships;
    struct {
        struct member_signature *items;
        size_t count;
    } signatures;
    struct {
        struct member_stance *items;
        size_t count;
    } stances;
    struct {
        struct member_group *items;
        size_t count;
    } acts;
    struct {
        struct member_key *items;
        size_t count;
    } keys;
    unsigned total; /* acts in all groups */
    struct slice as_of;
};

bool member_page_gather(const struct gather *from, struct member_page *page, struct error *error);

#endif
