// SPDX-License-Identifier: Apache-2.0
/* office.h - a data directory in a temporary folder with an open campaign and a contact, for tests of mail.
 *
 * How     struct office office; office_open(&office, "can@mission.example");
 *         int64_t message = office_write(&office, 1, 2000);       received, confirmed, and in the queue
 *         office_close(&office);                                  takes the folder away
 * Owns    The folder, until office_close. Every function ends the program with words when it cannot. */
#ifndef TESTS_OFFICE_H
#define TESTS_OFFICE_H

#include "store/messages.h"
#include "store/outbox.h"
#include "store/campaign_store.h"

struct office {
    char directory[64];
    struct campaign_store *campaigns;
    struct seal seal;
    struct seal_key key;
    int64_t campaign, contact;
};

void office_open(struct office *office, const char *address);
/* Opens the store of an office that was left, or left by a process that was killed. */
void office_enter(struct office *office);
void office_leave(struct office *office);
void office_close(struct office *office);
/* A message whose subject is "Message NUMBER", with a body of so many bytes; in a transaction that the caller has begun. Gives
 * the message's mail; 0 where it waits for a digest. */
int64_t office_add(struct office *office, struct driver *driver, unsigned number, size_t bytes);
/* The same in a transaction of its own. */
int64_t office_write(struct office *office, unsigned number, size_t bytes);
/* What a mail's state is now. */
enum mail_state office_state(struct office *office, int64_t mail);
/* Whether a line of the mail's log has these words. */
bool office_log_has(struct office *office, int64_t mail, const char *words);
/* Runs one statement of SQL as the tests need it. */
void office_sql(struct office *office, const char *text);
int64_t office_number(struct office *office, const char *text);

#endif
