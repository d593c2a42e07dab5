// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "base/utf8.h"
#include "formats/calendar.h"

static char bytes[16384], unfolded[16384];

static struct slice calendar_of(const struct calendar_event *event)
{
    static struct buffer out;
    struct buffer const fresh = BUFFER(bytes);
    out = fresh;
    struct calendar const calendar = { .name = SLICE("Assembly, 2026"), .page = SLICE("https://site.example/a") };
    calendar_begin(&out, &calendar);
    calendar_add(&out, event);
    calendar_end(&out);
    assert_false(out.full);
    return buffer_slice(&out);
}

/* As a reader of RFC 5545 does: CRLF and a space are nothing. */
static struct slice unfold(struct slice text)
{
    static struct buffer out;
    struct buffer const fresh = BUFFER(unfolded);
    out = fresh;
    for (size_t i = 0; i < text.length; i++) {
        if (slice_begins(slice_part(text, i, text.length), SLICE("\r\n ")))
            i += 2;
        else
            buffer_add_byte(&out, text.bytes[i]);
    }
    return buffer_slice(&out);
}

static bool has_line(struct slice text, const char *wanted)
{
    struct slice rest = unfold(text), line;
    while (slice_next(&rest, '\n', &line))
        if (slice_ends(line, SLICE("\r")) && slice_equal(slice_part(line, 0, line.length - 1), slice_of(wanted)))
            return true;
    return false;
}

static void a_meeting_is_an_event_in_utc(void **state)
{
    (void)state;
    struct calendar_event const event = { .uid = SLICE("meeting-M-1.a@site.example"),
                                          .title = SLICE("Plenary"),
                                          .stamp = 1355362140,
                                          .version = 2,
                                          .begin = 1355362140,
                                          .end = 1355365740,
                                          .offset_seconds = 14400 };
    struct slice const text = calendar_of(&event);
    assert_true(has_line(text, "DTSTART:20121213T012900Z"));
    assert_true(has_line(text, "DTEND:20121213T022900Z"));
    assert_true(has_line(text, "UID:meeting-M-1.a@site.example"));
    assert_true(has_line(text, "SEQUENCE:2"));
    assert_true(has_line(text, "STATUS:CONFIRMED"));
    assert_true(has_line(text, "X-WR-CALNAME:Assembly\\, 2026"));
}

static void whole_days_are_those_of_the_seat(void **state)
{
    (void)state;
    /* 3 to 14 December at +04:00 */
    struct calendar_event const event = { .uid = SLICE("c"),
                                          .title = SLICE("Conference"),
                                          .begin = 1354478400,
                                          .end = 1355515199,
                                          .whole_days = true,
                                          .offset_seconds = 14400,
                                          .cancelled = true };
    struct slice const text = calendar_of(&event);
    assert_true(has_line(text, "DTSTART;VALUE=DATE:20121203"));
    assert_true(has_line(text, "DTEND;VALUE=DATE:20121215"));
    assert_true(has_line(text, "STATUS:CANCELLED"));
}

static void no_property_comes_out_of_text(void **state)
{
    (void)state;
    struct calendar_event const event = { .uid = SLICE("x"),
                                          .title = SLICE("a\r\nATTACH:http://x.example;b,c\\"),
                                          .words = SLICE("one\ntwo\x01\xFF"),
                                          .page = SLICE("https://site.example/a?b=1,2\r\nX-EVIL:1") };
    struct slice const text = calendar_of(&event);
    assert_true(has_line(text, "SUMMARY:a\\nATTACH:http://x.example\\;b\\,c\\\\"));
    assert_true(has_line(text, "DESCRIPTION:one\\ntwo"));
    assert_true(has_line(text, "URL:https://site.example/a?b=1,2X-EVIL:1"));
}

static void lines_are_folded_between_characters(void **state)
{
    (void)state;
    char words[4000];
    struct buffer title = BUFFER(words);
    for (size_t i = 0; i < 300; i++)
        buffer_add(&title, i % 3 == 0 ? SLICE("\xF0\x9F\x95\x8A") : i % 3 == 1 ? SLICE("\xD7\xA9") : SLICE(","));
    struct calendar_event const event = { .uid = SLICE("x"), .title = buffer_slice(&title) };
    struct slice const text = calendar_of(&event);
    struct slice rest = text, line;
    size_t longest = 0;
    while (slice_next(&rest, '\n', &line)) {
        assert_true(slice_ends(line, SLICE("\r")));
        assert_true(utf8_is_valid(line));
        if (line.length - 1 > longest)
            longest = line.length - 1;
    }
    assert_in_range(longest, 70, 75);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_meeting_is_an_event_in_utc),
        cmocka_unit_test(whole_days_are_those_of_the_seat),
        cmocka_unit_test(no_property_comes_out_of_text),
        cmocka_unit_test(lines_are_folded_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
