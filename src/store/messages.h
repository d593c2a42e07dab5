/* store/messages.h - what people wrote to a contact: its states with the allowed steps, and their log.
 *
 * What    A message is received, confirmed by its writer, then queued, or held for a look; store/message_step.def has every step.
 *         The words, the name and the address are sealed; here stand states, figures and hashes.
 * How     message_add(driver, &message, &id, &error);
 *         message_find(driver, &hash_of_token, arena, &message, &found, &error);
 *         message_confirm(driver, message.id, now, &error);        also adds the mail that carries it
 * Holds   A step that is not in the list changes nothing: FAULT_MESSAGE_STEP. Each step leaves a line in the log. What is
 *         withdrawn, refused or expired has lost its words, its address and all hashes of them in the same transaction.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver: what changes something within a transaction.
 * Not     Checking what somebody wrote: campaign/message.h. Sending: store/outbox.h. */
#ifndef STORE_MESSAGES_H
#define STORE_MESSAGES_H

#include "base/arena.h"
#include "base/error.h"
#include "store/driver.h"
#include "store/sealed.h"

enum { MESSAGE_CONFIRM_DAYS = 3 /* a link that is older confirms nothing */ };

enum message_state {
    MESSAGE_NONE,
    MESSAGE_RECEIVED,
    MESSAGE_CONFIRMED,
    MESSAGE_HELD,
    MESSAGE_QUEUED,
    MESSAGE_WITHDRAWN,
    MESSAGE_REFUSED,
    MESSAGE_EXPIRED,
    MESSAGE_STATE_COUNT
};

enum message_event {
    MESSAGE_RECEIVE,
    MESSAGE_CONFIRM,
    MESSAGE_HOLD,
    MESSAGE_QUEUE,
    MESSAGE_WITHDRAW,
    MESSAGE_REFUSE,
    MESSAGE_EXPIRE
};

struct message {
    int64_t id, campaign, contact, received_at, confirmed_at, mail, purge_at, purged_at, count_seq;
    enum message_state state;
    struct slice shown; /* its mail's state once it has one, else its own, as a word */
    struct slice place, hold_words, answered, receipt;
    unsigned own_percent;
    bool may_ask, may_quote;
};

struct message_new {
    int64_t campaign, contact, received_at;
    struct slice place;
    struct hash token_hash, address_hash, network_hash;
    uint64_t similarity;
    unsigned own_percent;
    bool may_ask, may_quote;
    struct slice sealed;     /* fields name, email, subject, body, campaign (its title), language, token */
    struct slice hold_words; /* why a person should look at it; empty: no reason */
};

struct message_line {
    int64_t at;
    struct slice state, words;
};

struct slice message_state_word(enum message_state state);
/* Where the event leads; MESSAGE_NONE where the step is not allowed. */
enum message_state message_step_to(enum message_state from, enum message_event event);

bool message_add(struct driver *driver, const struct message_new *message, int64_t *id, struct error *error);
/* By the hash of its private link's token. */
bool message_find(struct driver *driver, const struct hash *token_hash, struct arena *arena, struct message *message,
                  bool *found, struct error *error);
bool message_of_id(struct driver *driver, int64_t id, struct arena *arena, struct message *message, bool *found,
                   struct error *error);
/* What is sealed of it; empty where nothing is kept. */
bool message_sealed(struct driver *driver, int64_t id, struct arena *arena, struct slice *sealed, struct error *error);
/* Its log and that of the mail that carries it, oldest first; lines are good until `take` returns. */
bool message_log(struct driver *driver, const struct message *message,
                 void (*take)(void *context, const struct message_line *line), void *context, struct error *error);

/* The writer pressed the button: confirmed, then held where there is a reason, else queued. Again: changes nothing.
 * FAULT_MESSAGE_STEP, FAULT_CAMPAIGN_CLOSED. */
bool message_confirm(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Somebody looked at it: it goes, or it does not and why. */
bool message_release(struct driver *driver, int64_t id, int64_t now, struct error *error);
bool message_refuse(struct driver *driver, int64_t id, struct slice words, int64_t now, struct error *error);
/* Before it is sent. FAULT_MESSAGE_STEP. */
bool message_withdraw(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Deletes what is kept of it but its figures; withdraws it where it has not been sent. */
bool message_erase(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* What is kept of it goes by mail to its writer's own address. FAULT_MESSAGE_GONE where nothing is kept any more. */
bool message_export(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Whether they were answered; once. */
bool message_answer(struct driver *driver, int64_t id, bool yes, int64_t now, struct error *error);
/* Expires at most `limit` that were not confirmed in MESSAGE_CONFIRM_DAYS. */
bool message_expire(struct driver *driver, int64_t now, size_t limit, size_t *count, struct error *error);
/* The similarity of the last `limit` messages, oldest first. */
bool message_similarities(struct driver *driver, size_t limit,
                          void (*take)(void *context, int64_t campaign, uint64_t similarity), void *context,
                          struct error *error);

#endif
