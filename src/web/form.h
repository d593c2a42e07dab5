// SPDX-License-Identifier: Apache-2.0
/* web/form.h - a strict parser of submitted forms.
 *
 * What    Parses application/x-www-form-urlencoded, percent-decoded once by web/request.h; line ends become LF. It refuses a bad
 *         escape, a control character, invalid UTF-8 and a field without a name.
 * How     struct form form;
 *         if (!form_read(body, arena, &form, &error)) ...
 *         form_value(&form, "email");
 * Owns    Values are in the arena.
 * Limits  FORM_BYTES_MAX, FORM_FIELDS_MAX, FORM_NAME_BYTES_MAX. The handler limits the length of each value. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/arena.h"
#include "base/error.h"

enum {
    FORM_BYTES_MAX = 65536,   /* a long letter in a script that takes nine bytes a letter when escaped */
    FORM_FIELDS_MAX = 64,     /* our longest form has some 30 */
    FORM_NAME_BYTES_MAX = 64, /* ours have at most 20 */
    FORM_CLICK_BYTES_MAX = 4096
};

struct form {
    struct slice names[FORM_FIELDS_MAX], values[FORM_FIELDS_MAX];
    size_t count;
};

/* FAULT_FORM_ENCODING, FAULT_FORM_FIELDS, FAULT_MEMORY. */
bool form_read(struct slice body, struct arena *arena, struct form *form, struct error *error);
/* The first value of that name, trimmed of spaces and empty lines; empty if absent. */
struct slice form_value(const struct form *form, const char *name);
/* Whether a checkbox was ticked: it was sent with a value that is not empty. */
bool form_ticked(const struct form *form, const char *name);
/* Whether a Content-Type is that of such a form. */
bool form_type_is_good(struct slice type);
/* Whether the form came from this site, by Sec-Fetch-Site or else Origin; true if the browser sends neither. Origin "null" is
 * ours: our pages send no referrer. */
bool form_is_ours(struct slice fetch_site, struct slice origin, struct slice host);

#endif
