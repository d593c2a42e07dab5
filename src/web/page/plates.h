// SPDX-License-Identifier: Apache-2.0
/* web/page/plates.h - how everybody answered, drawn as raised plates.
 *
 * What    One plate a member: for upright, against turned, abstain level, not answered an outline, no right to vote a dot,
 *         unknown a question mark. Shape and words carry the meaning; colour only helps. Each is a link with a name for screen readers.
 * How     struct plates plates;
 *         plates_gather(from, decision, &plates);
 *         plates_draw(arena, &plates);  // as SVG
 * Limits  MEMBERS_MAX. */
#ifndef WEB_PAGE_PLATES_H
#define WEB_PAGE_PLATES_H

#include "rules/decision.h"
#include "web/page/page.h"

enum plate_answer {
    PLATE_FOR,
    PLATE_AGAINST,
    PLATE_ABSTAIN,
    PLATE_OBJECT,
    PLATE_NOT_ANSWERED,
    PLATE_NO_RIGHT,
    PLATE_UNKNOWN,
    PLATE_ANSWERS
};

struct plate {
    struct slice code, name, path, words; /* words: "North: for" */
    enum plate_answer answer;
    const char *word;        /* "for" */
    const struct cast *cast; /* or NULL */
};

struct plates {
    struct plate *items;
    size_t count;
    unsigned sums[PLATE_ANSWERS];
};

/* Every member of the conference, grouped by answer, in the order of the record. */
void plates_gather(const struct gather *from, const struct decision *decision, struct plates *plates);
struct markup plates_draw(struct arena *arena, const struct plates *plates);
const char *plate_answer_name(enum plate_answer answer);
/* "12 for, 3 against ...", without zeros. */
struct slice plates_sentence(struct arena *arena, const struct plates *plates);

#endif
