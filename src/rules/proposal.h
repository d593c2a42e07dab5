/* rules/proposal.h - proposals, their items and sponsors; brackets, recommendations, positions, packages.
 *
 * What    docs/rules.md, proposals. The unit of decision is the item. Displayed sponsors are those that confirmed; who was named, by
 *         whom, and who disowned it stays for ever.
 * Holds   A rumoured proposal (announced, never submitted) is never decided. A sponsor is in a proposal's list once. */
#ifndef RULES_PROPOSAL_H
#define RULES_PROPOSAL_H

#include "record/value.h"
#include "rules/instrument.h"

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

enum sponsor_state { SPONSOR_CLAIMED, SPONSOR_CONFIRMED, SPONSOR_DISOWNED, SPONSOR_LEFT };

struct sponsor {
    struct actor *actor;
    enum sponsor_state state;
    const struct entry *named_by, *state_by;
    struct sponsor *next;
};

struct item {
    struct object object;
    struct proposal *proposal;
    enum mark mark;
    struct slice target_code;
    struct provision *provision; /* what it changes, or NULL */
    struct item *of;             /* the item that it amends, or NULL */
    struct slice words;          /* folded; as amended, where an amendment was adopted */
    struct slice submitted;      /* folded; as it was submitted */
    enum item_state state;
    const struct entry *state_by;
    bool revised_away; /* a revision no longer has it */
    struct item *next;
};

struct proposal {
    struct object object;
    struct slice title;
    struct instrument *instrument;
    struct document *document;
    struct body *body;
    struct sponsor *sponsors, *sponsors_last;
    struct item *items, *items_last;
    uint32_t item_count;
    enum item_state state; /* of the proposal as a whole, while its items go together */
    const struct entry *state_by;
    bool open_for_sponsors;
    uint32_t put; /* decisions that are open and would adopt or reject it or an item of it */
    uint32_t supporters, revisions;
    struct proposal *taken_from;
};

struct bracket {
    struct object object;
    struct provision *provision;
    struct actor *owner;
    int use;
    struct slice span, alternative, reason;
    const struct entry *lifted;
};

struct position {
    struct actor *actor;
    struct object *about;
    int stance, ground; /* index of the word; ground -1: none */
    const struct entry *entry;
    struct position *next; /* on the record; the member's last one on an object counts */
};

struct recommendation {
    struct object object;
    struct object *about;
    int treatment;
    struct remark *answers;
};

struct reflection {
    struct actor *actor;
    struct text *text;
    struct object *item;
    int reflected;
    struct slice where;
    const struct entry *entry;
    struct reflection *next;
};

enum package_state { PACKAGE_PENDING, PACKAGE_FULFILLED, PACKAGE_FAILED, PACKAGE_BREACHED };

struct package_part {
    struct object *object;
    bool provided; /* a condition; else what is given for it */
    struct package_part *next;
};

struct package {
    struct object object;
    struct slice title;
    struct package_part *parts, *parts_last;
};

struct proposal *proposal_find(const struct state *state, struct slice code);
struct sponsor *sponsor_find(const struct proposal *proposal, const struct actor *actor);
uint32_t sponsor_count(const struct proposal *proposal, enum sponsor_state state);
/* Items that nothing has ended yet. */
bool item_is_live(const struct item *item);
void item_set(struct item *item, enum item_state to, const struct entry *entry);
/* Carries out what an adopted item says on its provision. */
void item_adopt(struct state *state, struct item *item, struct object *cause, const struct entry *entry);
/* Fulfilled: every condition passed and all that is given is done; breached: the condition passed and something that was
 * to be given up was adopted, or it was given and the condition failed. */
enum package_state package_state(const struct package *package);
bool object_has_passed(const struct object *object);
bool object_has_failed(const struct object *object);
const char *item_state_name(enum item_state state);
const char *sponsor_state_name(enum sponsor_state state);
const char *package_state_name(enum package_state state);

#endif
