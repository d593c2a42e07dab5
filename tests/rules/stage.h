// SPDX-License-Identifier: Apache-2.0
/* tests/rules/stage.h - a conference for the tests of the rules: acts are given as fields and written out in the table's order.
 *
 * What    What a test does not say is filled in: conference, time (a second later each), lines and texts that are needed, and the log
 *         as seen, where the type asks for it. Acts are judged and applied as if each party's own key had signed them.
 * Owns    One stretch of memory, made once and used anew by each stage_begin. */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "record/act.h"
#include "rules/state.h"

enum { STAGE_FIELDS_MAX = 512 };

/* Code of the registrar, who is also the secretariat. */
#define STAGE_REGISTRAR "SEC"

struct stage_field {
    enum field_id field;
    struct slice value; /* plain lines; folded when it is written */
};

struct stage {
    struct arena arena;
    struct state state;
    uint64_t seconds; /* of the clock on the wall */
};

struct stage_result {
    bool taken;
    const struct fault *fault; /* the finding where it was taken */
    struct error error;
    const char *wrong; /* what a refused act changed, or an invariant that does not hold; NULL when all is well */
};

void stage_begin(struct stage *stage, size_t bytes);
/* A verifier key of that name. */
struct slice stage_key(struct stage *stage, struct slice name);
/* conference.open. */
struct stage_result stage_open(struct stage *stage, bool watched, struct slice profile);
/* Writes an act's text. False when the type has no such field; its name in *unknown. */
bool stage_write(struct stage *stage, struct slice by, const struct act_type *type, const struct stage_field *fields,
                 size_t count, struct buffer *out, struct slice *unknown);
/* Reads, judges and takes a text, and looks after it: a refused act leaves hash and memory as they were. */
struct stage_result stage_take(struct stage *stage, struct slice text);

#endif
