/* base/civil.h - civil time, as precise as it is known and no more.
 *
 * What    docs/format.md, "time": an instant with the offset of the wall where it happened, a minute, a day, a month, a year,
 *         a range of days, any of them with ~ for about, or unknown. Each is an interval.
 * Holds   begin <= end, in seconds since 1970-01-01T00:00:00Z. Two times are ordered only where they do not touch.
 * Not     A clock: no rule reads one. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include "base/buffer.h"

enum { HOUR_SECONDS = 3600, DAY_SECONDS = 24 * HOUR_SECONDS };

enum civil_precision { CIVIL_SECOND, CIVIL_MINUTE, CIVIL_DAY, CIVIL_MONTH, CIVIL_YEAR, CIVIL_RANGE, CIVIL_UNKNOWN };

struct civil {
    int64_t begin, end;     /* the interval, both ends included */
    int32_t offset_seconds; /* east of Greenwich; 0 where the text has none */
    enum civil_precision precision;
    bool about; /* written with ~ */
};

struct civil_date {
    int year;
    unsigned month, day; /* from 1 */
};

/* Reads any form of time; years 1000 to 9999; days that the month has; offsets up to 14:00. A day without offset is read
 * at `seat_offset_seconds`. False on anything else. */
bool civil_read(struct slice text, int32_t seat_offset_seconds, struct civil *time);
/* Reads "Z" or "+hh:mm" or "-hh:mm" ("+00:00" and "-00:00" are not written: that is Z). */
bool civil_read_offset(struct slice text, int32_t *offset_seconds);
/* Whether all of a lies before all of b; false where they touch or one is unknown. */
bool civil_before(const struct civil *a, const struct civil *b);
/* The day and the time of day on a wall with that offset. */
struct civil_date civil_date_at(int64_t seconds, int32_t offset_seconds, unsigned *hour, unsigned *minute,
                                unsigned *second);
/* Days since 1970-01-01 of a date of the Gregorian calendar; years from 1 to 1,000,000. */
int64_t civil_days(unsigned year, unsigned month, unsigned day);
/* "2012-12-13T01:29:00+04:00", or with Z when the offset is 0. */
void civil_write_instant(struct buffer *out, int64_t seconds, int32_t offset_seconds);

#endif
