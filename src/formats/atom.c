// SPDX-License-Identifier: Apache-2.0
#include "formats/atom.h"

#include "base/civil.h"
#include "base/utf8.h"

/* XML 1.0, 2.2: Char. */
static bool atom_is_char(uint32_t scalar)
{
    return scalar == '\t' || scalar == '\n' || (scalar >= 0x20 && scalar != 0xfffe && scalar != 0xffff);
}

static struct slice atom_escape_of(uint32_t scalar)
{
    switch (scalar) {
    case '&':
        return SLICE("&amp;");
    case '<':
        return SLICE("&lt;");
    case '>':
        return SLICE("&gt;");
    case '"':
        return SLICE("&quot;");
    default:
        return SLICE("");
    }
}

static void atom_add_text(struct buffer *out, struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t scalar = 0;
        size_t const length = utf8_read(text, at, &scalar);
        struct slice const escape = atom_escape_of(scalar);
        if (length == 0 || !atom_is_char(scalar))
            buffer_add(out, SLICE("\xef\xbf\xbd"));
        else
            buffer_add(out, escape.length > 0 ? escape : slice_part(text, at, at + length));
        at += length > 0 ? length : 1;
    }
}

static void atom_add_element(struct buffer *out, const char *name, struct slice text)
{
    buffer_add_byte(out, '<');
    buffer_add_text(out, name);
    buffer_add_byte(out, '>');
    atom_add_text(out, text);
    buffer_add(out, SLICE("</"));
    buffer_add_text(out, name);
    buffer_add(out, SLICE(">\n"));
}

static void atom_add_time(struct buffer *out, int64_t seconds)
{
    buffer_add(out, SLICE("<updated>"));
    civil_write_instant(out, seconds, 0);
    buffer_add(out, SLICE("</updated>\n"));
}

static void atom_add_author(struct buffer *out, struct slice name)
{
    buffer_add(out, SLICE("<author>"));
    atom_add_element(out, "name", name);
    buffer_add(out, SLICE("</author>\n"));
}

static void atom_add_link(struct buffer *out, const char *relation, struct slice address)
{
    if (address.length == 0)
        return;
    buffer_add(out, SLICE("<link rel=\""));
    buffer_add_text(out, relation);
    buffer_add(out, SLICE("\" href=\""));
    atom_add_text(out, address);
    buffer_add(out, SLICE("\"/>\n"));
}

void atom_begin(struct buffer *out, const struct atom_feed *feed)
{
    buffer_add(out,
               SLICE("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
    atom_add_element(out, "id", feed->id);
    atom_add_element(out, "title", feed->title);
    if (feed->subtitle.length > 0)
        atom_add_element(out, "subtitle", feed->subtitle);
    atom_add_author(out, feed->author);
    atom_add_link(out, "self", feed->self);
    atom_add_link(out, "alternate", feed->page);
    atom_add_link(out, "next", feed->older);
    atom_add_time(out, feed->updated);
}

void atom_add(struct buffer *out, const struct atom_entry *entry)
{
    buffer_add(out, SLICE("<entry>\n"));
    atom_add_element(out, "id", entry->id);
    atom_add_element(out, "title", entry->title);
    atom_add_author(out, entry->author);
    atom_add_link(out, "alternate", entry->page);
    atom_add_time(out, entry->updated);
    buffer_add(out, SLICE("<category term=\""));
    atom_add_text(out, entry->category);
    buffer_add(out, SLICE("\"/>\n"));
    atom_add_element(out, "summary", entry->summary);
    buffer_add(out, SLICE("</entry>\n"));
}

void atom_end(struct buffer *out)
{
    buffer_add(out, SLICE("</feed>\n"));
}
