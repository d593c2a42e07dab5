// SPDX-License-Identifier: Apache-2.0
#include "web/page/members.h"

#include "rules/instrument.h"
#include "rules/party.h"
#include "rules/profile.h"
#include "rules/signature.h"
#include "rules/state.h"
#include "web/page/sentence.h"

enum { GROUPS_MAX = 200 };

static const struct actor *members_actor_of(const struct object *object)
{
    return (const struct actor *)(const void *)object;
}

struct slice party_role_words(const struct gather *from, const struct actor *actor)
{
    struct slice words = SLICE("");
    for (unsigned role = ROLE_MEMBER; role < ROLE_ANYONE; role <<= 1) {
        if ((actor->roles & role) == 0 || role_name(role) == NULL)
            continue;
        struct slice const name =
            role == ROLE_WATCHER ? SLICE("records or reports from outside") : slice_of(role_name(role));
        words = words.length == 0 ? name : PRINT(from->arena, "{0}, {1}", words, name);
    }
    return words;
}

static bool members_set_holds(struct slice set, struct slice code)
{
    for (struct slice rest = set, each; slice_next(&rest, ' ', &each);)
        if (slice_equal(each, code))
            return true;
    return false;
}

/* --- groups -------------------------------------------------------------------------------------------------------- */

static void members_add_to_group(const struct gather *from, struct members_page *page, struct slice code)
{
    for (size_t i = 0; i < page->groups.count; i++) {
        if (slice_equal(page->groups.items[i].code, code)) {
            page->groups.items[i].members++;
            return;
        }
    }
    if (page->groups.count < GROUPS_MAX)
        page->groups.items[page->groups.count++] =
            (struct group_row){ code, PRINT(from->arena, "{0}?group={1}", page->frame.path, code), 1,
                                slice_equal(code, page->group) };
}

static void members_gather_groups(const struct gather *from, struct members_page *page)
{
    page->groups.items = arena_take_many(from->arena, GROUPS_MAX, sizeof *page->groups.items);
    for (const struct object *object = from->state->kinds[OBJECT_ACTOR].first;
         object != NULL && page->groups.items != NULL; object = object->next) {
        if (!party_is_member(members_actor_of(object)))
            continue;
        page->ungrouped += members_actor_of(object)->groups.length == 0 ? 1 : 0;
        for (struct slice rest = members_actor_of(object)->groups, code; slice_next(&rest, ' ', &code);)
            members_add_to_group(from, page, code);
    }
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static struct member_row members_row_of(const struct gather *from, const struct actor *actor,
                                        const struct instrument *signing)
{
    struct member_row row = { .code = actor->object.code, .name = actor->name, .groups = actor->groups };
    row.path = page_of_object(from, &actor->object);
    row.group_codes = page_codes_of(from->arena, actor->groups);
    row.vote = standing_right(actor, actor->vote);
    row.sign = standing_right(actor, actor->sign);
    row.weight = (unsigned)actor->weight;
    row.acts = actor->object.mention_count;
    if (signing == NULL)
        return row;
    const struct signature *signature = signature_find(signing, actor);
    row.signature = standing_words(signature);
    if (signature != NULL && signature->state_by != NULL)
        row.signature_path = page_of_act(from, signature->state_by->seq);
    return row;
}

static void members_gather_rows(const struct gather *from, const struct instrument *signing, struct members_page *page)
{
    const struct object_list *list = &from->state->kinds[OBJECT_ACTOR];
    const struct entry *rights = NULL;
    page->list.items = arena_take_many(from->arena, list->count, sizeof *page->list.items);
    page->others.items = arena_take_many(from->arena, list->count, sizeof *page->others.items);
    if (page->list.items == NULL || page->others.items == NULL)
        return;
    for (const struct object *object = list->first; object != NULL; object = object->next) {
        const struct actor *actor = members_actor_of(object);
        if (!party_is_member(actor)) {
            page->others.items[page->others.count++] =
                (struct party_row){ object->code, actor->name, page_of_object(from, object),
                                    party_role_words(from, actor), object->mention_count };
            continue;
        }
        if (actor->rights_by != NULL && (rights == NULL || actor->rights_by->seq > rights->seq))
            rights = actor->rights_by;
        if (page->group.length == 0 || members_set_holds(actor->groups, page->group))
            page->list.items[page->list.count++] = members_row_of(from, actor, signing);
    }
    page->shown = (unsigned)page->list.count;
    if (rights == NULL)
        return;
    struct sentence sentence;
    sentence_gather(from, rights, &sentence);
    page->rights_path = sentence.path;
    page->rights_words = sentence.words;
}

static struct slice members_title(const struct gather *from, const struct members_page *page)
{
    struct slice const all = page_count(from->arena, page->members, "member", "members");
    return page->group.length == 0 ? all
                                   : PRINT(from->arena, "{0} of {1} are in {2}", page_number(from->arena, page->shown),
                                           page_count(from->arena, page->members, "member", "members"), page->group);
}

bool members_page_gather(const struct gather *from, struct members_page *page, struct error *error)
{
    const struct instrument *signing = standing_instrument(from->state, SLICE(""));
    page->group = from->request != NULL ? request_argument(from->request, "group") : SLICE("");
    page->members = (unsigned)party_count(from->state).members;
    page->voters = (unsigned)party_count(from->state).voters;
    page->signers = (unsigned)party_count(from->state).signers;
    page->weights = from->state->profile != NULL && from->state->profile->weights_counted;
    page->has_signing = signing != NULL;
    if (signing != NULL) {
        page->signing_title = signing->title;
        page->signing_path = PRINT(from->arena, "/{0}/signatures?instrument={1}", from->name, signing->object.code);
        page->signed_count = (unsigned)signature_count(signing);
    }
    members_gather_rows(from, signing, page);
    frame_gather(from, members_title(from, page), SLICE("/members"), &page->frame);
    members_gather_groups(from, page);
    if (!page_part_gather(from, &page->frame, page->list.count, &page->part, error))
        return false;
    page->list.items += page->part.begin;
    page->list.count = page->part.count;
    return true;
}
