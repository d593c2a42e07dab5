// SPDX-License-Identifier: Apache-2.0
/* web/page/provision.h - one provision: its current words and state, the owners of its brackets, proposed changes, and its
 * history. */
#ifndef WEB_PAGE_PROVISION_H
#define WEB_PAGE_PROVISION_H

#include "rules/instrument.h"
#include "web/page/proposal.h"

struct number_row {
    struct slice number, path, when;
    struct instant at;
};

struct bracket_row {
    struct slice owner_code, use_word; /* for programs */
    struct slice code, path, owner, owner_path, use, span, alternative, lifted_path;
    struct page_lines reason;
};

struct change_row {
    struct slice item, path, mark, means, proposal, sponsors, state, state_path;
    struct slice proposal_code;
    bool open, deletes, ended;
    struct marked words;
    struct position_rows positions;
    struct page_links decisions; /* put on it or on its proposal */
};

struct origin_row {
    struct slice title, path, when, kind;
    struct slice code; /* of the text */
    bool given, fresh; /* given: an origin is recorded; fresh: the part is new */
    struct page_links origins;
    struct marked words;
};

struct version_row {
    struct slice path, told, when, basis, cause, cause_path;
    struct instant at;
    bool brought_state; /* the same act brought the state in which it is */
    struct marked words;
};

struct provision_row {
    struct slice id, code, number, heading, state, state_path, state_when, state_basis, state_certainty;
    struct instant state_at;
    struct slice from, from_path;
    struct page_links became; /* provisions of other texts that come from it */
    bool has_words, gist, suppressed, proposed, renumbered, several_versions;
    struct marked words;
    struct {
        struct number_row *items;
        size_t count;
    } numbers;
    struct {
        struct bracket_row *items;
        size_t count;
    } brackets;
    struct {
        struct change_row *items;
        size_t count;
    } changes;
    struct {
        struct origin_row *items;
        size_t count;
    } origins;
    struct {
        struct version_row *items;
        size_t count;
    } versions;
    struct position_rows positions;
    struct decision_briefs decisions;
    struct action_links actions;
    unsigned bracket_count; /* current ones */
    unsigned open_changes;
};

void provision_gather(const struct gather *from, const struct provision *provision, struct provision_row *row);

#endif
