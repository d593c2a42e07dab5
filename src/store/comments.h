/* store/comments.h - what people wrote about a provision, a proposal or a decision, on its way to the public log.
 *
 * What    received -> confirmed, or held where somebody should look -> published. A held one is released or refused; a published one is
 *         struck by the operator or erased by its writer, who can erase it at any time. Text, name and address are sealed until
 *         the worker publishes; then nothing of them is kept here, and the text stands in the public log.
 * How     comment_add(driver, &comment, &id, &error);                also puts the mail that asks for confirmation
 *         comment_find(driver, &token_hash, &arena, &comment, &found, &error);
 *         comment_confirm(driver, id, now, &error);
 * Holds   A step that is not allowed changes nothing: FAULT_COMMENT_STEP. The same step again changes nothing and is good.
 * Owns    Everything read is copied into the arena.
 * Threads As the driver: what changes something within a transaction.
 * Not     Unsealing and publishing: campaign/public_log_feed.h. What is in the public log: store/public_log_store.h. */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "store/driver.h"
#include "store/sealed.h"

enum { COMMENT_CONFIRM_DAYS = 3 /* a link that is older confirms nothing */ };

struct comment_new {
    struct slice conference, about, country;
    struct hash token_hash, address_hash, network_hash;
    struct slice sealed;  /* fields name (empty: not to be shown), email, text, token */
    struct slice address; /* for the mail's queue, which keeps a hash and a domain */
    struct slice mail;    /* sealed: email, token */
    uint64_t similarity;
    bool with_name;
    struct slice hold_words; /* why a person should look at it; empty: no reason */
    int64_t now;
};

struct comment {
    int64_t id, created_at, confirmed_at, seq; /* seq: its entry, or -1 */
    struct slice conference, about, country, state, hold_words, sealed;
    uint64_t similarity;
    bool with_name;
};

bool comment_add(struct driver *driver, const struct comment_new *comment, int64_t *id, struct error *error);
bool comment_find(struct driver *driver, const struct hash *token_hash, struct arena *arena, struct comment *comment,
                  bool *found, struct error *error);
bool comment_of_id(struct driver *driver, int64_t id, struct arena *arena, struct comment *comment, bool *found,
                   struct error *error);
/* The writer pressed the button. */
bool comment_confirm(struct driver *driver, int64_t id, int64_t now, struct error *error);
/* The writer takes it back: what is kept here goes at once, and the text in the public log with an entry that says so. */
bool comment_erase(struct driver *driver, int64_t id, struct error *error);
/* Somebody looked at it: it is published, or it is not and why. */
bool comment_release(struct driver *driver, int64_t id, struct error *error);
bool comment_refuse(struct driver *driver, int64_t id, struct slice reason, struct error *error);
/* The operator takes a published one away; the reason stands in the public log. */
bool comment_strike(struct driver *driver, int64_t id, struct slice reason, struct error *error);
/* The comment of that entry of the conference's public log. */
bool comment_of_entry(struct driver *driver, struct slice conference, uint64_t seq, struct arena *arena,
                      struct comment *comment, bool *found, struct error *error);
/* Those that the worker has work with: confirmed, or refused and not yet noted in the public log. Oldest first. */
bool comment_waiting(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                     struct error *error);
/* Those held for a look, oldest first. */
bool comment_held(struct driver *driver, struct arena *arena, struct comment *comments, size_t limit, size_t *count,
                  struct error *error);
/* The similarity of the last `limit` comments, oldest first. */
bool comment_similarities(struct driver *driver, size_t limit,
                          void (*take)(void *context, struct slice conference, uint64_t similarity), void *context,
                          struct error *error);
/* The worker has put it into the inbox: nothing of it is kept here but its state and its private link's hash. */
bool comment_entered(struct driver *driver, int64_t id, bool published, struct error *error);
/* It cannot be opened: its writer is told on its page. */
bool comment_lose(struct driver *driver, int64_t id, struct error *error);

#endif
