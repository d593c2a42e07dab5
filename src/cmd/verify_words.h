/* cmd/verify_words.h - what an audit checked, found and could not know: for people, and as JSON. */
#ifndef CMD_VERIFY_WORDS_H
#define CMD_VERIFY_WORDS_H

#include "cmd/audit.h"

void verify_print(const struct audit *audit, struct slice place);
void verify_print_json(const struct audit *audit, struct slice place);

#endif
