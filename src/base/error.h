// SPDX-License-Identifier: Apache-2.0
/* base/error.h - what went wrong, where, and how to correct it.
 *
 * What    A fault (base/fault.h) and its arguments. The sentence is made where it is shown, from the fault's row.
 * How     return fail(&error, FAULT_FIELD_ORDER, 4, SLICE("conference"), SLICE("title"));
 *         error_words(&error, &buffer);                               // "line 4: conference stands out of order; put ..."
 * Holds   Copies of the arguments, so an error may be copied and may outlive what it speaks of.
 * Limits  ERROR_ABOUT arguments of ERROR_ABOUT_BYTES_MAX bytes; a longer one is cut and ends with an ellipsis. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/buffer.h"
#include "base/fault.h"

enum {
    ERROR_ABOUT = 2,
    ERROR_ABOUT_BYTES_MAX = 192 /* a code, a host name, a usual path */
};

struct error {
    const struct fault *fault;     /* FAULT_NONE: nothing is wrong */
    uint32_t line;                 /* from 1; 0: no line */
    uint16_t lengths[ERROR_ABOUT]; /* of the arguments; error_about reads them */
    char about[ERROR_ABOUT][ERROR_ABOUT_BYTES_MAX];
};

/* Fills the error, unless it is NULL; what `fail` is made of. */
void error_set(struct error *error, const struct fault *fault, uint32_t line, struct slice first, struct slice second);

/* fail(error, fault, line), fail(error, fault, line, first) or fail(error, fault, line, first, second): fills the error,
 * unless it is NULL, and returns false. The arguments may be those of the same error. */
#define fail(...) ERROR_PICK(__VA_ARGS__, fail_two, fail_one, fail_none, ERROR_FAIL_NEEDS_A_LINE)(__VA_ARGS__)
/* Gives its sixth argument: the function for as many arguments as fail was given. */
#define ERROR_PICK(error, fault, line, first, second, name, ...) name

/* What fail calls. Inline, so that the compiler and the checkers see that the result is false. */
static inline bool fail_two(struct error *error, const struct fault *fault, uint32_t line, struct slice first,
                            struct slice second)
{
    error_set(error, fault, line, first, second);
    return false;
}
static inline bool fail_one(struct error *error, const struct fault *fault, uint32_t line, struct slice first)
{
    return fail_two(error, fault, line, first, SLICE(""));
}
static inline bool fail_none(struct error *error, const struct fault *fault, uint32_t line)
{
    return fail_two(error, fault, line, SLICE(""), SLICE(""));
}
/* Passes an error on: copies it, unless `error` is NULL, and returns false. */
static inline bool fail_as(struct error *error, const struct error *below)
{
    if (error != NULL)
        *error = *below;
    return false;
}

/* Back to FAULT_NONE, unless it is NULL. */
static inline void error_clear(struct error *error)
{
    error_set(error, FAULT_NONE, 0, SLICE(""), SLICE(""));
}

/* Argument 0 or 1; it points into the error. */
struct slice error_about(const struct error *error, size_t index);
/* All in one sentence: "line 4: what is wrong; how to correct it". */
void error_words(const struct error *error, struct buffer *out);
/* Only the sentence, without line and advice; only the advice. */
void error_reason(const struct error *error, struct buffer *out);
void error_mending(const struct error *error, struct buffer *out);

#endif
