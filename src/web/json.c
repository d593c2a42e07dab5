// SPDX-License-Identifier: Apache-2.0
#include "web/json.h"

#include "base/utf8.h"

struct json json_begin(struct buffer *out)
{
    return (struct json){ out, false };
}

/* The inside of a string. "<" and "&" are escaped too, so that JSON is safe inside HTML. */
static void json_write_string(struct buffer *out, struct slice text)
{
    static const char digits[] = "0123456789abcdef";
    buffer_add_byte(out, '"');
    for (size_t at = 0; at < text.length;) {
        uint32_t scalar = 0;
        size_t const step = utf8_read(text, at, &scalar);
        if (step == 0) {
            buffer_add(out, SLICE("\xEF\xBF\xBD"));
            at++;
        } else {
            if (scalar == '"' || scalar == '\\') {
                buffer_add_byte(out, '\\');
                buffer_add_byte(out, (char)scalar);
            } else if (scalar == '\n') {
                buffer_add(out, SLICE("\\n"));
            } else if (scalar < 0x20 || scalar == '<' || scalar == '&') {
                char const escape[6] = { '\\', 'u', '0', '0', digits[scalar >> 4], digits[scalar & 15] };
                buffer_add(out, (struct slice){ escape, sizeof escape });
            } else {
                buffer_add(out, slice_part(text, at, at + step));
            }
            at += step;
        }
    }
    buffer_add_byte(out, '"');
}

static void json_begin_value(struct json *json, const char *name)
{
    if (json->comma)
        buffer_add_byte(json->out, ',');
    if (name != NULL) {
        json_write_string(json->out, slice_of(name));
        buffer_add_byte(json->out, ':');
    }
    json->comma = true;
}

void json_object_begin(struct json *json, const char *name)
{
    json_begin_value(json, name);
    buffer_add_byte(json->out, '{');
    json->comma = false;
}

void json_object_end(struct json *json)
{
    buffer_add_byte(json->out, '}');
    json->comma = true;
}

void json_array_begin(struct json *json, const char *name)
{
    json_begin_value(json, name);
    buffer_add_byte(json->out, '[');
    json->comma = false;
}

void json_array_end(struct json *json)
{
    buffer_add_byte(json->out, ']');
    json->comma = true;
}

void json_text(struct json *json, const char *name, struct slice text)
{
    json_begin_value(json, name);
    json_write_string(json->out, text);
}

void json_text_if(struct json *json, const char *name, struct slice text)
{
    if (text.length > 0)
        json_text(json, name, text);
}

void json_number(struct json *json, const char *name, uint64_t number)
{
    json_begin_value(json, name);
    buffer_add_number(json->out, number);
}

void json_bool(struct json *json, const char *name, bool value)
{
    json_begin_value(json, name);
    buffer_add(json->out, value ? SLICE("true") : SLICE("false"));
}

void json_nothing(struct json *json, const char *name)
{
    json_begin_value(json, name);
    buffer_add(json->out, SLICE("null"));
}

void json_word(struct json *json, const char *name, const char *word)
{
    json_text(json, name, word != NULL ? slice_of(word) : SLICE(""));
}

void json_instant(struct json *json, const char *name, struct instant instant)
{
    if (!instant.known) {
        json_nothing(json, name);
        return;
    }
    json_begin_value(json, name);
    buffer_add_byte(json->out, '"');
    civil_write_instant(json->out, instant.seconds, instant.offset_seconds);
    buffer_add_byte(json->out, '"');
}

void json_count(struct json *json, const char *name, struct count count)
{
    if (count.known)
        json_number(json, name, count.number);
    else
        json_nothing(json, name);
}
