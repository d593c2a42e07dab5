// SPDX-License-Identifier: Apache-2.0
/* Hostile relays, and the result of each. */
#include "test.h"

#include <stdio.h>

#include "base/arena.h"
#include "hostile.h"
#include "mail/compose.h"
#include "mail/relay.h"
#include "mail/server_url.h"

static struct hostile hostile;

static struct relay *open_relay(void)
{
    static char address[64];
    struct error error;
    snprintf(address, sizeof address, "smtp://127.0.0.1:%d", hostile.port);
    struct relay_options const options = { .address = slice_of(address),
                                           .host = SLICE("plenary.example"),
                                           .answer_seconds = 1 };
    struct relay *const relay = relay_open_smtp(&options, &error);
    assert_non_null(relay);
    return relay;
}

#define TEXT(text)             \
    {                          \
        text, sizeof(text) - 1 \
    }

static const struct relay_mail mail = { TEXT("bounces+1-aa@plenary.example"), TEXT("can@mission.example"),
                                        TEXT("Subject: x\r\nMessage-ID: <1@x>\r\n\r\nLine\r\n.\r\n..two\r\nLast\r\n") };

static struct relay_answer send_once(enum hostile_way way)
{
    struct relay *const relay = open_relay();
    struct relay_answer answer;
    hostile.way = way;
    relay_send(relay, &mail, &answer);
    relay_close(relay);
    return answer;
}

static void test_ways(void **state)
{
    static const struct {
        enum hostile_way way;
        enum relay_verdict verdict;
        bool unsure;
        unsigned code;
        const char *words; /* their beginning */
    } rows[] = {
        { HOSTILE_NOT, RELAY_ACCEPTED, false, 250, "250 2.0.0 taken" },
        { HOSTILE_GREET_421, RELAY_DEFERRED, false, 421, "421 4.3.2 going down" },
        { HOSTILE_GREET_554, RELAY_REFUSED, false, 554, "554 5.3.2 no mail here" },
        { HOSTILE_GREET_DROP, RELAY_DEFERRED, false, 0, "" },
        { HOSTILE_GREET_LIE, RELAY_DEFERRED, false, 0, "" },
        { HOSTILE_EHLO_502, RELAY_REFUSED, false, 502, "502 what?" },
        { HOSTILE_EHLO_DROP, RELAY_DEFERRED, false, 220, "" },
        { HOSTILE_MAIL_450, RELAY_DEFERRED, false, 450, "450 4.3.0 later" },
        { HOSTILE_MAIL_550, RELAY_BOUNCED, false, 550, "550 5.7.1 not from you" },
        { HOSTILE_MAIL_DROP, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_RCPT_450, RELAY_DEFERRED, false, 450, "450 4.2.0 greylisted" },
        { HOSTILE_RCPT_550, RELAY_BOUNCED, false, 550, "550-5.1.1 <..>  550 5.1.1 nobody of that name" },
        { HOSTILE_RCPT_DROP, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_RCPT_SLOW, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_RCPT_ENDLESS, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_DATA_451, RELAY_DEFERRED, false, 451, "451 4.3.0 no room" },
        { HOSTILE_DATA_554, RELAY_BOUNCED, false, 554, "554 5.6.0 no" },
        { HOSTILE_DATA_LIE, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_DATA_DROP, RELAY_DEFERRED, false, 250, "" },
        { HOSTILE_BODY_DROP, RELAY_DEFERRED, true, 354, "" },
        { HOSTILE_END_452, RELAY_DEFERRED, false, 452, "452 4.3.1 no room" },
        { HOSTILE_END_554, RELAY_BOUNCED, false, 554, "554 5.7.1 I read it and do not like it" },
        { HOSTILE_END_DROP, RELAY_DEFERRED, true, 354, "" },
        { HOSTILE_END_SLOW, RELAY_DEFERRED, true, 354, "" },
        { HOSTILE_END_LIE, RELAY_DEFERRED, true, 354, "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct relay_answer const answer = send_once(rows[i].way);
        struct slice const words = { answer.words, answer.length };
        if (answer.verdict != rows[i].verdict || answer.unsure != rows[i].unsure || answer.code != rows[i].code ||
            !slice_begins(words, slice_of(rows[i].words)))
            print_error("way %d: verdict %d, unsure %d, code %u, \"%.*s\"\n", rows[i].way, answer.verdict,
                        answer.unsure, answer.code, SLICE_ARGS(words));
        assert_int_equal(answer.verdict, rows[i].verdict);
        assert_int_equal(answer.unsure, rows[i].unsure);
        assert_int_equal(answer.code, rows[i].code);
        assert_true(slice_begins(words, slice_of(rows[i].words)));
        assert_true(words.length > 0);
        assert_true(slice_find(words, '@', 0) == words.length);
    }
}

/* Many mails, one connection; after a refusal the next goes all the same. */
static void test_reuse(void **state)
{
    struct relay *const relay = open_relay();
    struct relay_answer answer;
    unsigned const connections = hostile.connections, taken = hostile.taken;
    (void)state;
    hostile.way = HOSTILE_NOT;
    for (int i = 0; i < 20; i++) {
        relay_send(relay, &mail, &answer);
        assert_int_equal(answer.verdict, RELAY_ACCEPTED);
    }
    assert_int_equal(hostile.connections, connections + 1);
    hostile.way = HOSTILE_RCPT_550;
    relay_send(relay, &mail, &answer);
    assert_int_equal(answer.verdict, RELAY_BOUNCED);
    hostile.way = HOSTILE_NOT;
    relay_send(relay, &mail, &answer);
    assert_int_equal(answer.verdict, RELAY_ACCEPTED);
    assert_int_equal(hostile.taken, taken + 21);
    relay_close(relay);
}

/* Beyond ASCII: with SMTPUTF8 where the relay offers it, else back with words that say so; a domain alone needs none of it. */
static void test_international(void **state)
{
    static const struct {
        const char *to;
        bool offered;
        enum relay_verdict verdict;
        const char *rcpt; /* as the relay heard it; NULL: it was not asked */
        bool utf8;
    } rows[] = {
        { "can@mission.example", true, RELAY_ACCEPTED, "RCPT TO:<can@mission.example>", false },
        { "\xCE\xB4@mission.example", true, RELAY_ACCEPTED, "RCPT TO:<\xCE\xB4@mission.example>", true },
        { "\xCE\xB4@mission.example", false, RELAY_BOUNCED, NULL, false },
        { "can@b\xC3\xBC"
          "cher.example",
          true, RELAY_ACCEPTED, "RCPT TO:<can@xn--bcher-kva.example>", false },
        { "can@b\xC3\xBC"
          "cher.example",
          false, RELAY_ACCEPTED, "RCPT TO:<can@xn--bcher-kva.example>", false },
        { "\xCE\xB4@b\xC3\xBC"
          "cher.example",
          true, RELAY_ACCEPTED, "RCPT TO:<\xCE\xB4@xn--bcher-kva.example>", true },
    };
    (void)state;
    hostile.way = HOSTILE_NOT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct relay *const relay = open_relay();
        struct relay_mail to = mail;
        struct relay_answer answer;
        hostile.utf8 = rows[i].offered;
        hostile.mail[0] = hostile.rcpt[0] = '\0';
        to.to = slice_of(rows[i].to);
        for (int again = 0; again < 2; again++) { /* over a connection that is kept as well */
            relay_send(relay, &to, &answer);
            assert_int_equal(answer.verdict, rows[i].verdict);
            assert_string_equal(hostile.rcpt, rows[i].rcpt != NULL ? rows[i].rcpt : "");
            assert_int_equal(strstr(hostile.mail, "SMTPUTF8") != NULL, rows[i].utf8);
            if (rows[i].rcpt == NULL)
                assert_true(slice_begins((struct slice){ answer.words, answer.length },
                                         SLICE("the relay takes no addresses beyond ASCII")));
        }
        relay_send(relay, &mail, &answer); /* others go on */
        assert_int_equal(answer.verdict, RELAY_ACCEPTED);
        relay_send(relay, &to, &answer); /* and now the connection is an old one */
        assert_int_equal(answer.verdict, rows[i].verdict);
        relay_close(relay);
    }
    hostile.utf8 = false;
}

/* No address can carry a command. */
static void test_addresses(void **state)
{
    static const char *const bad[] = { "a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example\n", "", "a b@c.example",
                                       "<a@b.example>" };
    struct relay *const relay = open_relay();
    struct relay_answer answer;
    unsigned const taken = hostile.taken;
    (void)state;
    hostile.way = HOSTILE_NOT;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct relay_mail to = mail, from = mail;
        to.to = from.from = slice_of(bad[i]);
        relay_send(relay, &to, &answer);
        assert_int_equal(answer.verdict, RELAY_BOUNCED);
        relay_send(relay, &from, &answer);
        assert_int_equal(answer.verdict, RELAY_BOUNCED);
    }
    assert_int_equal(hostile.taken, taken);
    relay_close(relay);
}

/* Without TLS nothing leaves for a relay that is not this machine, nor for one that offers none where certificates are given. */
static void test_tls(void **state)
{
    char address[64];
    struct error error;
    struct relay_answer answer;
    (void)state;
    hostile.way = HOSTILE_NOT;
    unsigned const taken = hostile.taken;
    snprintf(address, sizeof address, "smtp://127.0.0.1:%d", hostile.port);
    struct relay_options const options = { .address = slice_of(address),
                                           .host = SLICE("plenary.example"),
                                           .authorities = SLICE("/etc/ssl/certs/ca-certificates.crt") };
    struct relay *const relay = relay_open_smtp(&options, &error);
    relay_send(relay, &mail, &answer);
    assert_int_equal(answer.verdict, RELAY_REFUSED);
    assert_int_equal(hostile.taken, taken);
    relay_close(relay);
    static const struct {
        const char *address;
        bool local;
    } rows[] = {
        { "smtp://127.0.0.1:25", true },       { "smtp://localhost", true },
        { "smtp://[::1]:25", true },           { "smtp://127.0.0.1.evil.example", false },
        { "smtp://localhost.example", false }, { "smtp://relay.example:587", false },
        { "smtp://10.0.0.1:25", false },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(server_url_is_local(slice_of(rows[i].address)), rows[i].local);
}

static void test_read_address(void **state)
{
    static unsigned char memory[4096];
    struct arena arena = { memory, 0, sizeof memory };
    struct server_url read;
    struct error error;
    (void)state;
    assert_true(server_url_read(SLICE("smtp://us%40er:p%3Aw@relay.example:587"), "smtp", &arena, &read, &error));
    assert_slice(read.address, "smtp://relay.example:587");
    assert_slice(read.user, "us@er");
    assert_slice(read.password, "p:w");
    assert_true(server_url_read(SLICE("imaps://a%40b.example@mail.example/INBOX"), "imap", &arena, &read, &error));
    assert_slice(read.address, "imaps://mail.example/INBOX");
    assert_slice(read.user, "a@b.example");
    static const char *const bad[] = { "",
                                       "relay.example",
                                       "http://relay.example",
                                       "smtpx://relay.example",
                                       "smtp://",
                                       "smtp://a b",
                                       "smtp://u%4@relay.example",
                                       "smtp://relay.example?x",
                                       "smtp://a@b.example@relay.example", /* whose host is which? */
                                       "smtp://relay.example#x",
                                       "smtp://relay.example:65536",
                                       "smtp://u%0a@relay.example",
                                       "smtp:/relay.example" };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(server_url_read(slice_of(bad[i]), "smtp", &arena, &read, &error));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways),      cmocka_unit_test(test_reuse), cmocka_unit_test(test_international),
        cmocka_unit_test(test_addresses), cmocka_unit_test(test_tls),   cmocka_unit_test(test_read_address),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
