// SPDX-License-Identifier: Apache-2.0
/* campaign/message.h - what somebody wrote to a contact, from the form to the store.
 *
 * What    Reads whom it is written to, checks every field, screens it, seals what is personal, and makes the change that the
 *         write queue makes durable: the message, the mail that asks for its confirmation, the counts. What a person does on
 *         the message's private page is a change as well.
 * How     message_take(participation, room, &draft, now, arena, change, &wrong, &error);        // in a form's NAME_take
 *         message_act(participation, MESSAGE_DO_CONFIRM, token, now, arena, change, &error);    // the same, of /messages/TOKEN
 * Holds   Nothing is dropped in silence: an invalid field is a fault with a sentence. A doubt (campaign/screening.h) holds the
 *         message until an organiser has looked at it, and the message's page says why. A writer with the addressee's own
 *         address, host or name is a doubt too. Messages that are alike because they are the template are not.
 *         After message_take the text is only sealed, and in the request's own memory.
 * Owns    What the change needs is in the arena, which lives until the change is answered.
 * Limits  MESSAGE_NAME_BYTES_MAX and its like; the caps of campaign/sender.h.
 * Threads Any; changes run on the write queue's. */
#ifndef CAMPAIGN_MESSAGE_H
#define CAMPAIGN_MESSAGE_H

#include "campaign/participation.h"
#include "campaign/screening.h"
#include "store/campaigns.h"

struct room;

enum {
    MESSAGE_NAME_BYTES_MAX = 200,
    MESSAGE_SUBJECT_BYTES_MAX = 300,
    MESSAGE_BODY_BYTES_MAX = 20000, /* ten pages of a letter */
    MESSAGE_OWN_PERCENT_MIN = 20,   /* below it a text is the template, and may be like others */
    MESSAGE_EXPORTS_DAY = 2         /* mails with an export, for one message */
};

struct message_draft {
    struct slice conference, campaign; /* codes */
    struct slice contact, language;    /* as the form says them: a number, a tag */
    struct slice name, subject, body;
    bool may_ask, may_quote;
    struct screening_form form; /* its token's purpose: message_purpose */
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
/* `room`: of the conference; read where the template names what the campaign is about. A fault of one field leaves the field's name
 * in *wrong: FAULT_WRITTEN_*, FAULT_ADDRESS, FAULT_ADDRESS_ANSWER. Else FAULT_THING_UNKNOWN, FAULT_CAMPAIGN_CLOSED, FAULT_CONTACT_UNKNOWN,
 * FAULT_FORM_*, FAULT_PROOF_OF_WORK_WRONG; from the change FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN, FAULT_FORM_USED. */
bool message_take(const struct participation *participation, struct room *room, const struct message_draft *draft,
                  int64_t now, struct arena *arena, struct write_queue_change *change, struct slice *wrong,
                  struct error *error);
/* FAULT_MESSAGE_UNKNOWN; from the change what store/messages.h says. */
bool message_act(const struct participation *participation, enum message_deed deed, struct slice token, int64_t now,
                 struct arena *arena, struct write_queue_change *change, struct error *error);

#endif
