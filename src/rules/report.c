// SPDX-License-Identifier: Apache-2.0
#include "rules/report.h"

#include "rules/decision.h"
#include "rules/fault.h"
#include "rules/rule.h"

CHECK(report_check_statement)
{
    const struct decision *const explains = object_of(entry, FIELD_EXPLAINS);
    return explains == NULL || explains->state != DECISION_OPEN ||
           fail(error, FAULT_EXPLAINS_OPEN, 0, explains->object.code);
}

APPLY(report_apply_statement)
{
    struct statement *const statement = state_make(state, OBJECT_STATEMENT, entry->act.id, sizeof *statement, entry);
    statement->explains = object_of(entry, FIELD_EXPLAINS);
}

APPLY(report_apply_make)
{
    state_make(state, OBJECT_REPORT, entry->act.id, sizeof(struct report), entry);
}

static bool report_names(const struct act *act, enum field_id field, struct slice code)
{
    struct slice value, piece;
    for (size_t at = 0; act_next_value(act, field, &at, &value);)
        while (slice_next(&value, ' ', &piece))
            if (slice_equal(piece, code))
                return true;
    return false;
}

/* Its author and those whom it names may deny or confirm it; everyone may correct it. */
CHECK(report_check_answer)
{
    const struct report *const report = object_of(entry, FIELD_REPORT);
    const struct act *const said = &report->object.made->act;
    if (entry->act.type->id == ACT_CORRECT || report->object.made->by == entry->by)
        return true;
    return report_names(said, FIELD_NAMES, entry->act.by) || report_names(said, FIELD_ABOUT, entry->act.by) ||
           fail(error, FAULT_REPORT_UNNAMED, 0, entry->act.by, report->object.code);
}

APPLY(report_apply_answer)
{
    struct report *const report = state_change_of(state, entry, FIELD_REPORT);
    struct report_answer *const answer = state_memory(state, sizeof *answer);
    enum act_id const act = entry->act.type->id;
    answer->entry = entry;
    answer->kind = act == ACT_DENY ? REPORT_DENIED : act == ACT_CONFIRM ? REPORT_CONFIRMED : REPORT_CORRECTED;
    if (report->answers_last != NULL)
        report->answers_last->next = answer;
    else
        report->answers = answer;
    report->answers_last = answer;
    report->denials += answer->kind == REPORT_DENIED ? 1 : 0;
    report->confirmations += answer->kind == REPORT_CONFIRMED ? 1 : 0;
    report->corrections += answer->kind == REPORT_CORRECTED ? 1 : 0;
}

RULE(STATEMENT, .check = report_check_statement, .apply = report_apply_statement, .after_close = true);
RULE(REPORT, .apply = report_apply_make, .after_close = true);
RULE(DENY, .check = report_check_answer, .apply = report_apply_answer, .after_close = true);
RULE(CONFIRM, .check = report_check_answer, .apply = report_apply_answer, .after_close = true);
RULE(CORRECT, .check = report_check_answer, .apply = report_apply_answer, .after_close = true);
