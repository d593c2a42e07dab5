// SPDX-License-Identifier: Apache-2.0
/* Each act is written down for those who follow: once, also over a restart and when acts came while nobody wrote them down; and
 * none where nobody follows. */
#include "../unit/test.h"
#include "fixture.h"

#include "campaign/write_queue.h"
#include "rules/topic.h"
#include "store/followers.h"
#include "store/notifications.h"
#include "store/os.h"
#include "store/campaign_store.h"
#include "store/webhooks.h"
#include "web/notifications.h"

static struct fixture fixture;
static struct notifications *notifications;
static unsigned char memory[1 << 20];
static struct error error;

static int open_fixture(void **state)
{
    (void)state;
    fixture_open(&fixture);
    return 0;
}

static int close_fixture(void **state)
{
    (void)state;
    fixture_close(&fixture);
    return 0;
}

static void start(void)
{
    fixture_open_participation(&fixture);
    notifications = notifications_start(fixture.site, fixture.participation, &error);
    assert_non_null(notifications);
}

static void submit(const char *words)
{
    struct room_answer answer;
    static unsigned made;
    struct slice const whole = fixture_print(&fixture, "id: S-%u\nstatement: %s\n", ++made, words);
    assert_true(room_submit(fixture.room, fixture_sign(&fixture, "AAA", "statement", whole.bytes), &answer));
}

/* As campaign/follow.c does it when somebody confirms: what happened until now is no news to them. */
static bool confirm(struct campaign_store *campaigns, void *context, struct error *trouble)
{
    struct follower follower = { .conference = room_name(fixture.room),
                                 .topic = SLICE(""),
                                 .pace = SLICE("once"),
                                 .sealed = SLICE("-"),
                                 .created_at = os_clock_seconds() };
    int64_t *const seen = context;
    os_random(&follower.token_hash, sizeof follower.token_hash);
    *seen = (int64_t)room_count(fixture.room) - 1;
    return follower_add(campaign_store_writer(campaigns), &follower, &follower.id, trouble) &&
           follower_confirm(campaign_store_writer(campaigns), &follower, *seen, 0, trouble);
}

static int64_t follow(void)
{
    int64_t seen = 0;
    assert_true(write_queue_do(fixture.participation->write_queue, confirm, &seen, &error));
    return seen;
}

static bool ask_hook(struct campaign_store *campaigns, void *context, struct error *trouble)
{
    int64_t id;
    struct webhook hook = { .conference = room_name(fixture.room),
                            .topic = SLICE(""),
                            .url = SLICE("https://example.org/"),
                            .sealed = SLICE("-") };
    (void)context;
    return webhook_add(campaign_store_writer(campaigns), &hook, &id, trouble);
}

static size_t rows(struct notification *items)
{
    struct arena arena = { memory, 0, sizeof memory };
    size_t count;
    struct driver *const reader = campaign_store_read(fixture.participation->store, &error);
    assert_non_null(reader);
    assert_true(notifications_after(reader, room_name(fixture.room), -1, items, 64, &arena, &count, &error));
    campaign_store_read_end(fixture.participation->store);
    return count;
}

/* Waits until it is written up to which act there are rows. */
static int64_t wait_for(int64_t next)
{
    struct notification_cursor cursor = { 0 };
    for (int i = 0; i < 500 && cursor.next != next; i++) {
        struct arena arena = { memory, 0, sizeof memory };
        bool found;
        struct driver *const reader = campaign_store_read(fixture.participation->store, &error);
        assert_true(notification_cursor(reader, room_name(fixture.room), &arena, &cursor, &found, &error));
        campaign_store_read_end(fixture.participation->store);
        os_sleep_ms(10);
    }
    return cursor.next;
}

static void what_happens_is_written_down_once(void **state)
{
    struct notification items[64];
    (void)state;
    int64_t const before = room_count(fixture.room);
    start();
    assert_int_equal(follow(), before - 1);
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
    notifications_stop(notifications);
}

static void what_came_in_between_is_written_down_later(void **state)
{
    struct notification items[64];
    (void)state;
    int64_t const before = room_count(fixture.room);
    start();
    assert_int_equal(follow(), before - 1);
    assert_int_equal(wait_for(before), before);
    notifications_stop(notifications);
    submit("While nobody listened.");
    submit("And again.");
    fixture_leave(&fixture);
    assert_true(fixture_enter(&fixture, &error));
    start();
    assert_int_equal(wait_for(before + 2), before + 2);
    submit("Now.");
    assert_int_equal(wait_for(before + 3), before + 3);
    assert_int_equal(rows(items), 3);
    for (int64_t i = 0; i < 3; i++)
        assert_int_equal(items[i].seq, before + i);
    notifications_stop(notifications);
}

static void nothing_is_written_where_nobody_follows(void **state)
{
    struct notification items[64];
    (void)state;
    int64_t const before = room_count(fixture.room);
    start();
    assert_int_equal(wait_for(before), before);
    submit("Nobody hears it.");
    assert_int_equal(wait_for(before + 1), before + 1);
    assert_int_equal(rows(items), 0);
    assert_int_equal(follow(), before);
    submit("One does.");
    assert_int_equal(wait_for(before + 2), before + 2);
    assert_int_equal(rows(items), 1);
    assert_int_equal(items[0].seq, before + 1);
    notifications_stop(notifications);
}

/* It is told from what its challenge's answer finds written on. */
static void for_a_program_that_asked_it_is_written(void **state)
{
    struct notification items[64];
    (void)state;
    int64_t const before = room_count(fixture.room);
    start();
    assert_int_equal(wait_for(before), before);
    assert_true(write_queue_do(fixture.participation->write_queue, ask_hook, NULL, &error));
    submit("A program hears it.");
    assert_int_equal(wait_for(before + 1), before + 1);
    assert_int_equal(rows(items), 1);
    notifications_stop(notifications);
}

/* An act comes, and is looked at, while a confirmation is under way. */
static bool confirm_slowly(struct campaign_store *campaigns, void *context, struct error *trouble)
{
    bool const good = confirm(campaigns, context, trouble);
    submit("Between the confirmation and its commit.");
    os_sleep_ms(2 * NOTIFICATIONS_PAUSE_MS);
    return good;
}

static void what_comes_while_somebody_confirms_is_not_passed_over(void **state)
{
    struct notification items[64];
    int64_t seen = 0;
    (void)state;
    int64_t const before = room_count(fixture.room);
    start();
    assert_int_equal(wait_for(before), before);
    assert_true(write_queue_do(fixture.participation->write_queue, confirm_slowly, &seen, &error));
    assert_int_equal(seen, before - 1);
    assert_int_equal(wait_for(before + 1), before + 1);
    assert_int_equal(rows(items), 1);
    notifications_stop(notifications);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_happens_is_written_down_once, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(what_came_in_between_is_written_down_later, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(nothing_is_written_where_nobody_follows, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(for_a_program_that_asked_it_is_written, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(what_comes_while_somebody_confirms_is_not_passed_over, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
