// SPDX-License-Identifier: Apache-2.0
#include "campaign/message.h"

#include "base/civil.h"
#include "campaign/campaign.h"
#include "campaign/fault.h"
#include "campaign/text_check.h"
#include "room/room.h"
#include "store/fault.h"
#include "store/fields.h"
#include "store/messages.h"
#include "store/outbox.h"
#include "store/rate_limits.h"

enum { UNWORKED_HOUR = 30, FIELD_EXTRA_BYTES = 512 };

/* --- what it is written to ----------------------------------------------------------------------------------------- */

/* The campaign in the language of the form, and the contact: one view of the store. */
static bool message_read(struct driver *reader, const struct message_draft *draft, struct arena *arena,
                         struct campaign *campaign, struct contact *contact, struct error *error)
{
    uint64_t number = 0;
    bool found = false;
    if (!campaign_find(reader, draft->conference, draft->campaign, arena, campaign, &found, error))
        return false;
    if (!found || slice_equal(campaign->state, SLICE("draft")))
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("campaign"), draft->campaign);
    if (!campaign_translate(reader, draft->language, arena, campaign, error))
        return false;
    found = false;
    if (slice_number(draft->contact, &number) && !contact_find(reader, (int64_t)number, arena, contact, &found, error))
        return false;
    return (found && contact->campaign == campaign->id) || fail(error, FAULT_CONTACT_UNKNOWN, 0, draft->contact);
}

static bool message_find_addressee(struct campaign_store *store, const struct message_draft *draft, struct arena *arena,
                                   struct campaign *campaign, struct contact *contact, struct error *error)
{
    struct driver *const reader = campaign_store_read(store, error);
    if (reader == NULL)
        return false;
    bool const read = message_read(reader, draft, arena, campaign, contact, error);
    campaign_store_read_end(store);
    return read;
}

/* What was in the form before the person wrote. */
static struct slice message_template(struct room *room, const struct campaign *campaign, const struct contact *contact,
                                     struct arena *arena)
{
    struct slice title = SLICE("");
    if (template_has(campaign->body, SLICE("{title}"))) {
        title = arena_copy(arena, campaign_about_title(room_read(room), campaign->about, arena));
        room_read_end(room);
    }
    struct template_values const values = campaign_values(contact, title);
    return template_fill(arena, campaign->body, &values);
}

struct slice message_purpose(const struct campaign *campaign, struct arena *arena)
{
    char memory[64];
    struct buffer out = BUFFER(memory);
    buffer_add_text(&out, "campaign ");
    buffer_add_number(&out, (uint64_t)campaign->id);
    return arena_copy(arena, buffer_slice(&out));
}

/* --- what was written ---------------------------------------------------------------------------------------------- */

static bool message_check(const struct message_draft *draft, struct slice *wrong, struct error *error)
{
    struct text_field const fields[] = {
        { draft->subject, "subject", "the subject", MESSAGE_SUBJECT_BYTES_MAX, false },
        { draft->body, "body", "your message", MESSAGE_BODY_BYTES_MAX, true },
        { draft->name, "name", "your name", MESSAGE_NAME_BYTES_MAX, false },
    };
    return text_check(fields, sizeof fields / sizeof fields[0], wrong, error);
}

static void message_doubt(const struct message_draft *draft, const struct contact *contact, struct screening *screening)
{
    struct address addressee;
    struct error ignored;
    if (address_equal(draft->form.email, contact->address))
        screening_doubt(screening, "it is written from the addressee's own address");
    else if (address_read(contact->address, &addressee, &ignored) &&
             address_equal(addressee.domain, screening->sender.email.domain))
        screening_doubt(screening, "it is written from the addressee's own host");
    if (address_equal(draft->name, contact->name))
        screening_doubt(screening, "it is written under the addressee's own name");
}

static bool message_seal(const struct seal *seal, const struct message_draft *draft, const struct campaign *campaign,
                         struct arena *arena, struct message_new *message, struct error *error)
{
    struct slice const email = draft->form.email;
    size_t const limit =
        draft->name.length + email.length + draft->subject.length + draft->body.length + FIELD_EXTRA_BYTES;
    struct token token;
    struct buffer fields = { arena_take_unset(arena, limit), 0, limit, false };
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    token_new(&token);
    message->token_hash = token.hash;
    fields_add(&fields, "name", draft->name);
    fields_add(&fields, "email", email);
    fields_add(&fields, "subject", draft->subject);
    fields_add(&fields, "body", draft->body);
    fields_add(&fields, "campaign", campaign->title);
    fields_add(&fields, "language", campaign->language);
    fields_add(&fields, "token", token_slice(&token));
    bool const sealed = sealed_close(seal, buffer_slice(&fields), arena, &message->sealed, error);
    sealed_wipe(&fields);
    sealed_wipe(&(struct buffer){ token.text, TOKEN_TEXT_BYTES, TOKEN_TEXT_BYTES, false });
    return sealed;
}

/* --- the change ---------------------------------------------------------------------------------------------------- */

struct message_submission {
    const struct participation *participation;
    struct message_new message;
    struct screening screening;
    struct slice conference;
};

/* Without proof of work there is one more limit, so that no flood hides what waits for moderation. */
static bool message_count_unworked(struct driver *driver, const struct message_submission *submission,
                                   struct error *error)
{
    const struct sender *const sender = &submission->screening.sender;
    int64_t const now = submission->message.received_at;
    struct hash key;
    bool taken;
    if (submission->screening.work.done || sender->local)
        return true;
    sealed_hash(&submission->participation->seal, "unworked", hash_slice(&sender->network_hash), &key);
    return rate_limit_take(driver, &key, now - now % HOUR_SECONDS, UNWORKED_HOUR, &taken, error) &&
           (taken || fail(error, FAULT_NETWORK_OFTEN, 0));
}

static bool message_apply(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct message_submission *const submission = context;
    struct message_new *const message = &submission->message;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t id, mail;
    if (!screening_count(driver, &submission->screening, message->received_at, error) ||
        !message_count_unworked(driver, submission, error))
        return false;
    screening_compare(&submission->screening, submission->participation->message_similarity, message->campaign,
                      message->similarity, message->own_percent < MESSAGE_OWN_PERCENT_MIN);
    message->hold_words = screening_doubts(&submission->screening);
    if (!message_add(driver, message, &id, error))
        return false;
    struct mail_new const confirm = {
        .kind = MAIL_KIND_CONFIRM,
        .about = id,
        .conference = submission->conference,
        .address = submission->screening.sender.email.text,
        .due_at = message->received_at,
        .now = message->received_at,
    };
    return outbox_add(driver, &confirm, &mail, error);
}

/* The campaign is open, the contact can be reached, every field is valid, and an answer can come back. */
static bool message_screen(const struct message_draft *draft, const struct campaign *campaign,
                           const struct contact *contact, int64_t now, struct arena *arena,
                           struct message_submission *submission, struct slice *wrong, struct error *error)
{
    struct screening *const screening = &submission->screening;
    if (!campaign_takes_messages(campaign, now))
        return fail(error, FAULT_CAMPAIGN_CLOSED, 0);
    if (!campaign_reaches(contact))
        return fail(error, FAULT_CONTACT_UNKNOWN, 0, contact->name);
    if (!message_check(draft, wrong, error) ||
        !screening_read(screening, &submission->participation->seal, submission->participation->disposable,
                        message_purpose(campaign, arena), &draft->form, now, wrong, error))
        return false;
    if (screening->sender.email.international) {
        *wrong = SLICE("email");
        return fail(error, FAULT_ADDRESS_ANSWER, 0, draft->form.email);
    }
    message_doubt(draft, contact, screening);
    return true;
}

bool message_take(const struct participation *participation, struct room *room, const struct message_draft *draft,
                  int64_t now, struct arena *arena, struct write_queue_change *change, struct slice *wrong,
                  struct error *error)
{
    struct campaign campaign;
    struct contact contact;
    struct message_submission *const submission = arena_take(arena, sizeof *submission);
    if (submission == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    submission->participation = participation;
    if (!message_find_addressee(participation->store, draft, arena, &campaign, &contact, error) ||
        !message_screen(draft, &campaign, &contact, now, arena, submission, wrong, error))
        return false;
    submission->conference = campaign.conference;
    submission->message = (struct message_new){
        .campaign = campaign.id,
        .contact = contact.id,
        .received_at = now,
        .place = contact.place,
        .address_hash = submission->screening.sender.address_hash,
        .network_hash = submission->screening.sender.network_hash,
        .may_ask = draft->may_ask,
        .may_quote = draft->may_quote,
    };
    submission->message.similarity = similarity_of(draft->body, message_template(room, &campaign, &contact, arena),
                                                   arena, &submission->message.own_percent);
    if (!message_seal(&participation->seal, draft, &campaign, arena, &submission->message, error))
        return false;
    change->apply = message_apply;
    change->context = submission;
    return true;
}

/* --- what a person does with it ------------------------------------------------------------------------------------ */

struct act_on_message {
    const struct participation *participation;
    enum message_deed deed;
    struct hash token_hash;
    int64_t now;
};

static bool message_export_counted(struct driver *driver, const struct act_on_message *act, int64_t id,
                                   struct error *error)
{
    struct hash key;
    bool taken;
    sealed_hash(&act->participation->seal, "export", hash_slice(&act->token_hash), &key);
    return message_export(driver, id, act->now, error) &&
           rate_limit_take(driver, &key, act->now - act->now % DAY_SECONDS, MESSAGE_EXPORTS_DAY, &taken, error) &&
           (taken || fail(error, FAULT_SENDER_OFTEN, 0));
}

static bool message_do(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct act_on_message *const act = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    unsigned char memory[4096]; /* of a message's words: of its place, why it is held, its receipt */
    struct arena arena = { memory, 0, sizeof memory };
    struct message message;
    bool found;
    if (!message_find(driver, &act->token_hash, &arena, &message, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_MESSAGE_UNKNOWN, 0);
    switch (act->deed) {
    case MESSAGE_DO_CONFIRM:
        return message_confirm(driver, message.id, act->now, error);
    case MESSAGE_DO_WITHDRAW:
        return message_withdraw(driver, message.id, act->now, error);
    case MESSAGE_DO_ERASE:
        return message_erase(driver, message.id, act->now, error);
    case MESSAGE_DO_EXPORT:
        return message_export_counted(driver, act, message.id, error);
    case MESSAGE_DO_ANSWERED_YES:
    case MESSAGE_DO_ANSWERED_NO:
        break;
    }
    return message_answer(driver, message.id, act->deed == MESSAGE_DO_ANSWERED_YES, act->now, error);
}

bool message_act(const struct participation *participation, enum message_deed deed, struct slice token, int64_t now,
                 struct arena *arena, struct write_queue_change *change, struct error *error)
{
    struct act_on_message *const act = arena_take(arena, sizeof *act);
    if (act == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    *act = (struct act_on_message){ .participation = participation, .deed = deed, .now = now };
    if (!token_hash(token, &act->token_hash))
        return fail(error, FAULT_MESSAGE_UNKNOWN, 0);
    change->apply = message_do;
    change->context = act;
    return true;
}
