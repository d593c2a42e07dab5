// SPDX-License-Identifier: Apache-2.0
#include "campaign/screening.h"

#include "campaign/fault.h"
#include "campaign/similarity.h"
#include "store/rate_limits.h"

bool screening_read(struct screening *screening, const struct seal *seal, const struct disposable *disposable,
                    struct slice purpose, const struct screening_form *form, int64_t now, struct slice *wrong,
                    struct error *error)
{
    screening->doubts = BUFFER(screening->memory);
    screening->compared = false;
    if (!sender_read(seal, form->email, form->network, &screening->sender, error)) {
        *wrong = SLICE("email");
        return false;
    }
    if (!proof_of_work_read(seal, purpose, form->token, form->work, now, &screening->work, error))
        return false;
    if (form->hidden.length > 0)
        screening_doubt(screening, "a field that people do not see was filled in");
    if (!screening->work.done)
        screening_doubt(screening, "it came without the calculation that a browser does");
    if (disposable_has(disposable, screening->sender.email.domain))
        screening_doubt(screening, "the address is of a service that gives out addresses to throw away");
    return true;
}

void screening_doubt(struct screening *screening, const char *reason)
{
    if (screening->doubts.length > 0)
        buffer_add_text(&screening->doubts, "; ");
    buffer_add_text(&screening->doubts, reason);
}

/* A token's work counts once. */
static bool screening_use_token(struct driver *driver, const struct proof_of_work *work, struct error *error)
{
    bool taken;
    return rate_limit_take(driver, &work->key, work->window, 1, &taken, error) &&
           (taken || fail(error, FAULT_FORM_USED, 0));
}

bool screening_count(struct driver *driver, const struct screening *screening, int64_t now, struct error *error)
{
    return screening_use_token(driver, &screening->work, error) && sender_count(driver, &screening->sender, now, error);
}

void screening_compare(struct screening *screening, struct similarity *similarity, int64_t group, uint64_t of,
                       bool may_be_alike)
{
    if (screening->compared)
        return;
    if (!may_be_alike && similarity_has_many(similarity, group, of))
        screening_doubt(screening, "others with nearly the same words came before it");
    similarity_remember(similarity, group, of);
    screening->compared = true;
}

struct slice screening_doubts(const struct screening *screening)
{
    return buffer_slice(&screening->doubts);
}
