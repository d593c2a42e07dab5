// SPDX-License-Identifier: Apache-2.0
/* campaign/disposable.h - the list of domains that give out throw-away addresses, from a file that an operator can replace.
 *
 * What    One domain a line, in any order; # begins a comment. A listed domain covers its subdomains.
 * How     struct disposable *list = disposable_read(SLICE("share/disposable-domains.txt"), &error);
 *         if (disposable_has(list, SLICE("mail.10minutemail.com"))) ...
 *         disposable_close(list);
 * Owns    The list, until disposable_close.
 * Limits  DISPOSABLE_BYTES_MAX, DISPOSABLE_DOMAINS_MAX.
 * Threads disposable_has: any. */
#ifndef CAMPAIGN_DISPOSABLE_H
#define CAMPAIGN_DISPOSABLE_H

#include "base/error.h"

enum {
    DISPOSABLE_BYTES_MAX = 1 << 23,  /* the longest lists that are published have 3 MiB */
    DISPOSABLE_DOMAINS_MAX = 1 << 18 /* and 150,000 domains */
};

struct disposable;

/* NULL with the error: FAULT_FILE; FAULT_DISPOSABLE_DOMAIN with its line; FAULT_DISPOSABLE_MANY; FAULT_MEMORY. */
struct disposable *disposable_read(struct slice path, struct error *error);
/* NULL is let be. */
void disposable_close(struct disposable *list);
/* Upper and lower case are the same. A NULL list is empty. */
bool disposable_has(const struct disposable *list, struct slice domain);

#endif
