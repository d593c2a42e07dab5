/* web/json.h - JSON out: a thin writer that streams into a buffer.
 *
 * What    RFC 8259. Names are stable once landed: programs outside lean on them.
 * How     struct json json = json_begin(out);
 *         json_object_begin(&json, NULL);                the whole
 *         json_text(&json, "title", page->title);
 *         json_array_begin(&json, "acts"); json_number(&json, NULL, 7); json_array_end(&json);
 *         json_object_end(&json);
 * Holds   Within an array the name is NULL. Commas are the writer's. Bytes that are no UTF-8 become U+FFFD.
 * Not     Reading: jansson, whose names these must not be: json_object, json_array, json_null. */
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include "base/buffer.h"

struct json {
    struct buffer *out;
    bool comma; /* something stands before at this depth */
};

struct json json_begin(struct buffer *out);
void json_object_begin(struct json *json, const char *name);
void json_object_end(struct json *json);
void json_array_begin(struct json *json, const char *name);
void json_array_end(struct json *json);
void json_text(struct json *json, const char *name, struct slice text);
/* The same, left out when empty. */
void json_text_if(struct json *json, const char *name, struct slice text);
void json_number(struct json *json, const char *name, uint64_t number);
void json_bool(struct json *json, const char *name, bool value);
void json_nothing(struct json *json, const char *name);

#endif
