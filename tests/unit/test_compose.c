// SPDX-License-Identifier: Apache-2.0
/* Mails in every script can be read back unchanged, and no input can add a header. */
#include "test.h"

#include <stdio.h>

#include <gmime/gmime.h>

#include "mail/compose.h"
#include "mail/fault.h"

static char memory[1 << 20];

static struct compose sample(void)
{
    return (struct compose){
        .from_name = SLICE("Ada via plenary.example"),
        .from_address = SLICE("campaign+7@plenary.example"),
        .reply_name = SLICE("Ada"),
        .reply_address = SLICE("ada@person.example"),
        .to_name = SLICE("Mission"),
        .to_address = SLICE("can@mission.example"),
        .subject = SLICE("About provision 31A"),
        .text = SLICE("Dear delegates,\n\nplease vote no.\n"),
        .message_id = SLICE("7.abc@plenary.example"),
        .date = 1355356740,
    };
}

static struct slice write_mail(const struct compose *mail)
{
    struct error error;
    struct buffer out = BUFFER(memory);
    assert_true(compose_write(mail, &out, &error));
    assert_true(out.length <= compose_bytes_max(mail));
    return buffer_slice(&out);
}

static GMimeMessage *parse(struct slice bytes)
{
    GMimeStream *const stream = g_mime_stream_mem_new_with_buffer(bytes.bytes, bytes.length);
    GMimeParser *const parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *const message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    assert_non_null(message);
    return message;
}

static const char *header(GMimeMessage *message, const char *name)
{
    return g_mime_object_get_header(GMIME_OBJECT(message), name);
}

static void assert_name(InternetAddressList *list, const char *name, const char *address)
{
    assert_int_equal(internet_address_list_length(list), 1);
    InternetAddress *const one = internet_address_list_get_address(list, 0);
    assert_slice(slice_of(internet_address_get_name(one)), name);
    assert_slice(slice_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))), address);
}

/* The text of the first part, with LF. */
static void assert_text(GMimeMessage *message, const char *text)
{
    GMimeObject *part = g_mime_message_get_mime_part(message);
    if (GMIME_IS_MULTIPART(part))
        part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
    char *const read = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    char *to = read;
    for (const char *from = read; *from != '\0'; from++)
        if (*from != '\r')
            *to++ = *from;
    *to = '\0';
    assert_string_equal(read, text);
    g_free(read);
}

/* Lines of at most 998 bytes, each with CR LF, no bare CR or LF, ASCII alone. */
static void assert_wire(struct slice bytes)
{
    size_t line = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        assert_true((unsigned char)bytes.bytes[i] < 0x80 && bytes.bytes[i] != '\0');
        if (bytes.bytes[i] == '\n')
            assert_true(i > 0 && bytes.bytes[i - 1] == '\r');
        if (bytes.bytes[i] == '\r')
            assert_true(i + 1 < bytes.length && bytes.bytes[i + 1] == '\n');
        line = bytes.bytes[i] == '\n' ? 0 : line + 1;
        assert_true(line <= 999);
    }
    assert_true(slice_ends(bytes, SLICE("\r\n")));
}

static void test_scripts(void **state)
{
    static const char *const words[] = {
        "Plain words",
        "Não à votação, s'il vous plaît: Ærøskøbing",
        "Здравствуйте, уважаемые делегаты",
        "السادة المندوبون المحترمون",
        "各位尊敬的代表",
        "שלום לנציגים",
        "ถึงผู้แทนทุกท่าน",
        "प्रिय प्रतिनिधि गण",
        "ეროვნული დელეგაცია \xF0\x9F\x95\x8A",
        "A comma, a \"quotation\", (a comment) <and@brackets.example>; a \\ backslash",
        "=?utf-8?q?not_encoded?= as typed",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        char text[8192], name[1024];
        struct compose mail = sample();
        snprintf(name, sizeof name, "%s via plenary.example", words[i]);
        snprintf(text, sizeof text, "%s\n\n%s %s %s %s\n.\nFrom here on\n..\n", words[i], words[i], words[i], words[i],
                 words[i]);
        mail.from_name = slice_of(name);
        mail.subject = mail.reply_name = mail.to_name = slice_of(words[i]);
        mail.text = slice_of(text);
        struct slice const bytes = write_mail(&mail);
        assert_wire(bytes);
        GMimeMessage *const message = parse(bytes);
        assert_string_equal(g_mime_message_get_subject(message), words[i]);
        assert_name(g_mime_message_get_from(message), name, "campaign+7@plenary.example");
        assert_name(g_mime_message_get_reply_to(message), words[i], "ada@person.example");
        assert_name(g_mime_message_get_to(message), words[i], "can@mission.example");
        assert_string_equal(g_mime_message_get_message_id(message), "7.abc@plenary.example");
        assert_text(message, text);
        g_object_unref(message);
    }
}

static void test_headers(void **state)
{
    struct compose mail = sample();
    (void)state;
    GMimeMessage *message = parse(write_mail(&mail));
    assert_null(header(message, "Auto-Submitted"));
    assert_null(header(message, "Precedence"));
    assert_null(header(message, "List-Unsubscribe"));
    assert_string_equal(header(message, "Date"), "Wed, 12 Dec 2012 23:59:00 +0000");
    g_object_unref(message);
    mail.origin = COMPOSE_LIST;
    mail.language = SLICE("zh-Hans");
    mail.unsubscribe = SLICE("https://plenary.example/follow/x/end");
    message = parse(write_mail(&mail));
    assert_string_equal(header(message, "Auto-Submitted"), "auto-generated");
    assert_string_equal(header(message, "Precedence"), "list");
    assert_string_equal(g_mime_object_get_header(g_mime_message_get_mime_part(message), "Content-Language"), "zh-Hans");
    assert_string_equal(header(message, "List-Unsubscribe"), "<https://plenary.example/follow/x/end>");
    assert_string_equal(header(message, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    g_object_unref(message);
}

/* The same mail again is the same bytes: what was sent before a crash and what is sent after it. */
static void test_same_bytes(void **state)
{
    static char first[1 << 16];
    struct compose_part const part = { SLICE("messages.txt"), SLICE("text/plain"), SLICE("one\ntwo\n") };
    struct compose mail = sample();
    (void)state;
    mail.parts = &part;
    mail.part_count = 1;
    struct slice const once = write_mail(&mail);
    memcpy(first, once.bytes, once.length);
    assert_slices(write_mail(&mail), ((struct slice){ first, once.length }));
}

static void test_attachment(void **state)
{
    struct compose_part const part = { SLICE("رسائل \"7\".txt"), SLICE("text/plain"),
                                       SLICE("--=_part\r\nx\n\xD8\xA7") };
    struct compose mail = sample();
    (void)state;
    mail.parts = &part;
    mail.part_count = 1;
    struct slice const bytes = write_mail(&mail);
    assert_wire(bytes);
    GMimeMessage *const message = parse(bytes);
    assert_text(message, "Dear delegates,\n\nplease vote no.\n");
    GMimeMultipart *const all = GMIME_MULTIPART(g_mime_message_get_mime_part(message));
    assert_int_equal(g_mime_multipart_get_count(all), 2);
    GMimePart *const read = GMIME_PART(g_mime_multipart_get_part(all, 1));
    assert_slice(slice_of(g_mime_part_get_filename(read)), "رسائل \"7\".txt");
    GMimeStream *const stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(read), stream);
    GByteArray *const content = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    assert_slices(((struct slice){ (const char *)content->data, content->len }), part.bytes);
    g_object_unref(stream);
    g_object_unref(message);
}

static void assert_refused(const struct compose *mail, const struct fault *fault)
{
    struct buffer out = BUFFER(memory);
    struct error error;
    assert_false(compose_write(mail, &out, &error));
    assert_ptr_equal(error.fault, fault);
    assert_int_equal(out.length, 0);
}

static void test_injection(void **state)
{
    static const char *const lines[] = {
        "Hello\r\nBcc: all@others.example",
        "Hello\nBcc: all@others.example",
        "Hello\rBcc: all@others.example",
        "Hello\v",
        "Hello\x7f",
        "Hello \xC2\x85next line",
        "Hello \xE2\x80\xA8line separator",
        "gnp.\xE2\x80\xAE picture",
        "\xFF\xFE",
        "\xC0\x8A",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct compose mail = sample();
        mail.subject = slice_of(lines[i]);
        assert_refused(&mail, FAULT_COMPOSE_LINE);
        mail = sample();
        mail.from_name = slice_of(lines[i]);
        assert_refused(&mail, FAULT_COMPOSE_LINE);
        mail = sample();
        mail.reply_name = slice_of(lines[i]);
        assert_refused(&mail, FAULT_COMPOSE_LINE);
        mail = sample();
        mail.message_id = slice_of(lines[i]);
        assert_refused(&mail, FAULT_COMPOSE_LINE);
        mail = sample();
        mail.unsubscribe = slice_of(lines[i]);
        assert_refused(&mail, FAULT_COMPOSE_LINE);
        struct compose_part const part = { slice_of(lines[i]), SLICE("text/plain"), SLICE("") };
        mail = sample();
        mail.parts = &part;
        mail.part_count = 1;
        assert_refused(&mail, FAULT_COMPOSE_LINE);
    }
    struct compose mail = sample();
    mail.text = (struct slice){ "a\0b", 3 };
    assert_refused(&mail, FAULT_COMPOSE_TEXT);
    mail.text = SLICE("\xED\xA0\x80");
    assert_refused(&mail, FAULT_COMPOSE_TEXT);
}

/* Text may hold any line: nothing in it ends the mail or begins a part. */
static void test_hostile_text(void **state)
{
    static const char text[] = "\n.\n\n--=_part_7_abc_plenary_example\nContent-Type: text/html\n\n<b>\nRSET\n";
    struct compose mail = sample();
    (void)state;
    mail.text = slice_of(text);
    GMimeMessage *const message = parse(write_mail(&mail));
    assert_text(message, text);
    g_object_unref(message);
}

static void test_long(void **state)
{
    static char text[1 << 18];
    struct compose mail = sample();
    (void)state;
    memset(text, 'x', sizeof text - 2);
    text[sizeof text - 2] = '\n';
    mail.text = slice_of(text);
    struct slice const bytes = write_mail(&mail);
    assert_wire(bytes);
    GMimeMessage *const message = parse(bytes);
    assert_text(message, text);
    g_object_unref(message);
    struct buffer small = { memory, 0, 1000, false };
    struct error error;
    assert_false(compose_write(&mail, &small, &error));
    assert_ptr_equal(error.fault, FAULT_COMPOSE_LONG);
}

static void test_addresses(void **state)
{
    static const struct {
        const char *address;
        bool good;
    } rows[] = {
        { "ada@person.example", true },
        { "a.d.a+tag@sub.person.example", true },
        { "\"ada lovelace\"@person.example", true },
        { "\"a\\\"b@c\"@person.example", true },
        { "δοκιμή@παράδειγμα.example", true },
        { "o'neil!#$%&*/=?^_`{|}~-@person.example", true },
        { "", false },
        { "@person.example", false },
        { "ada", false },
        { "ada@", false },
        { "ada@person", false },
        { "ada@person.", false },
        { "ada@.person.example", false },
        { "ada@per_son.example", false },
        { "ada@-person.example", false },
        { "ada@[127.0.0.1]", false },
        { ".ada@person.example", false },
        { "a..d@person.example", false },
        { "ada.@person.example", false },
        { "ada (a comment)@person.example", false },
        { "ada@person.example (a comment)", false },
        { "Ada <ada@person.example>", false },
        { "ada@person.example,bob@person.example", false },
        { "ada@person.example>\r\nRCPT TO:<bob@person.example", false },
        { "\"ada\r\n\"@person.example", false },
        { "\"ada\"b\"@person.example", false },
        { "ada@person.example\n", false },
        { "ada @person.example", false },
        { "1234567890123456789012345678901234567890123456789012345678901234x@person.example", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (compose_address_is_good(slice_of(rows[i].address)) != rows[i].good)
            print_error("%s\n", rows[i].address);
        assert_int_equal(compose_address_is_good(slice_of(rows[i].address)), rows[i].good);
        if (rows[i].good)
            continue;
        struct compose mail = sample();
        mail.to_address = slice_of(rows[i].address);
        assert_refused(&mail, FAULT_COMPOSE_ADDRESS);
    }
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
        cmocka_unit_test(test_scripts),    cmocka_unit_test(test_headers),   cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_attachment), cmocka_unit_test(test_injection), cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_long),       cmocka_unit_test(test_addresses),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
