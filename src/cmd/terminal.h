// SPDX-License-Identifier: Apache-2.0
/* cmd/terminal.h - what a command says: results on standard output, what went wrong on standard error. */
#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include "base/error.h"

#include <stdio.h>

/* "plenary: words; mending" on standard error; gives the exit status that goes with the fault. */
int terminal_error(const struct error *error);
/* "FILE:LINE: words; mending" on standard error; gives the exit status. */
int terminal_error_in(struct slice file, const struct error *error);
/* Whether standard error is a terminal: where a progress bar may stand. */
bool terminal_is_live(void);
/* How many characters stand in a line of standard output; 0 where that is no terminal. */
unsigned terminal_width(void);
/* Writes text from outside. Characters that could move the cursor or reverse the line, and bytes that are
 * not UTF-8, become question marks. */
void terminal_print(FILE *out, struct slice text);
/* Writes a JSON string, with its quotes; bytes that are no UTF-8 as U+FFFD. */
void terminal_json(FILE *out, struct slice text);

#endif
