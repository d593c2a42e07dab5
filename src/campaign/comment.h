/* campaign/comment.h - what somebody wrote about a provision, a proposal or a decision, from the form to the store.
 *
 * What    As campaign/message.h: every field is checked, doubts are weighed and hold the comment until somebody has looked at it, all that is
 *         personal is sealed, and the change that makes it durable also adds the mail that asks for confirmation.
 *         In doubt is also a text when SIMILARITY_MANY others of the same conference are nearly the same (campaign/similarity.h).
 * How     comment_take(&room, &draft, now, arena, change, &wrong, &error);  // in a form's NAME_take
 *         comment_act(COMMENT_DO_CONFIRM, token, now, arena, change, &error);  // the same, of /comments/TOKEN
 * Owns    What the change needs is in the arena, which lives until the change is answered.
 * Threads Any; changes run on the write queue's. */
#ifndef CAMPAIGN_COMMENT_H
#define CAMPAIGN_COMMENT_H

#include "base/arena.h"
#include "campaign/participation.h"
#include "campaign/sender.h"

enum {
    COMMENT_NAME_BYTES_MAX = 200,
    COMMENT_TEXT_BYTES_MAX = 8000 /* two pages: a comment, not a submission */
};

enum comment_field { COMMENT_FIELD_NONE, COMMENT_FIELD_TEXT, COMMENT_FIELD_NAME, COMMENT_FIELD_EMAIL };

struct comment_draft {
    struct slice conference, about,
        country; /* a code of the conference, or empty: the caller has looked that it is one */
    struct slice name, email, text;
    bool with_name;
    struct slice hidden;      /* a field that people do not see */
    struct slice token, work; /* campaign/proof_of_work.h; purpose: "comment" */
    unsigned char network[SENDER_NETWORK_BYTES];
};

enum comment_deed { COMMENT_DO_CONFIRM, COMMENT_DO_ERASE };

/* FAULT_WRITTEN_*, FAULT_ADDRESS with *wrong; FAULT_FORM_*, FAULT_PROOF_OF_WORK_WRONG; from the change FAULT_SENDER_OFTEN,
 * FAULT_NETWORK_OFTEN, FAULT_FORM_USED. */
bool comment_take(const struct participation *participation, const struct comment_draft *draft, int64_t now,
                  struct arena *arena, struct write_queue_change *change, enum comment_field *wrong,
                  struct error *error);
/* FAULT_COMMENT_UNKNOWN; from the change FAULT_COMMENT_STEP. */
bool comment_act(enum comment_deed deed, struct slice token, int64_t now, struct arena *arena,
                 struct write_queue_change *change, struct error *error);

#endif
