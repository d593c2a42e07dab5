// SPDX-License-Identifier: Apache-2.0
/* store/mailbox.h - the mailbox of a demonstration: the mails that a relay would have got.
 *
 * Owns    Everything read is copied into the arena.
 * Limits  MAILBOX_SHOWN_MAX in one list.
 * Threads As the driver. */
#ifndef STORE_MAILBOX_H
#define STORE_MAILBOX_H

#include "store/campaign_store.h"

enum {
    MAILBOX_SHOWN_MAX = 100,      /* on one page */
    MAILBOX_HEAD_BYTES_MAX = 4096 /* of each mail in a list: its headers */
};

struct mailbox_mail {
    int64_t id, at;
    struct slice recipient;
    struct slice bytes; /* in a list: the first MAILBOX_HEAD_BYTES_MAX */
};

struct mailbox_list {
    struct mailbox_mail *items;
    size_t count;
};

bool mailbox_add(struct driver *driver, int64_t at, struct slice recipient, struct slice bytes, struct error *error);
/* Newest first; only mails to `recipient` if it is not empty. */
bool mailbox_list(struct driver *driver, struct slice recipient, struct arena *arena, struct mailbox_list *list,
                  struct error *error);
bool mailbox_count(struct driver *driver, uint64_t *count, struct error *error);
bool mailbox_find(struct driver *driver, int64_t id, struct arena *arena, struct mailbox_mail *mail, bool *found,
                  struct error *error);

#endif
