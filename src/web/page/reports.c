#include "web/page/reports.h"

#include "rules/instrument.h"
#include "rules/proposal.h"
#include "rules/report.h"
#include "rules/state.h"

static struct slice verdict_of(const struct report *report)
{
    if (report->denials > 0)
        return report->confirmations > 0 ? SLICE("denied and confirmed") : SLICE("denied");
    if (report->corrections > 0)
        return SLICE("corrected");
    return report->confirmations > 0 ? SLICE("confirmed") : SLICE("no answer recorded");
}

/* Who answered what, in the order of the record. */
static struct slice answered_words(const struct gather *from, const struct report_row *row)
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
        .verdict = verdict_of(report),
        .names = page_links_of_set(from, act_value(act, FIELD_NAMES)),
        .answers.items = arena_take_many(from->arena, count, sizeof *row.answers.items),
    };
    sentence_gather(from, report->object.made, &row.told);
    if (row.claimant.length == 0)
        row.claimant = row.told.by_name;
    for (const struct report_answer *answer = report->answers; answer != NULL && row.answers.items != NULL;
         answer = answer->next)
        sentence_gather(from, answer->entry, &row.answers.items[row.answers.count++]);
    row.answered = answered_words(from, &row);
    return row;
}

static bool is_about(const struct state *state, const struct object *report, const struct object *object)
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
        if (is_about(from->state, report, object))
            rows.items[rows.count++] = report_row_of(from, (const struct report *)report);
    return rows;
}

/* What a report is about first; NULL when it names nothing. */
static const struct object *first_subject(const struct state *state, const struct object *report)
{
    struct slice const code = act_value(&report->made->act, FIELD_ABOUT);
    return code.length > 0 ? state_find(state, OBJECT_ANY, code) : NULL;
}

static bool is_first_about(const struct state *state, const struct object *report, const struct object *subject)
{
    for (const struct object *before = state->kinds[OBJECT_REPORT].first; before != report; before = before->next)
        if (first_subject(state, before) == subject)
            return false;
    return true;
}

static struct report_group group_of(const struct gather *from, const struct object *subject)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    struct report_group group = { .rows.items = arena_take_many(from->arena, list->count, sizeof *group.rows.items) };
    group.name = subject != NULL ? page_name_of(from, subject) : SLICE("The conference");
    group.path = subject != NULL ? page_of_object(from, subject) : PRINT(from->arena, "/{0}", from->name);
    for (const struct object *report = list->first; report != NULL && group.rows.items != NULL; report = report->next)
        if (first_subject(from->state, report) == subject)
            group.rows.items[group.rows.count++] = report_row_of(from, (const struct report *)report);
    group.rivals = group.rows.count > 1;
    group.count = page_count(from->arena, group.rows.count, "account", "accounts");
    return group;
}

bool reports_page_gather(const struct gather *from, struct reports_page *page, struct error *error)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_REPORT];
    uint64_t denied = 0;
    *page =
        (struct reports_page){ .groups.items = arena_take_many(from->arena, list->count, sizeof *page->groups.items) };
    frame_gather(from, SLICE("Reports, and what those concerned say of them"), SLICE("/reports"), &page->frame);
    if (page->groups.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    for (const struct object *report = list->first; report != NULL; report = report->next) {
        const struct object *const subject = first_subject(from->state, report);
        denied += ((const struct report *)report)->denials > 0 ? 1 : 0;
        if (is_first_about(from->state, report, subject))
            page->groups.items[page->groups.count++] = group_of(from, subject);
    }
    page->sentence =
        PRINT(from->arena, "{0}, of which {1} denied. A report changes nothing in the state of the conference.",
              page_count(from->arena, list->count, "report", "reports"), page_number(from->arena, denied));
    return true;
}

static void row_json(const struct report_row *row, struct json *json)
{
    json_object_begin(json, NULL);
    json_text(json, "code", row->code);
    json_text(json, "claimant", row->claimant);
    json_text_if(json, "stance", row->stance);
    json_text(json, "verdict", row->verdict);
    json_array_begin(json, "names");
    for (size_t i = 0; i < row->names.count; i++)
        json_text(json, NULL, row->names.items[i].words);
    json_array_end(json);
    sentence_json(json, "report", &row->told);
    sentences_json(json, "answers", &row->answers);
    json_object_end(json);
}

void report_rows_json(struct json *json, const char *name, const struct report_rows *rows)
{
    json_array_begin(json, name);
    for (size_t i = 0; i < rows->count; i++)
        row_json(&rows->items[i], json);
    json_array_end(json);
}

void reports_page_json(const struct reports_page *page, struct json *json)
{
    frame_json(&page->frame, json);
    json_array_begin(json, "subjects");
    for (size_t i = 0; i < page->groups.count; i++) {
        json_object_begin(json, NULL);
        json_text(json, "about", page->groups.items[i].name);
        json_text(json, "path", page->groups.items[i].path);
        report_rows_json(json, "reports", &page->groups.items[i].rows);
        json_object_end(json);
    }
    json_array_end(json);
}
