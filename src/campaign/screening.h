// SPDX-License-Identifier: Apache-2.0
/* campaign/screening.h - checks everything that the public sends in: the sender, the proof of work, and signs of a flood or a
 * forgery.
 *
 * What    Nothing is dropped in silence: a doubt holds what was sent until an organiser has looked at it, and its writer reads why.
 *         Doubts are: a hidden field filled in; no proof of work (a browser without scripts has none, and loses only
 *         time); a throw-away address; SIMILARITY_MANY others that are alike.
 * How     screening_read(&screening, seal, disposable, SLICE("comment"), &form, now, &wrong, &error);  // before it is handed over
 *         screening_doubt(&screening, "it has many links");
 *         screening_count(driver, &screening, now, &error);                                   // within the change
 *         screening_compare(&screening, similarity, group, of, true);
 *         struct slice why = screening_doubts(&screening);
 * Owns    Itself; the form's words must last as long. It stays where it was read.
 * Limits  SCREENING_DOUBTS_BYTES_MAX; the caps of campaign/sender.h.
 * Threads screening_read, screening_doubt: any. The rest: the write queue's. */
#ifndef CAMPAIGN_SCREENING_H
#define CAMPAIGN_SCREENING_H

#include "campaign/disposable.h"
#include "campaign/proof_of_work.h"
#include "campaign/sender.h"

struct similarity;

enum { SCREENING_DOUBTS_BYTES_MAX = 512 };

/* What each form has beside its own fields. */
struct screening_form {
    struct slice email;
    struct slice hidden;      /* a field that people do not see */
    struct slice token, work; /* campaign/proof_of_work.h */
    unsigned char network[SENDER_NETWORK_BYTES];
};

struct screening {
    struct sender sender;
    struct proof_of_work work;
    struct buffer doubts;
    bool compared;
    char memory[SCREENING_DOUBTS_BYTES_MAX];
};

/* `purpose`: the token's. FAULT_ADDRESS with *wrong "email"; FAULT_FORM_OLD, FAULT_FORM_TOKEN, FAULT_PROOF_OF_WORK_WRONG. */
bool screening_read(struct screening *screening, const struct seal *seal, const struct disposable *disposable,
                    struct slice purpose, const struct screening_form *form, int64_t now, struct slice *wrong,
                    struct error *error);
/* One more reason to look at it first. */
void screening_doubt(struct screening *screening, const char *reason);
/* Counts the use of the token and the mail that asks for a confirmation. FAULT_FORM_USED, FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN. */
bool screening_count(struct driver *driver, const struct screening *screening, int64_t now, struct error *error);
/* Remembers a similarity, and doubts it where many of its group are alike (campaign/similarity.h) and it may not be. Once, also
 * where the change is done again. */
void screening_compare(struct screening *screening, struct similarity *similarity, int64_t group, uint64_t of,
                       bool may_be_alike);
/* All reasons in one sentence; empty where there are none. */
struct slice screening_doubts(const struct screening *screening);

#endif
