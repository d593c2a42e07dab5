// SPDX-License-Identifier: Apache-2.0
#include "mail/letter.h"

#include "mail/fault.h"
#include "store/fields.h"

enum { SHORT_BYTES_MAX = 4096 };

struct letter {
    const struct letter_site *site;
    const struct mail_claimed *claimed;
    struct slice fields; /* of the first message */
    struct arena *arena;
};

/* --- text ---------------------------------------------------------------------------------------------------------- */

static struct buffer letter_buffer(struct letter *letter, size_t bytes)
{
    char *const memory = arena_take_unset(letter->arena, bytes);
    return (struct buffer){ memory, 0, memory != NULL ? bytes : 0, false };
}

/* Replaces {0} to {9} by the values. */
static void letter_print(struct buffer *out, const char *form, const struct slice *values)
{
    for (const char *at = form; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            buffer_add(out, values[at[1] - '0']);
            at += 2;
        } else {
            buffer_add_byte(out, *at);
        }
    }
}

static struct slice letter_printed(struct letter *letter, const char *form, const struct slice *values)
{
    struct buffer out = letter_buffer(letter, SHORT_BYTES_MAX);
    letter_print(&out, form, values);
    return buffer_slice(&out);
}

static struct slice letter_field(const struct letter *letter, const char *name)
{
    return fields_get(letter->fields, name);
}

/* "campaign+7@HOST": each mail has a sender address of its own. */
static struct slice letter_sender(struct letter *letter)
{
    struct buffer out = letter_buffer(letter, ADDRESS_BYTES_MAX);
    buffer_add(&out, letter->claimed->kind == MAIL_KIND_MESSAGE ? SLICE("campaign+") : SLICE("plenary+"));
    buffer_add_number(&out, (uint64_t)letter->claimed->id);
    buffer_add_byte(&out, '@');
    buffer_add(&out, letter->site->host);
    return buffer_slice(&out);
}

static void letter_begin(struct letter *letter, enum compose_origin origin, struct compose *mail)
{
    *mail = (struct compose){
        .origin = origin,
        .from_name = letter->site->host,
        .from_address = letter_sender(letter),
        .to_address = letter_field(letter, "email"),
        .message_id = letter->claimed->message_id,
        .date = letter->claimed->created_at,
    };
}

/* The language in which the person read the campaign. */
static struct slice letter_language(const struct letter *letter, struct slice fields)
{
    struct slice const language = fields_get(fields, "language");
    return language.length > 0 ? language : letter->claimed->campaign_language;
}

/* The title of the campaign in that language. */
static struct slice letter_campaign_title(const struct letter *letter)
{
    struct slice const title = letter_field(letter, "campaign");
    return title.length > 0 ? title : letter->claimed->campaign_title;
}

/* "?lang=fr", or nothing for the campaign's own language. */
static struct slice letter_language_argument(struct letter *letter)
{
    struct slice const language = letter_language(letter, letter->fields);
    return slice_equal(language, letter->claimed->campaign_language)
               ? SLICE("")
               : letter_printed(letter, "?lang={0}", (struct slice[]){ language });
}

static struct slice letter_place(const struct letter *letter)
{
    const struct mail_claimed *const claimed = letter->claimed;
    return claimed->to_place.length > 0 ? claimed->to_place : claimed->to_name;
}

/* --- kinds of mail ------------------------------------------------------------------------------------------------- */

static void letter_write_message(struct letter *letter, struct compose *mail)
{
    const struct mail_claimed *const claimed = letter->claimed;
    struct slice const name = letter_field(letter, "name"), body = letter_field(letter, "body");
    struct slice const values[] = { name,
                                    letter->site->host,
                                    letter_campaign_title(letter),
                                    letter->site->url,
                                    claimed->conference,
                                    claimed->campaign_code,
                                    letter_language_argument(letter) };
    struct buffer text = letter_buffer(letter, body.length + SHORT_BYTES_MAX);
    letter_begin(letter, COMPOSE_PERSON, mail);
    buffer_add(&text, body);
    letter_print(&text,
                 "\n\n-- \n{0} wrote this, confirmed it by e-mail and sent it through {1}.\n"
                 "Your answer goes to {0} directly.\n{2}: {3}/{4}/campaigns/{5}{6}\n",
                 values);
    mail->from_name = letter_printed(letter, "{0} via {1}", values);
    mail->reply_name = name;
    mail->reply_address = letter_field(letter, "email");
    mail->to_name = claimed->to_name;
    mail->to_address = claimed->to_address;
    mail->subject = letter_field(letter, "subject");
    mail->language = letter_language(letter, letter->fields);
    mail->text = buffer_slice(&text);
}

static void letter_write_confirm(struct letter *letter, struct compose *mail)
{
    struct slice const values[] = {
        letter->site->host, letter_place(letter),          letter_campaign_title(letter),
        letter->site->url,  letter_field(letter, "token"), letter_language_argument(letter)
    };
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    mail->subject = letter_printed(letter, "Confirm your message to {1}", values);
    mail->text = letter_printed(letter,
                                "Somebody, probably you, wrote a message to {1} on {0} and gave this address.\n"
                                "The campaign: {2}\n\n"
                                "To have it sent, open this page and press the button:\n\n{3}/messages/{4}{5}\n\n"
                                "Nothing is sent before that. Without it the message is deleted after three days.\n"
                                "If it was not you, do nothing.\n",
                                values);
    mail->language = SLICE("en");
}

static void letter_write_follow_confirm(struct letter *letter, struct compose *mail)
{
    struct slice const values[] = { letter->site->host, letter->claimed->conference, letter->site->url,
                                    letter_field(letter, "token") };
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    mail->subject = letter_printed(letter, "Confirm that you want news from {0}", values);
    mail->text = letter_printed(letter,
                                "Somebody, probably you, asked {0} to send news of {1} to this address.\n\n"
                                "To have them, open this page and press the button:\n\n{2}/follow/{3}\n\n"
                                "Nothing is sent before that. Without it this address is deleted after three days.\n"
                                "If it was not you, do nothing.\n",
                                values);
    mail->language = SLICE("en");
}

static void letter_write_comment_confirm(struct letter *letter, struct compose *mail)
{
    struct slice const values[] = { letter->site->host, letter->claimed->conference, letter->site->url,
                                    letter_field(letter, "token") };
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    mail->subject = letter_printed(letter, "Confirm your comment on {0}", values);
    mail->text =
        letter_printed(letter,
                       "Somebody, probably you, wrote a comment about {1} on {0} and gave this address.\n\n"
                       "To have it published, open this page and press the button:\n\n{2}/comments/{3}\n\n"
                       "Nothing is published before that. Without it the comment is deleted after three days.\n"
                       "If it was not you, do nothing.\n",
                       values);
    mail->language = SLICE("en");
}

static void letter_write_question(struct letter *letter, struct compose *mail)
{
    struct slice const values[] = { letter->site->host, letter_place(letter), letter->site->url,
                                    letter_field(letter, "token"), letter_language_argument(letter) };
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    mail->subject = letter_printed(letter, "Did {1} answer you?", values);
    mail->text =
        letter_printed(letter,
                       "Two weeks ago your message to {1} was delivered, and you agreed to be asked once:\n"
                       "were you answered? Press yes or no on this page:\n\n{2}/messages/{3}{4}\n\n"
                       "Only how many said yes and no is published. Your text and this address are deleted on the day\n"
                       "that the page names. {0} asks no second time.\n",
                       values);
    mail->language = SLICE("en");
}

static void letter_write_export(struct letter *letter, struct compose *mail)
{
    struct slice const body = letter_field(letter, "body");
    struct slice const values[] = { letter->site->host,
                                    letter_place(letter),
                                    letter_field(letter, "name"),
                                    letter_field(letter, "email"),
                                    letter_field(letter, "subject"),
                                    body,
                                    letter_language(letter, letter->fields) };
    struct buffer text = letter_buffer(letter, body.length + SHORT_BYTES_MAX);
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    letter_print(
        &text,
        "You asked what {0} keeps of you with your message to {1}. It is this, and when each step was\n"
        "taken, which the message's page shows.\n\nName: {2}\nE-mail: {3}\nSubject: {4}\nLanguage: {6}\nText:\n\n{5}\n",
        values);
    mail->subject = letter_printed(letter, "What {0} keeps of you", values);
    mail->text = buffer_slice(&text);
    mail->language = SLICE("en");
}

/* Mails whose text is already written: notifications, reports, tests. */
static void letter_write_as_given(struct letter *letter, struct compose *mail)
{
    struct slice const attachment = letter_field(letter, "attachment");
    letter_begin(letter, letter->claimed->kind == MAIL_KIND_NOTIFICATION ? COMPOSE_LIST : COMPOSE_AUTOMATIC, mail);
    mail->to_name = letter_field(letter, "name");
    mail->subject = letter_field(letter, "subject");
    mail->text = letter_field(letter, "text");
    mail->language = letter_field(letter, "language");
    mail->unsubscribe = letter_field(letter, "unsubscribe");
    struct compose_part *const part = attachment.length > 0 ? arena_take(letter->arena, sizeof *part) : NULL;
    if (part != NULL) {
        struct slice const type = letter_field(letter, "attachment_type");
        *part = (struct compose_part){ letter_field(letter, "attachment_name"),
                                       type.length > 0 ? type : SLICE("application/octet-stream"), attachment };
        mail->parts = part;
        mail->part_count = 1;
    }
}

/* The language of all messages in a digest; empty when they differ. */
static struct slice letter_common_language(const struct letter *letter, const struct slice *opened, size_t count)
{
    struct slice const language = letter_language(letter, opened[0]);
    for (size_t i = 1; i < count; i++)
        if (!slice_equal(letter_language(letter, opened[i]), language))
            return SLICE("");
    return language;
}

/* The messages of a day one after another, in the text and as an attached file. */
static void letter_write_digest(struct letter *letter, const struct slice *opened, size_t count, struct compose *mail)
{
    size_t bytes = SHORT_BYTES_MAX;
    for (size_t i = 0; i < count; i++)
        bytes += opened[i].length + 512;
    char number_memory[24];
    struct buffer number = BUFFER(number_memory), text = letter_buffer(letter, bytes);
    const struct mail_claimed *const claimed = letter->claimed;
    buffer_add_number(&number, count);
    struct slice const head[] = { buffer_slice(&number), letter->site->host,  claimed->campaign_title,
                                  letter->site->url,     claimed->conference, claimed->campaign_code };
    letter_begin(letter, COMPOSE_AUTOMATIC, mail);
    letter_print(
        &text,
        "Messages that people wrote to you through {1}: {0}. Each was confirmed by e-mail; the address under a\n"
        "name is where your answer reaches that person.\n{2}: {3}/{4}/campaigns/{5}\n",
        head);
    for (size_t i = 0; i < count; i++) {
        struct buffer index = BUFFER(number_memory);
        buffer_add_number(&index, i + 1);
        struct slice const each[] = { buffer_slice(&index), fields_get(opened[i], "name"),
                                      fields_get(opened[i], "email"), fields_get(opened[i], "subject"),
                                      fields_get(opened[i], "body") };
        letter_print(&text,
                     "\n________________________________________________________________________\n\n"
                     "{0}. {1}\n   {2}\n   {3}\n\n{4}\n",
                     each);
    }
    struct buffer again = BUFFER(number_memory);
    buffer_add_number(&again, count);
    mail->subject =
        letter_printed(letter, "Messages to you through {1}: {0}", (struct slice[]){ buffer_slice(&again), head[1] });
    mail->to_name = claimed->to_name;
    mail->to_address = claimed->to_address;
    mail->text = buffer_slice(&text);
    mail->language = letter_common_language(letter, opened, count);
    struct compose_part *const part = arena_take(letter->arena, sizeof *part);
    if (part == NULL)
        return;
    *part = (struct compose_part){ SLICE("messages.txt"), SLICE("text/plain"), mail->text };
    mail->parts = part;
    mail->part_count = 1;
}

bool letter_write(const struct letter_site *site, const struct mail_claimed *claimed, const struct slice *opened,
                  size_t count, struct arena *arena, struct compose *mail, struct error *error)
{
    if (count == 0 || opened[0].length == 0)
        return fail(error, FAULT_LETTER_EMPTY, 0);
    struct letter letter = { site, claimed, opened[0], arena };
    switch (claimed->kind) {
    case MAIL_KIND_MESSAGE:
        letter_write_message(&letter, mail);
        break;
    case MAIL_KIND_DIGEST:
        letter_write_digest(&letter, opened, count, mail);
        break;
    case MAIL_KIND_CONFIRM:
        letter_write_confirm(&letter, mail);
        break;
    case MAIL_KIND_FOLLOW_CONFIRM:
        letter_write_follow_confirm(&letter, mail);
        break;
    case MAIL_KIND_COMMENT_CONFIRM:
        letter_write_comment_confirm(&letter, mail);
        break;
    case MAIL_KIND_QUESTION:
        letter_write_question(&letter, mail);
        break;
    case MAIL_KIND_EXPORT:
        letter_write_export(&letter, mail);
        break;
    default:
        letter_write_as_given(&letter, mail);
        break;
    }
    return arena_left(arena) > 0 || fail(error, FAULT_MEMORY, 0, SLICE("a mail"));
}
