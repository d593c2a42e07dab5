/* room/gallery_clerk.h - what the clerk, who alone can open what is sealed, puts into the inbox of the galleries.
 *
 * What    Comments that were confirmed: the text, and the name where it is to be shown, become a salted blob and an entry. Comments that
 *         were refused after a look: the hash and the reason. Messages that a relay has accepted: each becomes a commitment that its
 *         writer alone can recognise (record/receipt.h), many to an entry, by campaign and place.
 * How     while (gallery_clerk_publish(voice, &key, crypto, &count, &error) && count > 0) ...
 *         gallery_clerk_count(voice, &key, crypto, host, now, &count, &error);
 * Holds   A message is counted once. It waits at least GALLERY_COUNT_SECONDS and receipts stand in the order of their bytes, so that
 *         an entry does not tell which message came when. Who erases a message before is not counted.
 * Threads One. */
#ifndef ROOM_GALLERY_CLERK_H
#define ROOM_GALLERY_CLERK_H

#include "base/error.h"
#include "record/crypto.h"
#include "store/sealed.h"

struct voice;

enum {
    GALLERY_COUNT_SECONDS = 60,
    GALLERY_ANSWERS_SECONDS = 86400,
    GALLERY_ANSWERS_MAX = 4096, /* campaigns and places */
    GALLERY_CLERK_BATCH = 128   /* comments in one transaction: the public's writer waits so long */
};

/* Publishes at most GALLERY_CLERK_BATCH comments. */
bool gallery_clerk_publish(struct voice *voice, const struct seal_key *key, const struct crypto *crypto, size_t *count,
                           struct error *error);
/* Counts at most GALLERY_RECEIPTS_MAX messages. `host`: the site's. */
bool gallery_clerk_count(struct voice *voice, const struct seal_key *key, const struct crypto *crypto,
                         struct slice host, int64_t now, size_t *count, struct error *error);
/* Once in GALLERY_ANSWERS_SECONDS: what those said who were asked whether they were answered, by campaign and place. The gallery
 * makes no entry of what it has already. */
bool gallery_clerk_answers(struct voice *voice, int64_t now, size_t *count, struct error *error);

#endif
