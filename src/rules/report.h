// SPDX-License-Identifier: Apache-2.0
/* rules/report.h - what somebody said happened, with denials beside it; statements.
 *
 * What    A report has no effect. Later acts may deny, confirm or correct it; all of them stay on the record. */
#ifndef RULES_REPORT_H
#define RULES_REPORT_H

#include "rules/state.h"

enum answer_to_report { REPORT_DENIED, REPORT_CONFIRMED, REPORT_CORRECTED };

struct report_answer {
    const struct entry *entry;
    enum answer_to_report kind;
    struct report_answer *next;
};

struct report {
    struct object object;
    struct report_answer *answers, *answers_last;
    uint32_t denials, confirmations, corrections;
};

struct statement {
    struct object object;
    const struct decision *explains; /* or NULL */
};

#endif
