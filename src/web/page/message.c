// SPDX-License-Identifier: Apache-2.0
#include "web/page/message.h"

#include "base/civil.h"
#include "record/receipt.h"
#include "log/crypto.h"
#include "store/fault.h"
#include "store/public_log_inbox.h"
#include "store/messages.h"
#include "store/housekeeping.h"
#include "web/page/campaign_language.h"

enum { EVENTS_SHOWN_MAX = 200 /* of one message: retries over days leave some dozens */ };

/* The name of each state, and what it means for the writer. */
static const struct {
    const char *state, *heading, *means;
} standings[] = {
    { "received", "Did you write this?",
      "Your message waits here, locked. It goes out when you press the button, and not before." },
    { "confirmed", "Confirmed", "Thank you. Your message is on its way into the queue." },
    { "held", "Confirmed, and held for a look",
      "Somebody looks at your message before it goes out. The log says why. You need do nothing." },
    { "queued", "Confirmed, and in the queue", "Your message goes out as soon as it is its turn." },
    { "sending", "Being sent", "Your message is being handed over just now." },
    { "accepted", "Delivered",
      "The mail system of your addressee took your message. An answer comes straight to your own address." },
    { "deferred", "Not yet taken",
      "The mail system of your addressee could not take your message yet. It is tried again by itself." },
    { "bounced", "It came back",
      "Your message could not be delivered; the log has the reason. Whoever runs the campaign sees it too and looks "
      "for a better address." },
    { "cancelled", "Not sent", "Your message was called back before it was sent." },
    { "withdrawn", "Withdrawn", "Your message was not sent, and what you wrote has been deleted." },
    { "refused", "Not sent",
      "Your message was looked at and not sent. The log says why. What you wrote has been deleted." },
    { "expired", "Too late to confirm",
      "Your message was not confirmed in time, was not sent, and what you wrote has been deleted. You can write it "
      "again." },
};

static void message_gather_standing(const struct gather *from, const struct message *message, struct message_page *page)
{
    bool const late = message->state == MESSAGE_RECEIVED &&
                      from->now - message->received_at > (int64_t)MESSAGE_CONFIRM_DAYS * DAY_SECONDS;
    page->state = late ? SLICE("expired") : message->shown;
    page->heading = page->state;
    for (size_t i = 0; i < sizeof standings / sizeof standings[0]; i++)
        if (slice_equal(page->state, slice_of(standings[i].state))) {
            page->heading = slice_of(standings[i].heading);
            page->means = slice_of(standings[i].means);
        }
    bool const waits = slice_equal(page->state, SLICE("received")) || slice_equal(page->state, SLICE("held")) ||
                       slice_equal(page->state, SLICE("queued")) || slice_equal(page->state, SLICE("deferred"));
    page->may_confirm = message->state == MESSAGE_RECEIVED && !late;
    page->may_withdraw = waits && !late;
    page->may_erase = page->may_export = message->purged_at == 0;
    page->may_answer = message->may_ask && message->answered.length == 0 && slice_equal(page->state, SLICE("accepted"));
    page->may_deny = from->now - message->confirmed_at >= HOUSEKEEPING_QUESTION_SECONDS;
    if (message->answered.length > 0)
        page->answer_words =
            slice_equal(message->answered, SLICE("yes"))
                ? SLICE("You said that they answered. Thank you: it is one more in the count.")
                : SLICE("You said that they had not answered. Thank you: it is one more in the count.");
}

static struct slice message_kept_words(const struct gather *from, const struct message *message)
{
    if (message->purged_at > 0)
        return PRINT(from->arena, "deleted on {0}", page_moment(from->arena, message->purged_at));
    if (message->purge_at > 0)
        return PRINT(from->arena, "kept, locked; it goes on {0}", page_date(from->arena, message->purge_at));
    if (message->state == MESSAGE_RECEIVED)
        return PRINT(from->arena, "kept, locked; it goes on {0} if you do not confirm",
                     page_date(from->arena, message->received_at + (int64_t)MESSAGE_CONFIRM_DAYS * DAY_SECONDS));
    return SLICE("kept, locked, until the message is delivered and could no longer come back");
}

struct log_taking {
    const struct gather *from;
    struct message_page *page;
};

static void message_take_line(void *context, const struct message_line *line)
{
    const struct log_taking *const taking = context;
    struct message_page *const page = taking->page;
    if (page->events.count == page->events.limit)
        return;
    char words[40];
    struct buffer instant = BUFFER(words);
    civil_write_instant(&instant, line->at, 0);
    page->events.items[page->events.count++] =
        (struct message_event_row){ .at = page_instant_of(line->at),
                                    .when = page_moment(taking->from->arena, line->at),
                                    .datetime = arena_copy(taking->from->arena, buffer_slice(&instant)),
                                    .state = arena_copy(taking->from->arena, line->state),
                                    .words = arena_copy(taking->from->arena, line->words) };
}

static bool message_gather_log(const struct gather *from, struct driver *reader, const struct message *message,
                               struct message_page *page, struct error *error)
{
    struct log_taking taking = { from, page };
    page->events.items = arena_take_many(from->arena, EVENTS_SHOWN_MAX, sizeof *page->events.items);
    page->events.limit = page->events.items != NULL ? EVENTS_SHOWN_MAX : 0;
    return message_log(reader, message, message_take_line, &taking, error);
}

/* The writer's receipt for the count. Its secret comes from the link alone; the writer fills in the mail address. */
static bool message_gather_receipt(const struct gather *from, struct driver *reader, const struct message *message,
                                   const struct campaign *campaign, struct message_page *page, struct error *error)
{
    struct receipt receipt = { .campaign = campaign->code, .place = message->place, .address = SLICE("") };
    struct hash commitment;
    char memory[RECEIPT_BYTES_MAX];
    struct buffer file = BUFFER(memory);
    uint64_t seq;
    bool found;
    if (message->count_seq <= 0 || message->receipt.length != HASH_BYTES)
        return true;
    if (!public_log_inbox_seq(reader, message->count_seq, &found, &seq, error) || !found)
        return error->fault == FAULT_NONE || found;
    memcpy(commitment.bytes, message->receipt.bytes, HASH_BYTES);
    receipt.origin = PRINT(from->arena, "{0}/{1}", site_host(from->site), campaign->conference);
    receipt_secret(from->code, crypto_native(), &receipt.secret);
    receipt_write(&receipt, &file);
    page->receipt = page_hash(from->arena, &commitment);
    page->receipt_file = arena_copy(from->arena, buffer_slice(&file));
    page->entry = page_number(from->arena, seq);
    page->entry_path = PRINT(from->arena, "/{0}/public-log/entries/{1}", campaign->conference, page->entry);
    page->came_back = slice_equal(message->shown, SLICE("bounced"));
    page->proof_path = PRINT(from->arena, "/{0}/public-log/proof/{1}", campaign->conference, page->entry);
    return true;
}

static bool message_gather_about(const struct gather *from, struct driver *reader, const struct message *message,
                                 struct message_page *page, struct error *error)
{
    struct campaign campaign;
    struct campaign_languages languages = { 0 };
    struct contact contact;
    bool has_campaign, has_contact;
    if (!campaign_of_id(reader, message->campaign, from->arena, &campaign, &has_campaign, error) ||
        !contact_find(reader, message->contact, from->arena, &contact, &has_contact, error))
        return false;
    error->fault = FAULT_NONE;
    if (has_campaign && !message_gather_receipt(from, reader, message, &campaign, page, error))
        return false;
    if (has_campaign && !campaign_languages_gather(from, reader, &campaign, &languages, error))
        return false;
    if (has_campaign) {
        struct slice const path = PRINT(from->arena, "/{0}/campaigns/{1}", campaign.conference, campaign.code);
        page->campaign_title = campaign.title;
        page->campaign_language = campaign.language;
        page->campaign_path = PRINT(from->arena, "{0}{1}", path, languages.argument);
        page->language_argument = languages.argument;
        if (message->confirmed_at > 0)
            page->thanks_path = PRINT(from->arena, "{0}/thanks{1}", path, languages.argument);
    }
    if (has_contact) {
        page->addressee = contact.name;
        page->place = contact.place_name;
    }
    return message_gather_log(from, reader, message, page, error);
}

static void message_gather_problem(const struct gather *from, struct message_page *page)
{
    char words[1024];
    struct buffer out = BUFFER(words);
    if (from->problem == NULL)
        return;
    error_words(from->problem, &out);
    page->problem = arena_copy(from->arena, buffer_slice(&out));
}

bool message_page_gather(const struct gather *from, struct message_page *page, struct error *error)
{
    struct message message;
    struct hash hash;
    bool found = false;
    *page = (struct message_page){ .demo = from->demo };
    if (from->campaigns == NULL || !token_hash(from->code, &hash))
        return fail(error, FAULT_MESSAGE_UNKNOWN, 0);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool good = message_find(reader, &hash, from->arena, &message, &found, error);
    if (good && !found)
        good = fail(error, FAULT_MESSAGE_UNKNOWN, 0);
    good = good && message_gather_about(from, reader, &message, page, error);
    campaign_store_read_end(from->campaigns);
    if (!good)
        return false;
    message_gather_standing(from, &message, page);
    frame_gather(from, page->heading, PRINT(from->arena, "/messages/{0}", from->code), &page->frame);
    page->frame.personal = true;
    page->path = PRINT(from->arena, "{0}{1}", page->frame.path, page->language_argument);
    page->kept = message_kept_words(from, &message);
    message_gather_problem(from, page);
    return true;
}
