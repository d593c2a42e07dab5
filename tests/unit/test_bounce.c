// SPDX-License-Identifier: Apache-2.0
/* Delivery reports and automatic answers are told apart; a forged report changes nothing. */
#include "test.h"

#include <stdio.h>

#include <sodium.h>

#include "mail/bounce.h"
#include "mail/compose.h"

static const unsigned char key[BOUNCE_KEY_BYTES] = { 7, 7, 7 };
static char sender_memory[256], mail_memory[1 << 16];

static struct slice sender_of(uint64_t mail)
{
    struct buffer out = BUFFER(sender_memory);
    bounce_write_sender(key, mail, SLICE("plenary.example"), &out);
    return buffer_slice(&out);
}

static struct bounce read_mail(struct slice bytes)
{
    struct bounce found;
    bounce_read(bytes, key, SLICE("plenary.example"), &found);
    return found;
}

/* A report as Postfix writes it. */
static struct slice report(struct slice sender, const char *fields)
{
    int const length = snprintf(mail_memory, sizeof mail_memory,
                                "Return-Path: <>\r\nDelivered-To: %.*s\r\nFrom: MAILER-DAEMON@relay.example\r\n"
                                "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
                                "MIME-Version: 1.0\r\n"
                                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
                                "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\r\n"
                                "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                                "Reporting-MTA: dns; relay.example\r\n\r\n%s\r\n"
                                "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: hello\r\n\r\nhello\r\n--b--\r\n",
                                SLICE_ARGS(sender), fields);
    return (struct slice){ mail_memory, (size_t)length };
}

static const char failed[] =
    "Final-Recipient: rfc822; nobody@mission.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <nobody@mission.example> User\r\n    doesn't exist: nobody@mission.example\r\n";

static void test_failed(void **state)
{
    (void)state;
    struct bounce const found = read_mail(report(sender_of(42), failed));
    assert_int_equal(found.kind, BOUNCE_FAILED);
    assert_int_equal(found.mail, 42);
    assert_slice(((struct slice){ found.status, found.status_length }), "5.1.1");
    assert_slice(((struct slice){ found.words, found.words_length }), "550 5.1.1 <..> User      doesn't exist: ..");
}

static void test_other_actions(void **state)
{
    static const struct {
        const char *fields;
        enum bounce_kind kind;
    } rows[] = {
        { "Action: delayed\r\nStatus: 4.4.1\r\n", BOUNCE_DELAYED },
        { "Action: Delivered\r\nStatus: 2.0.0\r\n", BOUNCE_DELIVERED },
        { "Action: relayed\r\n", BOUNCE_DELIVERED },
        { "action :FAILED (permanent)\r\n", BOUNCE_FAILED },
        { "Action: exploded\r\n", BOUNCE_OTHER },
        { "Status: 5.0.0\r\n", BOUNCE_OTHER },
        { "", BOUNCE_OTHER },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(read_mail(report(sender_of(42), rows[i].fields)).kind, rows[i].kind);
}

/* Without the tag of this very mail nobody can make it bounce. */
static void test_lies(void **state)
{
    char memory[256];
    struct buffer other = BUFFER(memory);
    (void)state;
    struct slice const ours = sender_of(42);
    size_t const dash = slice_find(ours, '-', 0);
    buffer_add(&other, SLICE("bounces+43"));
    buffer_add(&other, slice_part(ours, dash, ours.length));
    struct bounce found = read_mail(report(buffer_slice(&other), failed));
    assert_int_equal(found.kind, BOUNCE_LIES);
    assert_int_equal(found.mail, 43);
    assert_int_equal(found.words_length, 0);
    static const char *const wrong[] = {
        "bounces+42@plenary.example",
        "bounces+42-@plenary.example",
        "bounces+42-00000000000000000000@plenary.example",
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(read_mail(report(slice_of(wrong[i]), failed)).kind, BOUNCE_LIES);
    static const char *const foreign[] = { "bounces@plenary.example", "bounces+x-y@plenary.example",
                                           "postmaster@plenary.example", "", "bounces+042-0@plenary.example" };
    for (size_t i = 0; i < COUNT(foreign); i++)
        assert_int_equal(read_mail(report(slice_of(foreign[i]), failed)).kind, BOUNCE_OTHER);
}

/* The tag of another host is none here; letters may have lost their case. */
static void test_host_and_case(void **state)
{
    char upper[256];
    (void)state;
    struct slice const ours = sender_of(42);
    for (size_t i = 0; i < ours.length; i++)
        upper[i] = ours.bytes[i] >= 'a' && ours.bytes[i] <= 'z' ? (char)(ours.bytes[i] - 32) : ours.bytes[i];
    assert_int_equal(read_mail(report((struct slice){ upper, ours.length }, failed)).kind, BOUNCE_FAILED);
    struct bounce found;
    bounce_read(report(sender_of(42), failed), key, SLICE("other.example"), &found);
    assert_int_equal(found.kind, BOUNCE_OTHER);
}

static void test_automatic(void **state)
{
    static const struct {
        const char *header;
        enum bounce_kind kind;
    } rows[] = {
        { "Auto-Submitted: auto-replied\r\n", BOUNCE_AUTOMATIC },
        { "Auto-Submitted: auto-generated; x=y\r\n", BOUNCE_AUTOMATIC },
        { "Precedence: auto_reply\r\n", BOUNCE_AUTOMATIC },
        { "X-Autoreply: yes\r\n", BOUNCE_AUTOMATIC },
        { "Auto-Submitted: no\r\n", BOUNCE_OTHER },
        { "", BOUNCE_OTHER },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int const length = snprintf(mail_memory, sizeof mail_memory,
                                    "To: %.*s\r\nSubject: Out of office: Action: failed\r\n%s\r\nI am away.\r\n",
                                    SLICE_ARGS(sender_of(9)), rows[i].header);
        struct bounce const found = read_mail((struct slice){ mail_memory, (size_t)length });
        assert_int_equal(found.kind, rows[i].kind);
        assert_int_equal(found.mail, 9);
    }
}

/* A report inside of a forwarded mail is not a report of ours; nor is one deep within parts. */
static void test_hidden_report(void **state)
{
    (void)state;
    int const length =
        snprintf(mail_memory, sizeof mail_memory,
                 "To: %.*s\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: message/delivery-status\r\n\r\n%s",
                 SLICE_ARGS(sender_of(9)), failed);
    assert_int_equal(read_mail((struct slice){ mail_memory, (size_t)length }).kind, BOUNCE_OTHER);
}

static int start(void **state)
{
    (void)state;
    compose_start();
    return sodium_init() < 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failed),    cmocka_unit_test(test_other_actions),
        cmocka_unit_test(test_lies),      cmocka_unit_test(test_host_and_case),
        cmocka_unit_test(test_automatic), cmocka_unit_test(test_hidden_report),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
