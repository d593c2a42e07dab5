// SPDX-License-Identifier: Apache-2.0
/* base/fault.h - what a fault is, and the faults that every floor can report.
 *
 * What    A fault is a constant with its class, source, sentence and advice: FAULT_X, a row of its floor's fault.def. The row
 *         stands on the lowest floor that reports it, and a file that names it includes FLOOR/fault.h: so a new row recompiles
 *         only the files that name faults of that floor. A row:
 *             FAULT(id, name, class, source, words, mending)
 *         name     stable, for programs and translations: "field-order"
 *         class    one of enum fault_class, without FAULT_CLASS_
 *         source   the rule that is broken: an RFC, a C2SP specification, a page of docs/, a header. GR and CV are ITU's General
 *                  Rules and Convention, VCLT the Vienna Convention on the Law of Treaties
 *         words    one sentence without a full stop; {0} and {1} are the arguments
 *         mending  how to correct it, or what would be lawful
 * How     if (error.fault == FAULT_MEMORY) ...
 * Holds   No two faults have the same name (tests/unit/test_error.c), each is reported by some file of src/ (tests/tidy/tidy.c).
 *         docs/faults.md lists them all. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stddef.h>

/* The kind of fault, which decides the HTTP status: docs/format.md, "Verdicts" and "Submitting". */
enum fault_class {
    FAULT_CLASS_NONE,
    FAULT_CLASS_SYNTAX,     /* not a well-formed act, note, tile ...: HTTP 400 */
    FAULT_CLASS_KEY,        /* a signature or key is wrong: 403 */
    FAULT_CLASS_IMPOSSIBLE, /* it refers to nothing or contradicts itself: 422 */
    FAULT_CLASS_IRREGULAR,  /* it breaks a named rule: 422; in a watched conference it is recorded with its finding */
    FAULT_CLASS_CONFLICT,   /* the same text with another signature; a second server: 409 */
    FAULT_CLASS_PROOF,      /* a proof of the record does not hold */
    FAULT_CLASS_LIMIT,      /* too much or too often: 413, 429, 503 */
    FAULT_CLASS_SYSTEM,     /* disk, network, memory: 500 */
    FAULT_CLASS_USAGE,      /* wrong command line */
    FAULT_CLASS_FORM        /* wrong input in a form: 422 */
};

struct fault {
    const char *name;
    enum fault_class class;
    const char *source, *words, *mending;
};

/* No fault. */
#define FAULT_NONE ((const struct fault *)NULL)

/* What a row becomes in FLOOR/fault.h and in FLOOR/fault.c. An array of one, so that FAULT_X is the pointer to it. */
#define FAULT_DECLARE(id, name, class, source, words, mending) extern const struct fault FAULT_##id[1];
#define FAULT_DEFINE(id, name, class, source, words, mending) \
    const struct fault FAULT_##id[1] = { { name, FAULT_CLASS_##class, source, words, mending } };

#define FAULT FAULT_DECLARE
#include "base/fault.def"
#undef FAULT

/* The fault's row; for FAULT_NONE one that says that nothing is wrong. */
const struct fault *fault_row(const struct fault *fault);
enum fault_class fault_class_of(const struct fault *fault);

#endif
