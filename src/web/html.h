// SPDX-License-Identifier: Apache-2.0
/* web/html.h - escaping for HTML: one function for each kind of place.
 *
 * What    The compiled views (tool/view.c) call these; the place of a hole in the page picks the function, so that nobody can
 *         forget an escape. Text, a quoted attribute, a whole link, a part of a link: each has its own.
 * How     html_raw(out, SLICE("<p id=\"")); html_attribute(out, SLICE("D-1"));
 *         html_raw(out, SLICE("\">")); html_text(out, SLICE("Shall 3 < 4?"));
 * Holds   Unescaped HTML has a type of its own, struct markup, and is allowed between tags only. Only drawings make it
 *         (web/page/plates.c, web/page/map.c and the like), and they escape their own parts.
 * Not     JSON: web/json.h. */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/civil.h"

struct markup {
    struct slice html;
};

/* The constant parts of a view. */
void html_raw(struct buffer *out, struct slice literal);

/* Between tags: slices, numbers and markup. A bool or a struct does not compile. */
#define html_text(out, value) \
    _Generic((value),                       \
        struct slice: html_text_slice,      \
        struct markup: html_text_markup,    \
        const char *: html_text_name,       \
        unsigned: html_number,              \
        unsigned long: html_number)(out, value)

/* Within a quoted attribute. */
#define html_attribute(out, value) \
    _Generic((value),                       \
        struct slice: html_attribute_slice, \
        const char *: html_attribute_name,  \
        unsigned: html_number,              \
        unsigned long: html_number)(out, value)

/* A whole address in href or src: a path of this site, a fragment, http or https. Anything else becomes "#". */
void html_link(struct buffer *out, struct slice address);

/* A part of an address: a segment, an argument, a fragment. Percent-encoded (RFC 3986: all but unreserved and ':'). */
#define html_segment(out, value)            \
    _Generic((value), struct slice          \
             : html_segment_slice, unsigned \
             : html_number, unsigned long   \
             : html_number)(out, value)

/* For {#if}: true, known, not empty, not 0. */
#define html_is(value) \
    _Generic((value),                \
        bool: html_is_true,          \
        struct slice: html_is_slice, \
        const char *: html_is_name,  \
        struct markup: html_is_markup,   \
        struct instant: html_is_instant, \
        unsigned: html_is_number,    \
        unsigned long: html_is_number)(value)

void html_text_slice(struct buffer *out, struct slice text);
void html_text_markup(struct buffer *out, struct markup markup);
void html_text_name(struct buffer *out, const char *name);
void html_attribute_slice(struct buffer *out, struct slice text);
void html_attribute_name(struct buffer *out, const char *name);
void html_segment_slice(struct buffer *out, struct slice text);
void html_number(struct buffer *out, uint64_t number);
bool html_is_true(bool value);
bool html_is_slice(struct slice value);
bool html_is_name(const char *value); /* false for NULL and "" */
bool html_is_instant(struct instant value);
bool html_is_markup(struct markup value);
bool html_is_number(uint64_t value);

#endif
