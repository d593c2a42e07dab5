// SPDX-License-Identifier: Apache-2.0
/* store/comments.h - comments on a provision, a proposal or a decision, until they are in the public log.
 *
 * What    received -> confirmed, or held for moderation -> published. A held comment is released or refused. A published one is
 *         struck by the operator. The writer can erase a comment at any time. Text, name and address are sealed until the worker
 *         publishes the comment; then they are deleted here, and the text is in the public log.
 * How     comment_add(driver, &draft, &id, &error);  // also puts the mail that asks for confirmation
 *         struct comment comment;
 *         comment_find(driver, &token_hash, arena, &comment, &found, &error);
 *         comment_confirm(driver, comment.id, now, &error);
 * Holds   A step that is not allowed changes nothing: FAULT_COMMENT_STEP. Repeating a step changes nothing and succeeds.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver. Changes are made within a transaction.
 * Not     Unsealing and publishing: campaign/public_log_feed.h. The public log itself: store/public_log_store.h. */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "store/driver.h"
#include "store/sealed.h"

enum { COMMENT_CONFIRM_DAYS = 3 /* an older link no longer confirms */ };

struct comment_new {
    struct slice conference, about, country;
    struct hash token_hash, address_hash, network_hash;
    struct slice sealed;  /* fields name (empty: not shown), email, text, token */
    struct slice address; /* the outbox keeps its hash and its domain */
    struct slice mail;    /* sealed: email, token */
    uint64_t similarity;
    bool with_name;
    struct slice hold_words; /* why it needs moderation; empty: it does not */
    int64_t now;
};

struct comment {
    int64_t id, created_at, confirmed_at, seq; /* seq: its entry in the public log, or -1 */
    struct slice conference, about, country, state, hold_words, sealed;
    uint64_t similarity;
    bool with_name;
};

bool comment_add(struct driver *driver, const struct comment_new *comment, int64_t *id, struct error *error);
bool comment_find(struct driver *driver, const struct hash *token_hash, struct arena *arena, struct comment *comment,
                  bool *found, struct error *error);
bool comment_of_id(struct driver *driver, int64_t id, struct arena *arena, struct comment *comment, bool *found,
                   struct error *error);
/* The writer confirms it. */
bool comment_confirm(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* The writer erases it: the data here at once, the text in the public log by an entry that says so. */
bool comment_erase(struct driver *driver, int64_t id, struct error *error);
/* A moderator publishes it, or refuses it with a reason. */
bool comment_release(struct driver *driver, int64_t id, struct error *error);
bool comment_refuse(struct driver *driver, int64_t id, struct slice reason, struct error *error);
/* The operator strikes a published one. The public log says the reason. */
bool comment_strike(struct driver *driver, int64_t id, struct slice reason, struct error *error);
/* Finds the comment of an entry of the public log. */
bool comment_of_entry(struct driver *driver, struct slice conference, uint64_t seq, struct arena *arena,
                      struct comment *comment, bool *found, struct error *error);
/* Lists the comments that the worker must handle: confirmed, or refused and not in the public log yet. Oldest first. */
bool comment_waiting(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                     struct error *error);
/* Lists those held for moderation, oldest first. */
bool comment_held(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                  struct error *error);
/* Gives the similarity hashes of the last `limit` comments, oldest first. */
bool comment_similarities(struct driver *driver, size_t limit,
                          void (*take)(void *context, struct slice conference, uint64_t similarity), void *context,
                          struct error *error);
/* The worker has put it into the inbox: everything but its state and the hash of its private link is deleted. */
bool comment_entered(struct driver *driver, int64_t id, bool published, struct error *error);
/* It cannot be unsealed. Its page tells the writer. */
bool comment_lose(struct driver *driver, int64_t id, struct error *error);

#endif
