/* store/outbox.h - every mail that leaves: its states, and their log.
 *
 * What    A mail is queued, claimed (`sending`, durable before the first byte leaves), and marked when its end is known:
 *         accepted, deferred, bounced, cancelled. store/mail_step.def has the allowed steps; each writes a line in the mail's log.
 * How     outbox_add(driver, &mail, &id, &error);                                whoever has something to say
 *         outbox_claim(driver, &rates, now, take, context, 256, &count, &error); the worker
 *         outbox_end(driver, id, MAIL_ACCEPTED, words, 0, now, &error);
 * Holds   Nothing in a log or a reply is an address. What was sealed for a mail alone goes when it ends.
 * Owns    Nothing; slices given to `take` are good until it returns.
 * Threads As the driver: within a transaction of campaign_store_begin.
 * Not     Sending: mail/delivery.h. Which messages become mails: store/housekeeping.h. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "base/error.h"
#include "store/driver.h"
#include "store/sealed.h"

/* In the database by these words. */
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

#define MAIL_NEVER ((int64_t)1 << 53) /* due_at of what waits for somebody: an addressee that is paused */

struct mail_new {
    enum mail_kind kind;
    int64_t about;
    struct slice conference;
    struct slice address; /* the addressee's: kept as a domain alone */
    struct slice sealed;  /* fields as above, sealed; or empty: what it is about holds them */
    int64_t due_at, now;
};

/* What is needed to send one. */
struct mail_claimed {
    int64_t id, about, created_at, contact;
    enum mail_kind kind;
    uint64_t attempts; /* this one included */
    struct slice message_id, conference;
    struct slice sealed;                        /* the mail's own, or the message's, follower's, comment's */
    struct slice to_address, to_name, to_place; /* of a contact; else empty: what is sealed says */
    struct slice campaign_code, campaign_title, campaign_language;
};

/* Least seconds between two mails to one contact come from the contact; to one domain from here. */
struct mail_rates {
    int64_t domain_hourly_max; /* 0: none */
    struct slice host;         /* of Message-IDs */
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
/* What the log says by itself of this step; NULL where it is not allowed. */
const char *mail_step_words(enum mail_state from, enum mail_state to);

bool outbox_add(struct driver *driver, const struct mail_new *mail, int64_t *id, struct error *error);
/* Takes it back where it was not sent yet; *done says so. */
bool outbox_cancel(struct driver *driver, int64_t id, int64_t now, bool *done, struct error *error);
/* Claims at most `limit` of those that are due: confirmations first, then what was deferred, then the rest. What the rates do not
 * let go yet is given a time of its own, once. `take` copies what it needs and is called for each. */
bool outbox_claim(struct driver *driver, const struct mail_rates *rates, int64_t now,
                  bool (*take)(void *context, const struct mail_claimed *mail), void *context, size_t limit,
                  size_t *count, struct error *error);
/* What was sealed of each message that a digest carries. */
bool outbox_digest(struct driver *driver, int64_t id, void (*take)(void *context, struct slice sealed), void *context,
                   struct error *error);
/* Marks how it went; `words` are the relay's. due_at: of MAIL_DEFERRED. FAULT_MAIL_STEP where the step is not allowed. */
bool outbox_end(struct driver *driver, int64_t id, enum mail_state to, struct slice words, int64_t due_at, int64_t now,
                struct error *error);
/* At the start: whatever stood in `sending` goes again; `again` is called for each, and its log says it. */
bool outbox_recover(struct driver *driver, int64_t now, void (*again)(void *context, int64_t id), void *context,
                    struct error *error);
/* Everything that was deferred is due now. */
bool outbox_retry(struct driver *driver, int64_t now, uint64_t *count, struct error *error);
/* One that bounced goes again, to whatever address its contact has now. FAULT_MAIL_STEP. */
bool outbox_resend(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* Adds a line to a mail's log without a step. */
bool outbox_note(struct driver *driver, int64_t id, struct slice words, int64_t now, struct error *error);
/* The mail's state; MAIL_NONE where there is none. */
bool outbox_state(struct driver *driver, int64_t id, enum mail_state *state, struct error *error);
/* How many there are of each kind in each state. */
bool outbox_count(struct driver *driver,
                  void (*take)(void *context, struct slice state, struct slice kind, uint64_t count), void *context,
                  struct error *error);
/* Those that have not ended, by the time at which they are due and then by number, at most `limit`, from after that one on (0, 0:
 * the first). Reads as many rows as it gives, however many wait. */
bool outbox_list(struct driver *driver, size_t limit, int64_t after_due, int64_t after_id,
                 void (*take)(void *context, const struct mail_row *row), void *context, struct error *error);
/* Those that were sent once more because the program ended while they were being sent: they may have arrived twice. */
bool outbox_again(struct driver *driver, void (*take)(void *context, int64_t id), void *context, struct error *error);
/* Its log, oldest first. */
bool outbox_log(struct driver *driver, int64_t id, void (*take)(void *context, const struct mail_line *line),
                void *context, struct error *error);

#endif
