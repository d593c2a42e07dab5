// SPDX-License-Identifier: Apache-2.0
/* A follower is told once of each act, at the chosen pace, across any crash. */
#include "folder.h"

#include "mail/notify.h"
#include "store/fault.h"
#include "store/fields.h"
#include "store/followers.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "store/campaign_store.h"

enum { NOW = 1700000000, DAY = 86400 };

static struct campaign_store *campaigns;
static struct seal seal;
static struct seal_key key;
static struct notify *notify;
static unsigned char memory[1 << 20];
static struct error error;

static struct driver *begin(void)
{
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_non_null(writer);
    return writer;
}

static void commit(void)
{
    assert_true(campaign_store_commit(campaigns, &error));
}

static void open_notify(void)
{
    struct notify_options const options = {
        .seal = &seal, .key = &key, .address = SLICE("https://site.example"), .gather_seconds = NOTIFY_GATHER_SECONDS
    };
    notify = notify_open(campaigns, &options, &error);
    assert_non_null(notify);
}

static int open_all(void **state)
{
    if (folder_make(state) != 0)
        return 1;
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &seal, &error));
    assert_true(sealed_read_key(slice_of(folder), &key, &error));
    campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    open_notify();
    assert_true(notification_set_next(begin(), SLICE("a"), SLICE("Assembly"), 0, &error));
    commit();
    return 0;
}

static int close_all(void **state)
{
    notify_close(notify);
    campaign_store_close(campaigns);
    return folder_take(state);
}

static void happens(int64_t seq, const char *topics, int64_t at)
{
    char words[64];
    snprintf(words, sizeof words, "Act %d happened.\nToday.", (int)seq);
    struct notification const notification = { .conference = SLICE("a"),
                                               .seq = seq,
                                               .at = at,
                                               .type = SLICE("statement"),
                                               .sentence = slice_of(words),
                                               .path = SLICE("/a/acts/0"),
                                               .topics = slice_of(topics) };
    struct driver *const writer = begin();
    assert_true(notification_add(writer, &notification, &error));
    assert_true(notification_set_next(writer, SLICE("a"), SLICE("Assembly"), seq + 1, &error));
    commit();
}

/* Adds one that is asked; its token is in *token. */
static int64_t asks(const char *topic, const char *pace, const char *address, struct token *token)
{
    struct arena arena = { memory, 0, sizeof memory };
    char bytes[512];
    struct buffer fields = BUFFER(bytes);
    struct follower follower = {
        .conference = SLICE("a"), .topic = slice_of(topic), .pace = slice_of(pace), .created_at = NOW
    };
    int64_t id;
    token_new(token);
    fields_add(&fields, "email", slice_of(address));
    fields_add(&fields, "token", token_slice(token));
    fields_add(&fields, "words", SLICE("Some topic"));
    follower.token_hash = token->hash;
    sealed_hash(&seal, "address", slice_of(address), &follower.address_hash);
    assert_true(sealed_close(&seal, buffer_slice(&fields), &arena, &follower.sealed, &error));
    assert_true(follower_add(begin(), &follower, &id, &error));
    commit();
    return id;
}

static void confirms(const struct token *token, int64_t seen_seq, int64_t now)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct follower follower;
    struct driver *const writer = begin();
    assert_true(follower_find(writer, &token->hash, now, &arena, &follower, &error));
    assert_true(follower_confirm(writer, &follower, seen_seq, pace_due_at(follower.pace, now), &error));
    commit();
}

static int64_t follows(const char *topic, const char *pace, const char *address, int64_t seen_seq)
{
    struct token token;
    int64_t const id = asks(topic, pace, address, &token);
    confirms(&token, seen_seq, NOW);
    return id;
}

static void turn(int64_t now)
{
    bool more = true;
    while (more)
        assert_true(notify_turn(notify, now, &more, &error));
}

struct taken {
    size_t count;
    char last[65536];
    struct slice opened;
};

static bool take(void *context, const struct mail_claimed *mail)
{
    struct taken *const taken = context;
    struct arena arena = { memory, 0, sizeof memory };
    struct slice opened;
    assert_int_equal(mail->kind, MAIL_KIND_NOTIFICATION);
    assert_true(sealed_open(&key, mail->sealed, &arena, &opened, &error));
    memcpy(taken->last, opened.bytes, opened.length);
    taken->opened = (struct slice){ taken->last, opened.length };
    taken->count++;
    return true;
}

/* Claims what waits; how many, and the last one. */
static struct taken *mails(int64_t now)
{
    static struct taken taken;
    struct mail_rates const rates = { .host = SLICE("site.example") };
    size_t count;
    taken.count = 0;
    do {
        assert_true(outbox_claim(begin(), &rates, now, take, &taken, 1000, &count, &error));
        commit();
    } while (count > 0);
    return &taken;
}

static bool has(struct slice text, const char *part)
{
    return memmem(text.bytes, text.length, part, strlen(part)) != NULL;
}

static void at_once_is_one_mail_for_a_minute(void **state)
{
    (void)state;
    follows("member:X", "once", "ann@person.example", -1);
    happens(0, "member:X kind:statement", NOW);
    turn(NOW + 30);
    assert_int_equal(mails(NOW + 30)->count, 0);
    happens(1, "member:Y kind:statement", NOW + 31);
    happens(2, "member:X kind:statement", NOW + 40);
    turn(NOW + 60);
    struct taken *const got = mails(NOW + 60);
    assert_int_equal(got->count, 1);
    assert_slice(fields_get(got->opened, "email"), "ann@person.example");
    assert_slice(fields_get(got->opened, "subject"), "2 new acts: Some topic");
    struct slice const text = fields_get(got->opened, "text");
    assert_true(has(text, "Act 0 happened.\nToday.\nhttps://site.example/a/acts/0"));
    assert_true(has(text, "Act 2 happened."));
    assert_false(has(text, "Act 1"));
    assert_true(has(fields_get(got->opened, "unsubscribe"), "https://site.example/follow/"));
    turn(NOW + 200);
    assert_int_equal(mails(NOW + 200)->count, 0);
}

static void one_act_is_the_subject(void **state)
{
    (void)state;
    follows("", "once", "ann@person.example", -1);
    happens(0, "member:X kind:statement", NOW);
    turn(NOW + 61);
    assert_slice(fields_get(mails(NOW + 61)->opened, "subject"), "Act 0 happened.");
}

static void what_was_there_before_is_no_news(void **state)
{
    (void)state;
    happens(0, "member:X kind:statement", NOW - 500);
    follows("member:X", "once", "ann@person.example", 0);
    turn(NOW + 61);
    assert_int_equal(mails(NOW + 61)->count, 0);
}

static void nobody_is_told_who_has_not_confirmed(void **state)
{
    struct token token;
    (void)state;
    asks("", "once", "ann@person.example", &token);
    happens(0, "member:X kind:statement", NOW);
    turn(NOW + 100);
    assert_int_equal(mails(NOW + 100)->count, 0);
    assert_true(notify_purge(notify, NOW + FOLLOWER_ASKED_SECONDS + 1, &error));
    struct arena arena = { memory, 0, sizeof memory };
    struct follower follower;
    assert_false(follower_find(begin(), &token.hash, NOW, &arena, &follower, &error));
    campaign_store_rollback(campaigns);
    assert_ptr_equal(error.fault, FAULT_LINK_UNKNOWN);
}

static void a_late_confirmation_is_none(void **state)
{
    struct token token;
    struct arena arena = { memory, 0, sizeof memory };
    struct follower follower;
    (void)state;
    asks("", "once", "ann@person.example", &token);
    assert_false(follower_find(begin(), &token.hash, NOW + FOLLOWER_ASKED_SECONDS + 1, &arena, &follower, &error));
    campaign_store_rollback(campaigns);
}

static void a_day_is_one_mail_and_no_news_is_none(void **state)
{
    (void)state;
    follows("kind:state", "daily", "ann@person.example", -1);
    follows("member:Z", "daily", "bob@person.example", -1);
    int64_t const due = pace_due_at(SLICE("daily"), NOW);
    assert_in_range(due, NOW + 1, NOW + DAY);
    for (int64_t i = 0; i < 60; i++)
        happens(i, "member:X kind:statement", NOW + i);
    turn(due - 1);
    assert_int_equal(mails(due - 1)->count, 0);
    turn(due);
    struct taken *const got = mails(due);
    assert_int_equal(got->count, 1);
    assert_slice(fields_get(got->opened, "subject"), "60 new acts: Some topic");
    assert_true(has(fields_get(got->opened, "text"), "And 20 more: https://site.example/a/timeline"));
    turn(due + DAY);
    assert_int_equal(mails(due + DAY)->count, 0);
}

static void a_week_begins_on_monday(void **state)
{
    (void)state;
    int64_t const due = pace_due_at(SLICE("weekly"), NOW);
    assert_int_equal(due / DAY % 7, 4); /* 1970-01-01 was a Thursday */
    assert_in_range(due, NOW + 1, NOW + 7 * DAY);
    assert_int_equal(pace_due_at(SLICE("weekly"), due), due + 7 * DAY);
}

static void an_end_is_one(void **state)
{
    (void)state;
    int64_t const id = follows("", "once", "ann@person.example", -1);
    happens(0, "member:X kind:statement", NOW);
    turn(NOW + 61);
    assert_true(follower_end(begin(), id, NOW + 61, &error));
    commit();
    assert_int_equal(mails(NOW + 61)->count, 0); /* what waited was taken back */
    happens(1, "member:X kind:statement", NOW + 62);
    turn(NOW + 200);
    assert_int_equal(mails(NOW + 200)->count, 0);
}

static void the_same_address_follows_a_topic_once(void **state)
{
    (void)state;
    follows("", "daily", "ann@person.example", -1);
    follows("", "once", "ann@person.example", -1);
    happens(0, "member:X kind:statement", NOW);
    turn(NOW + 8 * DAY);
    assert_int_equal(mails(NOW + 8 * DAY)->count, 1);
}

static void many_are_told_in_turns_and_once_each(void **state)
{
    (void)state;
    enum { MANY = NOTIFY_BATCH * NOTIFY_BATCHES_MAX + 50 };
    for (int i = 0; i < MANY; i++) {
        char address[64];
        snprintf(address, sizeof address, "p%d@person.example", i);
        follows(i % 2 == 0 ? "member:X" : "", "once", address, -1);
    }
    happens(0, "member:X kind:statement", NOW);
    bool more;
    assert_true(notify_turn(notify, NOW + 61, &more, &error));
    assert_true(more);
    notify_close(notify); /* as if it had been killed between two turns */
    open_notify();
    turn(NOW + 62);
    assert_int_equal(mails(NOW + 62)->count, MANY);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)
    const struct CMUnitTest tests[] = {
        TEST(at_once_is_one_mail_for_a_minute),
        TEST(one_act_is_the_subject),
        TEST(what_was_there_before_is_no_news),
        TEST(nobody_is_told_who_has_not_confirmed),
        TEST(a_late_confirmation_is_none),
        TEST(a_day_is_one_mail_and_no_news_is_none),
        TEST(a_week_begins_on_monday),
        TEST(an_end_is_one),
        TEST(the_same_address_follows_a_topic_once),
        TEST(many_are_told_in_turns_and_once_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
