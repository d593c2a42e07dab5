// SPDX-License-Identifier: Apache-2.0
#include "mail/bounce.h"

#include <gmime/gmime.h>
#include <sodium.h>

#include "base/hex.h"
#include "mail/relay.h"

enum { TAG_DIGITS = 2 * BOUNCE_TAG_BYTES, DEPTH_MAX = 4 };

static const struct slice local_start = { "bounces+", 8 };

/* --- senders ------------------------------------------------------------------------------------------------------- */

static void bounce_write_tag(const unsigned char key[BOUNCE_KEY_BYTES], struct slice id, struct buffer *out)
{
    unsigned char hash[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, BOUNCE_KEY_BYTES);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)"bounce\n", 7);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)id.bytes, id.length);
    crypto_auth_hmacsha256_final(&state, hash);
    hex_write(out, hash, BOUNCE_TAG_BYTES);
}

void bounce_write_sender(const unsigned char key[BOUNCE_KEY_BYTES], uint64_t mail, struct slice host,
                         struct buffer *out)
{
    char memory[24];
    struct buffer id = BUFFER(memory);
    buffer_add_number(&id, mail);
    buffer_add(out, local_start);
    buffer_add(out, buffer_slice(&id));
    buffer_add_byte(out, '-');
    bounce_write_tag(key, buffer_slice(&id), out);
    buffer_add_byte(out, '@');
    buffer_add(out, host);
}

static struct slice bounce_trim(struct slice text)
{
    while (text.length > 0 && strchr(" \t\r\n", text.bytes[text.length - 1]) != NULL)
        text.length--;
    while (text.length > 0 && strchr(" \t\r\n", text.bytes[0]) != NULL)
        text = slice_part(text, 1, text.length);
    return text;
}

/* Reads one address. Servers on the way may have changed the case of its local part. */
static bool bounce_read_sender(struct slice address, const unsigned char key[BOUNCE_KEY_BYTES], struct slice host,
                               struct bounce *found)
{
    size_t const at = slice_find(address, '@', 0);
    struct slice const start = slice_part(address, 0, local_start.length);
    struct slice const rest = slice_part(address, local_start.length, at);
    size_t const dash = slice_find(rest, '-', 0);
    struct slice const id = slice_part(rest, 0, dash);
    char memory[TAG_DIGITS];
    struct buffer tag = BUFFER(memory);
    uint64_t number;
    if (!slice_equal_caseless(start, local_start) ||
        !slice_equal_caseless(slice_part(address, at + 1, address.length), host) || !slice_number(id, &number))
        return false;
    bounce_write_tag(key, id, &tag);
    found->mail = number;
    found->kind =
        slice_equal_caseless(slice_part(rest, dash + 1, rest.length), buffer_slice(&tag)) ? BOUNCE_OTHER : BOUNCE_LIES;
    return true;
}

/* Servers record the address of delivery in one of several headers. */
static bool bounce_find_sender(GMimeMessage *message, const unsigned char key[BOUNCE_KEY_BYTES], struct slice host,
                               struct bounce *found)
{
    static const char *const names[] = { "Delivered-To", "X-Original-To", "Envelope-To", "To" };
    GMimeHeaderList *const headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
    int const count = g_mime_header_list_get_count(headers);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (int at = 0; at < count; at++) {
            GMimeHeader *const header = g_mime_header_list_get_header_at(headers, at);
            const char *const value = g_mime_header_get_value(header);
            if (value == NULL || g_ascii_strcasecmp(g_mime_header_get_name(header), names[i]) != 0)
                continue;
            struct slice text = slice_of(value);
            for (size_t start = 0; start < text.length; start++) {
                size_t end = start;
                while (end < text.length && strchr(" \t\r\n<>,;\"", text.bytes[end]) == NULL)
                    end++;
                if (end > start && bounce_read_sender(slice_part(text, start, end), key, host, found))
                    return true;
                start = end;
            }
        }
    }
    return false;
}

/* --- reports -------------------------------------------------------------------------------------------------------- */

static bool bounce_header_begins(GMimeObject *object, const char *name, const char *start)
{
    const char *const value = g_mime_object_get_header(object, name);
    return value != NULL && g_ascii_strncasecmp(value, start, strlen(start)) == 0;
}

/* RFC 3834, and the headers in use before it. */
static bool bounce_is_automatic(GMimeMessage *message)
{
    GMimeObject *const object = GMIME_OBJECT(message);
    const char *const submitted = g_mime_object_get_header(object, "Auto-Submitted");
    return (submitted != NULL && g_ascii_strncasecmp(submitted, "no", 2) != 0) ||
           g_mime_object_get_header(object, "X-Autoreply") != NULL ||
           g_mime_object_get_header(object, "X-Autorespond") != NULL ||
           bounce_header_begins(object, "X-Auto-Response-Suppress", "All") ||
           bounce_header_begins(object, "Precedence", "auto");
}

static GMimePart *bounce_find_report(GMimeObject *part, int depth)
{
    if (part == NULL || depth == DEPTH_MAX)
        return NULL;
    GMimeContentType *const type = g_mime_object_get_content_type(part);
    if (GMIME_IS_PART(part) && (g_mime_content_type_is_type(type, "message", "delivery-status") ||
                                g_mime_content_type_is_type(type, "message", "global-delivery-status")))
        return GMIME_PART(part);
    for (int i = 0; GMIME_IS_MULTIPART(part) && i < g_mime_multipart_get_count(GMIME_MULTIPART(part)); i++) {
        GMimePart *const found = bounce_find_report(g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* Takes the text after the ";" of "smtp; 550 5.1.1 no such user", and the digits of "5.1.1 (bad mailbox)". */
static void bounce_keep_words(struct bounce *found, struct slice status, struct slice diagnostic)
{
    struct relay_answer answer = { 0 };
    size_t const semicolon = slice_find(diagnostic, ';', 0);
    size_t end = 0;
    relay_say(&answer, RELAY_BOUNCED,
              semicolon < diagnostic.length ? bounce_trim(slice_part(diagnostic, semicolon + 1, diagnostic.length))
                                            : diagnostic);
    memcpy(found->words, answer.words, answer.length);
    found->words_length = answer.length;
    while (end < status.length && end < sizeof found->status && strchr("0123456789.", status.bytes[end]) != NULL)
        end++;
    memcpy(found->status, status.bytes, end);
    found->status_length = end;
}

static enum bounce_kind bounce_kind_of(struct slice action)
{
    static const struct {
        struct slice action;
        enum bounce_kind kind;
    } kinds[] = { { { "failed", 6 }, BOUNCE_FAILED },
                  { { "delayed", 7 }, BOUNCE_DELAYED },
                  { { "delivered", 9 }, BOUNCE_DELIVERED },
                  { { "relayed", 7 }, BOUNCE_DELIVERED },
                  { { "expanded", 8 }, BOUNCE_DELIVERED } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slice_equal_caseless(slice_part(action, 0, kinds[i].action.length), kinds[i].action))
            return kinds[i].kind;
    return BOUNCE_OTHER;
}

/* Reads one field, with its folded lines. */
static bool bounce_next_field(struct slice *rest, struct slice *name, struct slice *value)
{
    struct slice line;
    if (!slice_next(rest, '\n', &line))
        return false;
    size_t const colon = slice_find(line, ':', 0);
    *name = bounce_trim(slice_part(line, 0, colon));
    *value = slice_part(line, colon + 1, line.length);
    while (rest->length > 0 && (rest->bytes[0] == ' ' || rest->bytes[0] == '\t')) {
        struct slice more;
        slice_next(rest, '\n', &more);
        value->length = (size_t)(more.bytes + more.length - value->bytes);
    }
    *value = bounce_trim(*value);
    return true;
}

/* A report has one group of fields per recipient, separated by empty lines. Our mails have one recipient, so the first group
 * with an Action is the one. */
static void bounce_read_fields(struct slice text, struct bounce *found)
{
    struct slice name, value, action = SLICE(""), status = SLICE(""), diagnostic = SLICE("");
    while (bounce_next_field(&text, &name, &value)) {
        if (name.length == 0 && action.length > 0)
            break;
        if (slice_equal_caseless(name, SLICE("Action")))
            action = value;
        else if (slice_equal_caseless(name, SLICE("Status")))
            status = value;
        else if (slice_equal_caseless(name, SLICE("Diagnostic-Code")))
            diagnostic = value;
    }
    found->kind = bounce_kind_of(action);
    if (found->kind != BOUNCE_OTHER)
        bounce_keep_words(found, status, diagnostic);
}

static void bounce_read_report(GMimePart *part, struct bounce *found)
{
    GMimeStream *const stream = g_mime_stream_mem_new();
    GMimeDataWrapper *const content = g_mime_part_get_content(part);
    if (content != NULL && g_mime_data_wrapper_write_to_stream(content, stream) >= 0) {
        GByteArray *const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        bounce_read_fields((struct slice){ (const char *)bytes->data, bytes->len }, found);
    }
    g_object_unref(stream);
}

void bounce_read(struct slice bytes, const unsigned char key[BOUNCE_KEY_BYTES], struct slice host, struct bounce *found)
{
    *found = (struct bounce){ .kind = BOUNCE_OTHER };
    if (bytes.length == 0 || bytes.length > BOUNCE_BYTES_MAX)
        return;
    GMimeStream *const stream = g_mime_stream_mem_new_with_buffer(bytes.bytes, bytes.length);
    GMimeParser *const parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *const message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL && bounce_find_sender(message, key, host, found) && found->kind != BOUNCE_LIES) {
        GMimePart *const report = bounce_find_report(g_mime_message_get_mime_part(message), 0);
        if (report != NULL)
            bounce_read_report(report, found);
        else if (bounce_is_automatic(message))
            found->kind = BOUNCE_AUTOMATIC;
    }
    if (message != NULL)
        g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
}
