// SPDX-License-Identifier: Apache-2.0
/* A mail as a person reads it: encoded parts are decoded, and any bytes are handled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "formats/mail_text.h"

static unsigned char memory[1 << 20];

static struct mail_text read_mail(struct slice bytes, bool *good)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct mail_text mail;
    *good = mail_text_read(bytes, &arena, &mail);
    return mail;
}

static void encoded_words_and_parts_are_read(void **state)
{
    (void)state;
    bool good;
    struct mail_text const mail =
        read_mail(SLICE("From: =?utf-8?B?w4VzZQ==?= <a@b.example>\r\nTo: c@d.example\r\nReply-To: e@f.example\r\n"
                        "Subject: =?utf-8?Q?R=C3=A9sum=C3=A9?=\r\nMIME-Version: 1.0\r\n"
                        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; "
                        "charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nna=C3=AFve\r\n--x\r\n"
                        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=all.txt\r\n\r\nmore\r\n"
                        "--x--\r\n"),
                  &good);
    assert_true(good);
    assert_true(slice_equal(mail.subject, SLICE("Résumé")));
    assert_true(slice_begins(mail.from, SLICE("Åse <")));
    assert_true(slice_equal(mail.to, SLICE("c@d.example")));
    assert_true(slice_equal(mail.reply_to, SLICE("e@f.example")));
    assert_true(slice_begins(mail.text, SLICE("naïve")));
    assert_int_equal(mail.other_count, 1);
    assert_true(slice_equal(mail.others[0], SLICE("all.txt")));
}

static void any_bytes_are_survived(void **state)
{
    static const char *const strange[] = { "",
                                           "\r\n",
                                           "Subject",
                                           "Subject: \xff\xfe\r\n\r\n\xff",
                                           "Subject: =?utf-8?B?/w==?=\r\n\r\n",
                                           "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
                                           "Content-Transfer-Encoding: base64\r\n\r\n!!!!" };
    (void)state;
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        bool good;
        struct mail_text const mail = read_mail(slice_of(strange[i]), &good);
        assert_true(mail.other_count <= MAIL_TEXT_PARTS_MAX && mail.text.length <= MAIL_TEXT_BYTES_MAX);
    }
}

static void a_long_text_is_cut_between_characters(void **state)
{
    static char bytes[MAIL_TEXT_BYTES_MAX + 64];
    struct buffer out = BUFFER(bytes);
    bool good;
    (void)state;
    buffer_add_text(&out, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n.");
    while (out.length + 2 <= out.limit)
        buffer_add_text(&out, "é");
    struct mail_text const mail = read_mail(buffer_slice(&out), &good);
    assert_true(good && mail.text.length > 0 && mail.text.length <= MAIL_TEXT_BYTES_MAX);
    assert_true((mail.text.length - 1) % 2 == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoded_words_and_parts_are_read),
        cmocka_unit_test(any_bytes_are_survived),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
