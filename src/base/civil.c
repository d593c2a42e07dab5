// SPDX-License-Identifier: Apache-2.0
#include "base/civil.h"

enum { OFFSET_SECONDS_MAX = 14 * HOUR_SECONDS, YEAR_MIN = 1000, NO_DIGITS = 100 };

int64_t civil_days(unsigned year, unsigned month, unsigned day)
{
    /* The year is counted from 1 March, so that the leap day is its last. */
    unsigned const y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
    return (int64_t)(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1) - 719468;
}

struct civil_date civil_date_at(int64_t seconds, int32_t offset_seconds, unsigned *hour, unsigned *minute,
                                unsigned *second)
{
    int64_t const local = seconds + offset_seconds;
    int64_t const days = (local >= 0 ? local : local - (DAY_SECONDS - 1)) / DAY_SECONDS;
    unsigned const of_day = (unsigned)(local - days * DAY_SECONDS);
    *hour = of_day / HOUR_SECONDS;
    *minute = of_day / 60 % 60;
    *second = of_day % 60;
    int64_t const z = days + 719468;
    int64_t const era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t const day_of_era = z - era * 146097;
    int64_t const year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t const shifted_month = (5 * day_of_year + 2) / 153;
    unsigned const month = (unsigned)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return (struct civil_date){ (int)(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month,
                                (unsigned)(day_of_year - (153 * shifted_month + 2) / 5 + 1) };
}

static unsigned civil_days_in_month(unsigned year, unsigned month)
{
    static const unsigned char days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month != 2)
        return days[month - 1];
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
}

/* Two digits as a number; NO_DIGITS when they are not digits. */
static unsigned civil_two_digits(const char *bytes)
{
    unsigned const tens = (unsigned)bytes[0] - '0', ones = (unsigned)bytes[1] - '0';
    return tens < 10 && ones < 10 ? 10 * tens + ones : NO_DIGITS;
}

/* Four digits as a year; 0 when they are not digits or the year is before YEAR_MIN. */
static unsigned civil_year_of(const char *bytes)
{
    unsigned const century = civil_two_digits(bytes), year = civil_two_digits(bytes + 2);
    return century != NO_DIGITS && year != NO_DIGITS && 100 * century + year >= YEAR_MIN ? 100 * century + year : 0;
}

static bool civil_take_byte(struct slice *rest, char byte)
{
    if (rest->length == 0 || rest->bytes[0] != byte)
        return false;
    *rest = slice_part(*rest, 1, rest->length);
    return true;
}

bool civil_read_offset(struct slice text, int32_t *offset_seconds)
{
    if (slice_equal(text, SLICE("Z"))) {
        *offset_seconds = 0;
        return true;
    }
    const char *const bytes = text.bytes;
    if (text.length != sizeof "+hh:mm" - 1 || (bytes[0] != '+' && bytes[0] != '-') || bytes[3] != ':')
        return false;
    unsigned const hours = civil_two_digits(bytes + 1), minutes = civil_two_digits(bytes + 4);
    int32_t const seconds = (int32_t)(hours * HOUR_SECONDS + minutes * 60);
    if (minutes > 59 || seconds > OFFSET_SECONDS_MAX || seconds == 0)
        return false;
    *offset_seconds = bytes[0] == '+' ? seconds : -seconds;
    return true;
}

struct parts {
    unsigned year, month, day;
};

static bool civil_take_date(struct slice *rest, struct parts *parts)
{
    const char *const bytes = rest->bytes;
    if (rest->length < sizeof "YYYY-MM-DD" - 1 || bytes[4] != '-' || bytes[7] != '-')
        return false;
    *parts = (struct parts){ civil_year_of(bytes), civil_two_digits(bytes + 5), civil_two_digits(bytes + 8) };
    *rest = slice_part(*rest, sizeof "YYYY-MM-DD" - 1, rest->length);
    return parts->year > 0 && parts->month >= 1 && parts->month <= 12 && parts->day >= 1 &&
           parts->day <= civil_days_in_month(parts->year, parts->month);
}

static int64_t civil_day_begin(const struct parts *parts, int32_t offset)
{
    return civil_days(parts->year, parts->month, parts->day) * DAY_SECONDS - offset;
}

static bool civil_read_clock(struct slice rest, const struct parts *date, struct civil *time)
{
    const char *const bytes = rest.bytes;
    if (rest.length < sizeof "hh:mmZ" - 1 || bytes[2] != ':')
        return false;
    time->precision = bytes[5] == ':' ? CIVIL_SECOND : CIVIL_MINUTE;
    size_t const length = time->precision == CIVIL_SECOND ? sizeof "hh:mm:ss" - 1 : sizeof "hh:mm" - 1;
    if (rest.length < length)
        return false;
    unsigned const hour = civil_two_digits(bytes), minute = civil_two_digits(bytes + 3),
                   second = time->precision == CIVIL_SECOND ? civil_two_digits(bytes + 6) : 0;
    if (hour > 23 || minute > 59 || second > 59 ||
        !civil_read_offset(slice_part(rest, length, rest.length), &time->offset_seconds))
        return false;
    time->begin = civil_day_begin(date, time->offset_seconds) + (int64_t)(hour * HOUR_SECONDS + minute * 60 + second);
    time->end = time->begin + (time->precision == CIVIL_MINUTE ? 59 : 0);
    return true;
}

static bool civil_read_month_or_year(struct slice text, int32_t seat, struct civil *time)
{
    bool const has_month = text.length == sizeof "YYYY-MM" - 1 && text.bytes[4] == '-';
    if (!has_month && text.length != sizeof "YYYY" - 1)
        return false;
    struct parts const first = { civil_year_of(text.bytes), has_month ? civil_two_digits(text.bytes + 5) : 1, 1 };
    if (first.year == 0 || first.month < 1 || first.month > 12)
        return false;
    struct parts const after = { first.year + (!has_month || first.month == 12), has_month ? first.month % 12 + 1 : 1,
                                 1 };
    time->precision = has_month ? CIVIL_MONTH : CIVIL_YEAR;
    time->begin = civil_day_begin(&first, seat);
    time->end = civil_day_begin(&after, seat) - 1;
    return true;
}

bool civil_read(struct slice text, int32_t seat_offset_seconds, struct civil *time)
{
    *time = (struct civil){ .offset_seconds = seat_offset_seconds };
    if (slice_equal(text, SLICE("unknown"))) {
        *time = (struct civil){ INT64_MIN, INT64_MAX, seat_offset_seconds, CIVIL_UNKNOWN, false };
        return true;
    }
    if (slice_ends(text, SLICE("~"))) {
        time->about = true;
        text = slice_part(text, 0, text.length - 1);
    }
    struct slice rest = text;
    struct parts date;
    if (!civil_take_date(&rest, &date))
        return civil_read_month_or_year(text, seat_offset_seconds, time);
    if (rest.length == 0) {
        time->precision = CIVIL_DAY;
        time->begin = civil_day_begin(&date, seat_offset_seconds);
        time->end = time->begin + DAY_SECONDS - 1;
        return true;
    }
    if (civil_take_byte(&rest, 'T'))
        return civil_read_clock(rest, &date, time);
    struct parts last;
    if (!slice_begins(rest, SLICE("..")))
        return false;
    rest = slice_part(rest, 2, rest.length);
    if (!civil_take_date(&rest, &last) || rest.length > 0)
        return false;
    time->precision = CIVIL_RANGE;
    time->begin = civil_day_begin(&date, seat_offset_seconds);
    time->end = civil_day_begin(&last, seat_offset_seconds) + DAY_SECONDS - 1;
    return time->end >= time->begin + DAY_SECONDS;
}

bool civil_before(const struct civil *a, const struct civil *b)
{
    return a->precision != CIVIL_UNKNOWN && b->precision != CIVIL_UNKNOWN && a->end < b->begin;
}

void civil_write_instant(struct buffer *out, int64_t seconds, int32_t offset_seconds)
{
    unsigned hour, minute, second;
    struct civil_date const date = civil_date_at(seconds, offset_seconds, &hour, &minute, &second);
    buffer_add_padded(out, (uint64_t)date.year, 4);
    buffer_add_byte(out, '-');
    buffer_add_padded(out, date.month, 2);
    buffer_add_byte(out, '-');
    buffer_add_padded(out, date.day, 2);
    buffer_add_byte(out, 'T');
    buffer_add_padded(out, hour, 2);
    buffer_add_byte(out, ':');
    buffer_add_padded(out, minute, 2);
    buffer_add_byte(out, ':');
    buffer_add_padded(out, second, 2);
    if (offset_seconds == 0) {
        buffer_add_byte(out, 'Z');
        return;
    }
    unsigned const distance = (unsigned)(offset_seconds < 0 ? -offset_seconds : offset_seconds);
    buffer_add_byte(out, offset_seconds < 0 ? '-' : '+');
    buffer_add_padded(out, distance / HOUR_SECONDS, 2);
    buffer_add_byte(out, ':');
    buffer_add_padded(out, distance / 60 % 60, 2);
}
