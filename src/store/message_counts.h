/* store/message_counts.h - which messages are to be counted in a public log, and where each was.
 *
 * What    A message is counted once its mail was accepted and has stayed so for a while, and as long as it is kept sealed: with it
 *         its receipt is made. message.count_seq is the row of the public log's inbox (store/public_log_inbox.h), which knows the entry.
 * Owns    What is read is copied into the arena.
 * Threads As the driver. */
#ifndef STORE_MESSAGE_COUNTS_H
#define STORE_MESSAGE_COUNTS_H

#include "base/arena.h"
#include "base/error.h"
#include "record/crypto.h"
#include "store/driver.h"

struct uncounted_message {
    int64_t id;
    struct slice conference, campaign, place, sealed;
    struct hash receipt; /* made by who opens it */
};

/* Those accepted until then and not counted, those of one campaign and place together, at most `limit`. */
bool message_counts_waiting(struct driver *driver, int64_t until, struct arena *arena,
                            struct uncounted_message *messages, size_t limit, size_t *count, struct error *error);
bool message_counts_entered(struct driver *driver, int64_t message, const struct hash *receipt, int64_t row,
                            struct error *error);
/* It cannot be opened, and so is not counted. */
bool message_counts_passed(struct driver *driver, int64_t message, struct error *error);

/* Of those counted who agreed to be asked: how many were, and what they said. */
struct message_counts_answers {
    struct slice conference, campaign, place;
    uint64_t asked, yes, no;
};

bool message_counts_answers(struct driver *driver, struct arena *arena, struct message_counts_answers *rows,
                            size_t limit, size_t *count, struct error *error);

#endif
