// SPDX-License-Identifier: Apache-2.0
/* mail/mailbox.h - the relay of a demonstration: its mails can be read at /demo/mailbox and go nowhere else.
 *
 * Holds   It takes mail only to example addresses (RFC 2606: .example). Mail to other addresses bounces.
 * Owns    Nothing. The campaign store that it writes to must outlive it.
 * Threads See relay.h. */
#ifndef MAIL_MAILBOX_H
#define MAIL_MAILBOX_H

#include "mail/relay.h"
#include "store/campaign_store.h"

struct relay *mailbox_open(struct campaign_store *campaigns, struct error *error);

#endif
