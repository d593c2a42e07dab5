// SPDX-License-Identifier: Apache-2.0
/* What each kind of mail says: a person's own words where they belong, and none of them in a mail that asks to confirm. */
#include "test.h"

#include <stdio.h>

#include "mail/fault.h"
#include "mail/letter.h"
#include "store/fields.h"

static unsigned char memory[1 << 20];
static char fields_memory[1 << 16], mail_memory[1 << 18];

static struct slice fields_of_message(void)
{
    struct buffer fields = BUFFER(fields_memory);
    fields_add(&fields, "name", SLICE("ZEBRA Name"));
    fields_add(&fields, "email", SLICE("ada@person.example"));
    fields_add(&fields, "subject", SLICE("ZEBRA Subject"));
    fields_add(&fields, "body", SLICE("ZEBRA body\nsecond line"));
    fields_add(&fields, "token", SLICE("TOKEN123"));
    return buffer_slice(&fields);
}

static struct mail_claimed claimed_of(enum mail_kind kind)
{
    return (struct mail_claimed){
        .id = 7,
        .kind = kind,
        .created_at = 1355356740,
        .message_id = SLICE("7.1355356740@plenary.example"),
        .conference = SLICE("talks"),
        .to_address = kind == MAIL_KIND_MESSAGE || kind == MAIL_KIND_DIGEST ? SLICE("can@mission.example") : SLICE(""),
        .to_name = SLICE("Mission of Canada"),
        .to_place = SLICE("Canada"),
        .campaign_code = SLICE("open-net"),
        .campaign_title = SLICE("Keep it open"),
        .campaign_language = SLICE("en"),
    };
}

static struct slice written(enum mail_kind kind, const struct slice *opened, size_t count, struct compose *mail)
{
    struct letter_site const site = { SLICE("plenary.example"), SLICE("https://plenary.example") };
    struct mail_claimed const claimed = claimed_of(kind);
    struct arena arena = { memory, 0, sizeof memory };
    struct buffer out = BUFFER(mail_memory);
    struct error error;
    assert_true(letter_write(&site, &claimed, opened, count, &arena, mail, &error));
    assert_true(compose_write(mail, &out, &error));
    return buffer_slice(&out);
}

static bool has(struct slice text, const char *words)
{
    size_t const length = strlen(words);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.bytes + i, words, length) == 0)
            return true;
    return false;
}

static void test_confirmations(void **state)
{
    static const struct {
        enum mail_kind kind;
        const char *link;
    } rows[] = {
        { MAIL_KIND_CONFIRM, "https://plenary.example/messages/TOKEN123" },
        { MAIL_KIND_FOLLOW_CONFIRM, "https://plenary.example/follow/TOKEN123" },
        { MAIL_KIND_COMMENT_CONFIRM, "https://plenary.example/comments/TOKEN123" },
        { MAIL_KIND_QUESTION, "https://plenary.example/messages/TOKEN123" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct slice const opened = fields_of_message();
        struct compose mail;
        struct slice const bytes = written(rows[i].kind, &opened, 1, &mail);
        assert_false(has(bytes, "ZEBRA"));
        assert_true(has(mail.text, rows[i].link));
        assert_slice(mail.to_address, "ada@person.example");
        assert_slice(mail.from_address, "plenary+7@plenary.example");
        assert_true(has(bytes, "Auto-Submitted: auto-generated"));
        assert_false(has(bytes, "Reply-To"));
    }
}

static void test_message(void **state)
{
    struct slice const opened = fields_of_message();
    struct compose mail;
    (void)state;
    struct slice const bytes = written(MAIL_KIND_MESSAGE, &opened, 1, &mail);
    assert_slice(mail.from_name, "ZEBRA Name via plenary.example");
    assert_slice(mail.from_address, "campaign+7@plenary.example");
    assert_slice(mail.reply_address, "ada@person.example");
    assert_slice(mail.to_address, "can@mission.example");
    assert_slice(mail.subject, "ZEBRA Subject");
    assert_true(slice_begins(mail.text, SLICE("ZEBRA body\nsecond line\n")));
    assert_true(has(mail.text, "https://plenary.example/talks/campaigns/open-net"));
    assert_false(has(bytes, "Auto-Submitted"));
    assert_false(has(bytes, "TOKEN123"));
}

static void test_digest(void **state)
{
    struct slice const each = fields_of_message();
    struct slice const opened[] = { each, each, each };
    struct compose mail;
    (void)state;
    struct slice const bytes = written(MAIL_KIND_DIGEST, opened, 3, &mail);
    assert_slice(mail.subject, "Messages to you through plenary.example: 3");
    assert_true(has(mail.text, "3. ZEBRA Name\n   ada@person.example\n   ZEBRA Subject\n\nZEBRA body"));
    assert_int_equal(mail.part_count, 1);
    assert_slices(mail.parts[0].bytes, mail.text);
    assert_true(has(bytes, "filename=messages.txt"));
    assert_false(has(mail.text, "TOKEN123"));
}

/* A message in another language than the campaign's first: its header, its campaign's title, and the links say so. */
static void test_language(void **state)
{
    char memory_of_other[1 << 12];
    struct buffer other = BUFFER(memory_of_other);
    struct slice const first = fields_of_message();
    struct compose mail;
    (void)state;
    buffer_add(&other, first);
    fields_add(&other, "language", SLICE("fr"));
    fields_add(&other, "campaign", SLICE("Gardez-le ouvert"));
    struct slice const french = buffer_slice(&other);
    assert_true(has(written(MAIL_KIND_MESSAGE, &first, 1, &mail), "Content-Language: en\r\n"));
    assert_true(has(written(MAIL_KIND_MESSAGE, &french, 1, &mail), "Content-Language: fr\r\n"));
    assert_true(has(mail.text, "Gardez-le ouvert: https://plenary.example/talks/campaigns/open-net?lang=fr\n"));
    written(MAIL_KIND_CONFIRM, &french, 1, &mail);
    assert_true(has(mail.text, "Gardez-le ouvert"));
    assert_true(has(mail.text, "https://plenary.example/messages/TOKEN123?lang=fr\n"));
    written(MAIL_KIND_QUESTION, &french, 1, &mail);
    assert_true(has(mail.text, "https://plenary.example/messages/TOKEN123?lang=fr\n"));
    struct slice const alike[] = { french, french }, mixed[] = { french, first };
    assert_true(has(written(MAIL_KIND_DIGEST, alike, 2, &mail), "Content-Language: fr\r\n"));
    assert_false(has(written(MAIL_KIND_DIGEST, mixed, 2, &mail), "Content-Language"));
}

static void test_news(void **state)
{
    struct buffer fields = BUFFER(fields_memory);
    struct compose mail;
    (void)state;
    fields_add(&fields, "email", SLICE("bob@person.example"));
    fields_add(&fields, "subject", SLICE("Two things happened"));
    fields_add(&fields, "text", SLICE("One\nTwo\n"));
    fields_add(&fields, "unsubscribe", SLICE("https://plenary.example/follow/T/end"));
    struct slice const opened = buffer_slice(&fields);
    struct slice const bytes = written(MAIL_KIND_NOTIFICATION, &opened, 1, &mail);
    assert_true(has(bytes, "List-Unsubscribe: <https://plenary.example/follow/T/end>\r\n"));
    assert_true(has(bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert_true(has(bytes, "Precedence: list\r\n"));
}

/* What was deleted is not sent as an empty mail. */
static void test_gone(void **state)
{
    struct letter_site const site = { SLICE("plenary.example"), SLICE("https://plenary.example") };
    struct mail_claimed const claimed = claimed_of(MAIL_KIND_MESSAGE);
    struct arena arena = { memory, 0, sizeof memory };
    struct slice const nothing = SLICE("");
    struct compose mail;
    struct error error;
    (void)state;
    assert_false(letter_write(&site, &claimed, &nothing, 1, &arena, &mail, &error));
    assert_ptr_equal(error.fault, FAULT_LETTER_EMPTY);
    assert_false(letter_write(&site, &claimed, &nothing, 0, &arena, &mail, &error));
}

static int start(void **state)
{
    (void)state;
    compose_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confirmations), cmocka_unit_test(test_message), cmocka_unit_test(test_digest),
        cmocka_unit_test(test_language),      cmocka_unit_test(test_news),    cmocka_unit_test(test_gone),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
