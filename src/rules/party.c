#include "rules/party.h"

#include "rules/rule.h"

static const unsigned office_roles[] = { ROLE_CHAIR,     ROLE_SECRETARIAT, ROLE_DEPOSITARY, ROLE_CREDENTIALS,
                                         ROLE_EDITORIAL, ROLE_TELLER,      ROLE_TIMEKEEPER };

struct actor *party_find(const struct state *state, struct slice code)
{
    return (struct actor *)state_find(state, THING_ACTOR, code);
}

bool party_is_member(const struct actor *actor)
{
    return (actor->roles & ROLE_MEMBER) != 0;
}

bool party_may_vote(const struct actor *actor)
{
    return party_is_member(actor) && actor->vote != RIGHT_NO;
}

bool party_may_sign(const struct actor *actor)
{
    return party_is_member(actor) && actor->sign != RIGHT_NO;
}

struct party_counts party_count(const struct state *state)
{
    struct party_counts counts = { 0 };
    for (const struct thing *thing = state->kinds[THING_ACTOR].first; thing != NULL; thing = thing->next) {
        const struct actor *const actor = (const struct actor *)thing;
        counts.members += party_is_member(actor);
        counts.voters += party_may_vote(actor);
        counts.signers += party_may_sign(actor);
        counts.weights += party_is_member(actor) ? actor->weight : 0;
    }
    return counts;
}

static const struct thing *meeting_or_null(const struct thing *in)
{
    return in != NULL && in->kind == THING_MEETING ? in : NULL;
}

bool party_may_answer_for(const struct actor *holder, const struct actor *member, const struct thing *in)
{
    if (member->powers_to == holder && member->powers_vote)
        return true;
    return member->proxy_to == holder &&
           (member->proxy_meeting == NULL || member->proxy_meeting == meeting_or_null(in));
}

bool party_may_sign_for(const struct actor *holder, const struct actor *member)
{
    return member->powers_to == holder && member->powers_sign;
}

APPLY(party_apply_admit)
{
    const struct act *const act = &entry->act;
    struct actor *const actor = state_make(state, THING_ACTOR, act->id, sizeof *actor, entry);
    static const unsigned roles[] = { ROLE_MEMBER, 0, ROLE_OBSERVER, ROLE_WATCHER };
    int const office = act_word(act, FIELD_OFFICE);
    uint64_t weight = 1;
    slice_number(act_value(act, FIELD_WEIGHT), &weight);
    actor->roles = roles[act_word(act, FIELD_ROLE)] | (office >= 0 ? office_roles[office] : 0);
    actor->name = act_value(act, FIELD_NAME);
    actor->groups = act_value(act, FIELD_GROUPS);
    actor->aliases = act_value(act, FIELD_ALIASES);
    actor->area = act_value(act, FIELD_AREA);
    actor->weight = weight;
    actor->office_body = state_reference(state, entry, FIELD_BODY);
    if (act_value(act, FIELD_KEY).length > 0)
        keyring_apply_add(state, entry);
    state->parties = party_count(state);
}

APPLY(party_apply_appoint)
{
    struct actor *const actor = (struct actor *)state_reference(state, entry, FIELD_ACTOR);
    struct body *const body = (struct body *)state_reference(state, entry, FIELD_BODY);
    int const office = act_word(&entry->act, FIELD_OFFICE);
    actor->roles |= office_roles[office];
    actor->person = act_value(&entry->act, FIELD_PERSON);
    if (body != NULL) {
        actor->office_body = &body->thing;
        if (office_roles[office] == ROLE_CHAIR)
            body->chair = actor;
    }
}

/* --- transfer of powers and proxies ------------------------------------------------------------------------------ */

CHECK(party_possible_receiver)
{
    const struct actor *const to = (const struct actor *)state_reference(state, entry, FIELD_TO);
    return party_is_member(to) || fail(error, FAULT_POINTS_AT_ANOTHER, 0, SLICE("to"), to->thing.code);
}

static bool check_receiver(const struct entry *entry, const struct actor *to, bool votes, bool signs,
                           struct error *error)
{
    if (to == entry->by)
        return fail(error, FAULT_PROXY_SELF, 0, entry->act.by);
    if (votes && !party_may_vote(to))
        return fail(error, FAULT_VOTE_RIGHT, 0, to->thing.code);
    return !signs || party_may_sign(to) || fail(error, FAULT_SIGN_RIGHT, 0, to->thing.code);
}

enum { SCOPE_VOTE, SCOPE_SIGN, SCOPE_BOTH };

CHECK(party_check_transfer)
{
    int const scope = act_word(&entry->act, FIELD_SCOPE);
    return check_receiver(entry, (struct actor *)state_reference(state, entry, FIELD_TO), scope != SCOPE_SIGN,
                          scope != SCOPE_VOTE, error);
}

APPLY(party_apply_transfer)
{
    int const scope = act_word(&entry->act, FIELD_SCOPE);
    entry->by->powers_to = (struct actor *)state_reference(state, entry, FIELD_TO);
    entry->by->powers_vote = scope != SCOPE_SIGN;
    entry->by->powers_sign = scope != SCOPE_VOTE;
}

static uint32_t proxies_held(const struct state *state, const struct actor *holder, const struct actor *but)
{
    uint32_t held = 0;
    for (const struct thing *thing = state->kinds[THING_ACTOR].first; thing != NULL; thing = thing->next) {
        const struct actor *const actor = (const struct actor *)thing;
        held += actor->proxy_to == holder && actor != but ? 1 : 0;
    }
    return held;
}

CHECK(party_check_proxy)
{
    const struct actor *const to = (const struct actor *)state_reference(state, entry, FIELD_TO);
    if (!check_receiver(entry, to, true, false, error))
        return false;
    if (!party_may_vote(entry->by))
        return fail(error, FAULT_VOTE_RIGHT, 0, entry->act.by);
    return proxies_held(state, to, entry->by) < state->profile->proxies_held ||
           fail(error, FAULT_PROXY_LIMIT, 0, to->thing.code);
}

APPLY(party_apply_proxy)
{
    entry->by->proxy_to = (struct actor *)state_reference(state, entry, FIELD_TO);
    entry->by->proxy_meeting = state_reference(state, entry, FIELD_MEETING);
}

CHECK(party_check_proxy_end)
{
    (void)state;
    return entry->by->proxy_to != NULL || fail(error, FAULT_PROXY_NONE, 0, entry->act.by, SLICE("anybody"));
}

APPLY(party_apply_proxy_end)
{
    (void)state;
    entry->by->proxy_to = NULL;
    entry->by->proxy_meeting = NULL;
}

/* --- rights ------------------------------------------------------------------------------------------------------ */

APPLY(party_apply_rights)
{
    struct actor *const actor = (struct actor *)state_reference(state, entry, FIELD_ACTOR);
    int const vote = act_word(&entry->act, FIELD_MAY_VOTE), sign = act_word(&entry->act, FIELD_MAY_SIGN);
    if (vote >= 0)
        actor->vote = vote == 0 ? RIGHT_YES : RIGHT_NO;
    if (sign >= 0)
        actor->sign = sign == 0 ? RIGHT_YES : RIGHT_NO;
    slice_number(act_value(&entry->act, FIELD_WEIGHT), &actor->weight);
    actor->rights_by = entry;
    state->parties = party_count(state);
}

APPLY(credential_apply_deposit)
{
    (void)state;
    entry->by->deposited = entry;
}

APPLY(credential_apply_report)
{
    state_make(state, THING_CREDENTIALS, entry->act.id, sizeof(struct credentials_report), entry);
}

CHECK(credential_check_decide)
{
    const struct credentials_report *const report =
        (const struct credentials_report *)state_reference(state, entry, FIELD_CREDENTIALS);
    if (report->decided != NULL)
        return fail(error, FAULT_CREDENTIALS_DECIDED, 0, report->thing.code);
    return decision_carries(state, entry, error);
}

static void set_rights(const struct entry *report, enum field_id field, enum right vote, enum right sign,
                       const struct entry *entry)
{
    for (size_t i = 0; i < report->reference_count; i++) {
        if (report->references[i].field != field)
            continue;
        struct actor *const actor = (struct actor *)report->references[i].thing;
        actor->vote = vote;
        actor->sign = sign;
        actor->rights_by = entry;
    }
}

/* Where the report names those in order, a member that it does not name is not in order (CV 333). */
APPLY(credential_apply_decide)
{
    struct credentials_report *const report =
        (struct credentials_report *)state_reference(state, entry, FIELD_CREDENTIALS);
    const struct entry *const said = report->thing.made;
    report->decided = entry;
    if (act_value(&said->act, FIELD_VOTE_AND_SIGN).length > 0)
        for (struct thing *thing = state->kinds[THING_ACTOR].first; thing != NULL; thing = thing->next) {
            struct actor *const actor = (struct actor *)thing;
            if (party_is_member(actor)) {
                actor->vote = actor->sign = RIGHT_NO;
                actor->rights_by = entry;
            }
        }
    set_rights(said, FIELD_VOTE_AND_SIGN, RIGHT_YES, RIGHT_YES, entry);
    set_rights(said, FIELD_VOTE_ONLY, RIGHT_YES, RIGHT_NO, entry);
    set_rights(said, FIELD_SIGN_ONLY, RIGHT_NO, RIGHT_YES, entry);
    set_rights(said, FIELD_NEITHER, RIGHT_NO, RIGHT_NO, entry);
    state->parties = party_count(state);
}
