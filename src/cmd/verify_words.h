/* cmd/verify_words.h - what an audit checked, found and could not know: for people, and as JSON. */
#ifndef CMD_VERIFY_WORDS_H
#define CMD_VERIFY_WORDS_H

#include "cmd/audit.h"
#include "cmd/gallery_audit.h"

/* What both audits say together. */
enum audit_verdict verify_verdict(const struct audit *audit, const struct gallery_audit *gallery);
void verify_print(const struct audit *audit, const struct gallery_audit *gallery, struct slice place);
void verify_print_json(const struct audit *audit, const struct gallery_audit *gallery, struct slice place);

#endif
