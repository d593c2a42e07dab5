#include "campaign/message.h"

#include "base/civil.h"
#include "campaign/similarity.h"
#include "campaign/proof_of_work.h"
#include "campaign/text_check.h"
#include "store/rate_limits.h"
#include "store/fields.h"
#include "store/messages.h"
#include "store/outbox.h"

enum { HOLD_BYTES_MAX = 512, UNWORKED_HOUR = 30, FIELD_EXTRA_BYTES = 512 };

/* --- what was written ---------------------------------------------------------------------------------------------- */

static bool check_draft(const struct message_draft *draft, enum message_field *wrong, struct error *error)
{
    *wrong = MESSAGE_FIELD_SUBJECT;
    if (!text_check(draft->subject, "the subject", MESSAGE_SUBJECT_BYTES_MAX, "300", false, error))
        return false;
    *wrong = MESSAGE_FIELD_BODY;
    if (!text_check(draft->body, "your message", MESSAGE_BODY_BYTES_MAX, "20,000", true, error))
        return false;
    *wrong = MESSAGE_FIELD_NAME;
    if (!text_check(draft->name, "your name", MESSAGE_NAME_BYTES_MAX, "200", false, error))
        return false;
    *wrong = MESSAGE_FIELD_NONE;
    return true;
}

static bool check_open(const struct campaign *campaign, const struct contact *contact, int64_t now, struct error *error)
{
    bool const open = slice_equal(campaign->state, SLICE("open")) && campaign->opens_at <= now &&
                      (campaign->closes_at == 0 || now < campaign->closes_at);
    bool const reached =
        slice_equal(contact->state, SLICE("confirmed")) || slice_equal(contact->state, SLICE("paused"));
    if (!open)
        return fail(error, FAULT_CAMPAIGN_CLOSED, 0);
    return (reached && contact->campaign == campaign->id) || fail(error, FAULT_CONTACT_UNKNOWN, 0, contact->name);
}

struct slice message_purpose(const struct campaign *campaign, struct arena *arena)
{
    char memory[64];
    struct buffer out = BUFFER(memory);
    buffer_add_text(&out, "campaign ");
    buffer_add_number(&out, (uint64_t)campaign->id);
    return arena_copy(arena, buffer_slice(&out));
}

/* --- doubts -------------------------------------------------------------------------------------------------------- */

static void doubt(struct buffer *words, const char *reason)
{
    if (words->length > 0)
        buffer_add_text(words, "; ");
    buffer_add_text(words, reason);
}

static void weigh(const struct message_draft *draft, const struct contact *contact, const struct sender *sender,
                  bool worked, struct buffer *words)
{
    struct address addressee;
    struct error ignored;
    if (draft->hidden.length > 0)
        doubt(words, "a field that people do not see was filled in");
    if (!worked)
        doubt(words, "it came without the calculation that a browser does");
    if (sender_is_disposable(sender->email.domain))
        doubt(words, "the address is of a service that gives out addresses to throw away");
    if (address_equal(draft->email, contact->address))
        doubt(words, "it is written from the addressee's own address");
    else if (address_read(contact->address, &addressee, &ignored) &&
             address_equal(addressee.domain, sender->email.domain))
        doubt(words, "it is written from the addressee's own host");
    if (address_equal(draft->name, contact->name))
        doubt(words, "it is written under the addressee's own name");
}

/* --- the change ---------------------------------------------------------------------------------------------------- */

struct message_submission {
    const struct participation *participation;
    struct message_new message;
    struct sender sender;
    struct proof_of_work work;
    struct slice conference;
    struct buffer hold;
    bool compared;
    struct message_taken *taken;
};

/* A token's work counts once. */
static bool use_token(struct driver *driver, const struct proof_of_work *work, struct error *error)
{
    bool taken;
    return rate_limit_take(driver, &work->key, work->window, 1, &taken, error) &&
           (taken || fail(error, FAULT_FORM_USED, 0));
}

/* Without work there is one more cap, so that no flood hides what waits for a look. */
static bool count_unworked(struct driver *driver, const struct message_submission *submission, struct error *error)
{
    struct hash key;
    bool taken;
    int64_t const now = submission->message.received_at;
    if (submission->work.done || submission->sender.local)
        return true;
    sealed_hash(&submission->participation->seal, "unworked", hash_slice(&submission->sender.network_hash), &key);
    return rate_limit_take(driver, &key, now - now % HOUR_SECONDS, UNWORKED_HOUR, &taken, error) &&
           (taken || fail(error, FAULT_NETWORK_OFTEN, 0));
}

/* With those before it: once, also where the change is done again. */
static void compare(struct message_submission *submission)
{
    struct similarity *const similarity = submission->participation->message_similarity;
    struct message_new *const message = &submission->message;
    if (submission->compared)
        return;
    if (message->own_percent >= MESSAGE_OWN_PERCENT_MIN &&
        similarity_has_many(similarity, message->campaign, message->similarity))
        doubt(&submission->hold, "others with nearly the same words came before it");
    similarity_remember(similarity, message->campaign, message->similarity);
    message->hold_words = buffer_slice(&submission->hold);
    submission->compared = true;
}

static bool add_message(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct message_submission *const submission = context;
    struct message_new *const message = &submission->message;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t mail;
    if (!use_token(driver, &submission->work, error) || !count_unworked(driver, submission, error) ||
        !sender_count(driver, &submission->sender, message->received_at, error))
        return false;
    compare(submission);
    if (!message_add(driver, message, &submission->taken->id, error))
        return false;
    struct mail_new const confirm = {
        .kind = MAIL_KIND_CONFIRM,
        .about = submission->taken->id,
        .conference = submission->conference,
        .address = submission->sender.email.text,
        .due_at = message->received_at,
        .now = message->received_at,
    };
    return outbox_add(driver, &confirm, &mail, error);
}

static bool seal_draft(const struct seal *seal, const struct message_draft *draft, const struct campaign *campaign,
                       struct arena *arena, struct message_new *message, struct error *error)
{
    size_t const limit =
        draft->name.length + draft->email.length + draft->subject.length + draft->body.length + FIELD_EXTRA_BYTES;
    struct token token;
    struct buffer fields = { arena_take_unset(arena, limit), 0, limit, false };
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    token_new(&token);
    message->token_hash = token.hash;
    fields_add(&fields, "name", draft->name);
    fields_add(&fields, "email", draft->email);
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

bool message_take(const struct participation *participation, const struct campaign *campaign,
                  const struct contact *contact, const struct message_draft *draft, int64_t now, struct arena *arena,
                  struct write_queue_change *change, struct message_taken *taken, struct error *error)
{
    struct message_submission *const submission = arena_take(arena, sizeof *submission);
    char *const hold = arena_take_unset(arena, HOLD_BYTES_MAX);
    if (submission == NULL || hold == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    *submission = (struct message_submission){ .participation = participation,
                                               .conference = campaign->conference,
                                               .hold = { hold, 0, HOLD_BYTES_MAX, false },
                                               .taken = taken };
    if (!check_open(campaign, contact, now, error) || !check_draft(draft, &taken->wrong, error))
        return false;
    if (!sender_read(&participation->seal, draft->email, draft->network, &submission->sender, error)) {
        taken->wrong = MESSAGE_FIELD_EMAIL;
        return false;
    }
    if (submission->sender.email.international) {
        taken->wrong = MESSAGE_FIELD_EMAIL;
        return fail(error, FAULT_ADDRESS_ANSWER, 0, draft->email);
    }
    if (!proof_of_work_read(&participation->seal, message_purpose(campaign, arena), draft->token, draft->work, now,
                            &submission->work, error))
        return false;
    submission->message = (struct message_new){
        .campaign = campaign->id,
        .contact = contact->id,
        .received_at = now,
        .place = contact->place,
        .address_hash = submission->sender.address_hash,
        .network_hash = submission->sender.network_hash,
        .may_ask = draft->may_ask,
        .may_quote = draft->may_quote,
    };
    submission->message.similarity =
        similarity_of(draft->body, draft->template, arena, &submission->message.own_percent);
    weigh(draft, contact, &submission->sender, submission->work.done, &submission->hold);
    if (!seal_draft(&participation->seal, draft, campaign, arena, &submission->message, error))
        return false;
    change->apply = add_message;
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

static bool export(struct driver *driver, const struct act_on_message *act, int64_t id, struct error *error)
{
    struct hash key;
    bool taken;
    sealed_hash(&act->participation->seal, "export", hash_slice(&act->token_hash), &key);
    return message_export(driver, id, act->now, error) &&
           rate_limit_take(driver, &key, act->now - act->now % DAY_SECONDS, MESSAGE_EXPORTS_DAY, &taken, error) &&
           (taken || fail(error, FAULT_SENDER_OFTEN, 0));
}

static bool do_deed(struct campaign_store *campaigns, void *context, struct error *error)
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
        return export(driver, act, message.id, error);
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
    change->apply = do_deed;
    change->context = act;
    return true;
}
