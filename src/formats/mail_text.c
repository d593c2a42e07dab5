// SPDX-License-Identifier: Apache-2.0
#include "formats/mail_text.h"

#include <gmime/gmime.h>
#include <pthread.h>

#include "base/utf8.h"

static pthread_once_t started = PTHREAD_ONCE_INIT;

static void mail_text_start(void)
{
    g_mime_init();
}

struct reading {
    struct arena *arena;
    struct mail_text *mail;
    bool has_text;
};

static struct slice mail_text_keep(struct arena *arena, const char *text)
{
    struct slice const all = slice_of(text);
    return utf8_is_valid(all) ? arena_copy(arena, all) : SLICE("");
}

static struct slice mail_text_keep_addresses(struct arena *arena, InternetAddressList *list)
{
    char *const text = list != NULL ? internet_address_list_to_string(list, NULL, FALSE) : NULL;
    struct slice const kept = mail_text_keep(arena, text);
    g_free(text);
    return kept;
}

/* Cuts the text at a character boundary. */
static struct slice mail_text_cut(struct slice text)
{
    size_t length = text.length < MAIL_TEXT_BYTES_MAX ? text.length : MAIL_TEXT_BYTES_MAX;
    while (length < text.length && length > 0 && ((unsigned char)text.bytes[length] & 0xc0) == 0x80)
        length--;
    return slice_part(text, 0, length);
}

static void mail_text_take_part(GMimeObject *parent, GMimeObject *part, gpointer context)
{
    struct reading *const reading = context;
    (void)parent;
    if (GMIME_IS_TEXT_PART(part) && !reading->has_text && g_mime_part_get_filename(GMIME_PART(part)) == NULL) {
        char *const text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
        struct slice const all = slice_of(text);
        reading->has_text = true;
        if (utf8_is_valid(all))
            reading->mail->text = arena_copy(reading->arena, mail_text_cut(all));
        g_free(text);
    } else if (GMIME_IS_PART(part) && reading->mail->other_count < MAIL_TEXT_PARTS_MAX) {
        const char *const name = g_mime_part_get_filename(GMIME_PART(part));
        reading->mail->others[reading->mail->other_count++] =
            mail_text_keep(reading->arena, name != NULL ? name : "(no name)");
    }
}

bool mail_text_read(struct slice bytes, struct arena *arena, struct mail_text *mail)
{
    (void)pthread_once(&started, mail_text_start);
    *mail = (struct mail_text){ 0 };
    GMimeStream *const stream = g_mime_stream_mem_new_with_buffer(bytes.bytes, bytes.length);
    GMimeParser *const parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *const message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL) {
        struct reading reading = { arena, mail, false };
        mail->subject = mail_text_keep(arena, g_mime_message_get_subject(message));
        mail->from = mail_text_keep_addresses(arena, g_mime_message_get_from(message));
        mail->to = mail_text_keep_addresses(arena, g_mime_message_get_to(message));
        mail->reply_to = mail_text_keep_addresses(arena, g_mime_message_get_reply_to(message));
        g_mime_message_foreach(message, mail_text_take_part, &reading);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return message != NULL;
}
