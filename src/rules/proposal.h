// SPDX-License-Identifier: Apache-2.0
/* rules/proposal.h - proposals and their items, from announcement to decision.
 *
 * What    docs/rules.md, proposals. Items are decided one by one. rules/sponsor.h keeps the sponsors.
 * Holds   A rumoured proposal (announced, never submitted) is never decided. */
#ifndef RULES_PROPOSAL_H
#define RULES_PROPOSAL_H

#include "record/value.h"
#include "rules/document.h"
#include "rules/instrument.h"
#include "rules/sponsor.h"

enum item_state {
    ITEM_RUMOURED,
    ITEM_SUBMITTED,
    ITEM_REGISTERED,
    ITEM_ALLOCATED,
    ITEM_INTRODUCED,
    ITEM_UNDER_CONSIDERATION,
    ITEM_NOT_DISCUSSED,
    ITEM_PASSED_OVER,
    ITEM_MERGED,
    ITEM_WITHDRAWN,
    ITEM_ADOPTED,
    ITEM_REJECTED,
    ITEM_LAPSED
};

struct item {
    struct object object;
    const struct proposal *proposal;
    enum mark mark;
    struct slice target_code;
    const struct provision *provision; /* what it changes, or NULL */
    const struct item *of;             /* the item that it amends, or NULL */
    struct slice words;                /* folded; as amended, where an amendment was adopted */
    struct slice submitted;            /* folded; as it was submitted */
    enum item_state state;
    const struct entry *state_by;
    bool revised_away; /* no longer in the latest revision */
    struct item *next;
};

struct proposal {
    struct object object;
    struct slice title;
    const struct instrument *instrument;
    const struct document *document;
    const struct body *body;
    struct sponsor_list sponsors;
    struct item *items, *items_last;
    uint32_t item_count;
    enum item_state state; /* of the proposal as a whole, while its items go together */
    const struct entry *state_by;
    bool open_for_sponsors;
    uint32_t open_decisions; /* that would adopt or reject it or an item of it */
    uint32_t supporters, revisions;
    const struct proposal *taken_from;
};

const struct proposal *proposal_find(const struct state *state, struct slice code);
/* The proposal that an object is, or is an item of; NULL for anything else. */
const struct proposal *proposal_behind(const struct object *object);
/* Not decided, withdrawn, passed over for good or revised away. */
bool item_is_live(const struct item *item);
void item_set(struct item *item, enum item_state to, const struct entry *entry);
/* Sets the proposal alone. */
void proposal_set(struct proposal *proposal, enum item_state to, const struct entry *entry);
/* Sets the proposal and those of its items that still go with it. */
void proposal_set_all(struct proposal *proposal, enum item_state to, const struct entry *entry);
/* Adopts the item and changes the provision or the item that it is about. */
void item_adopt(struct state *state, struct item *item, const struct object *cause, const struct entry *entry);
const char *item_state_name(enum item_state state);

#endif
