/* rules/report.h - what somebody said happened, denials beside it; statements, declarations, credentials' reports.
 *
 * What    A report never has an effect. It is denied, confirmed or corrected by later acts; all stay. */
#ifndef RULES_REPORT_H
#define RULES_REPORT_H

#include "rules/decision.h"

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
    struct decision *explains;
};

struct declaration {
    struct object object;
    struct instrument *instrument;
    struct actor *actor;
    int claims;
    uint64_t round;
    const struct entry *confirmed, *withdrawn;
};

struct objection {
    struct object object;
    struct declaration *declaration;
    struct actor *actor;
    bool blocks;
    const struct entry *withdrawn;
};

struct credentials_report {
    struct object object;
    const struct entry *decided;
};

/* Whether an objection that blocks the treaty between the two stands (VCLT 20(4)(b)). */
bool objection_blocks(const struct state *state, const struct actor *a, const struct actor *b,
                      const struct instrument *instrument);

#endif
