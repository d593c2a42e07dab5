// SPDX-License-Identifier: Apache-2.0
#include "web/html.h"

void html_raw(struct buffer *out, struct slice literal)
{
    buffer_add(out, literal);
}

/* Copies runs that need no escape in one piece. */
static void html_write_escaped(struct buffer *out, struct slice text, bool quoted)
{
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        struct slice with;
        switch (text.bytes[i]) {
        case '&':
            with = SLICE("&amp;");
            break;
        case '<':
            with = SLICE("&lt;");
            break;
        case '>':
            with = SLICE("&gt;");
            break;
        case '"':
            with = quoted ? SLICE("&quot;") : SLICE("\"");
            break;
        case '\'':
            with = quoted ? SLICE("&#39;") : SLICE("'");
            break;
        default:
            continue;
        }
        buffer_add(out, slice_part(text, from, i));
        buffer_add(out, with);
        from = i + 1;
    }
    buffer_add(out, slice_part(text, from, text.length));
}

void html_text_slice(struct buffer *out, struct slice text)
{
    html_write_escaped(out, text, false);
}

void html_text_markup(struct buffer *out, struct markup markup)
{
    buffer_add(out, markup.html);
}

void html_text_name(struct buffer *out, const char *name)
{
    html_write_escaped(out, slice_of(name), false);
}

void html_attribute_slice(struct buffer *out, struct slice text)
{
    html_write_escaped(out, text, true);
}

void html_attribute_name(struct buffer *out, const char *name)
{
    html_write_escaped(out, slice_of(name), true);
}

void html_number(struct buffer *out, uint64_t number)
{
    buffer_add_number(out, number);
}

void html_link(struct buffer *out, struct slice address)
{
    bool const here = slice_begins(address, SLICE("/")) && !slice_begins(address, SLICE("//")) &&
                      !slice_begins(address, SLICE("/\\"));
    if (here || slice_begins(address, SLICE("#")) || slice_begins(address, SLICE("?")) ||
        slice_begins(address, SLICE("https://")) || slice_begins(address, SLICE("http://")))
        html_write_escaped(out, address, true);
    else
        buffer_add_byte(out, '#');
}

static bool html_is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '.' || byte == '_' || byte == '~' || byte == ':';
}

void html_segment_slice(struct buffer *out, struct slice text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char const byte = (unsigned char)text.bytes[i];
        if (html_is_unreserved(text.bytes[i])) {
            buffer_add_byte(out, text.bytes[i]);
        } else {
            char const escape[3] = { '%', digits[byte >> 4], digits[byte & 15] };
            buffer_add(out, (struct slice){ escape, sizeof escape });
        }
    }
}

bool html_is_true(bool value)
{
    return value;
}

bool html_is_slice(struct slice value)
{
    return value.length > 0;
}

bool html_is_name(const char *value)
{
    return value != NULL && value[0] != 0;
}

bool html_is_instant(struct instant value)
{
    return value.known;
}

bool html_is_markup(struct markup value)
{
    return value.html.length > 0;
}

bool html_is_number(uint64_t value)
{
    return value > 0;
}
