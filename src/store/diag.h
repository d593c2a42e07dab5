// SPDX-License-Identifier: Apache-2.0
/* store/diag.h - diagnostics: what the operator of a server reads, a line each on standard error.
 *
 * What    Where standard error is the journal's (JOURNAL_STREAM, systemd.exec(5)), a line begins with its level as sd-daemon(3) has
 *         it, "<4>"; elsewhere with "plenary: ".
 * How     diag_say(DIAG_WARNING, "the relay is away: ", answer);
 *         diag_say_error(DIAG_ERROR, "public log: ", &error);
 * Holds   A line is written in one piece. What is not plain becomes a space, and a word with an @ two dots, since no log has
 *         addresses. Names and texts of people are never passed.
 * Limits  DIAG_LINE_BYTES_MAX; what is longer is cut at a character.
 * Threads Any.
 * Not     What a command prints for its user: cmd/terminal.h. */
#ifndef STORE_DIAG_H
#define STORE_DIAG_H

#include "base/error.h"

enum { DIAG_LINE_BYTES_MAX = 2048 };

/* As syslog(3) numbers them. */
enum diag_level {
    DIAG_ERROR = 3,   /* something is not done, and somebody has to look */
    DIAG_WARNING = 4, /* it is done later, or in another way */
    DIAG_NOTICE = 5   /* worth knowing */
};

/* A line: `before`, and behind it words, a number, or an error's sentence. */
void diag_say(enum diag_level level, const char *before, struct slice words);
void diag_say_number(enum diag_level level, const char *before, uint64_t number);
void diag_say_error(enum diag_level level, const char *before, const struct error *error);
/* What a line of that level begins with. */
const char *diag_prefix(enum diag_level level);
/* Writes words of others as one plain line without addresses, cut where it does not fit; spaces at its end go. */
void diag_write(struct slice words, struct buffer *out);

#endif
