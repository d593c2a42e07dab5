// SPDX-License-Identifier: Apache-2.0
#include "web/page/decision.h"

#include "campaign/fault.h"
#include "rules/object.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/result.h"

static const char *const kind_means[] = {
    [DECISION_INDICATION] = "The chair learns where views lie. It is not a vote and has no effect on any text.",
    [DECISION_CONSENSUS] = "A call for objections: it is carried only if no member objects before it is closed.",
    [DECISION_VOTE] = "Answers are counted under a rule that was fixed before the question was put.",
    [DECISION_RULING] = "The chair decides on order or procedure: it stands unless an appeal against it is carried.",
};

static struct slice decision_method_words(const struct decision *decision)
{
    static const char *const words[] = { "by raised plates", "by raised hands",   "electronically",
                                         "by roll call",     "by secret ballot",  "by silence: whoever objects says so",
                                         "by acclamation",   "in a way not known" };
    return decision->method >= 0 ? slice_of(words[decision->method]) : SLICE("");
}

static struct slice decision_rule_words(const struct gather *from, const struct decision *decision)
{
    static const char *const bases[] = { "those entitled to vote", "all members", "the votes cast, for and against",
                                         "those present" };
    char memory[64];
    struct buffer fraction = BUFFER(memory);
    if (decision->kind != DECISION_VOTE || decision->majority == NULL)
        return SLICE("");
    fraction_write(decision->majority->fraction, &fraction);
    return PRINT(from->arena, "{0} of {1} ({2})", arena_copy(from->arena, buffer_slice(&fraction)),
                 slice_of(bases[decision->profile->majority_of]), decision->profile->name);
}

static struct slice decision_count_words(struct arena *arena, struct count count)
{
    return count.known ? page_number(arena, count.number) : SLICE("not known");
}

static void decision_add_sum(struct sum_rows *sums, struct slice name, struct slice number)
{
    sums->items[sums->count++] = (struct sum_row){ name, number };
}

enum { SUMS_MAX = 8 };

static void decision_gather_sums(const struct gather *from, struct decision_page *page, const struct result *result)
{
    const struct ballots *const ballots = &result->ballots;
    const struct decision *const decision = page->decision;
    page->counted.in_favour = ballots->yes;
    page->counted.against = ballots->no;
    page->counted.abstained = ballots->abstain;
    page->sums.items = arena_take_many(from->arena, SUMS_MAX, sizeof *page->sums.items);
    if (page->sums.items == NULL || decision->kind == DECISION_CONSENSUS || decision->kind == DECISION_RULING)
        return;
    decision_add_sum(&page->sums, SLICE("for"), decision_count_words(from->arena, ballots->yes));
    decision_add_sum(&page->sums, SLICE("against"), decision_count_words(from->arena, ballots->no));
    decision_add_sum(&page->sums, SLICE("abstained"), decision_count_words(from->arena, ballots->abstain));
    if (decision->kind != DECISION_VOTE)
        return;
    page->counted.took_part = (struct count){ true, result->tally.took_part };
    page->counted.entitled = ballots->entitled;
    page->counted.quorum_needed = result->tally.quorum_needed;
    page->counted.needed = (struct count){ result->tally.base > 0, result->tally.needed };
    decision_add_sum(&page->sums, SLICE("took part"), page_number(from->arena, result->tally.took_part));
    decision_add_sum(&page->sums, SLICE("entitled to vote"), decision_count_words(from->arena, ballots->entitled));
    if (result->tally.quorum_needed.known)
        decision_add_sum(&page->sums, SLICE("quorum needed"),
                         page_number(from->arena, result->tally.quorum_needed.number));
    page->sums_from = decision->tallies.first != NULL ? SLICE("the tellers' signed totals")
                      : decision->said_for.known      ? SLICE("the count as announced")
                      : decision->cast_count > 0      ? SLICE("the answers on the record")
                                                      : SLICE("");
}

/* "Needed: more than 1/2 of 110, which is 56; 77 answered for." */
static struct slice decision_reckoning(const struct gather *from, const struct decision *decision,
                                       const struct result *result)
{
    if (decision->kind == DECISION_CONSENSUS)
        return result->objections == 0
                   ? SLICE("No objection is recorded.")
                   : PRINT(from->arena, "{0} recorded: by the rule it is not reached.",
                           page_count(from->arena, result->objections, "objection is", "objections are"));
    if (decision->kind != DECISION_VOTE || result->tally.base == 0)
        return SLICE("");
    char memory[64];
    struct buffer fraction = BUFFER(memory);
    fraction_write(decision->majority->fraction, &fraction);
    return PRINT(from->arena, "Needed: {0} of {1}, which is {2}; {3} answered for.",
                 arena_copy(from->arena, buffer_slice(&fraction)), page_number(from->arena, result->tally.base),
                 page_number(from->arena, result->tally.needed), page_number(from->arena, result->ballots.yes.number));
}

/* An item with the title of its proposal: the code alone means nothing to a newcomer. */
static struct slice decision_subject_words(const struct gather *from, const struct object *object)
{
    struct slice const name = page_name_of(from, object);
    if (object->kind != OBJECT_ITEM)
        return name;
    const struct proposal *const proposal = ((const struct item *)(const void *)object)->proposal;
    return PRINT(from->arena, "{0}, “{1}”", name, proposal->title);
}

static struct page_links decision_subjects_of(const struct gather *from, const struct decision *decision)
{
    size_t count = 0;
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next)
        count++;
    struct page_links links = { arena_take_many(from->arena, count, sizeof *links.items), 0 };
    for (const struct subject *subject = decision->subjects; subject != NULL && links.items != NULL;
         subject = subject->next)
        links.items[links.count++] = page_link_to(from, subject->object, decision_subject_words(from, subject->object));
    return links;
}

static void decision_gather_place(const struct gather *from, const struct object *in, struct decision_page *page)
{
    if (in == NULL)
        return;
    page->place = page_name_of(from, in);
    page->place_path = page_of_object(from, in);
}

static void decision_gather_related(const struct gather *from, const struct decision *decision,
                                    struct decision_page *page)
{
    page->overturned = decision->overturned_by != NULL;
    if (page->overturned) {
        page->overturned_by = decision->overturned_by->object.code;
        page->overturned_path = page_of_object(from, &decision->overturned_by->object);
    }
    if (decision->appeals != NULL) {
        page->appeals = decision->appeals->object.code;
        page->appeals_path = page_of_object(from, &decision->appeals->object);
    }
    if (decision->repeats != NULL) {
        page->repeats = decision->repeats->object.code;
        page->repeats_path = page_of_object(from, &decision->repeats->object);
    }
}

static struct answer_rows decision_answers_of(const struct gather *from, const struct decision *decision)
{
    struct answer_rows rows = { arena_take_many(from->arena, decision->cast_count, sizeof *rows.items), 0 };
    for (const struct cast *cast = decision->casts; cast != NULL && rows.items != NULL; cast = cast->next) {
        struct sentence told;
        sentence_gather(from, cast->entry, &told);
        rows.items[rows.count++] = (struct answer_row){
            .code = cast->actor->object.code,
            .name = cast->actor->name,
            .answer = cast->word,
            .by = cast->holder->object.code,
            .by_name = cast->holder->name,
            .index = told.seq,
            .at = told.when.at,
            .path = page_of_object(from, &cast->actor->object),
            .word = cast->holder == cast->actor ? cast->word
                                                : PRINT(from->arena, "{0}, by {1}", cast->word, cast->holder->name),
            .act = told.path,
            .time = told.time,
            .basis = told.basis_words,
            .said = told.said,
        };
    }
    return rows;
}

static void decision_gather_acts(const struct gather *from, const struct decision *decision, struct decision_page *page)
{
    const struct object *const object = &decision->object;
    page->answers = decision_answers_of(from, decision);
    sentence_gather(from, decision->opened_by, &page->opening);
    page->closed = decision->closed_by != NULL && decision->kind != DECISION_RULING;
    if (page->closed)
        sentence_gather(from, decision->closed_by, &page->closing);
    sentences_of_list(from, &decision->contests, &page->contests);
    sentences_of_list(from, &decision->reservations, &page->reservations);
    sentences_of_list(from, &decision->tallies, &page->tallies);
    sentences_of_list(from, &decision->ballots, &page->ballots);
    sentences_of_type(from, object, ACT_RULING_APPEAL, &page->appeals_made);
    sentences_of_type(from, object, ACT_STATEMENT, &page->explanations);
    sentences_with_finding(from, object, &page->findings);
    sentences_of_object(from, object, PAGE_ACTS_MAX, &page->acts);
}

bool decision_page_gather(const struct gather *from, struct decision_page *page, struct error *error)
{
    const struct decision *const decision = decision_find(from->state, from->code);
    if (decision == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("decision"), from->code);
    struct result const result = result_count(from->state, decision);
    *page = (struct decision_page){ .decision = decision, .code = decision->object.code };
    decision_brief_gather(from, decision, &page->brief);
    frame_gather(from, PRINT(from->arena, "{0} ({1}): {2}", page->brief.kind_words, page->code, page->brief.result),
                 PRINT(from->arena, "/decisions/{0}", page->code), &page->frame);
    frame_concern(from, &decision->object, &page->frame);
    action_links_of(from, &decision->object, &page->actions);
    page->kind_means = slice_of(kind_means[decision->kind]);
    page->question = page_lines_of(from, decision->question);
    page->asked =
        PRINT(from->arena, "{0}, {1}", decision->opened_by->by->name, page_time(from, decision->opened_by->act.time));
    if (decision->closed_by != NULL)
        page->answered = page_time(from, decision->closed_by->act.time);
    page->method = decision_method_words(decision);
    page->rule = decision_rule_words(from, decision);
    page->subjects = decision_subjects_of(from, decision);
    page->effect = decision->effect >= 0
                       ? sentence_phrase(from, FIELD_EFFECT, field_word_at(FIELD_EFFECT, (unsigned)decision->effect))
                       : SLICE("");
    page->gives = result.gives != DECLARED_NONE && decision->state != DECISION_OPEN
                      ? slice_of(declared_name(result.gives))
                      : SLICE("");
    page->open = decision->state == DECISION_OPEN;
    page->annulled = decision->state == DECISION_ANNULLED;
    page->is_vote = decision->kind == DECISION_VOTE;
    page->is_indication = decision->kind == DECISION_INDICATION;
    page->is_ruling = decision->kind == DECISION_RULING;
    page->election = decision->election;
    page->reckoning = decision_reckoning(from, decision, &result);
    decision_gather_place(from, decision->opened_by->in, page);
    decision_gather_related(from, decision, page);
    decision_gather_sums(from, page, &result);
    if (!page->is_ruling) {
        plates_gather(from, decision, &page->plates);
        page->plates_drawing = plates_draw(from->arena, &page->plates);
        page->plates_words = plates_sentence(from->arena, &page->plates);
    }
    decision_gather_acts(from, decision, page);
    return true;
}
