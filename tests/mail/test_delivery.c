// SPDX-License-Identifier: Apache-2.0
/* Delivery: a mail's states and its log, whatever the relay does. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "hostile.h"
#include "mail/delivery.h"
#include "mail/mailbox.h"
#include "mail_fixture.h"
#include "store/campaigns.h"
#include "store/fault.h"
#include "store/os.h"
#include "store/housekeeping.h"

static struct hostile hostile;
static struct mail_fixture mail_fixture;
static char last_id[4096];

static struct relay *open_relay(void *context, struct error *error)
{
    static char address[64];
    (void)context;
    snprintf(address, sizeof address, "smtp://127.0.0.1:%d", hostile.port);
    struct relay_options const options = { .address = slice_of(address),
                                           .host = SLICE("plenary.example"),
                                           .answer_seconds = 2 };
    return relay_open_smtp(&options, error);
}

static struct delivery *open_delivery(int64_t domain_hourly_max)
{
    struct delivery_options const options = { .campaigns = mail_fixture.campaigns,
                                              .seal = &mail_fixture.seal,
                                              .key = &mail_fixture.key,
                                              .site = { SLICE("plenary.example"), SLICE("https://plenary.example") },
                                              .connections = 2,
                                              .domain_hourly_max = domain_hourly_max,
                                              .open_relay = open_relay };
    struct error error;
    struct delivery *const delivery = delivery_open(&options, &error);
    assert_non_null(delivery);
    return delivery;
}

static struct delivery_counts deliver_at(enum hostile_way way, int64_t domain_hourly_max)
{
    struct error error;
    bool idle = false;
    hostile.way = way;
    struct delivery *const delivery = open_delivery(domain_hourly_max);
    while (!idle)
        assert_true(delivery_turn(delivery, &idle, &error));
    struct delivery_counts const counts = delivery_counts(delivery);
    delivery_close(delivery);
    return counts;
}

static struct delivery_counts deliver(enum hostile_way way)
{
    return deliver_at(way, 0);
}

static void keep_id(void *context, const char *message_id)
{
    (void)context;
    snprintf(last_id, sizeof last_id, "%s", message_id);
}

static int open_mail_fixture(void **state)
{
    (void)state;
    hostile.way = HOSTILE_NOT;
    mail_fixture_open(&mail_fixture, "can@mission.example");
    return 0;
}

static int close_mail_fixture(void **state)
{
    (void)state;
    mail_fixture_close(&mail_fixture);
    return 0;
}

/* Every pair of states: a step that the list does not have is refused and changes nothing. */
static void test_steps(void **state)
{
    static const char *const allowed[] = {
        "queued sending",   "queued cancelled", "deferred sending", "deferred cancelled",
        "sending accepted", "sending deferred", "sending bounced",  "sending cancelled",
        "sending queued",   "accepted bounced", "bounced queued",   "none queued",
    };
    (void)state;
    for (int from = 0; from < MAIL_STATE_COUNT; from++) {
        for (int to = 0; to < MAIL_STATE_COUNT; to++) {
            char pair[64];
            bool expected = false;
            snprintf(pair, sizeof pair, "%s %s", mail_state_word((enum mail_state)from).bytes,
                     mail_state_word((enum mail_state)to).bytes);
            for (size_t i = 0; i < COUNT(allowed); i++)
                expected |= strcmp(allowed[i], pair) == 0;
            assert_int_equal(mail_step_words((enum mail_state)from, (enum mail_state)to) != NULL, expected);
        }
    }
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    struct error error;
    struct driver *const driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_false(outbox_end(driver, mail, MAIL_ACCEPTED, SLICE(""), 0, 0, &error));
    assert_ptr_equal(error.fault, FAULT_MAIL_STEP);
    campaign_store_rollback(mail_fixture.campaigns);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_QUEUED);
}

static void test_accepted(void **state)
{
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    struct delivery_counts const counts = deliver(HOSTILE_NOT);
    assert_int_equal(counts.accepted, 1);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_ACCEPTED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "is being sent"));
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "250 2.0.0 taken"));
    assert_true(mail_fixture_number(&mail_fixture, "SELECT worked_at FROM contact") > 0);
    /* Five days, as long as it may come back; then it is purged. */
    assert_int_equal(
        mail_fixture_number(&mail_fixture, "SELECT (purge_at - (SELECT ended_at FROM mail)) / 86400 FROM message"), 5);
}

/* Deferred, tried again later and longer each time, always with the same Message-ID. */
static void test_deferred(void **state)
{
    char first_id[4096];
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    deliver(HOSTILE_RCPT_450);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_DEFERRED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "450 4.2.0 greylisted"));
    int64_t const first = mail_fixture_number(&mail_fixture, "SELECT due_at - strftime('%s', 'now') FROM mail");
    assert_true(first > 40 && first < 90);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET due_at = 0");
    deliver(HOSTILE_RCPT_450);
    int64_t const second = mail_fixture_number(&mail_fixture, "SELECT due_at - strftime('%s', 'now') FROM mail");
    assert_true(second > 100 && second < 150);
    /* Taken, and the reply lost: it is sent again, and a person who gets it twice can tell. */
    hostile.before_reply = keep_id;
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET due_at = 0");
    deliver(HOSTILE_NOT);
    memcpy(first_id, last_id, sizeof first_id);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET state = 'sending'");
    struct delivery_counts const counts = deliver(HOSTILE_NOT);
    hostile.before_reply = NULL;
    assert_int_equal(counts.again, 1);
    assert_string_equal(first_id, last_id);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_ACCEPTED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "with the same Message-ID and may arrive twice"));
}

/* It ends: after five days it bounces with the last words. */
static void test_given_up(void **state)
{
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET created_at = created_at - 6 * 86400, attempts = 20");
    deliver(HOSTILE_RCPT_450);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_BOUNCED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "given up after five days; last: 450 4.2.0 greylisted"));
}

static void test_bounced(void **state)
{
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    deliver(HOSTILE_RCPT_550);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_BOUNCED);
    assert_int_equal(mail_fixture_number(&mail_fixture,
                                         "SELECT count(*) FROM contact WHERE bounce_words LIKE '%nobody of that name'"
                                         " AND bounced_at > 0"),
                     1);
    /* No address stands in any log. */
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail_event WHERE words LIKE '%@%'"), 0);
}

static void test_unsure(void **state)
{
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    deliver(HOSTILE_END_DROP);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_DEFERRED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "it may have taken it"));
}

static void test_paused(void **state)
{
    struct error error;
    bool done;
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    struct driver *driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_pause(driver, mail_fixture.contact, SLICE("a test"), 5, &done, &error) && done);
    assert_true(housekeeping_pause(driver, mail_fixture.contact, SLICE("a test"), 5, &done, &error) && !done);
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 0);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_QUEUED);
    assert_true(mail_fixture_log_has(&mail_fixture, mail, "its addressee is not confirmed, or paused"));
    driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_resume(driver, mail_fixture.contact, SLICE("a test"), os_clock_seconds(), &done, &error) &&
                done);
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 1);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM contact_event WHERE who = 'a test'"), 2);
}

/* The same as an organiser does it. */
static void test_contact_change(void **state)
{
    static unsigned char memory[1 << 16];
    struct arena arena = { memory, 0, sizeof memory };
    struct contact contact;
    struct error error;
    bool found;
    (void)state;
    mail_fixture_write(&mail_fixture, 1, 100);
    struct driver *driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(contact_find(driver, mail_fixture.contact, &arena, &contact, &found, &error) && found);
    contact.state = SLICE("paused");
    assert_true(contact_change(driver, &contact, &error) && campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 0);
    driver = campaign_store_begin(mail_fixture.campaigns, &error);
    contact.state = SLICE("confirmed");
    assert_true(contact_change(driver, &contact, &error) && campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 1);
}

/* So many an hour to one addressee: each of the others has a turn of its own, in order. */
static void test_rates(void **state)
{
    (void)state;
    mail_fixture_sql(&mail_fixture, "UPDATE contact SET hourly_max = 60");
    for (unsigned i = 0; i < 5; i++)
        mail_fixture_write(&mail_fixture, i, 100);
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 1);
    assert_int_equal(
        mail_fixture_number(&mail_fixture, "SELECT max(due_at) - min(due_at) FROM mail WHERE state = 'queued'"), 180);
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 0);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET due_at = 0 WHERE state = 'queued'");
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 4);
    mail_fixture_sql(&mail_fixture, "UPDATE contact SET hourly_max = 0");
    for (unsigned i = 0; i < 3; i++)
        mail_fixture_write(&mail_fixture, i, 100);
    assert_int_equal(deliver_at(HOSTILE_NOT, 60).accepted, 1);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail WHERE state = 'queued' AND paced"),
                     2);
}

static void test_withdrawn(void **state)
{
    struct error error;
    (void)state;
    int64_t const mail = mail_fixture_write(&mail_fixture, 1, 100);
    struct driver *const driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(message_withdraw(driver, 1, os_clock_seconds(), &error));
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 0);
    assert_int_equal(mail_fixture_state(&mail_fixture, mail), MAIL_CANCELLED);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM message WHERE sealed IS NOT NULL"), 0);
}

/* A relay that refuses us is no mail's fault; after some tries everything stops until somebody resumes. */
static void test_stop(void **state)
{
    struct error error;
    (void)state;
    for (unsigned i = 0; i < DELIVERY_REFUSALS_MAX; i++)
        mail_fixture_write(&mail_fixture, i, 100);
    deliver(HOSTILE_GREET_554);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail WHERE state = 'deferred'"),
                     DELIVERY_REFUSALS_MAX);
    assert_int_equal(mail_fixture_number(&mail_fixture,
                                         "SELECT count(*) FROM setting WHERE name = 'mail_stopped' AND value LIKE"
                                         " 'the relay refuses us: 554%'"),
                     1);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET due_at = 0");
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 0);
    struct driver *const driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(campaign_store_forget(driver, SLICE("mail_stopped"), &error));
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(deliver(HOSTILE_NOT).accepted, DELIVERY_REFUSALS_MAX);
}

static void test_stop_of_bounces(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2 * DELIVERY_WINDOW; i++)
        mail_fixture_write(&mail_fixture, i, 10);
    deliver(HOSTILE_RCPT_550);
    int64_t const bounced = mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail WHERE state = 'bounced'");
    assert_true(bounced >= DELIVERY_BOUNCES_MAX && bounced <= DELIVERY_BOUNCES_MAX + DELIVERY_WINDOW);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail WHERE state = 'queued'"),
                     2 * DELIVERY_WINDOW - bounced);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM setting WHERE name = 'mail_stopped'"), 1);
}

/* One mail a day with all messages; one that was taken back is not in it. */
static void test_digest(void **state)
{
    struct error error;
    size_t count;
    (void)state;
    mail_fixture_sql(&mail_fixture, "UPDATE contact SET pace = 'digest'");
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(mail_fixture_write(&mail_fixture, i, 100), 0);
    struct driver *driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_digests(driver, os_clock_seconds(), &count, &error));
    assert_int_equal(count, 1);
    assert_true(message_withdraw(driver, 2, os_clock_seconds(), &error));
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mail"), 1);
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 1);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM message WHERE purge_at > 0"), 3);
    /* The next day's, not before; and also where the addressee takes no digest any more. */
    mail_fixture_write(&mail_fixture, 9, 100);
    mail_fixture_sql(&mail_fixture, "UPDATE contact SET pace = 'each'");
    driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_digests(driver, os_clock_seconds(), &count, &error));
    assert_int_equal(count, 0);
    assert_true(housekeeping_digests(driver, os_clock_seconds() + HOUSEKEEPING_DIGEST_SECONDS + 1, &count, &error));
    assert_int_equal(count, 1);
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
}

/* Asked once, where they agreed; then everything goes on the day that was promised. */
static void test_question_and_purge(void **state)
{
    struct error error;
    size_t count;
    int64_t const now = os_clock_seconds();
    (void)state;
    mail_fixture_write(&mail_fixture, 1, 100);
    mail_fixture_write(&mail_fixture, 2, 100);
    mail_fixture_sql(&mail_fixture, "UPDATE message SET may_ask = 1 WHERE id = 1");
    deliver(HOSTILE_NOT);
    struct driver *const driver = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_ask(driver, now + 13 * 86400, &count, &error) && count == 0);
    assert_true(housekeeping_purge(driver, now + 6 * 86400, &count, &error) && count == 1);
    assert_true(housekeeping_ask(driver, now + 15 * 86400, &count, &error) && count == 1);
    assert_true(housekeeping_ask(driver, now + 15 * 86400, &count, &error) && count == 0);
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT id FROM message WHERE sealed IS NOT NULL"), 1);
    mail_fixture_sql(&mail_fixture, "UPDATE mail SET due_at = 0");
    assert_int_equal(deliver(HOSTILE_NOT).accepted, 1);
    struct driver *const again = campaign_store_begin(mail_fixture.campaigns, &error);
    assert_true(housekeeping_purge(again, now + 31 * 86400, &count, &error) && count == 1);
    assert_true(campaign_store_commit(mail_fixture.campaigns, &error));
    assert_int_equal(mail_fixture_number(&mail_fixture,
                                         "SELECT count(*) FROM message WHERE sealed IS NOT NULL OR address_hash IS NOT"
                                         " NULL OR network_hash IS NOT NULL"),
                     0);
}

/* The demonstration's mailbox keeps what goes to names for examples, and refuses every other. */
static void test_mailbox(void **state)
{
    struct relay_mail mail = { SLICE("bounces+1-a@plenary.example"), SLICE("can@mission.example"), SLICE("x\r\n") };
    struct relay_answer answer;
    struct error error;
    (void)state;
    struct relay *const relay = mailbox_open(mail_fixture.campaigns, &error);
    relay_send(relay, &mail, &answer);
    assert_int_equal(answer.verdict, RELAY_ACCEPTED);
    static const char *const others[] = { "can@mission.org", "can@example", "can@example.evil.org",
                                          "can@mission.example.org" };
    for (size_t i = 0; i < COUNT(others); i++) {
        mail.to = slice_of(others[i]);
        relay_send(relay, &mail, &answer);
        assert_int_equal(answer.verdict, RELAY_BOUNCED);
    }
    relay_close(relay);
    assert_int_equal(
        mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mailbox WHERE recipient = 'can@mission.example'"), 1);
    assert_int_equal(mail_fixture_number(&mail_fixture, "SELECT count(*) FROM mailbox"), 1);
}

static int start(void **state)
{
    (void)state;
    compose_start();
    hostile_start(&hostile);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    hostile_stop(&hostile);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_mail_fixture, close_mail_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_steps),    TEST(test_accepted),
        TEST(test_deferred), TEST(test_given_up),
        TEST(test_bounced),  TEST(test_unsure),
        TEST(test_paused),   TEST(test_contact_change),
        TEST(test_rates),    TEST(test_withdrawn),
        TEST(test_stop),     TEST(test_stop_of_bounces),
        TEST(test_digest),   TEST(test_question_and_purge),
        TEST(test_mailbox),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
