// SPDX-License-Identifier: Apache-2.0
/* formats/calendar.h - writes meetings and days as iCalendar (RFC 5545).
 *
 * How     calendar_begin(out, &calendar);
 *         calendar_add(out, &event);  // each
 *         calendar_end(out);
 * Holds   Lines have at most 75 octets, end in CRLF and are folded between characters. Times are in UTC. Text is escaped. Control
 *         characters and invalid UTF-8 are left out.
 * Limits  Those of the buffer. */
#ifndef FORMATS_CALENDAR_H
#define FORMATS_CALENDAR_H

#include "base/buffer.h"

struct calendar {
    struct slice name, page; /* its name, and the address of its page */
};

struct calendar_event {
    struct slice uid; /* never changes */
    struct slice title, place, words, page;
    int64_t stamp;          /* when this version was made: DTSTAMP */
    unsigned version;       /* number of changes: SEQUENCE */
    int64_t begin, end;     /* seconds since 1970; end == begin when the end is not known */
    bool whole_days;        /* begin and end are the first and the last day, in local time */
    int32_t offset_seconds; /* UTC offset of the place, for whole days */
    bool cancelled;
};

void calendar_begin(struct buffer *out, const struct calendar *calendar);
void calendar_add(struct buffer *out, const struct calendar_event *event);
void calendar_end(struct buffer *out);

#endif
