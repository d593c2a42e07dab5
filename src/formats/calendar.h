/* formats/calendar.h - meetings and days as iCalendar: RFC 5545.
 *
 * How     calendar_begin(&out, &calendar); for (each) calendar_add(&out, &event); calendar_end(&out);
 * Holds   Lines of at most 75 octets that end in CRLF, folded between characters; times in UTC; text escaped. Bytes that are
 *         no UTF-8, and controls, are left out.
 * Limits  The buffer's. */
#ifndef FORMATS_CALENDAR_H
#define FORMATS_CALENDAR_H

#include "base/buffer.h"

struct calendar {
    struct slice name, page; /* what it is called, and where its page is */
};

struct calendar_event {
    struct slice uid; /* never changes */
    struct slice title, place, words, page;
    int64_t stamp;          /* when this was last known to be so */
    unsigned version;       /* counts changes: SEQUENCE */
    int64_t begin, end;     /* seconds since 1970; end == begin where it is not known */
    bool whole_days;        /* begin and end are days of the seat's calendar, both included */
    int32_t offset_seconds; /* of the seat, for whole days */
    bool cancelled;
};

void calendar_begin(struct buffer *out, const struct calendar *calendar);
void calendar_add(struct buffer *out, const struct calendar_event *event);
void calendar_end(struct buffer *out);

#endif
