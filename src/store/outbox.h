// SPDX-License-Identifier: Apache-2.0
/* store/outbox.h - every outgoing mail: its states, and their log.
 *
 * What    A mail is queued, claimed (`sending`, durable before the first byte leaves), and marked with its result: accepted,
 *         deferred, bounced or cancelled. store/mail_step.def lists the allowed steps. Each writes a line into the mail's log.
 * How     outbox_add(driver, &mail, &id, &error);  // who has something to say
 *         outbox_claim(driver, &rates, now, take, context, 256, &count, &error);  // the worker
 *         outbox_end(driver, id, MAIL_ACCEPTED, words, 0, now, &error);
 * Holds   Logs and replies contain no address. The sealed text of a mail is deleted when the mail ends.
 * Owns    Nothing. Slices given to `take` are valid until it returns.
 * Threads As the driver, within a transaction of campaign_store_begin.
 * Not     Sending: mail/delivery.h. Which messages become mails: store/housekeeping.h. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "base/error.h"
#include "store/driver.h"
#include "store/sealed.h"

/* The kinds, with their words in the database. */
#define MAIL_KINDS(KIND)                                                                                    \
    KIND(MESSAGE, "message")                 /* a person to a contact; about: the message */                \
    KIND(DIGEST, "digest")                   /* a day's messages to a contact; about: the contact */        \
    KIND(CONFIRM, "confirm")                 /* about: the message; sealed: email, token */                 \
    KIND(FOLLOW_CONFIRM, "follow-confirm")   /* about: the follower; sealed: email, token */                \
    KIND(COMMENT_CONFIRM, "comment-confirm") /* about: the comment; sealed: email, token */                 \
    KIND(NOTIFICATION, "notice")             /* to a follower; sealed: email, subject, text, unsubscribe */ \
    KIND(QUESTION, "question")               /* were you answered? about: the message */                    \
    KIND(EXPORT, "export")                   /* what is kept of a person; about: the message */             \
    KIND(REPORT, "report")                   /* sealed: email, name, subject, text, and attachment ... */   \
    KIND(TEST, "test")                       /* the same */

enum mail_kind {
#define KIND(id, word) MAIL_KIND_##id,
    MAIL_KINDS(KIND)
#undef KIND
        MAIL_KIND_COUNT
};

enum mail_state {
    MAIL_NONE,
    MAIL_QUEUED,
    MAIL_SENDING,
    MAIL_ACCEPTED,
    MAIL_DEFERRED,
    MAIL_BOUNCED,
    MAIL_CANCELLED,
    MAIL_STATE_COUNT
};

#define MAIL_NEVER ((int64_t)1 << 53) /* due_at of a mail that waits for a person: its contact is paused */

struct mail_new {
    enum mail_kind kind;
    int64_t about;
    struct slice conference;
    struct slice address; /* of the recipient; only its domain is kept */
    struct slice sealed;  /* the fields above, sealed; empty: the object in `about` holds them */
    int64_t due_at, now;
};

/* Everything needed to send one mail. */
struct mail_claimed {
    int64_t id, about, created_at, contact;
    enum mail_kind kind;
    uint64_t attempts; /* including this one */
    struct slice message_id, conference;
    struct slice sealed;                        /* of the mail, else of the message, follower or comment */
    struct slice to_address, to_name, to_place; /* of a contact; else empty, and the sealed fields say */
    struct slice campaign_code, campaign_title, campaign_language;
};

/* Limits per domain. The limit per contact is the contact's own. */
struct mail_rates {
    int64_t domain_hourly_max; /* 0: none */
    struct slice host;         /* for Message-IDs */
};

struct mail_row {
    int64_t id, due_at, created_at;
    uint64_t attempts;
    struct slice kind, state, reply;
};

struct mail_line {
    int64_t at;
    struct slice state, words;
};

struct slice mail_kind_word(enum mail_kind kind);
struct slice mail_state_word(enum mail_state state);
enum mail_state mail_state_of(struct slice word);
/* The log line of this step; NULL when the step is not allowed. */
const char *mail_step_words(enum mail_state from, enum mail_state to);

bool outbox_add(struct driver *driver, const struct mail_new *mail, int64_t *id, struct error *error);
/* Cancels it if it was not sent yet; *done says so. */
bool outbox_cancel(struct driver *driver, int64_t id, int64_t now, bool *done, struct error *error);
/* Claims at most `limit` due mails: confirmations first, then deferred ones, then the rest. A mail that the limits do not
 * allow yet gets a later due time, once. `take` is called for each and copies what it needs. */
bool outbox_claim(struct driver *driver, const struct mail_rates *rates, int64_t now,
                  bool (*take)(void *context, const struct mail_claimed *mail), void *context, size_t limit,
                  size_t *count, struct error *error);
/* Gives the sealed fields of each message in a digest. */
bool outbox_digest(struct driver *driver, int64_t id, void (*take)(void *context, struct slice sealed), void *context,
                   struct error *error);
/* Records the result; `words` are from the relay. due_at is for MAIL_DEFERRED. FAULT_MAIL_STEP when the step is not allowed. */
bool outbox_end(struct driver *driver, int64_t id, enum mail_state to, struct slice words, int64_t due_at, int64_t now,
                struct error *error);
/* At the start: queues every mail that is still `sending`, with a line in its log, and calls `again` for each. */
bool outbox_recover(struct driver *driver, int64_t now, void (*again)(void *context, int64_t id), void *context,
                    struct error *error);
/* Makes all deferred mails due. */
bool outbox_retry(struct driver *driver, int64_t now, uint64_t *count, struct error *error);
/* Sends a bounced mail again, to the current address of its contact. FAULT_MAIL_STEP. */
bool outbox_resend(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Adds a line to the log without a step. */
bool outbox_note(struct driver *driver, int64_t id, struct slice words, int64_t now, struct error *error);
/* The state; MAIL_NONE when there is no such mail. */
bool outbox_state(struct driver *driver, int64_t id, enum mail_state *state, struct error *error);
/* Counts the mails by state and kind. */
bool outbox_count(struct driver *driver,
                  void (*take)(void *context, struct slice state, struct slice kind, uint64_t count), void *context,
                  struct error *error);
/* Lists at most `limit` mails that have not ended, by due time and number, from after the given one on (0, 0: from the
 * first). Reads only the rows that it gives. */
bool outbox_list(struct driver *driver, size_t limit, int64_t after_due, int64_t after_id,
                 void (*take)(void *context, const struct mail_row *row), void *context, struct error *error);
/* Lists mails that were sent again because the program ended while sending: they may have arrived twice. */
bool outbox_again(struct driver *driver, void (*take)(void *context, int64_t id), void *context, struct error *error);
/* Reads the log, oldest first. */
bool outbox_log(struct driver *driver, int64_t id, void (*take)(void *context, const struct mail_line *line),
                void *context, struct error *error);

#endif
