// SPDX-License-Identifier: Apache-2.0
#include "rules/decision.h"

#include "record/value.h"
#include "rules/fault.h"
#include "rules/meeting.h"
#include "rules/motion.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/rule.h"
#include "rules/text.h"

const char *decision_kind_name(enum decision_kind kind)
{
    static const char *const names[] = { "indication", "consensus", "vote", "ruling" };
    return names[kind];
}

const char *declared_name(enum declared declared)
{
    static const char *const names[] = { "adopted", "rejected",   "not reached", "postponed", "invalid",
                                         "favours", "disfavours", "divided",     "carried",   "not carried" };
    return declared == DECLARED_NONE ? "not known" : names[declared];
}

const struct decision *decision_find(const struct state *state, struct slice code)
{
    return (const struct decision *)state_find(state, OBJECT_DECISION, code);
}

bool decision_is_ballot(const struct decision *decision)
{
    return decision->method == METHOD_SECRET;
}

bool declared_is_yes(enum declared declared)
{
    return declared == DECLARED_ADOPTED || declared == DECLARED_CARRIED;
}

bool declared_is_no(enum declared declared)
{
    return declared == DECLARED_REJECTED || declared == DECLARED_NOT_CARRIED;
}

bool decision_has_passed(const struct decision *decision)
{
    return decision->state == DECISION_CLOSED && decision->kind != DECISION_INDICATION &&
           declared_is_yes(decision->declared);
}

bool decision_asks_to_uphold(const struct decision *decision)
{
    return decision->effect >= 0 && decision->effect == field_word(FIELD_EFFECT, SLICE("uphold"));
}

bool decision_settles(int effect)
{
    return effect == EFFECT_ADOPT || effect == EFFECT_REJECT;
}

/* Adds one to, or takes one from, the count of open decisions of each proposal that this one would settle. */
static void decision_hold(struct state *state, const struct decision *decision, int more)
{
    if (decision->kind == DECISION_INDICATION || !decision_settles(decision->effect))
        return;
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next) {
        const struct proposal *const behind = proposal_behind(subject->object);
        if (behind == NULL)
            continue;
        struct proposal *const proposal = state_change(state, &behind->object);
        if (more > 0)
            proposal->open_decisions++;
        else
            proposal->open_decisions--;
    }
}

void decision_hold_subjects(struct state *state, const struct decision *decision)
{
    decision_hold(state, decision, 1);
}

void decision_release_subjects(struct state *state, const struct decision *decision)
{
    decision_hold(state, decision, -1);
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static bool decision_check_place(const struct entry *entry, const struct object *in, struct error *error)
{
    const struct body *const body = place_body(in);
    bool const binds = act_word(&entry->act, FIELD_KIND) != DECISION_INDICATION;
    if (in != NULL && in->kind == OBJECT_MEETING && ((const struct meeting *)in)->state != MEETING_OPEN)
        return fail(error, FAULT_MEETING_NOT_OPEN, 0, in->code);
    if (body == NULL)
        return true;
    if (body->closed)
        return fail(error, FAULT_BODY_CLOSED, 0, body->object.code);
    if (binds && body->decides != DECIDES_ALL)
        return fail(error, FAULT_BODY_DECIDES, 0, body->object.code);
    return body_check_chair(entry, body, error);
}

static bool decision_method_asked(const struct entry *entry, const struct motion *motion, uint32_t needed,
                                  enum method method, struct error *error)
{
    bool const asks =
        motion != NULL && field_word(FIELD_MOVES, field_word_at(FIELD_METHOD, (unsigned)method)) == motion->moves;
    return needed == 0 || (asks && motion->seconds + 1 >= needed) ||
           fail(error, FAULT_METHOD_NOT_ASKED, 0, act_value(&entry->act, FIELD_METHOD));
}

static uint64_t decision_quorum_base(const struct state *state, const struct entry *entry)
{
    struct party_counts const parties = party_count(state);
    struct count const entitled = count_read(act_value(&entry->act, FIELD_ENTITLED));
    if (state->profile->quorum_of == PROFILE_OF_MEMBERS)
        return parties.members;
    return entitled.known ? entitled.number : parties.voters;
}

static bool decision_check_quorum(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct profile *const profile = state->profile;
    struct slice const said = act_value(&entry->act, FIELD_PRESENT);
    struct count const present = count_read(said);
    if (!profile->has_quorum || !present.known)
        return true;
    uint64_t const needs = fraction_needs(profile->quorum, decision_quorum_base(state, entry));
    if (present.number >= needs)
        return true;
    char digits[24];
    struct buffer needed = BUFFER(digits);
    buffer_add_number(&needed, needs);
    return fail(error, FAULT_QUORUM, 0, said, buffer_slice(&needed));
}

static bool decision_check_vote(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    const struct profile *const profile = state->profile;
    const struct motion *const motion = object_of(entry, FIELD_MOTION);
    int const method = act_word(act, FIELD_METHOD);
    if (!profile->voting_agreed)
        return fail(error, FAULT_VOTING_NOT_AGREED, 0);
    if (profile_majority(profile, act_value(act, FIELD_MAJORITY)) == NULL)
        return fail(error, FAULT_MAJORITY_UNKNOWN, 0, act_value(act, FIELD_MAJORITY));
    if (method == METHOD_ROLL_CALL &&
        !decision_method_asked(entry, motion, profile->roll_call_asked_by, METHOD_ROLL_CALL, error))
        return false;
    if (method == METHOD_SECRET &&
        !decision_method_asked(entry, motion, profile->secret_asked_by, METHOD_SECRET, error))
        return false;
    return decision_check_quorum(state, entry, error);
}

/* Whether it would change a text that is final (docs/rules.md, texts). */
static bool decision_on_final_text(const struct object *object)
{
    const struct proposal *const proposal = proposal_behind(object);
    const struct instrument *const instrument =
        proposal != NULL                   ? proposal->instrument
        : object->kind == OBJECT_TEXT      ? ((const struct text *)object)->instrument
        : object->kind == OBJECT_PROVISION ? ((const struct provision *)object)->instrument
                                           : NULL;
    return instrument != NULL && instrument_is_final(instrument) && instrument->state != INSTRUMENT_IN_FORCE;
}

/* A proposal must have been submitted and discussed, and not be decided unless the question repeats another. A watched record
 * may lack the earlier steps: there, a missing step is not a breach (docs/rules.md, how an act is judged). */
static bool decision_check_subject(const struct state *state, const struct entry *entry, const struct object *object,
                                   struct error *error)
{
    bool const again = act_value(&entry->act, FIELD_REPEATS).length > 0;
    bool const settling = decision_settles(act_word(&entry->act, FIELD_EFFECT));
    const struct proposal *const proposal = proposal_behind(object);
    if (settling && decision_on_final_text(object))
        return fail(error, FAULT_FINAL_TEXT, 0, object->code);
    if (proposal == NULL)
        return true;
    enum item_state const now = object->kind == OBJECT_ITEM ? ((const struct item *)object)->state : proposal->state;
    if (proposal->state == ITEM_RUMOURED)
        return fail(error, FAULT_RUMOURED, 0, object->code);
    if (sponsor_count(&proposal->sponsors, SPONSOR_CONFIRMED) == 0)
        return fail(error, FAULT_SPONSOR_CLAIMED, 0, object->code);
    bool const ready = now == ITEM_UNDER_CONSIDERATION || now == ITEM_MERGED;
    bool const decided = now > ITEM_WITHDRAWN;
    bool const skipped = settling && !ready && !decided && !state->watched;
    return (now != ITEM_WITHDRAWN && (!decided || again) && !skipped) ||
           fail(error, FAULT_STEP, 0, object->code, slice_of(item_state_name(now)));
}

static bool decision_check_subjects(const struct state *state, const struct entry *entry, struct error *error)
{
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].field == FIELD_ABOUT &&
            !decision_check_subject(state, entry, entry->references[i].object, error))
            return false;
    return true;
}

CHECK(decision_check_open)
{
    const struct act *const act = &entry->act;
    const struct decision *const appeals = object_of(entry, FIELD_APPEALS);
    int const kind = act_word(act, FIELD_KIND), effect = act_word(act, FIELD_EFFECT);
    if (kind == DECISION_INDICATION && effect >= 0)
        return fail(error, FAULT_INDICATION_EFFECT, 0);
    if (!decision_check_place(entry, object_of(entry, FIELD_IN), error))
        return false;
    if (appeals != NULL && (appeals->kind != DECISION_RULING || appeals->appealed_by == NULL))
        return fail(error, appeals->kind != DECISION_RULING ? FAULT_NO_RULING : FAULT_APPEAL_NONE, 0,
                    appeals->object.code);
    if (kind == DECISION_VOTE && !decision_check_vote(state, entry, error))
        return false;
    return kind == DECISION_INDICATION || decision_check_subjects(state, entry, error);
}

static bool decision_has_subject(const struct decision *decision, const struct object *object)
{
    const struct subject *subject = decision->subjects;
    while (subject != NULL && subject->object != object)
        subject = subject->next;
    return subject != NULL;
}

static void decision_add_subject(struct state *state, struct decision *decision, const struct object *object)
{
    if (decision_has_subject(decision, object))
        return;
    struct subject *const subject = state_memory(state, sizeof *subject);
    subject->object = object;
    if (decision->subjects_last != NULL)
        decision->subjects_last->next = subject;
    else
        decision->subjects = subject;
    decision->subjects_last = subject;
}

APPLY(decision_apply_open)
{
    const struct act *const act = &entry->act;
    struct party_counts const parties = party_count(state);
    struct decision *const decision = state_make(state, OBJECT_DECISION, act->id, sizeof *decision, entry);
    decision->kind = (enum decision_kind)act_word(act, FIELD_KIND);
    decision->method = act_word(act, FIELD_METHOD);
    decision->effect = decision->kind == DECISION_INDICATION ? -1 : act_word(act, FIELD_EFFECT);
    decision->question = act_value(act, FIELD_QUESTION);
    decision->profile = state->profile;
    decision->majority = profile_majority(state->profile, act_value(act, FIELD_MAJORITY));
    decision->entitled = count_read(act_value(act, FIELD_ENTITLED));
    if (!decision->entitled.known)
        decision->entitled = (struct count){ !state->watched, parties.voters };
    decision->present = count_read(act_value(act, FIELD_PRESENT));
    decision->members = parties.members;
    decision->member_votes = state->profile->weights_counted ? parties.weights : decision->members;
    decision->appeals = object_of(entry, FIELD_APPEALS);
    decision->repeats = object_of(entry, FIELD_REPEATS);
    decision->election = act_value(act, FIELD_ELECTION);
    decision->declared = DECLARED_NONE;
    decision->opened_by = entry;
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].field == FIELD_ABOUT)
            decision_add_subject(state, decision, entry->references[i].object);
    decision_hold_subjects(state, decision);
}

RULE(DECISION_OPEN, .check = decision_check_open, .apply = decision_apply_open);
