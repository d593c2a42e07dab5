/* room/likeness.h - how like two texts are, and how much of one is its writer's own.
 *
 * What    A likeness is 64 bits reckoned from all runs of three words of a text (simhash): texts that share most of them
 *         differ in few bits. A scalar of a script that is written without spaces counts as a word. Case and punctuation
 *         do not count. It is reckoned before a text is sealed, and does not give the text back.
 * How     unsigned own_percent; uint64_t of = likeness_of(body, template, arena, &own_percent);
 *         likeness_has_many(likeness, group, of)           whether many of the last ones are alike
 * Owns    likeness_open's memory of the last LIKENESS_KEPT ones, until likeness_close.
 * Threads The memory: one, the intake's. The rest: any. */
#ifndef ROOM_LIKENESS_H
#define ROOM_LIKENESS_H

#include "base/arena.h"
#include "base/error.h"

enum {
    LIKENESS_KEPT = 8192,  /* of all groups */
    LIKENESS_BITS_MAX = 6, /* that may differ: one word changed in fifty, or a name put in */
    LIKENESS_MANY = 5      /* so many alike are a flood or a copied letter: somebody looks */
};

struct likeness;

/* 0 where there are no words. In *own_percent, of its runs of three words, the share that the template has not; 100 where
 * there is no template. The arena is left as it was. */
uint64_t likeness_of(struct slice text, struct slice template, struct arena *arena, unsigned *own_percent);
bool likeness_is_alike(uint64_t a, uint64_t b);

/* FAULT_MEMORY. */
struct likeness *likeness_open(struct error *error);
void likeness_close(struct likeness *likeness);
/* A group is whatever is compared with itself alone: a campaign's number; of a conference's comments what its name gives.
 * 0 is none. */
int64_t likeness_group(struct slice name);
void likeness_remember(struct likeness *likeness, int64_t group, uint64_t of);
/* Whether LIKENESS_MANY of the group's are alike. Few are looked at: those that have a seventh of their bits in common. */
bool likeness_has_many(const struct likeness *likeness, int64_t group, uint64_t of);

#endif
