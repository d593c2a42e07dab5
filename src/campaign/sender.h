// SPDX-License-Identifier: Apache-2.0
/* campaign/sender.h - who sends something in public participation: an address, a network, and how often.
 *
 * What    Reads a person's e-mail address, and counts the mails that ask for a confirmation: exactly, over restarts, by address
 *         and by network (/24 of IPv4, /56 of IPv6), so that nobody can be flooded with them from here.
 * How     sender_read(seal, email, address, &sender, &error);
 *         sender_count(driver, &sender, now, &error);  // in the change that adds the mail
 * Holds   Address and network are kept only as keyed hashes. "a.b+list@x" and "ab@x" are one mailbox to the count.
 * Limits  SENDER_MAILS_DAY to an address; SENDER_MAILS_HOUR from a network. A sender on this machine itself is not counted by
 *         network: behind a reverse proxy that does not name the client it would be everybody.
 * Threads Any; sender_count as the driver. */
#ifndef CAMPAIGN_SENDER_H
#define CAMPAIGN_SENDER_H

#include "base/error.h"
#include "formats/address.h"
#include "record/crypto.h"

struct driver;
struct seal;

enum {
    SENDER_NETWORK_BYTES = 16, /* IPv6; of IPv4 mapped into it */
    SENDER_MAILS_DAY = 5,      /* who writes to several delegations needs a few; six mails are a nuisance */
    SENDER_MAILS_HOUR = 240    /* a university or a telephone company may stand behind one network */
};

struct sender {
    struct address email;
    struct hash address_hash; /* of the address in lower case */
    struct hash mailbox_key;  /* of the mailbox: without what stands behind "+", and without dots before the @ */
    struct hash network_hash;
    bool local; /* this machine */
};

/* FAULT_ADDRESS. */
bool sender_read(const struct seal *seal, struct slice email, const unsigned char network[SENDER_NETWORK_BYTES],
                 struct sender *sender, struct error *error);
/* Counts one mail of confirmation. FAULT_SENDER_OFTEN, FAULT_NETWORK_OFTEN: then nothing must be sent. */
bool sender_count(struct driver *driver, const struct sender *sender, int64_t now, struct error *error);
/* How many came from that network in this hour. */
bool sender_network_count(struct driver *driver, const struct seal *seal,
                          const unsigned char network[SENDER_NETWORK_BYTES], int64_t now, uint64_t *count,
                          struct error *error);

#endif
