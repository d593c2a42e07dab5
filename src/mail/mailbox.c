// SPDX-License-Identifier: Apache-2.0
#include "mail/mailbox.h"

#include <stdlib.h>

#include "store/mailbox.h"
#include "store/os.h"

struct mailbox {
    struct relay relay;
    struct campaign_store *campaigns;
};

static bool mailbox_keep(struct campaign_store *campaigns, const struct relay_mail *mail, struct error *error)
{
    struct driver *const driver = campaign_store_begin(campaigns, error);
    if (driver == NULL)
        return false;
    if (mailbox_add(driver, os_clock_seconds(), mail->to, mail->bytes, error))
        return campaign_store_commit(campaigns, error);
    campaign_store_rollback(campaigns);
    return false;
}

static void mailbox_send(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer)
{
    struct error error;
    *answer = (struct relay_answer){ .code = 250 };
    if (!slice_ends(mail->to, SLICE(".example"))) {
        answer->code = 550;
        relay_say(answer, RELAY_BOUNCED, SLICE("550 a demonstration sends to addresses that end in .example alone"));
    } else if (!mailbox_keep(((struct mailbox *)relay)->campaigns, mail, &error)) {
        answer->code = 451;
        relay_say(answer, RELAY_DEFERRED, SLICE("451 the mailbox could not keep it"));
    } else {
        relay_say(answer, RELAY_ACCEPTED, SLICE("250 kept in the demonstration's mailbox"));
    }
}

static void mailbox_close(struct relay *relay)
{
    free(relay);
}

struct relay *mailbox_open(struct campaign_store *campaigns, struct error *error)
{
    struct mailbox *const mailbox = calloc(1, sizeof *mailbox);
    if (mailbox == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the mailbox"));
        return NULL;
    }
    *mailbox = (struct mailbox){ { mailbox_send, mailbox_close }, campaigns };
    return &mailbox->relay;
}
