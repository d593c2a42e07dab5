// SPDX-License-Identifier: Apache-2.0
/* campaign/text_check.h - checks what a person wrote into a form: not empty, not too long, no characters that cannot be shown.
 *
 * How     struct text_field const fields[] = { { SLICE("Hello"), "subject", "the subject", 300, false } };
 *         text_check(fields, 1, &wrong, &error); */
#ifndef CAMPAIGN_TEXT_CHECK_H
#define CAMPAIGN_TEXT_CHECK_H

#include "base/error.h"

struct text_field {
    struct slice text;
    const char *name;   /* of the form's field: "subject" */
    const char *called; /* how a fault calls it: "the subject" */
    size_t bytes_max;
    bool lines; /* it may have several, and tabs */
};

/* False for the first invalid one, with its name in *wrong: FAULT_WRITTEN_EMPTY, FAULT_WRITTEN_LONG, FAULT_WRITTEN_CHARACTER. */
bool text_check(const struct text_field *fields, size_t count, struct slice *wrong, struct error *error);

#endif
