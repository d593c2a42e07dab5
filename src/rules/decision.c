#include "rules/decision.h"

#include "rules/rule.h"

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

struct decision *decision_find(const struct state *state, struct slice code)
{
    return (struct decision *)state_find(state, THING_DECISION, code);
}

bool decision_is_ballot(const struct decision *decision)
{
    return decision->method == METHOD_SECRET;
}

static struct decision *decision_of(const struct state *state, const struct entry *entry)
{
    return (struct decision *)state_reference(state, entry, FIELD_DECISION);
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static bool check_chair(const struct entry *entry, const struct body *body, struct error *error)
{
    return body == NULL || body->chair == NULL || body->chair == entry->by ||
           fail(error, FAULT_NOT_THE_CHAIR, 0, entry->act.by, body->thing.code);
}

static bool check_place(const struct entry *entry, const struct thing *in, struct error *error)
{
    const struct body *const body = place_body(in);
    bool const binds = act_word(&entry->act, FIELD_KIND) != DECISION_INDICATION;
    if (in != NULL && in->kind == THING_MEETING && ((const struct meeting *)in)->state != MEETING_OPEN)
        return fail(error, FAULT_MEETING_NOT_OPEN, 0, in->code);
    if (body == NULL)
        return true;
    if (body->closed)
        return fail(error, FAULT_BODY_CLOSED, 0, body->thing.code);
    if (binds && body->decides != DECIDES_ALL)
        return fail(error, FAULT_BODY_DECIDES, 0, body->thing.code);
    return check_chair(entry, body, error);
}

static bool enough_asked(const struct entry *entry, const struct motion *motion, uint32_t needed, enum method method,
                         struct error *error)
{
    bool const asks =
        motion != NULL && field_word(FIELD_MOVES, field_word_at(FIELD_METHOD, (unsigned)method)) == motion->moves;
    return needed == 0 || (asks && motion->seconds + 1 >= needed) ||
           fail(error, FAULT_METHOD_NOT_ASKED, 0, act_value(&entry->act, FIELD_METHOD));
}

static bool check_quorum(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct profile *const profile = state->profile;
    bool known, stated;
    uint64_t present, base = profile->quorum_of == PROFILE_OF_MEMBERS ? state->parties.members : state->parties.voters;
    uint64_t entitled;
    struct slice const said = act_value(&entry->act, FIELD_PRESENT), of = act_value(&entry->act, FIELD_ENTITLED);
    if (said.length == 0 || !profile->has_quorum || !value_read_count(said, &known, &present) || !known)
        return true;
    if (of.length > 0 && value_read_count(of, &stated, &entitled) && stated &&
        profile->quorum_of == PROFILE_OF_ENTITLED)
        base = entitled;
    if (present >= fraction_needs(profile->quorum, base))
        return true;
    char digits[24];
    struct buffer needed = BUFFER(digits);
    buffer_add_number(&needed, fraction_needs(profile->quorum, base));
    return fail(error, FAULT_QUORUM, 0, said, buffer_slice(&needed));
}

static bool check_vote(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct act *const act = &entry->act;
    const struct profile *const profile = state->profile;
    const struct motion *const motion = (struct motion *)state_reference(state, entry, FIELD_MOTION);
    int const method = act_word(act, FIELD_METHOD);
    if (!profile->voting_agreed)
        return fail(error, FAULT_VOTING_NOT_AGREED, 0);
    if (profile_majority(profile, act_value(act, FIELD_MAJORITY)) == NULL)
        return fail(error, FAULT_MAJORITY_UNKNOWN, 0, act_value(act, FIELD_MAJORITY));
    if (method == METHOD_ROLL_CALL &&
        !enough_asked(entry, motion, profile->roll_call_asked_by, METHOD_ROLL_CALL, error))
        return false;
    if (method == METHOD_SECRET && !enough_asked(entry, motion, profile->secret_asked_by, METHOD_SECRET, error))
        return false;
    return check_quorum(state, entry, error);
}

enum { EFFECT_ADOPT, EFFECT_REJECT }; /* the first words of the field `effect` */

/* Whether a decision with that effect ends the life of what it is about. */
static bool settles(int effect)
{
    return effect == EFFECT_ADOPT || effect == EFFECT_REJECT;
}

/* The proposal that a code or an item of it means; NULL for anything else. */
static struct proposal *proposal_behind(struct thing *thing)
{
    if (thing->kind == THING_ITEM)
        return ((struct item *)thing)->proposal;
    return thing->kind == THING_PROPOSAL ? (struct proposal *)thing : NULL;
}

/* Whether it would change a text that is final (docs/rules.md, texts). */
static bool is_final(struct thing *thing)
{
    const struct proposal *const proposal = proposal_behind(thing);
    const struct instrument *const instrument = proposal != NULL            ? proposal->instrument
                                                : thing->kind == THING_TEXT ? ((const struct text *)thing)->instrument
                                                : thing->kind == THING_PROVISION
                                                    ? ((const struct provision *)thing)->instrument
                                                    : NULL;
    return instrument != NULL && instrument->state >= INSTRUMENT_SECOND_READING &&
           instrument->state != INSTRUMENT_IN_FORCE;
}

/* What it is to adopt must have been submitted, discussed and be alive, unless the question is put again. */
static bool check_subjects(const struct state *state, const struct entry *entry, struct error *error)
{
    bool const again = act_value(&entry->act, FIELD_REPEATS).length > 0;
    bool const settling = settles(act_word(&entry->act, FIELD_EFFECT));
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &code);) {
        struct thing *const thing = state_find(state, THING_ANY, code);
        const struct proposal *const proposal = proposal_behind(thing);
        if (settling && is_final(thing))
            return fail(error, FAULT_FINAL_TEXT, 0, code);
        if (proposal == NULL)
            continue;
        enum item_state const now = thing->kind == THING_ITEM ? ((struct item *)thing)->state : proposal->state;
        if (proposal->state == ITEM_RUMOURED)
            return fail(error, FAULT_RUMOURED, 0, code);
        if (sponsor_count(proposal, SPONSOR_CONFIRMED) == 0)
            return fail(error, FAULT_SPONSOR_CLAIMED, 0, code);
        bool const ready = now == ITEM_UNDER_CONSIDERATION || now == ITEM_MERGED;
        bool const decided = now > ITEM_WITHDRAWN;
        /* Whoever watches may not have seen the steps before: missing is not negative (docs/rules.md, watching). */
        bool const skipped = settling && !ready && !decided && !state->watched;
        if (now == ITEM_WITHDRAWN || (decided && !again) || skipped)
            return fail(error, FAULT_STEP, 0, code, slice_of(item_state_name(now)));
    }
    return true;
}

CHECK(decision_check_open)
{
    const struct act *const act = &entry->act;
    const struct decision *const appeals = (struct decision *)state_reference(state, entry, FIELD_APPEALS);
    int const kind = act_word(act, FIELD_KIND), effect = act_word(act, FIELD_EFFECT);
    if (kind == DECISION_INDICATION && effect >= 0)
        return fail(error, FAULT_INDICATION_EFFECT, 0);
    if (!check_place(entry, state_reference(state, entry, FIELD_IN), error))
        return false;
    if (appeals != NULL && (appeals->kind != DECISION_RULING || appeals->appealed_by == NULL))
        return fail(error, appeals->kind != DECISION_RULING ? FAULT_NO_RULING : FAULT_APPEAL_NONE, 0,
                    appeals->thing.code);
    if (kind == DECISION_VOTE && !check_vote(state, entry, error))
        return false;
    return kind == DECISION_INDICATION || check_subjects(state, entry, error);
}

static struct count read_count(struct slice value)
{
    struct count count = { false, 0 };
    if (value.length > 0)
        value_read_count(value, &count.known, &count.number);
    return count;
}

/* While a question that would settle them is open, proposals are put and cannot be changed or withdrawn (CV 406). */
static void put_subjects(struct decision *decision, bool opens)
{
    if (decision->kind == DECISION_INDICATION || !settles(decision->effect))
        return;
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next) {
        struct proposal *const proposal = proposal_behind(subject->thing);
        if (proposal != NULL && opens)
            proposal->put++;
        else if (proposal != NULL)
            proposal->put--;
    }
}

static bool has_subject(const struct decision *decision, const struct thing *thing)
{
    const struct subject *subject = decision->subjects;
    while (subject != NULL && subject->thing != thing)
        subject = subject->next;
    return subject != NULL;
}

static void add_subjects(struct state *state, struct decision *decision, const struct entry *entry)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&entry->act, FIELD_ABOUT, &at, &code);) {
        struct thing *const thing = state_find(state, THING_ANY, code);
        if (has_subject(decision, thing))
            continue;
        struct subject *const subject = state_memory(state, sizeof *subject);
        *subject = (struct subject){ thing, NULL };
        if (decision->subjects_last != NULL)
            decision->subjects_last->next = subject;
        else
            decision->subjects = subject;
        decision->subjects_last = subject;
    }
    put_subjects(decision, true);
}

APPLY(decision_apply_open)
{
    const struct act *const act = &entry->act;
    struct decision *const decision = state_make(state, THING_DECISION, act->id, sizeof *decision, entry);
    decision->kind = (enum decision_kind)act_word(act, FIELD_KIND);
    decision->method = act_word(act, FIELD_METHOD);
    decision->effect = decision->kind == DECISION_INDICATION ? -1 : act_word(act, FIELD_EFFECT);
    decision->question = act_value(act, FIELD_QUESTION);
    decision->profile = state->profile;
    decision->majority = profile_majority(state->profile, act_value(act, FIELD_MAJORITY));
    decision->entitled = read_count(act_value(act, FIELD_ENTITLED));
    if (!decision->entitled.known)
        decision->entitled = (struct count){ !state->watched, state->parties.voters };
    decision->present = read_count(act_value(act, FIELD_PRESENT));
    decision->members = state->parties.members;
    decision->member_votes = state->profile->weights_counted ? state->parties.weights : decision->members;
    decision->appeals = (struct decision *)state_reference(state, entry, FIELD_APPEALS);
    decision->repeats = (struct decision *)state_reference(state, entry, FIELD_REPEATS);
    decision->motion = state_reference(state, entry, FIELD_MOTION);
    decision->election = act_value(act, FIELD_ELECTION);
    decision->declared = DECLARED_NONE;
    decision->opened_by = entry;
    if (decision->motion != NULL)
        ((struct motion *)decision->motion)->decided = decision;
    add_subjects(state, decision, entry);
}

/* --- answers ----------------------------------------------------------------------------------------------------- */

static const struct cast *find_cast(const struct decision *decision, const struct actor *actor)
{
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        if (cast->actor == actor)
            return cast;
    return NULL;
}

static bool answer_fits(enum decision_kind kind, enum answer answer)
{
    if (answer == ANSWER_OBJECT)
        return kind == DECISION_CONSENSUS;
    return answer != ANSWER_NONE && (kind == DECISION_INDICATION || kind == DECISION_VOTE);
}

static struct actor *answers_for(const struct state *state, const struct entry *entry)
{
    struct actor *const other = (struct actor *)state_reference(state, entry, FIELD_FOR);
    return other != NULL ? other : entry->by;
}

CHECK(decision_check_answer)
{
    const struct decision *const decision = decision_of(state, entry);
    const struct actor *const actor = answers_for(state, entry);
    struct slice const word = act_value(&entry->act, FIELD_ANSWER);
    struct slice const code = decision->thing.code;
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, code);
    if (decision_is_ballot(decision))
        return fail(error, FAULT_ANSWER_SECRET, 0, code);
    if (!answer_fits(decision->kind, profile_answer(decision->profile, word)))
        return fail(error, FAULT_ANSWER_UNKNOWN, 0, word, slice_of(decision_kind_name(decision->kind)));
    if (actor != entry->by && !party_may_answer_for(entry->by, actor, decision->opened_by->in))
        return fail(error, FAULT_PROXY_NONE, 0, actor->thing.code, entry->act.by);
    if (decision->kind != DECISION_INDICATION && !party_may_vote(actor))
        return fail(error, FAULT_VOTE_RIGHT, 0, actor->thing.code);
    return find_cast(decision, actor) == NULL || fail(error, FAULT_ANSWER_TWICE, 0, actor->thing.code, code);
}

APPLY(decision_apply_answer)
{
    struct decision *const decision = decision_of(state, entry);
    struct actor *const actor = answers_for(state, entry);
    if (find_cast(decision, actor) != NULL || decision->state != DECISION_OPEN)
        return;
    struct slice const word = act_value(&entry->act, FIELD_ANSWER);
    struct cast *const cast = state_memory(state, sizeof *cast);
    uint64_t const weight = decision->profile->weights_counted ? actor->weight : 1;
    *cast = (struct cast){ actor, entry->by, word, profile_answer(decision->profile, word), weight, entry, NULL };
    if (decision->casts_last != NULL)
        decision->casts_last->next = cast;
    else
        decision->casts = cast;
    decision->casts_last = cast;
    decision->cast_count++;
}

CHECK(decision_check_ballot)
{
    const struct decision *const decision = decision_of(state, entry);
    const struct actor *const actor = (struct actor *)state_reference(state, entry, FIELD_ACTOR);
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->thing.code);
    if (!decision_is_ballot(decision))
        return fail(error, FAULT_BALLOT_NOT_SECRET, 0, decision->thing.code);
    if (!party_may_vote(actor))
        return fail(error, FAULT_VOTE_RIGHT, 0, actor->thing.code);
    for (const struct remark *ballot = decision->ballots; ballot != NULL; ballot = ballot->next)
        if (slice_equal(act_value(&ballot->entry->act, FIELD_ACTOR), actor->thing.code))
            return fail(error, FAULT_ANSWER_TWICE, 0, actor->thing.code, decision->thing.code);
    return true;
}

APPLY(decision_apply_ballot)
{
    struct decision *const decision = decision_of(state, entry);
    state_remark(state, &decision->ballots, entry);
    decision->ballot_count++;
}

CHECK(decision_check_tally)
{
    const struct decision *const decision = decision_of(state, entry);
    struct count const spoilt = read_count(act_value(&entry->act, FIELD_COUNT_SPOILT));
    uint64_t const sum = read_count(act_value(&entry->act, FIELD_COUNT_FOR)).number +
                         read_count(act_value(&entry->act, FIELD_COUNT_AGAINST)).number +
                         read_count(act_value(&entry->act, FIELD_COUNT_ABSTAIN)).number + spoilt.number;
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->thing.code);
    if (!decision_is_ballot(decision))
        return fail(error, FAULT_BALLOT_NOT_SECRET, 0, decision->thing.code);
    return decision->profile->weights_counted || sum == decision->ballot_count ||
           fail(error, FAULT_TALLY_DIFFERS, 0, decision->thing.code);
}

APPLY(decision_apply_tally)
{
    state_remark(state, &decision_of(state, entry)->tallies, entry);
}

/* --- counting ---------------------------------------------------------------------------------------------------- */

static bool was_postponed(const struct decision *decision)
{
    return decision->repeats != NULL && decision->repeats->declared == DECLARED_POSTPONED;
}

/* By name where answers are on the record, else the tellers' totals, else what was announced. */
static struct ballots ballots_of(const struct state *state, const struct decision *decision)
{
    struct ballots ballots = { .entitled = decision->entitled,
                               .present = decision->present,
                               .members = { true, decision->members },
                               .member_votes = { true, decision->member_votes },
                               .abstentions_ignored = was_postponed(decision) };
    const struct remark *const tally = decision->tallies != NULL ? decision->tallies->last : NULL;
    bool const announced = decision->said_for.known || decision->said_against.known;
    if (tally != NULL) {
        ballots.yes = read_count(act_value(&tally->entry->act, FIELD_COUNT_FOR));
        ballots.no = read_count(act_value(&tally->entry->act, FIELD_COUNT_AGAINST));
        ballots.abstain = read_count(act_value(&tally->entry->act, FIELD_COUNT_ABSTAIN));
        ballots.voters = (struct count){ true, decision->ballot_count };
    } else if (announced && (state->watched || decision->cast_count == 0)) {
        ballots.yes = decision->said_for;
        ballots.no = decision->said_against;
        ballots.abstain = decision->said_abstain;
    } else if (!decision_is_ballot(decision) && !(state->watched && !announced)) {
        ballots.yes.known = ballots.no.known = ballots.abstain.known = true;
        for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next) {
            struct count *const count = cast->means == ANSWER_FOR       ? &ballots.yes
                                        : cast->means == ANSWER_AGAINST ? &ballots.no
                                                                        : &ballots.abstain;
            count->number += cast->weight;
        }
        ballots.voters = (struct count){ true, decision->cast_count };
    }
    return ballots;
}

/* Whether the question on an appeal is if the ruling is upheld; else it is if the appeal is carried. */
static bool asks_to_uphold(const struct decision *decision)
{
    return decision->effect >= 0 && decision->effect == field_word(FIELD_EFFECT, SLICE("uphold"));
}

/* A ruling stands unless a majority is against it; under some rules it falls unless a majority is for it. Which side has
 * no majority is seen where neither has one: an equal vote then gives what the question's words ask for, or does not. */
static enum outcome outcome_of_appeal(const struct decision *decision, const struct tally *tally,
                                      const struct ballots *ballots)
{
    bool const equal = tally->outcome == OUTCOME_REJECTED && ballots->yes.number == ballots->no.number;
    bool const gives_yes = asks_to_uphold(decision) != decision->profile->appeal_needs_majority_for;
    return equal && gives_yes ? OUTCOME_ADOPTED : tally->outcome;
}

static enum declared given_by_vote(const struct decision *decision, enum outcome outcome)
{
    bool const appeal = decision->appeals != NULL;
    switch (outcome) {
    case OUTCOME_ADOPTED:
        return appeal ? DECLARED_CARRIED : DECLARED_ADOPTED;
    case OUTCOME_REJECTED:
        return appeal ? DECLARED_NOT_CARRIED : DECLARED_REJECTED;
    case OUTCOME_POSTPONED:
        return DECLARED_POSTPONED;
    case OUTCOME_NO_QUORUM:
        return DECLARED_INVALID;
    case OUTCOME_TIE:
    case OUTCOME_UNCOUNTED:
        break;
    }
    return DECLARED_NONE;
}

static bool is_yes(enum declared declared)
{
    return declared == DECLARED_ADOPTED || declared == DECLARED_CARRIED;
}

static bool is_no(enum declared declared)
{
    return declared == DECLARED_REJECTED || declared == DECLARED_NOT_CARRIED;
}

static bool same_result(enum declared a, enum declared b)
{
    return a == b || (is_yes(a) && is_yes(b)) || (is_no(a) && is_no(b));
}

struct result decision_count(const struct state *state, const struct decision *decision)
{
    struct result result = { .gives = DECLARED_NONE };
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        result.objections += cast->means == ANSWER_OBJECT ? 1 : 0;
    if (decision->kind == DECISION_CONSENSUS) {
        result.gives = result.objections > 0 ? DECLARED_NOT_REACHED : DECLARED_ADOPTED;
        result.differs = decision->declared == DECLARED_ADOPTED && result.objections > 0;
        return result;
    }
    result.ballots = ballots_of(state, decision);
    if (decision->kind != DECISION_VOTE)
        return result;
    result.tally = tally_count(decision->profile, decision->majority, &result.ballots);
    if (decision->appeals != NULL)
        result.tally.outcome = outcome_of_appeal(decision, &result.tally, &result.ballots);
    result.gives = given_by_vote(decision, result.tally.outcome);
    if (decision->declared == DECLARED_NONE)
        return result;
    result.differs = result.tally.outcome == OUTCOME_TIE
                         ? !is_yes(decision->declared) && !is_no(decision->declared)
                         : result.gives != DECLARED_NONE && !same_result(result.gives, decision->declared);
    return result;
}

/* --- closing ----------------------------------------------------------------------------------------------------- */

static bool word_fits(enum decision_kind kind, enum declared declared)
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

static bool count_agrees(struct slice said, struct count counted, const char *what, struct error *error)
{
    struct count const count = read_count(said);
    return !count.known || !counted.known || count.number == counted.number ||
           fail(error, FAULT_COUNT_DIFFERS, 0, slice_of(what));
}

static const struct cast *first_objection(const struct decision *decision)
{
    const struct cast *cast = decision->casts;
    while (cast != NULL && cast->means != ANSWER_OBJECT)
        cast = cast->next;
    return cast;
}

/* The decision as it would be with what the chair now says. */
static struct decision as_declared(const struct decision *decision, const struct act *act)
{
    struct decision closed = *decision;
    closed.declared = (enum declared)act_word(act, FIELD_DECLARED);
    closed.said_for = read_count(act_value(act, FIELD_COUNT_FOR));
    closed.said_against = read_count(act_value(act, FIELD_COUNT_AGAINST));
    closed.said_abstain = read_count(act_value(act, FIELD_COUNT_ABSTAIN));
    if (act_value(act, FIELD_PRESENT).length > 0)
        closed.present = read_count(act_value(act, FIELD_PRESENT));
    return closed;
}

static bool check_result(const struct state *state, const struct decision *decision, const struct act *act,
                         struct error *error)
{
    struct decision const closed = as_declared(decision, act);
    struct result const result = decision_count(state, &closed);
    if (!state->watched && decision_is_ballot(decision) && decision->tallies == NULL)
        return fail(error, FAULT_TALLY_MISSING, 0, decision->thing.code);
    if (!count_agrees(act_value(act, FIELD_COUNT_FOR), result.ballots.yes, "for", error) ||
        !count_agrees(act_value(act, FIELD_COUNT_AGAINST), result.ballots.no, "against", error) ||
        !count_agrees(act_value(act, FIELD_COUNT_ABSTAIN), result.ballots.abstain, "abstentions", error))
        return false;
    if (!state->watched && result.gives == DECLARED_NONE && result.tally.outcome != OUTCOME_TIE)
        return fail(error, FAULT_RESULT_DIFFERS, 0, slice_of(declared_name(closed.declared)), SLICE("not counted"));
    return !result.differs || fail(error, FAULT_RESULT_DIFFERS, 0, slice_of(declared_name(closed.declared)),
                                   slice_of(declared_name(result.gives)));
}

CHECK(decision_check_close)
{
    const struct decision *const decision = decision_of(state, entry);
    enum declared const declared = (enum declared)act_word(&entry->act, FIELD_DECLARED);
    const struct cast *const objection = first_objection(decision);
    if (decision->state != DECISION_OPEN)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->thing.code);
    if (!check_chair(entry, place_body(decision->opened_by->in), error))
        return false;
    if (decision->kind == DECISION_INDICATION && declared <= DECLARED_REJECTED)
        return fail(error, FAULT_INDICATION_EFFECT, 0);
    if (!word_fits(decision->kind, declared))
        return fail(error, FAULT_DECLARED_KIND, 0, slice_of(decision_kind_name(decision->kind)),
                    slice_of(declared_name(declared)));
    if (decision->kind == DECISION_CONSENSUS && declared == DECLARED_ADOPTED && objection != NULL)
        return fail(error, FAULT_OBJECTION_STANDS, 0, decision->thing.code, objection->actor->thing.code);
    return decision->kind != DECISION_VOTE || check_result(state, decision, &entry->act, error);
}

bool decision_carries(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct decision *const decision = decision_of(state, entry);
    return decision == NULL || thing_has_passed(&decision->thing) ||
           fail(error, FAULT_DECISION_NOT_CARRIED, 0, decision->thing.code);
}

/* --- what a decision does ---------------------------------------------------------------------------------------- */

static void adopt_text(struct state *state, struct text *text, struct thing *cause, const struct entry *entry)
{
    for (struct issued_part *part = text->parts; part != NULL; part = part->next) {
        struct provision *const provision = provision_need(state, text->instrument, part->id, (struct entry *)entry);
        if (part->words.length > 0)
            provision_set_words(state, provision, part->words, cause, entry);
        provision_set(state, provision, PROVISION_APPROVED, entry);
    }
}

/* Where the question was put before, what was decided then is decided anew. */
static void settle_proposal(struct state *state, struct proposal *proposal, bool adopts, struct decision *decision,
                            const struct entry *entry)
{
    for (struct item *item = proposal->items; item != NULL; item = item->next) {
        bool const was_decided = item->state == ITEM_ADOPTED || item->state == ITEM_REJECTED;
        if (!item_is_live(item) && !(decision->repeats != NULL && was_decided && !item->revised_away))
            continue;
        if (adopts)
            item_adopt(state, item, &decision->thing, entry);
        else
            item_set(item, ITEM_REJECTED, entry);
    }
    proposal->state = adopts ? ITEM_ADOPTED : ITEM_REJECTED;
    proposal->state_by = entry;
}

/* The item is the unit of decision; the proposal follows when none of its items is left to decide. */
static void settle_item(struct state *state, struct item *item, bool adopts, struct thing *cause,
                        const struct entry *entry)
{
    bool adopted = false;
    if (adopts)
        item_adopt(state, item, cause, entry);
    else
        item_set(item, ITEM_REJECTED, entry);
    for (const struct item *each = item->proposal->items; each != NULL; each = each->next) {
        if (item_is_live(each))
            return;
        adopted = adopted || each->state == ITEM_ADOPTED;
    }
    item->proposal->state = adopted ? ITEM_ADOPTED : ITEM_REJECTED;
    item->proposal->state_by = entry;
}

static void settle(struct state *state, struct thing *thing, bool adopts, struct decision *decision,
                   const struct entry *entry)
{
    switch (thing->kind) {
    case THING_PROPOSAL:
        settle_proposal(state, (struct proposal *)thing, adopts, decision, entry);
        break;
    case THING_ITEM:
        settle_item(state, (struct item *)thing, adopts, &decision->thing, entry);
        break;
    case THING_PROVISION:
        if (adopts)
            provision_set(state, (struct provision *)thing, PROVISION_APPROVED, entry);
        break;
    case THING_TEXT:
        if (adopts)
            adopt_text(state, (struct text *)thing, &decision->thing, entry);
        break;
    default:
        break;
    }
}

/* An indication does nothing, ever, whatever was declared. */
static void carry_out(struct state *state, struct decision *decision, const struct entry *entry)
{
    bool const yes = is_yes(decision->declared), no = is_no(decision->declared);
    bool const adopts = decision->effect == EFFECT_ADOPT;
    if (decision->kind == DECISION_INDICATION || (!yes && !no))
        return;
    if (decision->appeals != NULL && (asks_to_uphold(decision) ? no : yes))
        decision->appeals->overturned_by = decision;
    if (!settles(decision->effect) || (!adopts && no))
        return;
    for (struct subject *subject = decision->subjects; subject != NULL; subject = subject->next) {
        settle(state, subject->thing, yes && adopts, decision, entry);
        state_touch(state, subject->thing, entry);
    }
}

APPLY(decision_apply_close)
{
    struct decision *const decision = decision_of(state, entry);
    if (decision->state != DECISION_OPEN || decision->kind == DECISION_RULING)
        return;
    *decision = as_declared(decision, &entry->act);
    decision->state = DECISION_CLOSED;
    decision->closed_by = entry;
    put_subjects(decision, false);
    carry_out(state, decision, entry);
}

APPLY(decision_apply_contest)
{
    state_remark(state, &decision_of(state, entry)->contests, entry);
}

CHECK(decision_check_annul)
{
    const struct decision *const decision = decision_of(state, entry);
    const struct decision *const by = (struct decision *)state_reference(state, entry, FIELD_APPEALS);
    bool const other = by != NULL && by != decision && by->state != DECISION_ANNULLED;
    bool const ruled = other && by->kind == DECISION_RULING && by->overturned_by == NULL;
    bool const founded = ruled || (other && thing_has_passed(&by->thing));
    if (decision->state == DECISION_ANNULLED)
        return fail(error, FAULT_DECISION_CLOSED, 0, decision->thing.code);
    return founded || fail(error, FAULT_ANNUL_UNFOUNDED, 0, decision->thing.code);
}

/* The decision goes; what it did to a text is undone by a decision of its own, since others may have built on it. */
APPLY(decision_apply_annul)
{
    struct decision *const decision = decision_of(state, entry);
    if (decision->state == DECISION_OPEN)
        put_subjects(decision, false);
    decision->state = DECISION_ANNULLED;
    decision->annulled_by = entry;
}

APPLY(decision_apply_reserve)
{
    state_remark(state, &decision_of(state, entry)->reservations, entry);
}
