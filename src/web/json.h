// SPDX-License-Identifier: Apache-2.0
/* web/json.h - a JSON writer that streams into a buffer, and the schema of a compiled view's JSON.
 *
 * What    RFC 8259. Names are in snake_case and stable: programs depend on them. The JSON of pages is described in views/ and
 *         compiled (tool/view.h) to calls of these; json_value picks the kind by the type in C.
 * How     struct json json = json_begin(out);
 *         json_object_begin(&json, NULL);  // the whole
 *         json_text(&json, "title", SLICE("Decisions"));
 *         json_array_begin(&json, "acts"); json_number(&json, NULL, 7); json_array_end(&json);
 *         json_object_end(&json);
 * Holds   Within an array the name is NULL. The writer adds the commas. Invalid UTF-8 becomes U+FFFD.
 * Not     Parsing: jansson does that; its names also begin with json_, so ours avoid them. */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include "base/civil.h"
#include "rules/tally.h"

struct json {
    struct buffer *out;
    bool comma; /* a value precedes at this depth */
};

struct json json_begin(struct buffer *out);
void json_object_begin(struct json *json, const char *name);
void json_object_end(struct json *json);
void json_array_begin(struct json *json, const char *name);
void json_array_end(struct json *json);
void json_text(struct json *json, const char *name, struct slice text);
/* The same, left out if empty. */
void json_text_if(struct json *json, const char *name, struct slice text);
void json_number(struct json *json, const char *name, uint64_t number);
void json_bool(struct json *json, const char *name, bool value);
void json_nothing(struct json *json, const char *name);
void json_word(struct json *json, const char *name, const char *word);
/* RFC 3339, or null if it is not known. */
void json_instant(struct json *json, const char *name, struct instant instant);
/* A number, or null if it is not known. */
void json_count(struct json *json, const char *name, struct count count);

#define json_value(json, name, value) \
    _Generic((value),                  \
        bool: json_bool,               \
        struct slice: json_text,       \
        const char *: json_word,       \
        struct instant: json_instant,  \
        struct count: json_count,      \
        unsigned: json_number,         \
        unsigned long: json_number)(json, name, value)

/* --- the schema of a view --------------------------------------------------------------------------------- */

enum json_kind {
    JSON_END, /* ends a group, a list or the schema */
    JSON_TEXT,
    JSON_NUMBER,
    JSON_BOOL,
    JSON_INSTANT,
    JSON_COUNT,  /* a number or null */
    JSON_GROUP,  /* an object; its members follow, until JSON_END */
    JSON_LIST,   /* the members of its items follow, or one row without a name: the item itself */
    JSON_VIEW,   /* an object that another view describes */
    JSON_MEMBERS /* the members of another view, among these */
};

#define JSON_KIND(value) \
    _Generic((value),                  \
        bool: JSON_BOOL,               \
        struct slice: JSON_TEXT,       \
        const char *: JSON_TEXT,       \
        struct instant: JSON_INSTANT,  \
        struct count: JSON_COUNT,      \
        unsigned: JSON_NUMBER,         \
        unsigned long: JSON_NUMBER)

struct json_field {
    enum json_kind kind;
    const char *name;    /* NULL: the item of a list */
    const char *view;    /* of JSON_VIEW and JSON_MEMBERS */
    const char *meaning; /* one line; may be empty */
    bool maybe;          /* left out if it is empty */
};

struct json_schema {
    const char *name; /* of the view */
    const struct json_field *fields;
};

#endif
