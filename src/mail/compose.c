// SPDX-License-Identifier: Apache-2.0
#include "mail/compose.h"

#include <gmime/gmime.h>

#include "base/base64.h"
#include "base/utf8.h"
#include "mail/fault.h"

enum {
    LINE_BYTES_MAX = 990, /* RFC 5322, 2.1.1: 998 without CR LF */
    EXPANSION = 4,        /* quoted-printable turns one byte into three, and breaks lines */
    PLAIN_BYTES_MAX = 64,
    WORD_BYTES_MAX = 45,      /* RFC 2047, 2: 75 characters, with "=?utf-8?B?" and "?=" */
    BASE64_WHEN_NOT_ASCII = 3 /* with one such byte in three, base64 is shorter than quoted-printable */
};

void compose_start(void)
{
    g_mime_init();
}

/* --- checking the parts -------------------------------------------------------------------------------------------- */

static bool compose_is_line(struct slice line, size_t bytes_max)
{
    return line.length <= bytes_max && slice_find(line, '\n', 0) == line.length &&
           utf8_plain_length(line) == line.length;
}

bool compose_address_is_good(struct slice address)
{
    struct address read;
    struct error error;
    return address_read(address, &read, &error);
}

static bool compose_check_line(struct slice line, size_t bytes_max, const char *what, struct error *error)
{
    return compose_is_line(line, bytes_max) || fail(error, FAULT_COMPOSE_LINE, 0, slice_of(what));
}

static bool compose_check_address(struct slice address, const char *what, struct error *error)
{
    return compose_address_is_good(address) || fail(error, FAULT_COMPOSE_ADDRESS, 0, slice_of(what));
}

/* Only characters that may stand in Message-IDs and language tags. */
static bool compose_is_token(struct slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] <= ' ' || text.bytes[i] >= 0x7f || strchr("<>(),;:\"\\[]", text.bytes[i]) != NULL)
            return false;
    return true;
}

static bool compose_is_web_address(struct slice address)
{
    if (!slice_begins(address, SLICE("https://")) && !slice_begins(address, SLICE("http://")))
        return false;
    for (size_t i = 0; i < address.length; i++)
        if (address.bytes[i] <= ' ' || address.bytes[i] >= 0x7f || strchr("<>\"", address.bytes[i]) != NULL)
            return false;
    return address.length < LINE_BYTES_MAX;
}

static bool compose_check_text(struct slice text, struct error *error)
{
    bool const good = utf8_is_valid(text) && memchr(text.bytes, '\0', text.length) == NULL;
    return good || fail(error, FAULT_COMPOSE_TEXT, 0);
}

static bool compose_check_mail(const struct compose *mail, struct error *error)
{
    if (!compose_check_line(mail->from_name, COMPOSE_NAME_BYTES_MAX, "From", error) ||
        !compose_check_line(mail->to_name, COMPOSE_NAME_BYTES_MAX, "To", error) ||
        !compose_check_line(mail->reply_name, COMPOSE_NAME_BYTES_MAX, "Reply-To", error) ||
        !compose_check_line(mail->subject, COMPOSE_SUBJECT_BYTES_MAX, "Subject", error) ||
        !compose_check_address(mail->from_address, "From", error) ||
        !compose_check_address(mail->to_address, "To", error) ||
        (mail->reply_address.length > 0 && !compose_check_address(mail->reply_address, "Reply-To", error)) ||
        (mail->text.length > 0 && !compose_check_text(mail->text, error)))
        return false;
    if (mail->message_id.length == 0 || !compose_is_token(mail->message_id) || mail->message_id.length > 250)
        return fail(error, FAULT_COMPOSE_LINE, 0, SLICE("Message-ID"));
    if (!compose_is_token(mail->language) || mail->language.length > 64)
        return fail(error, FAULT_COMPOSE_LINE, 0, SLICE("Content-Language"));
    if (mail->unsubscribe.length > 0 && !compose_is_web_address(mail->unsubscribe))
        return fail(error, FAULT_COMPOSE_LINE, 0, SLICE("List-Unsubscribe"));
    for (size_t i = 0; i < mail->part_count; i++)
        if (!compose_check_line(mail->parts[i].name, COMPOSE_NAME_BYTES_MAX, "an attachment's name", error))
            return false;
    return mail->part_count <= COMPOSE_PARTS_MAX || fail(error, FAULT_COMPOSE_LONG, 0);
}

/* --- headers ------------------------------------------------------------------------------------------------------- */

/* ASCII on one line that needs no encoding and does not look like an encoded word (RFC 2047). */
static bool compose_is_plain(struct slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < ' ' || text.bytes[i] >= 0x7f ||
            (text.bytes[i] == '=' && i + 1 < text.length && text.bytes[i + 1] == '?'))
            return false;
    return text.length <= PLAIN_BYTES_MAX && !slice_begins(text, SLICE(" ")) && !slice_ends(text, SLICE(" "));
}

/* The end of the next encoded word: whole characters, and where possible a multiple of three bytes, because some readers
 * take padding in the middle for the end. */
static size_t compose_word_end(struct slice text, size_t at)
{
    size_t end = at, best = 0, bytes;
    uint32_t scalar;
    while ((bytes = utf8_read(text, end, &scalar)) > 0 && end + bytes - at <= WORD_BYTES_MAX) {
        end += bytes;
        if ((end - at) % 3 == 0)
            best = end;
    }
    return end == text.length || best == 0 ? end : best;
}

/* Adds plain text as it is, other text as encoded words, one per line. */
static void compose_add_text(struct buffer *out, struct slice text)
{
    if (compose_is_plain(text)) {
        buffer_add(out, text);
        return;
    }
    for (size_t at = 0, end; at < text.length; at = end) {
        end = compose_word_end(text, at);
        buffer_add(out, at > 0 ? SLICE("\r\n =?utf-8?B?") : SLICE("=?utf-8?B?"));
        base64_write(out, (const unsigned char *)text.bytes + at, end - at);
        buffer_add(out, SLICE("?="));
    }
}

/* Adds a display name: in quotes if it is plain (RFC 5322, 3.2.4). */
static void compose_add_name(struct buffer *out, struct slice name)
{
    if (!compose_is_plain(name)) {
        compose_add_text(out, name);
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] == '"' || name.bytes[i] == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, name.bytes[i]);
    }
    buffer_add_byte(out, '"');
}

static void compose_add_header(struct buffer *out, const char *name, struct slice value)
{
    buffer_add_text(out, name);
    buffer_add(out, SLICE(": "));
    buffer_add(out, value);
    buffer_add(out, SLICE("\r\n"));
}

bool compose_wire_address(struct slice address, struct buffer *out)
{
    struct address read;
    struct error error;
    bool const good = address_read(address, &read, &error);
    if (good && utf8_is_ascii(read.domain)) {
        buffer_add(out, address);
        return !read.international;
    }
    char *const text = g_strndup(address.bytes, address.length);
    InternetAddress *const mailbox = internet_address_mailbox_new(NULL, text);
    buffer_add_text(out, internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox)));
    g_object_unref(mailbox);
    g_free(text);
    return good && !read.international;
}

/* Adds an address header. The local part is not encoded (RFC 6532). */
static void compose_add_address(struct buffer *out, const char *header, struct slice name, struct slice address)
{
    buffer_add_text(out, header);
    buffer_add(out, SLICE(": "));
    if (name.length > 0) {
        compose_add_name(out, name);
        buffer_add(out, SLICE("\r\n "));
    }
    buffer_add(out, SLICE("<"));
    (void)compose_wire_address(address, out);
    buffer_add(out, SLICE(">\r\n"));
}

static void compose_add_date(struct buffer *out, int64_t date)
{
    GDateTime *const time = g_date_time_new_from_unix_utc(date);
    char *const text = time != NULL ? g_mime_utils_header_format_date(time) : NULL;
    compose_add_header(out, "Date", slice_of(text));
    g_free(text);
    if (time != NULL)
        g_date_time_unref(time);
}

static void compose_add_bracketed(struct buffer *out, const char *name, struct slice value)
{
    buffer_add_text(out, name);
    buffer_add(out, SLICE(": <"));
    buffer_add(out, value);
    buffer_add(out, SLICE(">\r\n"));
}

static void compose_add_headers(struct buffer *out, const struct compose *mail)
{
    compose_add_address(out, "From", mail->from_name, mail->from_address);
    if (mail->reply_address.length > 0)
        compose_add_address(out, "Reply-To", mail->reply_name, mail->reply_address);
    compose_add_address(out, "To", mail->to_name, mail->to_address);
    buffer_add(out, SLICE("Subject: "));
    compose_add_text(out, mail->subject);
    buffer_add(out, SLICE("\r\n"));
    compose_add_date(out, mail->date);
    compose_add_bracketed(out, "Message-ID", mail->message_id);
    if (mail->language.length > 0)
        compose_add_header(out, "Content-Language", mail->language);
    if (mail->origin != COMPOSE_PERSON)
        compose_add_header(out, "Auto-Submitted", SLICE("auto-generated"));
    if (mail->origin == COMPOSE_LIST)
        compose_add_header(out, "Precedence", SLICE("list"));
    if (mail->unsubscribe.length > 0) {
        compose_add_bracketed(out, "List-Unsubscribe", mail->unsubscribe);
        compose_add_header(out, "List-Unsubscribe-Post", SLICE("List-Unsubscribe=One-Click"));
    }
    compose_add_header(out, "MIME-Version", SLICE("1.0"));
}

/* --- the body ------------------------------------------------------------------------------------------------------ */

/* The text with every line end, also a lone CR or LF, as CR LF. */
static GByteArray *compose_wire_text(struct slice text)
{
    GByteArray *const out = g_byte_array_sized_new((guint)(text.length + text.length / 32 + 16));
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && text.bytes[end] != '\n' && text.bytes[end] != '\r')
            end++;
        g_byte_array_append(out, (const guint8 *)text.bytes + at, (guint)(end - at));
        if (end == text.length)
            break;
        g_byte_array_append(out, (const guint8 *)"\r\n", 2);
        at = end + (text.bytes[end] == '\r' && end + 1 < text.length && text.bytes[end + 1] == '\n' ? 2 : 1);
    }
    if (out->len > 0 && out->data[out->len - 1] != '\n')
        g_byte_array_append(out, (const guint8 *)"\r\n", 2);
    return out;
}

/* Whether ASCII text can be sent unencoded. A line that begins with "From " cannot: some relays change it. */
static bool compose_needs_no_encoding(struct slice text)
{
    size_t line = 0;
    for (size_t i = 0; i < text.length; i++) {
        char const byte = text.bytes[i];
        bool const ends = byte == '\n';
        if (!(byte >= ' ' && byte < 0x7f) && !ends && byte != '\r' && byte != '\t')
            return false;
        line = ends ? 0 : line + 1;
        if (line >= LINE_BYTES_MAX || (ends && i > 0 && (text.bytes[i - 1] == ' ' || text.bytes[i - 1] == '\t')) ||
            (line == 5 && memcmp(text.bytes + i - 4, "From ", 5) == 0))
            return false;
    }
    return true;
}

/* No encoding if possible, else the shorter of the two. */
static GMimeContentEncoding compose_encoding(struct slice text)
{
    size_t high = 0;
    for (size_t i = 0; i < text.length; i++)
        high += (unsigned char)text.bytes[i] >= 0x80;
    if (high > text.length / BASE64_WHEN_NOT_ASCII)
        return GMIME_CONTENT_ENCODING_BASE64;
    return high == 0 && compose_needs_no_encoding(text) ? GMIME_CONTENT_ENCODING_7BIT
                                                        : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void compose_set_content(GMimePart *part, GByteArray *bytes, GMimeContentEncoding encoding)
{
    GMimeStream *const stream =
        g_mime_stream_mem_new_with_byte_array(bytes); /* the stream owns the bytes from here on */
    GMimeDataWrapper *const content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
}

static GMimeObject *compose_text_part(struct slice text)
{
    GByteArray *const bytes = compose_wire_text(text);
    struct slice const written = { (const char *)bytes->data, bytes->len };
    GMimePart *const part = g_mime_part_new_with_type("text", "plain");
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    compose_set_content(part, bytes, compose_encoding(written));
    return GMIME_OBJECT(part);
}

static GMimeObject *compose_attachment(const struct compose_part *given)
{
    size_t const slash = slice_find(given->type, '/', 0);
    char *const name = g_strndup(given->name.bytes, given->name.length);
    char *const type = g_strndup(given->type.bytes, slash);
    char *const subtype = g_strndup(given->type.bytes + slash + 1, given->type.length - slash - 1);
    GByteArray *const bytes = g_byte_array_sized_new((guint)given->bytes.length);
    GMimePart *const part = g_mime_part_new_with_type(type, subtype);
    g_byte_array_append(bytes, (const guint8 *)given->bytes.bytes, (guint)given->bytes.length);
    if (strcmp(type, "text") == 0)
        g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    compose_set_content(part, bytes, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part, name);
    g_free(name);
    g_free(type);
    g_free(subtype);
    return GMIME_OBJECT(part);
}

/* The boundary comes from the Message-ID, so that the same mail always has the same bytes. */
static GMimeObject *compose_multipart(const struct compose *mail, GMimeObject *text)
{
    GMimeMultipart *const all = g_mime_multipart_new_with_subtype("mixed");
    char memory[72];
    struct buffer boundary = BUFFER(memory);
    buffer_add_text(&boundary, "=_part_");
    for (size_t i = 0; i < mail->message_id.length && i < 60; i++)
        buffer_add_byte(&boundary, g_ascii_isalnum(mail->message_id.bytes[i]) ? mail->message_id.bytes[i] : '_');
    buffer_add_byte(&boundary, '\0');
    g_mime_multipart_set_boundary(all, memory);
    g_mime_multipart_add(all, text);
    for (size_t i = 0; i < mail->part_count; i++) {
        GMimeObject *const part = compose_attachment(&mail->parts[i]);
        g_mime_multipart_add(all, part);
        g_object_unref(part);
    }
    g_object_unref(text);
    return GMIME_OBJECT(all);
}

static bool compose_write_body(GMimeObject *body, struct buffer *out)
{
    GMimeFormatOptions *const options = g_mime_format_options_new();
    GMimeStream *const stream = g_mime_stream_mem_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    bool const written = g_mime_object_write_to_stream(body, options, stream) >= 0;
    GByteArray *const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    buffer_add(out, (struct slice){ (const char *)bytes->data, bytes->len });
    g_object_unref(stream);
    g_mime_format_options_free(options);
    return written;
}

size_t compose_bytes_max(const struct compose *mail)
{
    size_t bytes = mail->text.length * EXPANSION + COMPOSE_OVERHEAD_BYTES;
    for (size_t i = 0; i < mail->part_count; i++)
        bytes += mail->parts[i].bytes.length * 3 / 2 + COMPOSE_OVERHEAD_BYTES;
    return bytes;
}

bool compose_write(const struct compose *mail, struct buffer *out, struct error *error)
{
    size_t const start = out->length;
    if (!compose_check_mail(mail, error))
        return false;
    GMimeObject *body = compose_text_part(mail->text);
    if (mail->part_count > 0)
        body = compose_multipart(mail, body);
    compose_add_headers(out, mail);
    bool const written = compose_write_body(body, out) && !out->full;
    g_object_unref(body);
    if (!written)
        out->length = start;
    return written || fail(error, FAULT_COMPOSE_LONG, 0);
}
