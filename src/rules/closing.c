// SPDX-License-Identifier: Apache-2.0
/* Closing a decision and what it does then; contests, reservations and annulment. */
#include "rules/fault.h"
#include "rules/meeting.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/result.h"
#include "rules/rule.h"
#include "rules/text.h"

static bool closing_word_fits(enum decision_kind kind, enum declared declared)
{
    static const unsigned fits[] = {
        [DECISION_INDICATION] = 1u << DECLARED_FAVOURS | 1u << DECLARED_DISFAVOURS | 1u << DECLARED_DIVIDED,
        [DECISION_CONSENSUS] = 1u << DECLARED_ADOPTED | 1u << DECLARED_NOT_REACHED,
        [DECISION_VOTE] = 1u << DECLARED_ADOPTED | 1u << DECLARED_REJECTED | 1u << DECLARED_POSTPONED |
                          1u << DECLARED_INVALID | 1u << DECLARED_CARRIED | 1u << DECLARED_NOT_CARRIED,
        [DECISION_RULING] = 0,
    };
    return (fits[kind] >> declared & 1u) != 0;
}

static bool closing_count_agrees(struct slice said, struct count counted, const char *what, struct error *error)
{
    struct count const count = count_read(said);
    return !count.known || !counted.known || count.number == counted.number ||
           fail(error, FAULT_COUNT_DIFFERS, 0, slice_of(what));
}

static const struct cast *closing_objection(const struct decision *decision)
{
    const struct cast *cast = decision->casts;
    while (cast != NULL && cast->means != ANSWER_OBJECT)
        cast = cast->next;
    return cast;
}

/* The decision as it would be with what the chair declares now. */
static struct decision closing_as_declared(const struct decision *decision, const struct act *act)
{
    struct decision closed = *decision;
    closed.declared = (enum declared)act_word(act, FIELD_DECLARED);
    closed.said_for = count_read(act_value(act, FIELD_COUNT_FOR));
    closed.said_against = count_read(act_value(act, FIELD_COUNT_AGAINST));
    closed.said_abstain = count_read(act_value(act, FIELD_COUNT_ABSTAIN));
    if (act_value(act, FIELD_PRESENT).length > 0)
        closed.present = count_read(act_value(act, FIELD_PRESENT));
    return closed;
}

static bool closing_check_result(const struct state *state, const struct decision *decision, const struct act *act,
                                 struct error *error)
{
    struct decision const closed = closing_as_declared(decision, act);
    struct result const result = result_count(state, &closed);
    if (!state->watched && decision_is_ballot(decision) && decision->tallies.first == NULL)
        return fail(error, FAULT_TALLY_MISSING, 0, decision->object.code);
    if (!closing_count_agrees(act_value(act, FIELD_COUNT_FOR), result.ballots.yes, "for", error) ||
        !closing_count_agrees(act_value(act, FIELD_COUNT_AGAINST), result.ballots.no, "against", error) ||
        !closing_count_agrees(act_value(act, FIELD_COUNT_ABSTAIN), result.ballots.abstain, "abstentions", error))
        return false;
    if (!state->watched && result.gives == DECLARED_NONE && result.tally.outcome != OUTCOME_TIE)
        return fail(error, FAULT_RESULT_DIFFERS, 0, slice_of(declared_name(closed.declared)), SLICE("not counted"));
    return !result.differs || fail(error, FAULT_RESULT_DIFFERS, 0, slice_of(declared_name(closed.declared)),
                                   slice_of(declared_name(result.gives)));
}

CHECK(closing_check_close)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    enum declared const declared = (enum declared)act_word(&entry->act, FIELD_DECLARED);
    const struct cast *const objection = closing_objection(decision);
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->object.code);
    if (!body_check_chair(entry, place_body(decision->opened_by->in), error))
        return false;
    if (decision->kind == DECISION_INDICATION && declared <= DECLARED_REJECTED)
        return fail(error, FAULT_INDICATION_EFFECT, 0);
    if (!closing_word_fits(decision->kind, declared))
        return fail(error, FAULT_DECLARED_KIND, 0, slice_of(decision_kind_name(decision->kind)),
                    slice_of(declared_name(declared)));
    if (decision->kind == DECISION_CONSENSUS && declared == DECLARED_ADOPTED && objection != NULL)
        return fail(error, FAULT_OBJECTION_STANDS, 0, decision->object.code, objection->actor->object.code);
    return decision->kind != DECISION_VOTE || closing_check_result(state, decision, &entry->act, error);
}

/* --- what a decision does ---------------------------------------------------------------------------------------- */

/* A question that repeats another decides again what that one decided. */
static void closing_settle_proposal(struct state *state, struct proposal *proposal, bool adopts,
                                    const struct decision *decision, const struct entry *entry)
{
    for (struct item *item = proposal->items; item != NULL; item = item->next) {
        bool const was_decided = item->state == ITEM_ADOPTED || item->state == ITEM_REJECTED;
        if (!item_is_live(item) && !(decision->repeats != NULL && was_decided && !item->revised_away))
            continue;
        if (adopts)
            item_adopt(state, item, &decision->object, entry);
        else
            item_set(item, ITEM_REJECTED, entry);
    }
    proposal_set(proposal, adopts ? ITEM_ADOPTED : ITEM_REJECTED, entry);
}

/* Each item is decided by itself. When none is left to decide, the proposal is adopted if one of its items was. */
static void closing_settle_item(struct state *state, struct item *item, bool adopts, const struct object *cause,
                                const struct entry *entry)
{
    struct proposal *const proposal = state_change(state, &item->proposal->object);
    bool adopted = false;
    if (adopts)
        item_adopt(state, item, cause, entry);
    else
        item_set(item, ITEM_REJECTED, entry);
    for (const struct item *each = proposal->items; each != NULL; each = each->next) {
        if (item_is_live(each))
            return;
        adopted = adopted || each->state == ITEM_ADOPTED;
    }
    proposal_set(proposal, adopted ? ITEM_ADOPTED : ITEM_REJECTED, entry);
}

static void closing_settle(struct state *state, const struct object *subject, bool adopts,
                           const struct decision *decision, const struct entry *entry)
{
    void *const settled = state_change(state, subject);
    switch (subject->kind) {
    case OBJECT_PROPOSAL:
        closing_settle_proposal(state, settled, adopts, decision, entry);
        break;
    case OBJECT_ITEM:
        closing_settle_item(state, settled, adopts, &decision->object, entry);
        break;
    case OBJECT_PROVISION:
        if (adopts)
            provision_set(state, settled, PROVISION_APPROVED, entry);
        break;
    case OBJECT_TEXT:
        if (adopts)
            text_adopt(state, settled, &decision->object, entry);
        break;
    default:
        break;
    }
}

/* An indication has no effect, whatever was declared. */
static void closing_carry_out(struct state *state, const struct decision *decision, const struct entry *entry)
{
    bool const yes = declared_is_yes(decision->declared), no = declared_is_no(decision->declared);
    bool const adopts = decision->effect == EFFECT_ADOPT;
    if (decision->kind == DECISION_INDICATION || (!yes && !no))
        return;
    if (decision->appeals != NULL && (decision_asks_to_uphold(decision) ? no : yes)) {
        struct decision *const ruling = state_change(state, &decision->appeals->object);
        ruling->overturned_by = decision;
    }
    if (!decision_settles(decision->effect) || (!adopts && no))
        return;
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next) {
        closing_settle(state, subject->object, yes && adopts, decision, entry);
        state_mention(state, subject->object, entry);
    }
}

APPLY(closing_apply_close)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    if (decision->state != DECISION_OPEN || decision->kind == DECISION_RULING)
        return;
    *decision = closing_as_declared(decision, &entry->act);
    decision->state = DECISION_CLOSED;
    decision->closed_by = entry;
    decision_release_subjects(state, decision);
    closing_carry_out(state, decision, entry);
}

APPLY(closing_apply_contest)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    state_list(state, &decision->contests, entry);
}

CHECK(closing_check_annul)
{
    const struct decision *const decision = object_of(entry, FIELD_DECISION);
    const struct decision *const by = object_of(entry, FIELD_APPEALS);
    bool const other = by != NULL && by != decision && by->state != DECISION_ANNULLED;
    bool const ruled = other && by->kind == DECISION_RULING && by->overturned_by == NULL;
    bool const founded = ruled || (other && decision_has_passed(by));
    if (decision->state == DECISION_ANNULLED)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->object.code);
    return founded || fail(error, FAULT_ANNUL_UNFOUNDED, 0, decision->object.code);
}

/* What the decision did to a text stays, since other acts may rest on it: it takes another decision to undo that. */
APPLY(closing_apply_annul)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    if (decision->state == DECISION_OPEN)
        decision_release_subjects(state, decision);
    decision->state = DECISION_ANNULLED;
    decision->annulled_by = entry;
}

APPLY(closing_apply_reserve)
{
    struct decision *const decision = state_change_of(state, entry, FIELD_DECISION);
    state_list(state, &decision->reservations, entry);
}

RULE(DECISION_CLOSE, .check = closing_check_close, .apply = closing_apply_close);
RULE(DECISION_CONTEST, .apply = closing_apply_contest, .after_close = true);
RULE(DECISION_ANNUL, .check = closing_check_annul, .apply = closing_apply_annul);
RULE(DECISION_RESERVE, .apply = closing_apply_reserve, .after_close = true);
