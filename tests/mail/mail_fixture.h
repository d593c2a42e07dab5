// SPDX-License-Identifier: Apache-2.0
/* mail_fixture.h - a data directory in a temporary folder with an open campaign and a contact, for tests of mail.
 *
 * How     struct mail_fixture mail_fixture; mail_fixture_open(&mail_fixture, "can@mission.example");
 *         int64_t message = mail_fixture_write(&mail_fixture, 1, 2000);  // received, confirmed, and in the queue
 *         mail_fixture_close(&mail_fixture);  // takes the folder away
 * Owns    The folder, until mail_fixture_close. Every function ends the program with words when it cannot. */
#ifndef TESTS_MAIL_FIXTURE_H
#define TESTS_MAIL_FIXTURE_H

#include "store/messages.h"
#include "store/outbox.h"
#include "store/campaign_store.h"

struct mail_fixture {
    char directory[64];
    struct campaign_store *campaigns;
    struct seal seal;
    struct seal_key key;
    int64_t campaign, contact;
};

void mail_fixture_open(struct mail_fixture *mail_fixture, const char *address);
/* Opens the store of a fixture that was left, or left by a process that was killed. */
void mail_fixture_enter(struct mail_fixture *mail_fixture);
void mail_fixture_leave(struct mail_fixture *mail_fixture);
void mail_fixture_close(struct mail_fixture *mail_fixture);
/* A message whose subject is "Message NUMBER", with a body of so many bytes; in a transaction that the caller has begun. Gives
 * the message's mail; 0 where it waits for a digest. */
int64_t mail_fixture_add(struct mail_fixture *mail_fixture, struct driver *driver, unsigned number, size_t bytes);
/* The same in a transaction of its own. */
int64_t mail_fixture_write(struct mail_fixture *mail_fixture, unsigned number, size_t bytes);
/* What a mail's state is now. */
enum mail_state mail_fixture_state(struct mail_fixture *mail_fixture, int64_t mail);
/* Whether a line of the mail's log has these words. */
bool mail_fixture_log_has(struct mail_fixture *mail_fixture, int64_t mail, const char *words);
/* Runs one statement of SQL as the tests need it. */
void mail_fixture_sql(struct mail_fixture *mail_fixture, const char *text);
int64_t mail_fixture_number(struct mail_fixture *mail_fixture, const char *text);

#endif
