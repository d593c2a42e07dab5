/* Each act is written down for those who follow: once, also over a restart and when acts came while nobody wrote them down. */
#include "../unit/test.h"
#include "hall.h"

#include "rules/topic.h"
#include "store/notices.h"
#include "store/os.h"
#include "store/voice.h"
#include "web/notices.h"

static struct hall hall;
static struct notices *notices;
static unsigned char memory[1 << 20];
static struct error error;

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static void start(void)
{
    assert_true(site_open_voice(hall.site, &error));
    notices = notices_start(hall.site, &error);
    assert_non_null(notices);
}

static void submit(const char *words)
{
    struct room_answer answer;
    static unsigned made;
    struct slice const whole = hall_print(&hall, "id: S-%u\nstatement: %s\n", ++made, words);
    assert_true(room_submit(hall.room, hall_sign(&hall, "AAA", "statement", whole.bytes), &answer));
}

static size_t rows(struct notice *items)
{
    struct arena arena = { memory, 0, sizeof memory };
    size_t count;
    struct driver *const reader = voice_read(site_voice(hall.site), &error);
    assert_non_null(reader);
    assert_true(notices_after(reader, room_name(hall.room), -1, items, 64, &arena, &count, &error));
    voice_read_end(site_voice(hall.site));
    return count;
}

/* Waits until it is written up to which act there are rows. */
static int64_t wait_for(int64_t next)
{
    struct notice_place place = { 0 };
    for (int i = 0; i < 500 && place.next != next; i++) {
        struct arena arena = { memory, 0, sizeof memory };
        bool found;
        struct driver *const reader = voice_read(site_voice(hall.site), &error);
        assert_true(notice_place(reader, room_name(hall.room), &arena, &place, &found, &error));
        voice_read_end(site_voice(hall.site));
        os_sleep_ms(10);
    }
    return place.next;
}

static void what_happens_is_written_down_once(void **state)
{
    struct notice items[64];
    (void)state;
    int64_t const before = room_count(hall.room);
    start();
    assert_int_equal(wait_for(before), before);
    assert_int_equal(rows(items), 0); /* what was there is no news */
    submit("We are <here> & stay.");
    assert_int_equal(wait_for(before + 1), before + 1);
    assert_int_equal(rows(items), 1);
    assert_int_equal(items[0].seq, before);
    assert_slice(items[0].type, "statement");
    assert_true(topic_is_among(items[0].topics, SLICE("member:AAA")));
    assert_true(topic_is_among(items[0].topics, SLICE("kind:state")));
    assert_false(topic_is_among(items[0].topics, SLICE("member:BBB")));
    assert_non_null(memmem(items[0].sentence.bytes, items[0].sentence.length, "“We are <here> & stay.”", 27));
    notices_stop(notices);
}

static void what_came_in_between_is_written_down_later(void **state)
{
    struct notice items[64];
    (void)state;
    int64_t const before = room_count(hall.room);
    start();
    assert_int_equal(wait_for(before), before);
    notices_stop(notices);
    submit("While nobody listened.");
    submit("And again.");
    hall_leave(&hall);
    assert_true(hall_enter(&hall, &error));
    start();
    assert_int_equal(wait_for(before + 2), before + 2);
    submit("Now.");
    assert_int_equal(wait_for(before + 3), before + 3);
    assert_int_equal(rows(items), 3);
    for (int64_t i = 0; i < 3; i++)
        assert_int_equal(items[i].seq, before + i);
    notices_stop(notices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_happens_is_written_down_once, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(what_came_in_between_is_written_down_later, open_hall, close_hall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
