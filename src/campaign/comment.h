// SPDX-License-Identifier: Apache-2.0
/* campaign/comment.h - what somebody wrote about a provision, a proposal or a decision, from the form to the store.
 *
 * What    As campaign/message.h: every field is checked, the comment is screened, all that is personal is sealed, and the change
 *         that makes it durable also adds the mail that asks for confirmation.
 *         A text with many links is held too, and one that is nearly the same as others of the conference.
 * How     comment_take(participation, &draft, now, arena, change, &wrong, &error);      // in a form's NAME_take
 *         comment_act(COMMENT_DO_CONFIRM, token, now, arena, change, &error);          // the same, of /comments/TOKEN
 * Owns    What the change needs is in the arena, which lives until the change is answered.
 * Threads Any; changes run on the write queue's. */
#ifndef CAMPAIGN_COMMENT_H
#define CAMPAIGN_COMMENT_H

#include "campaign/participation.h"
#include "campaign/screening.h"

#define COMMENT_PURPOSE SLICE("comment")

enum {
    COMMENT_NAME_BYTES_MAX = 200,
    COMMENT_TEXT_BYTES_MAX = 8000 /* two pages: a comment, not a submission */
};

struct comment_draft {
    struct slice conference, about; /* what it is about, as the public log calls it ... */
    struct slice country; /* ... and a code of the conference, or empty; the caller has checked that both exist */
    struct slice name, text;
    bool with_name;
    struct screening_form form; /* its token's purpose: COMMENT_PURPOSE */
};

enum comment_deed { COMMENT_DO_CONFIRM, COMMENT_DO_ERASE };

/* A fault of one field leaves the field's name in *wrong: FAULT_WRITTEN_*, FAULT_ADDRESS. Else FAULT_FORM_*,
 * FAULT_PROOF_OF_WORK_WRONG; from the change FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN, FAULT_FORM_USED. */
bool comment_take(const struct participation *participation, const struct comment_draft *draft, int64_t now,
                  struct arena *arena, struct write_queue_change *change, struct slice *wrong, struct error *error);
/* FAULT_COMMENT_UNKNOWN; from the change FAULT_COMMENT_STEP. */
bool comment_act(enum comment_deed deed, struct slice token, int64_t now, struct arena *arena,
                 struct write_queue_change *change, struct error *error);

#endif
