/* base/error.h - what went wrong, where, and how to mend it.
 *
 * What    A fault with arguments, not a sentence: the core has no printf, and the words are made at the edge from
 *         base/fault.def, where each fault's class, source, sentence and mending stand in one row.
 * How     return fail(error, FAULT_FIELD_ORDER, line, name, before);      always false
 *         error_words(&error, &buffer);                                   "line 4: conference stands ... ; put ..."
 * Owns    Nothing: `about` points into the input, unless error_keep copied it. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/buffer.h"

/* What a fault says of the thing at fault; docs/format.md, "Verdicts" and "Submitting". */
enum fault_class {
    FAULT_CLASS_NONE,
    FAULT_CLASS_SYNTAX,     /* not an act, note, tile ...: HTTP 400 */
    FAULT_CLASS_KEY,        /* signature or key: 403 */
    FAULT_CLASS_IMPOSSIBLE, /* points at nothing or contradicts itself: 422 */
    FAULT_CLASS_IRREGULAR,  /* breaks a rule that is named: 422, recorded with its finding where only watched */
    FAULT_CLASS_CONFLICT,   /* the same text with another signature, a second server: 409 */
    FAULT_CLASS_PROOF,      /* the record does not prove what it says */
    FAULT_CLASS_LIMIT,      /* too much at once: 413, 429, 503 */
    FAULT_CLASS_SYSTEM,     /* disk, network, memory: 500 */
    FAULT_CLASS_USAGE,      /* the command was called wrongly */
    FAULT_CLASS_FORM        /* what a person wrote into a form cannot be taken: 422 */
};

enum fault {
#define FAULT(id, name, class, source, words, mending) FAULT_##id,
#include "base/fault.def"
    FAULT_COUNT
};

struct fault_row {
    const char *name; /* stable, for programs: "field-order" */
    enum fault_class class;
    const char *source;  /* RFC, C2SP specification, rule number */
    const char *words;   /* {0} {1} stand for the arguments */
    const char *mending; /* how to mend it, or what would be lawful */
};

enum { ERROR_ABOUT = 2, ERROR_KEPT_BYTES = 384 };

struct error {
    enum fault fault;
    uint32_t line;                   /* from 1; 0 when no line is meant */
    struct slice about[ERROR_ABOUT]; /* arguments of the sentence */
    char kept[ERROR_KEPT_BYTES];     /* where error_keep puts copies of them */
};

extern const struct fault_row fault_rows[FAULT_COUNT];

/* Fills the error. A NULL error is left alone. Seldom called: compilers lay what leads to it beside the usual way. */
__attribute__((cold)) void error_set(struct error *error, enum fault fault, uint32_t line, struct slice first,
                                     struct slice second);

/* The same, and always false, so that one can `return fail(...)`; inline, so that checkers of the code see it too. */
static inline bool fail(struct error *error, enum fault fault, uint32_t line, struct slice first, struct slice second)
{
    error_set(error, fault, line, first, second);
    return false;
}

/* Copies the arguments into the error itself (cut to fit), for when the input will not live as long. */
void error_keep(struct error *error);
/* One sentence: "line 4: ...", what is wrong, a semicolon, how to mend it. */
void error_words(const struct error *error, struct buffer *out);
/* The sentence without line and mending, or the mending alone. */
void error_reason(const struct error *error, struct buffer *out);
void error_mending(const struct error *error, struct buffer *out);
enum fault_class fault_class_of(enum fault fault);

#endif
