/* mail/mailbox.h - the demonstration's relay: what it is given can be read at /demo/mailbox, and goes nowhere else.
 *
 * Holds   It takes mail to addresses of the names that are kept for examples alone (RFC 2606: .example); what goes elsewhere
 *         bounces with words that say so.
 * Owns    Nothing of the campaign store that it writes to.
 * Threads As relay.h. */
#ifndef MAIL_MAILBOX_H
#define MAIL_MAILBOX_H

#include "mail/relay.h"
#include "store/campaign_store.h"

struct relay *mailbox_open(struct campaign_store *campaigns, struct error *error);

#endif
