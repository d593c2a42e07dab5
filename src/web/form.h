// SPDX-License-Identifier: Apache-2.0
/* web/form.h - the fields of a form that was sent, taken apart strictly.
 *
 * What    A body of application/x-www-form-urlencoded: percent-decoded once by web/request.h; line ends become LF. A bad
 *         escape, a control character, bytes that are no UTF-8 and a field without a name are refused.
 * How     struct form form;
 *         if (!form_read(body, arena, &form, &error)) ...
 *         form_value(&form, "email");
 * Owns    Values are in the arena.
 * Limits  FORM_BYTES_MAX, FORM_FIELDS_MAX, FORM_NAME_BYTES_MAX. How long a value may be is its taker's question. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/arena.h"
#include "base/error.h"

enum {
    FORM_BYTES_MAX = 65536,   /* a long letter in a script whose every letter takes nine bytes when escaped */
    FORM_FIELDS_MAX = 64,     /* the longest form of ours has some 30 */
    FORM_NAME_BYTES_MAX = 64, /* ours have at most 20 */
    FORM_CLICK_BYTES_MAX = 4096
};

struct form {
    struct slice names[FORM_FIELDS_MAX], values[FORM_FIELDS_MAX];
    size_t count;
};

/* FAULT_FORM_ENCODING, FAULT_FORM_FIELDS, FAULT_MEMORY. */
bool form_read(struct slice body, struct arena *arena, struct form *form, struct error *error);
/* The first value of that name, without spaces and empty lines around it; empty when it is absent. */
struct slice form_value(const struct form *form, const char *name);
/* Whether a box of that name was ticked: it was sent with any value but an empty one. */
bool form_ticked(const struct form *form, const char *name);
/* Whether a Content-Type says that a body is such a form. */
bool form_type_is_good(struct slice type);
/* Whether a browser that says where a form came from says that it came from this site: Sec-Fetch-Site, or else Origin, where
 * they are sent. "null" is what our own pages' Origin is, since they send no referrer. */
bool form_is_ours(struct slice fetch_site, struct slice origin, struct slice host);

#endif
