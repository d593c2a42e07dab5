// SPDX-License-Identifier: Apache-2.0
#include "web/page/member.h"

#include "campaign/fault.h"
#include "rules/instrument.h"
#include "rules/keyring.h"
#include "rules/party.h"
#include "rules/position.h"
#include "rules/profile.h"
#include "rules/proposal.h"
#include "rules/signature.h"
#include "rules/sponsor.h"
#include "rules/state.h"
#include "web/page/members.h"

enum { GROUP_ACTS_MAX = 200 /* shown in a group: a watcher makes thousands */ };

static const struct {
    const char *name, *heading;
} groups[SENTENCE_GROUP_COUNT] = {
    [SENTENCE_PROPOSED] = { "proposed", "What it proposed" },
    [SENTENCE_SPONSORED] = { "sponsors", "What it said as a sponsor, or as one that was named" },
    [SENTENCE_POSITIONS] = { "positions", "The positions that it took" },
    [SENTENCE_ANSWERED] = { "answers", "How it answered, and what it contested" },
    [SENTENCE_SAID] = { "said", "What it said" },
    [SENTENCE_SIGNED] = { "signing", "Signing: what it meant to do, and what it did" },
    [SENTENCE_REPORTED] = { "reports", "What it reported, denied, confirmed or corrected" },
    [SENTENCE_OTHER] = { "other", "What else it did" },
    [SENTENCE_RIGHTS] = { "rights", "Its rights, credentials and keys" },
    [SENTENCE_TOLD] = { "told", "What others said of it" },
    [SENTENCE_NAMED] = { "named", "Other acts that name it" },
};

/* Acts of others about its rights. */
static bool member_is_of_rights(enum act_id id)
{
    return id == ACT_ACTOR_ADMIT || id == ACT_OFFICER_APPOINT || id == ACT_RIGHTS_CHANGE ||
           id == ACT_CREDENTIALS_REPORT || id == ACT_KEY_ADD || id == ACT_KEY_REVOKE || id == ACT_PROXY_GIVE ||
           id == ACT_POWERS_TRANSFER;
}

static enum sentence_group member_group_of(const struct entry *entry, const struct actor *actor)
{
    enum act_id const id = entry->act.type->id;
    if (entry->made == &actor->object)
        return SENTENCE_RIGHTS;
    if (entry->by != actor) {
        if (id == ACT_DECISION_BALLOT)
            return SENTENCE_ANSWERED;
        return member_is_of_rights(id) ? SENTENCE_RIGHTS : id == ACT_REPORT ? SENTENCE_TOLD : SENTENCE_NAMED;
    }
    return sentence_group_of(id);
}

static void member_gather_acts(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    size_t counts[SENTENCE_GROUP_COUNT] = { 0 }, skip[SENTENCE_GROUP_COUNT] = { 0 };
    struct member_group all[SENTENCE_GROUP_COUNT];
    for (const struct mention *mention = actor->object.mentions; mention != NULL; mention = mention->next)
        counts[member_group_of(mention->entry, actor)]++;
    page->acts.items = arena_take_many(from->arena, SENTENCE_GROUP_COUNT, sizeof *page->acts.items);
    for (size_t i = 0; i < SENTENCE_GROUP_COUNT; i++) {
        skip[i] = counts[i] > GROUP_ACTS_MAX ? counts[i] - GROUP_ACTS_MAX : 0;
        all[i] = (struct member_group){ groups[i].name, groups[i].heading, { NULL, 0 }, (unsigned)skip[i] };
        all[i].acts.items = arena_take_many(from->arena, counts[i] - skip[i], sizeof *all[i].acts.items);
        page->total += (unsigned)counts[i];
    }
    for (const struct mention *mention = actor->object.mentions; mention != NULL; mention = mention->next) {
        enum sentence_group const group = member_group_of(mention->entry, actor);
        if (skip[group] > 0)
            skip[group]--;
        else if (all[group].acts.items != NULL)
            sentence_gather(from, mention->entry, &all[group].acts.items[all[group].acts.count++]);
    }
    for (size_t i = 0; i < SENTENCE_GROUP_COUNT && page->acts.items != NULL; i++)
        if (all[i].acts.count > 0)
            page->acts.items[page->acts.count++] = all[i];
}

/* --- what it comes to ---------------------------------------------------------------------------------------------- */

static void member_gather_sponsorships(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    const struct object_list *list = &from->state->kinds[OBJECT_PROPOSAL];
    page->sponsorships.items = arena_take_many(from->arena, list->count, sizeof *page->sponsorships.items);
    for (const struct object *object = list->first; object != NULL && page->sponsorships.items != NULL;
         object = object->next) {
        const struct proposal *proposal = (const struct proposal *)object;
        const struct sponsor *sponsor = sponsor_find(&proposal->sponsors, actor);
        if (sponsor == NULL)
            continue;
        struct sponsorship_row *row = &page->sponsorships.items[page->sponsorships.count++];
        *row = (struct sponsorship_row){ .proposal = object->code, .path = page_of_object(from, object) };
        row->state = slice_of(sponsor_state_name(sponsor->state));
        if (sponsor->named_by != NULL) {
            row->named_by = sponsor->named_by->by != NULL ? sponsor->named_by->by->name : sponsor->named_by->act.by;
            row->named_by_code = sponsor->named_by->act.by;
            row->named_path = page_of_act(from, sponsor->named_by->seq);
        }
        if (sponsor->state_by != NULL)
            row->state_path = page_of_act(from, sponsor->state_by->seq);
    }
}

static void member_gather_signatures(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    const struct object_list *list = &from->state->kinds[OBJECT_INSTRUMENT];
    page->signatures.items = arena_take_many(from->arena, list->count, sizeof *page->signatures.items);
    for (const struct object *object = list->first; object != NULL && page->signatures.items != NULL;
         object = object->next) {
        const struct instrument *instrument = (const void *)object;
        const struct signature *signature = signature_find(instrument, actor);
        if ((instrument->opened_for_signature == NULL && signature == NULL) || !party_is_member(actor))
            continue;
        struct member_signature *row = &page->signatures.items[page->signatures.count++];
        row->instrument = object->code;
        row->title = instrument->title;
        if (instrument->opened_for_signature != NULL) /* before that there is an intent, and no such page */
            row->path = PRINT(from->arena, "/{0}/signatures?instrument={1}", from->name, object->code);
        row->status = standing_words(signature);
        if (signature == NULL)
            continue;
        row->intent = intent_words(from, signature->intent);
        row->all_the_same = signature->intent == INTENT_WILL_NOT_SIGN && signature_is_given(signature);
        if (signature->state_by != NULL)
            row->act_path = page_of_act(from, signature->state_by->seq);
    }
}

static void member_gather_stances(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    page->stances.items = arena_take_many(from->arena, actor->object.mention_count, sizeof *page->stances.items);
    for (const struct position *one = from->state->positions; one != NULL && page->stances.items != NULL;
         one = one->next) {
        if (one->actor != actor)
            continue;
        struct member_stance *row = &page->stances.items[page->stances.count++];
        row->about = page_name_of(from, one->about);
        row->at = page_instant(from, one->entry->act.time).at;
        row->about_code = one->about->code;
        row->about_path = page_of_object(from, one->about);
        row->stance = field_word_at(FIELD_STANCE, (unsigned)one->stance);
        if (one->ground >= 0)
            row->ground = sentence_value(from, one->entry, FIELD_GROUND);
        row->stands = position_words(from, row->stance, row->ground);
        row->path = page_of_act(from, one->entry->seq);
        row->time = page_time(from, one->entry->act.time);
        row->basis = slice_of(basis_name(one->entry->act.basis));
        row->words = page_lines_of(from, act_value(&one->entry->act, FIELD_STATEMENT));
        for (const struct position *later = one->next; later != NULL; later = later->next)
            row->superseded |= later->actor == actor && later->about == one->about;
    }
}

static void member_gather_keys(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    size_t count = 0;
    for (const struct actor_key *key = actor->keys; key != NULL; key = key->next)
        count++;
    page->keys.items = arena_take_many(from->arena, count, sizeof *page->keys.items);
    for (const struct actor_key *key = actor->keys; key != NULL && page->keys.items != NULL; key = key->next) {
        char digits[16];
        struct buffer out = BUFFER(digits);
        key_write_id(key->key.id, &out);
        struct member_key *row = &page->keys.items[page->keys.count++];
        row->name = key->key.name;
        row->id = arena_copy(from->arena, buffer_slice(&out));
        if (key->granted != NULL)
            row->granted_path = page_of_act(from, key->granted->seq);
        if (key->ended != NULL)
            row->ended_path = page_of_act(from, key->ended->seq);
    }
}

static void member_gather_rights(const struct gather *from, const struct actor *actor, struct member_page *page)
{
    page->vote = standing_right(actor, actor->vote);
    page->sign = standing_right(actor, actor->sign);
    page->weight = (unsigned)actor->weight;
    page->weights = page->member && from->state->profile != NULL && from->state->profile->weights_counted;
    if (actor->rights_by != NULL)
        page->rights_path = page_of_act(from, actor->rights_by->seq);
    if (actor->proxy_to != NULL) {
        page->proxy_code = actor->proxy_to->object.code;
        page->proxy = actor->proxy_to->name;
        page->proxy_path = page_of_object(from, &actor->proxy_to->object);
    }
    if (actor->powers_to != NULL) {
        page->powers_code = actor->powers_to->object.code;
        page->powers = actor->powers_to->name;
        page->powers_path = page_of_object(from, &actor->powers_to->object);
    }
    if (actor->office_body != NULL)
        page->office_body = page_name_of(from, actor->office_body);
}

/* The most important fact: a disowned proposal, a signature; else what the party is. */
static struct slice member_title(const struct gather *from, const struct member_page *page)
{
    for (size_t i = 0; i < page->sponsorships.count; i++)
        if (slice_equal(page->sponsorships.items[i].state, slice_of(sponsor_state_name(SPONSOR_DISOWNED))))
            return PRINT(from->arena, "{0} was named as a sponsor of {1}, and disowned it", page->name,
                         page->sponsorships.items[i].proposal);
    if (page->signatures.count > 0)
        return PRINT(from->arena, "{0}: {1}", page->name, page->signatures.items[page->signatures.count - 1].status);
    return page->name;
}

bool member_page_gather(const struct gather *from, struct member_page *page, struct error *error)
{
    const struct actor *actor = party_find(from->state, from->code);
    if (actor == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("member"), from->code);
    page->code = actor->object.code;
    page->name = actor->name;
    page->member = party_is_member(actor);
    page->role = party_role_words(from, actor);
    page->groups = actor->groups;
    page->group_codes = page_codes_of(from->arena, actor->groups);
    page->aliases = actor->aliases;
    page->timeline_path = PRINT(from->arena, "/{0}/timeline?member={1}", from->name, page->code);
    member_gather_rights(from, actor, page);
    member_gather_sponsorships(from, actor, page);
    member_gather_signatures(from, actor, page);
    member_gather_stances(from, actor, page);
    member_gather_keys(from, actor, page);
    member_gather_acts(from, actor, page);
    frame_gather(from, member_title(from, page), PRINT(from->arena, "/members/{0}", page->code), &page->frame);
    frame_concern(from, &actor->object, &page->frame);
    page->as_of =
        PRINT(from->arena, "act {0} ({1})", page_number(from->arena, from->state->count - 1), page->frame.clock);
    return true;
}
