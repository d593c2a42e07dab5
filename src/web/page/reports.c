// SPDX-License-Identifier: Apache-2.0
#include "web/page/reports.h"

#include "rules/instrument.h"
#include "rules/proposal.h"
#include "rules/report.h"
#include "rules/state.h"

static struct slice reports_verdict_of(const struct report *report)
{
    if (report->denials > 0)
        return report->confirmations > 0 ? SLICE("denied and confirmed") : SLICE("denied");
    if (report->corrections > 0)
        return SLICE("corrected");
    return report->confirmations > 0 ? SLICE("confirmed") : SLICE("no answer recorded");
}

/* Who answered what, in the order of the record. */
static struct slice reports_answered_words(const struct gather *from, const struct report_row *row)
{
    static const struct {
        const char *type, *word;
    } words[] = { { "deny", "denied" }, { "confirm", "confirmed" }, { "correct", "corrected" } };
    struct slice all = SLICE("");
    for (size_t i = 0; row->answers.items != NULL && i < row->answers.count; i++)
        for (size_t at = 0; at < sizeof words / sizeof words[0]; at++)
            if (slice_equal(row->answers.items[i].type, slice_of(words[at].type)))
                all = PRINT(from->arena, all.length > 0 ? "{0}, {1} by {2}" : "{1} by {2}", all,
                            slice_of(words[at].word), row->answers.items[i].by_name);
    return all.length > 0 ? all : row->verdict;
}

static struct page_lines reports_about_of(const struct gather *from, const struct act *act)
{
    struct page_lines codes = { NULL, 0 };
    struct slice code;
    size_t count = 0;
    for (size_t at = 0; act_next_value(act, FIELD_ABOUT, &at, &code);)
        count++;
    codes.items = arena_take_many(from->arena, count, sizeof *codes.items);
    for (size_t at = 0; codes.items != NULL && act_next_value(act, FIELD_ABOUT, &at, &code);)
        codes.items[codes.count++] = code;
    return codes;
}

struct report_row report_row_of(const struct gather *from, const struct report *report)
{
    const struct act *const act = &report->object.made->act;
    size_t count = 0;
    for (const struct report_answer *answer = report->answers; answer != NULL; answer = answer->next)
        count++;
    struct report_row row = {
        .code = report->object.code,
        .claimant = act_value(act, FIELD_CLAIMANT),
        .stance = act_value(act, FIELD_STANCE),
        .verdict = reports_verdict_of(report),
        .names = page_links_of_set(from, act_value(act, FIELD_NAMES)),
        .answers.items = arena_take_many(from->arena, count, sizeof *row.answers.items),
    };
    row.about = reports_about_of(from, act);
    sentence_gather(from, report->object.made, &row.told);
    if (row.claimant.length == 0)
        row.claimant = row.told.by_name;
    for (const struct report_answer *answer = report->answers; answer != NULL && row.answers.items != NULL;
         answer = answer->next)
        sentence_gather(from, answer->entry, &row.answers.items[row.answers.count++]);
    row.answered = reports_answered_words(from, &row);
    return row;
}

static bool reports_is_about(const struct state *state, const struct object *report, const struct object *object)
{
    struct slice code;
    for (size_t at = 0; act_next_value(&report->made->act, FIELD_ABOUT, &at, &code);) {
        const struct object *const about = state_find(state, OBJECT_ANY, code);
        if (about == object ||
            (about != NULL && about->kind == OBJECT_ITEM &&
             &((const struct item *)about)->proposal->object == object) ||
            (about != NULL && about->kind == OBJECT_PROVISION &&
             &((const struct provision *)about)->instrument->object == object))
            return true;
    }
    return false;
}

struct report_rows report_rows_about(const struct gather *from, const struct object *object)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    struct report_rows rows = { arena_take_many(from->arena, list->count, sizeof *rows.items), 0 };
    for (const struct object *report = list->first; report != NULL && rows.items != NULL; report = report->next)
        if (reports_is_about(from->state, report, object))
            rows.items[rows.count++] = report_row_of(from, (const struct report *)report);
    return rows;
}

/* The first object that a report names, or NULL. */
static const struct object *reports_first_subject(const struct state *state, const struct object *report)
{
    struct slice const code = act_value(&report->made->act, FIELD_ABOUT);
    return code.length > 0 ? state_find(state, OBJECT_ANY, code) : NULL;
}

static bool reports_is_first_about(const struct state *state, const struct object *report, const struct object *subject)
{
    for (const struct object *before = state->kinds[OBJECT_REPORT].first; before != report; before = before->next)
        if (reports_first_subject(state, before) == subject)
            return false;
    return true;
}

static struct report_group reports_group_of(const struct gather *from, const struct object *subject)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    struct report_group group = { .rows.items = arena_take_many(from->arena, list->count, sizeof *group.rows.items) };
    group.name = subject != NULL ? page_name_of(from, subject) : SLICE("The conference");
    group.path = subject != NULL ? page_of_object(from, subject) : PRINT(from->arena, "/{0}", from->name);
    for (const struct object *report = list->first; report != NULL && group.rows.items != NULL; report = report->next)
        if (reports_first_subject(from->state, report) == subject)
            group.rows.items[group.rows.count++] = report_row_of(from, (const struct report *)report);
    group.rivals = group.rows.count > 1;
    group.count = page_count(from->arena, group.rows.count, "account", "accounts");
    return group;
}

static bool reports_gather_groups(const struct gather *from, struct reports_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    page->groups.items = arena_take_many(from->arena, list->count, sizeof *page->groups.items);
    if (page->groups.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (const struct object *report = list->first; report != NULL; report = report->next) {
        const struct object *const subject = reports_first_subject(from->state, report);
        if (reports_is_first_about(from->state, report, subject))
            page->groups.items[page->groups.count++] = reports_group_of(from, subject);
    }
    return true;
}

static bool reports_gather_rows(const struct gather *from, struct reports_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    size_t at = 0;
    if (!page_part_gather(from, &page->frame, list->count, &page->part, error))
        return false;
    page->rows.items = arena_take_many(from->arena, page->part.count, sizeof *page->rows.items);
    if (page->rows.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (const struct object *report = list->first; report != NULL; report = report->next, at++)
        if (at >= page->part.begin && page->rows.count < page->part.count)
            page->rows.items[page->rows.count++] = report_row_of(from, (const struct report *)report);
    return true;
}

bool reports_page_gather(const struct gather *from, struct reports_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    uint64_t denied = 0;
    *page = (struct reports_page){ .part.count = 0 };
    frame_gather(from, SLICE("Reports, and what those concerned say of them"), SLICE("/reports"), &page->frame);
    for (const struct object *report = list->first; report != NULL; report = report->next)
        denied += ((const struct report *)report)->denials > 0 ? 1 : 0;
    page->sentence =
        PRINT(from->arena, "{0}, of which {1} denied. A report changes nothing in the state of the conference.",
              page_count(from->arena, list->count, "report", "reports"), page_number(from->arena, denied));
    return page_is_data(from) ? reports_gather_rows(from, page, error) : reports_gather_groups(from, page, error);
}
