// SPDX-License-Identifier: Apache-2.0
/* base/civil.h - civil time, only as precise as it is known.
 *
 * What    The forms of time in docs/format.md: an instant with the local UTC offset, a minute, a day, a month, a year, a range
 *         of days; any of them marked approximate with "~"; or "unknown". Each is an interval.
 * Holds   begin <= end, in seconds since 1970-01-01T00:00:00Z. One time is before another only when they do not overlap.
 * Not     A clock: no rule reads one. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "base/buffer.h"

enum { HOUR_SECONDS = 3600, DAY_SECONDS = 24 * HOUR_SECONDS };

enum civil_precision { CIVIL_SECOND, CIVIL_MINUTE, CIVIL_DAY, CIVIL_MONTH, CIVIL_YEAR, CIVIL_RANGE, CIVIL_UNKNOWN };

struct civil {
    int64_t begin, end;     /* the interval, both ends included */
    int32_t offset_seconds; /* east of Greenwich */
    enum civil_precision precision;
    bool about; /* written with ~ */
};

/* A moment as a wall shows it. */
struct instant {
    int64_t seconds;        /* since 1970-01-01T00:00:00Z */
    int32_t offset_seconds; /* east of Greenwich */
    bool known;
};

struct civil_date {
    int year;
    unsigned month, day; /* from 1 */
};

/* Reads any form of time: years 1000 to 9999, existing days, offsets up to 14:00. A day has no offset of its own and is read at
 * `seat_offset_seconds`. False on anything else. */
bool civil_read(struct slice text, int32_t seat_offset_seconds, struct civil *time);
/* Reads "Z", "+hh:mm" or "-hh:mm". "+00:00" and "-00:00" are refused: zero is written Z. */
bool civil_read_offset(struct slice text, int32_t *offset_seconds);
/* Whether all of a is before all of b; false when they overlap or one is unknown. */
bool civil_before(const struct civil *a, const struct civil *b);
/* The local date and time of day at that offset. */
struct civil_date civil_date_at(int64_t seconds, int32_t offset_seconds, unsigned *hour, unsigned *minute,
                                unsigned *second);
/* Days from 1970-01-01 to a date of the Gregorian calendar, year 1 to 1,000,000. */
int64_t civil_days(unsigned year, unsigned month, unsigned day);
/* Writes "2012-12-13T01:29:00+04:00"; the offset 0 as Z. */
void civil_write_instant(struct buffer *out, int64_t seconds, int32_t offset_seconds);

#endif
