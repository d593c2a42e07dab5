// SPDX-License-Identifier: Apache-2.0
/* campaign/similarity.h - how like two texts are, and how much of one is its writer's own.
 *
 * What    A similarity is 64 bits computed from all runs of three words of a text (simhash): texts that share most of them
 *         differ in few bits. A scalar of a script that is written without spaces counts as a word. Case and punctuation
 *         do not count. It is computed before a text is sealed. The text cannot be recovered from it.
 * How     unsigned own_percent; uint64_t of = similarity_of(body, template, arena, &own_percent);
 *         similarity_has_many(similarity, group, of);  // whether many of the last ones are alike
 * Owns    similarity_open's memory of the last SIMILARITY_KEPT ones, until similarity_close.
 * Threads The memory: one, the write queue's. The rest: any. */
#ifndef CAMPAIGN_SIMILARITY_H
#define CAMPAIGN_SIMILARITY_H

#include "base/arena.h"
#include "base/error.h"

enum {
    SIMILARITY_KEPT = 8192,  /* of all groups */
    SIMILARITY_BITS_MAX = 6, /* that may differ: one word changed in fifty, or a name put in */
    SIMILARITY_MANY = 5      /* so many alike are a flood or a copied letter: held for moderation */
};

struct similarity;

/* 0 where there are no words. In *own_percent, of its runs of three words, the share that the template has not; 100 where
 * there is no template. The arena is left as it was. */
uint64_t similarity_of(struct slice text, struct slice template, struct arena *arena, unsigned *own_percent);
bool similarity_is_alike(uint64_t a, uint64_t b);

/* FAULT_MEMORY. */
struct similarity *similarity_open(struct error *error);
void similarity_close(struct similarity *similarity);
/* Texts are compared within their group: a campaign's number; of a conference's comments what its name gives.
 * 0 is none. */
int64_t similarity_group(struct slice name);
void similarity_remember(struct similarity *similarity, int64_t group, uint64_t of);
/* Whether SIMILARITY_MANY of the group's are alike. Few are looked at: those that have a seventh of their bits in common. */
bool similarity_has_many(const struct similarity *similarity, int64_t group, uint64_t of);

#endif
