/* campaign/message.h - what somebody wrote to a contact, from the form to the store.
 *
 * What    Checks every field, weighs what speaks for a flood or a forgery, seals what is personal, and makes the change that
 *         the write queue makes durable: the message, the mail that asks for its confirmation, the counts. What a person does on
 *         the message's private page is a change as well.
 * How     message_take(&room, &campaign, &contact, &draft, now, arena, change, &taken, &error);  // in a form's NAME_take
 *         message_act(&room, MESSAGE_DO_CONFIRM, token, now, arena, change, &error);  // the same, of /messages/TOKEN
 * Holds   Nothing is dropped in silence: a field that cannot stand is a fault with words; a doubt holds the message until
 *         somebody has looked at it, and the message's page says why. What is in doubt: a hidden field that was filled in; no
 *         proof of work (a browser without scripts has none, and loses nothing but time); an address to throw away; a writer
 *         at the addressee's own address or host; SIMILARITY_MANY others alike that are not the template.
 *         After message_take the words are nowhere but sealed and in the request's own memory.
 * Owns    What the change needs is in the arena, which lives until the change is answered.
 * Limits  MESSAGE_NAME_BYTES_MAX and its like; the caps of campaign/sender.h.
 * Threads Any; changes run on the write queue's. */
#ifndef CAMPAIGN_MESSAGE_H
#define CAMPAIGN_MESSAGE_H

#include "base/arena.h"
#include "campaign/participation.h"
#include "campaign/sender.h"
#include "store/campaigns.h"

enum {
    MESSAGE_NAME_BYTES_MAX = 200,
    MESSAGE_SUBJECT_BYTES_MAX = 300,
    MESSAGE_BODY_BYTES_MAX = 20000, /* ten pages of a letter */
    MESSAGE_OWN_PERCENT_MIN = 20,   /* below it a text is the template, and may be as like others as it wants */
    MESSAGE_EXPORTS_DAY = 2         /* mails with what is kept, for one message */
};

/* Which field a fault speaks of. */
enum message_field {
    MESSAGE_FIELD_NONE,
    MESSAGE_FIELD_NAME,
    MESSAGE_FIELD_EMAIL,
    MESSAGE_FIELD_SUBJECT,
    MESSAGE_FIELD_BODY
};

struct message_draft {
    struct slice name, email, subject, body;
    struct slice template;    /* what stood in the form before the person wrote */
    struct slice hidden;      /* a field that people do not see */
    struct slice token, work; /* campaign/proof_of_work.h; purpose: message_purpose */
    bool may_ask, may_quote;
    unsigned char network[SENDER_NETWORK_BYTES];
};

struct message_taken {
    enum message_field wrong; /* where message_take failed */
    int64_t id;               /* once it is durable */
};

enum message_deed {
    MESSAGE_DO_CONFIRM,
    MESSAGE_DO_WITHDRAW,
    MESSAGE_DO_ERASE,
    MESSAGE_DO_EXPORT,
    MESSAGE_DO_ANSWERED_YES,
    MESSAGE_DO_ANSWERED_NO
};

/* The purpose of the token in a campaign's form. */
struct slice message_purpose(const struct campaign *campaign, struct arena *arena);
/* The campaign is in the language in which it was read, which the message keeps. FAULT_WRITTEN_*, FAULT_ADDRESS and FAULT_ADDRESS_ANSWER with taken->wrong; FAULT_CAMPAIGN_CLOSED, FAULT_CONTACT_UNKNOWN, FAULT_FORM_*,
 * FAULT_PROOF_OF_WORK_WRONG; from the change FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN, FAULT_FORM_USED. */
bool message_take(const struct participation *participation, const struct campaign *campaign,
                  const struct contact *contact, const struct message_draft *draft, int64_t now, struct arena *arena,
                  struct write_queue_change *change, struct message_taken *taken, struct error *error);
/* FAULT_MESSAGE_UNKNOWN; from the change what store/messages.h says. */
bool message_act(const struct participation *participation, enum message_deed deed, struct slice token, int64_t now,
                 struct arena *arena, struct write_queue_change *change, struct error *error);

#endif
