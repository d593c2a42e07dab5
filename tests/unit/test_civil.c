// SPDX-License-Identifier: Apache-2.0
/* base/civil.c: times of every precision, and the calendar at its edges. */
#include "test.h"

#include "base/civil.h"

enum { HOUR = 3600, DAY = 86400 };

static void reads_each_precision_as_an_interval(void **state)
{
    (void)state;
    /* 2012-12-13T00:00:00Z is 1355356800. The seat is four hours east. */
    static const struct {
        const char *text;
        int64_t begin, end;
        enum civil_precision precision;
        int32_t offset;
        bool about;
    } cases[] = {
        { "2012-12-13T01:29:00+04:00", 1355347740, 1355347740, CIVIL_SECOND, 4 * HOUR, false },
        { "2012-12-12T21:29:00Z", 1355347740, 1355347740, CIVIL_SECOND, 0, false },
        { "2012-12-12T16:29:30-05:00", 1355347770, 1355347770, CIVIL_SECOND, -5 * HOUR, false },
        { "2012-12-13T01:29+04:00", 1355347740, 1355347799, CIVIL_MINUTE, 4 * HOUR, false },
        { "2012-12-13T01:29+04:00~", 1355347740, 1355347799, CIVIL_MINUTE, 4 * HOUR, true },
        { "2012-12-13", 1355342400, 1355428799, CIVIL_DAY, 4 * HOUR, false },
        { "2012-12-13~", 1355342400, 1355428799, CIVIL_DAY, 4 * HOUR, true },
        { "2012-12", 1354305600, 1356983999, CIVIL_MONTH, 4 * HOUR, false },
        { "2012", 1325361600, 1356983999, CIVIL_YEAR, 4 * HOUR, false },
        { "2012~", 1325361600, 1356983999, CIVIL_YEAR, 4 * HOUR, true },
        { "2012-12-03..2012-12-14", 1354478400, 1355515199, CIVIL_RANGE, 4 * HOUR, false },
        { "2012-12-31..2013-01-01", 1356897600, 1357070399, CIVIL_RANGE, 4 * HOUR, false },
        { "unknown", INT64_MIN, INT64_MAX, CIVIL_UNKNOWN, 4 * HOUR, false },
        { "1970-01-01T00:00:00Z", 0, 0, CIVIL_SECOND, 0, false },
        { "1969-12-31T23:59:59Z", -1, -1, CIVIL_SECOND, 0, false },
        { "1865-05-17", -3301704000, -3301617601, CIVIL_DAY, 4 * HOUR, false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct civil time;
        assert_true(civil_read(slice_of(cases[i].text), 4 * HOUR, &time));
        assert_int_equal(time.begin, cases[i].begin);
        assert_int_equal(time.end, cases[i].end);
        assert_int_equal(time.precision, cases[i].precision);
        assert_int_equal(time.offset_seconds, cases[i].offset);
        assert_int_equal(time.about, cases[i].about);
    }
}

static void refuses_what_is_no_time(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "~",
        "12",
        "999",
        "0999",
        "20120",
        "2012~~",
        "2012-1",
        "2012-00",
        "2012-13",
        "2012-12-",
        "2012-12-00",
        "2012-12-32",
        "2012-11-31",
        "2011-02-29",
        "1900-02-29",
        "2100-02-29",
        "2012-02-30",
        "12-12-2012",
        "2012/12/13",
        "2012-12-13T",
        "2012-12-13T01",
        "2012-12-13T01:29",
        "2012-12-13T01:29:00",
        "2012-12-13T24:00:00Z",
        "2012-12-13T23:60:00Z",
        "2012-12-13T23:59:60Z",
        "2012-12-13t01:29:00Z",
        "2012-12-13 01:29:00Z",
        "2012-12-13T01:29:00z",
        "2012-12-13T01:29:00.5Z",
        "2012-12-13T01:29:00+4:00",
        "2012-12-13T01:29:00+0400",
        "2012-12-13T01:29:00+00:00",
        "2012-12-13T01:29:00-00:00",
        "2012-12-13T01:29:00+14:01",
        "2012-12-13T01:29:00+04:60",
        "2012-12-13T01:29:00Z ",
        " 2012",
        "2012-12-13..",
        "..2012-12-13",
        "2012-12-13..2012-12-13",
        "2012-12-14..2012-12-13",
        "2012-12-13..2012",
        "2012-12..2013-01",
        "2012-12-13...2012-12-14",
        "Unknown",
        "unknown~",
        "-2012",
        "+2012",
        "2012-12-13T01:29:00+04:00+04:00",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct civil time;
        if (civil_read(slice_of(cases[i]), 0, &time)) {
            print_error("taken: \"%s\"\n", cases[i]);
            _fail(__FILE__, __LINE__);
        }
    }
}

static void leap_days_are_where_the_calendar_has_them(void **state)
{
    (void)state;
    static const char *const leap[] = { "2012-02-29", "2000-02-29", "1600-02-29", "2400-02-29" };
    for (size_t i = 0; i < COUNT(leap); i++) {
        struct civil time;
        assert_true(civil_read(slice_of(leap[i]), 0, &time));
        assert_int_equal(time.end - time.begin, DAY - 1);
    }
    struct civil february;
    assert_true(civil_read(SLICE("2012-02"), 0, &february));
    assert_int_equal(february.end + 1 - february.begin, 29 * DAY);
    assert_true(civil_read(SLICE("2013-02"), 0, &february));
    assert_int_equal(february.end + 1 - february.begin, 28 * DAY);
    assert_true(civil_read(SLICE("2012"), 0, &february));
    assert_int_equal(february.end + 1 - february.begin, 366 * DAY);
}

/* Every day from the year 1000 to 3000 is the day after the one before, and is read back. */
static void days_follow_one_another(void **state)
{
    (void)state;
    int64_t const last = civil_days(3000, 12, 31);
    struct civil_date before = { 999, 12, 31 };
    for (int64_t day = civil_days(1000, 1, 1); day <= last; day++) {
        unsigned hour, minute, second;
        struct civil_date const date = civil_date_at(day * DAY + 86399, 0, &hour, &minute, &second);
        assert_int_equal(civil_days((unsigned)date.year, date.month, date.day), day);
        assert_int_equal(hour * HOUR + minute * 60 + second, 86399);
        bool const next_day = date.day == before.day + 1 && date.month == before.month && date.year == before.year;
        bool const next_month = date.day == 1 && date.month == before.month + 1 && date.year == before.year;
        bool const next_year = date.day == 1 && date.month == 1 && date.year == before.year + 1;
        assert_true(next_day || next_month || next_year);
        before = date;
    }
}

static void before_holds_only_where_intervals_do_not_touch(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool before;
    } cases[] = {
        { "2012-12-13", "2012-12-14", true },
        { "2012-12-13", "2012-12-13", false },
        { "2012-12-13", "2012-12", false },
        { "2012-11", "2012-12-01", true },
        { "2012-12-14", "2012-12-13", false },
        { "2012-12-13T12:00+04:00", "2012-12-13T12:00:59+04:00", false },
        { "2012-12-13T12:00+04:00", "2012-12-13T12:01:00+04:00", true },
        { "2012-12-13T23:00:00-05:00", "2012-12-14T01:00:00+04:00", false },
        { "2012-12-14T01:00:00+04:00", "2012-12-13T23:00:00-05:00", true },
        { "unknown", "2012", false },
        { "2012", "unknown", false },
        { "unknown", "unknown", false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct civil a, b;
        assert_true(civil_read(slice_of(cases[i].a), 0, &a));
        assert_true(civil_read(slice_of(cases[i].b), 0, &b));
        assert_int_equal(civil_before(&a, &b), cases[i].before);
    }
}

static void instants_are_written_as_they_are_read(void **state)
{
    (void)state;
    static const char *const cases[] = { "2012-12-13T01:29:00+04:00", "2012-02-29T23:59:59Z",
                                         "1969-12-31T19:00:00-05:00", "2026-01-01T00:00:00+05:45",
                                         "1000-01-01T00:00:00Z",      "9999-12-31T23:59:59-14:00",
                                         "1900-03-01T00:00:00+14:00" };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct civil time;
        char memory[32];
        struct buffer out = BUFFER(memory);
        assert_true(civil_read(slice_of(cases[i]), 0, &time));
        civil_write_instant(&out, time.begin, time.offset_seconds);
        assert_slice(buffer_slice(&out), cases[i]);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_each_precision_as_an_interval),
        cmocka_unit_test(refuses_what_is_no_time),
        cmocka_unit_test(leap_days_are_where_the_calendar_has_them),
        cmocka_unit_test(days_follow_one_another),
        cmocka_unit_test(before_holds_only_where_intervals_do_not_touch),
        cmocka_unit_test(instants_are_written_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
