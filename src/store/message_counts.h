// SPDX-License-Identifier: Apache-2.0
/* store/message_counts.h - which messages the public log has still to count, and which entry counted each.
 *
 * What    A message is counted when its mail was accepted some time ago and its sealed text still exists: the receipt is made from
 *         it. message.count_seq is the row in the public log's inbox (store/public_log_inbox.h), which knows the entry.
 * Owns    Everything read is copied into the arena.
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
    struct hash receipt; /* filled in after unsealing */
};

/* Lists at most `limit` uncounted messages whose mail was accepted until then, grouped by campaign and place. */
bool message_counts_waiting(struct driver *driver, int64_t until, struct arena *arena,
                            struct uncounted_message *messages, size_t limit, size_t *count, struct error *error);
bool message_counts_entered(struct driver *driver, int64_t message, const struct hash *receipt, int64_t row,
                            struct error *error);
/* It cannot be unsealed and will not be counted. */
bool message_counts_passed(struct driver *driver, int64_t message, struct error *error);

/* The answers of counted writers who agreed to be asked. */
struct message_counts_answers {
    struct slice conference, campaign, place;
    uint64_t asked, yes, no;
};

bool message_counts_answers(struct driver *driver, struct arena *arena, struct message_counts_answers *rows,
                            size_t limit, size_t *count, struct error *error);

#endif
