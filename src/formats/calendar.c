// SPDX-License-Identifier: Apache-2.0
#include "formats/calendar.h"

#include "base/civil.h"
#include "base/utf8.h"

enum { LINE_OCTETS_MAX = 75 /* RFC 5545, 3.1, without CRLF */ };

/* The content line that is being written, and the octets on its last physical line. */
struct line {
    struct buffer *out;
    size_t octets;
};

static void calendar_add_octets(struct line *line, struct slice character)
{
    if (line->octets + character.length > LINE_OCTETS_MAX) {
        buffer_add(line->out, SLICE("\r\n "));
        line->octets = 1;
    }
    buffer_add(line->out, character);
    line->octets += character.length;
}

static void calendar_add_plain(struct line *line, struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t scalar;
        size_t const length = utf8_read(text, at, &scalar);
        if (length > 0 && scalar >= 0x20 && scalar != 0x7f)
            calendar_add_octets(line, slice_part(text, at, at + length));
        at += length > 0 ? length : 1;
    }
}

/* Escapes backslash, semicolon, comma and line ends (RFC 5545, 3.3.11). A fold never splits an escape. */
static void calendar_add_escaped(struct line *line, struct slice text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t scalar = 0;
        size_t const length = utf8_read(text, at, &scalar);
        switch (scalar) {
        case '\\':
            calendar_add_octets(line, SLICE("\\\\"));
            break;
        case ';':
            calendar_add_octets(line, SLICE("\\;"));
            break;
        case ',':
            calendar_add_octets(line, SLICE("\\,"));
            break;
        case '\n':
            calendar_add_octets(line, SLICE("\\n"));
            break;
        default:
            calendar_add_plain(line, slice_part(text, at, at + length));
            break;
        }
        at += length > 0 ? length : 1;
    }
}

static struct line calendar_begin_line(struct buffer *out, const char *name)
{
    struct line line = { out, 0 };
    calendar_add_plain(&line, slice_of(name));
    return line;
}

static void calendar_add_text(struct buffer *out, const char *name, struct slice text)
{
    if (text.length == 0)
        return;
    struct line line = calendar_begin_line(out, name);
    calendar_add_escaped(&line, text);
    buffer_add(out, SLICE("\r\n"));
}

/* Adds a URI: nothing in it is escaped (RFC 5545, 3.3.13). */
static void calendar_add_address(struct buffer *out, const char *name, struct slice address)
{
    if (address.length == 0)
        return;
    struct line line = calendar_begin_line(out, name);
    calendar_add_plain(&line, address);
    buffer_add(out, SLICE("\r\n"));
}

static void calendar_add_date(struct buffer *out, int64_t seconds, int32_t offset, bool clock)
{
    unsigned hour, minute, second;
    struct civil_date const date = civil_date_at(seconds, offset, &hour, &minute, &second);
    buffer_add_padded(out, (uint64_t)date.year, 4);
    buffer_add_padded(out, date.month, 2);
    buffer_add_padded(out, date.day, 2);
    if (clock) {
        buffer_add_byte(out, 'T');
        buffer_add_padded(out, hour, 2);
        buffer_add_padded(out, minute, 2);
        buffer_add_padded(out, second, 2);
        buffer_add_byte(out, 'Z');
    }
    buffer_add(out, SLICE("\r\n"));
}

static void calendar_add_instant(struct buffer *out, const char *name, int64_t seconds)
{
    buffer_add_text(out, name);
    calendar_add_date(out, seconds, 0, true);
}

void calendar_begin(struct buffer *out, const struct calendar *calendar)
{
    buffer_add(out, SLICE("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenary//Plenary//EN\r\nCALSCALE:GREGORIAN\r\n"
                          "METHOD:PUBLISH\r\n"));
    calendar_add_text(out, "NAME:", calendar->name); /* RFC 7986; older programs read X-WR-CALNAME */
    calendar_add_text(out, "X-WR-CALNAME:", calendar->name);
    calendar_add_address(out, "URL:", calendar->page);
    buffer_add(out, SLICE("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
}

void calendar_add(struct buffer *out, const struct calendar_event *event)
{
    buffer_add(out, SLICE("BEGIN:VEVENT\r\n"));
    calendar_add_text(out, "UID:", event->uid);
    calendar_add_instant(out, "DTSTAMP:", event->stamp);
    buffer_add(out, SLICE("SEQUENCE:"));
    buffer_add_number(out, event->version);
    buffer_add(out, SLICE("\r\n"));
    if (event->whole_days) { /* DTEND is the day after the last one */
        buffer_add(out, SLICE("DTSTART;VALUE=DATE:"));
        calendar_add_date(out, event->begin, event->offset_seconds, false);
        buffer_add(out, SLICE("DTEND;VALUE=DATE:"));
        calendar_add_date(out, event->end + DAY_SECONDS, event->offset_seconds, false);
        buffer_add(out, SLICE("TRANSP:TRANSPARENT\r\n"));
    } else {
        calendar_add_instant(out, "DTSTART:", event->begin);
        if (event->end > event->begin)
            calendar_add_instant(out, "DTEND:", event->end);
    }
    calendar_add_text(out, "SUMMARY:", event->title);
    calendar_add_text(out, "LOCATION:", event->place);
    calendar_add_text(out, "DESCRIPTION:", event->words);
    calendar_add_address(out, "URL:", event->page);
    buffer_add(out, event->cancelled ? SLICE("STATUS:CANCELLED\r\n") : SLICE("STATUS:CONFIRMED\r\n"));
    buffer_add(out, SLICE("END:VEVENT\r\n"));
}

void calendar_end(struct buffer *out)
{
    buffer_add(out, SLICE("END:VCALENDAR\r\n"));
}
