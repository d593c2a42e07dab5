// SPDX-License-Identifier: Apache-2.0
#include "web/page/brief.h"

#include "record/value.h"
#include "rules/decision.h"
#include "rules/object.h"
#include "rules/result.h"
#include "rules/state.h"
#include "rules/tally.h"
#include "web/page/sentence.h"

static struct slice brief_count_words(const struct gather *from, struct count count)
{
    return count.known ? page_number(from->arena, count.number) : SLICE("not known");
}

static bool brief_counts_given(const struct decision *decision)
{
    return decision->said_for.known || decision->said_against.known || decision->said_abstain.known;
}

/* What the chair said about an indication, in words that nobody can mistake for a result. */
static struct slice brief_indication_words(enum declared declared)
{
    switch (declared) {
    case DECLARED_FAVOURS:
        return SLICE("the chair saw a majority for it");
    case DECLARED_DISFAVOURS:
        return SLICE("the chair saw a majority against it");
    case DECLARED_DIVIDED:
        return SLICE("the chair saw the room divided");
    default:
        return slice_of(declared_name(declared));
    }
}

static struct slice brief_result_words(const struct gather *from, const struct decision *decision)
{
    if (decision->kind == DECISION_RULING)
        return decision->overturned_by != NULL ? SLICE("overturned on appeal") : SLICE("given; it stands");
    if (decision->state == DECISION_OPEN)
        return SLICE("open");
    if (decision->state == DECISION_ANNULLED)
        return SLICE("annulled");
    struct slice const declared = slice_of(declared_name(decision->declared));
    if (decision->kind == DECISION_INDICATION)
        return PRINT(from->arena, "{0}{1}", brief_indication_words(decision->declared),
                     brief_counts_given(decision) ? SLICE("") : SLICE("; no numbers were announced"));
    if (!brief_counts_given(decision))
        return PRINT(from->arena, "declared {0}", declared);
    return PRINT(from->arena, "declared {0}: for {1}, against {2}, abstained {3}", declared,
                 brief_count_words(from, decision->said_for), brief_count_words(from, decision->said_against),
                 brief_count_words(from, decision->said_abstain));
}

static struct slice brief_kind_words(const struct decision *decision)
{
    switch (decision->kind) {
    case DECISION_INDICATION:
        return SLICE("Indication: no effect on any text");
    case DECISION_CONSENSUS:
        return SLICE("Consensus");
    case DECISION_VOTE:
        return SLICE("Vote");
    case DECISION_RULING:
        break;
    }
    return SLICE("Ruling of the chair");
}

static struct slice brief_weaker_basis(const struct decision *decision)
{
    enum basis weakest = decision->opened_by != NULL ? decision->opened_by->act.basis : BASIS_SIGNED;
    if (decision->closed_by != NULL && decision->closed_by->act.basis > weakest)
        weakest = decision->closed_by->act.basis;
    return slice_of(basis_name(weakest));
}

static void brief_gather_finding(const struct gather *from, const struct entry *entry, struct decision_brief *brief)
{
    if (entry == NULL || entry->irregularity == FAULT_NONE)
        return;
    brief->irregularity = entry->irregularity->name;
    brief->irregular = true;
    brief->finding = sentence_finding(from, entry);
    brief->finding_rule = slice_of(entry->irregularity->source);
}

/* For programs only. */
static void brief_gather_parts(const struct gather *from, const struct decision *decision, const struct result *result,
                               struct decision_brief *brief)
{
    if (decision->declared != DECLARED_NONE)
        brief->declared = declared_name(decision->declared);
    if (result->gives != DECLARED_NONE && decision->kind != DECISION_RULING && !brief->open)
        brief->gives = declared_name(result->gives);
    brief->in_favour = decision->said_for;
    brief->against = decision->said_against;
    brief->abstained = decision->said_abstain;
    brief->opened_at = page_instant(from, decision->opened_by->act.time).at;
    if (decision->closed_by != NULL)
        brief->closed_at = page_instant(from, decision->closed_by->act.time).at;
}

void decision_brief_gather(const struct gather *from, const struct decision *decision, struct decision_brief *brief)
{
    struct result const result = result_count(from->state, decision);
    *brief = (struct decision_brief){ .code = decision->object.code,
                                      .path = page_of_object(from, &decision->object),
                                      .kind = decision_kind_name(decision->kind) };
    brief->question = value_unfold(decision->question, from->arena);
    brief->kind_words = brief_kind_words(decision);
    brief->result = brief_result_words(from, decision);
    brief->open = decision->state == DECISION_OPEN && decision->kind != DECISION_RULING;
    brief->differs = result.differs;
    if (result.gives != DECLARED_NONE && decision->kind != DECISION_RULING && !brief->open)
        brief->counted =
            PRINT(from->arena, "the answers and the rule give: {0}", slice_of(declared_name(result.gives)));
    for (const struct entry_link *contest = decision->contests.first; contest != NULL; contest = contest->next)
        brief->contests++;
    if (brief->contests > 0)
        brief->contested =
            PRINT(from->arena, "contested by {0}", page_count(from->arena, brief->contests, "member", "members"));
    brief->basis = brief_weaker_basis(decision);
    brief_gather_finding(from, decision->opened_by, brief);
    brief_gather_finding(from, decision->closed_by, brief);
    const struct entry *last = decision->closed_by != NULL ? decision->closed_by : decision->opened_by;
    if (last != NULL)
        brief->when = page_time(from, last->act.time);
    brief_gather_parts(from, decision, &result, brief);
}

void decision_briefs_gather(const struct gather *from, bool open, struct decision_briefs *list)
{
    const struct object_list *kind = &from->state->kinds[OBJECT_DECISION];
    list->count = 0;
    list->items = arena_take_many(from->arena, kind->count, sizeof *list->items);
    for (const struct object *object = kind->first; object != NULL && list->items != NULL; object = object->next) {
        const struct decision *decision = (const void *)object;
        bool const is_open = decision->state == DECISION_OPEN && decision->kind != DECISION_RULING;
        if (is_open == open)
            decision_brief_gather(from, decision, &list->items[list->count++]);
    }
}
