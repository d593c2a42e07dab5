// SPDX-License-Identifier: Apache-2.0
/* campaign/organise.h - what an organiser does with a campaign, whether at the desk or on the command line.
 *
 * What    Each step is checked, done, noted in the history of what it concerns and in the audit list, all in the transaction
 *         that the driver is in: it is done as a whole or not at all.
 * How     struct organise by = { .driver = ..., .who = SLICE("Ada"), .arena = ..., .now = os_clock_seconds() };
 *         organise_add(&by, &campaign, &error);
 * Holds   draft -> open -> closed -> open; a campaign opens only when it can reach somebody: with an address that an
 *         organiser has confirmed to be official.
 * Not     Who may take which step: the desk's rows (web/desk/desk.h); on the command line every user who can read the directory. */
#ifndef CAMPAIGN_ORGANISE_H
#define CAMPAIGN_ORGANISE_H

#include "campaign/campaign_file.h"
#include "formats/contacts.h"
#include "rules/state.h"
#include "store/sealed.h"

enum { CAMPAIGN_HOURLY_MAX = 100000 /* mails an hour to one addressee */ };

struct organise {
    struct driver *driver; /* in a transaction of campaign_store_begin or of an write queue's change */
    struct slice who;
    struct arena *arena;
    int64_t now;
};

struct organise_import {
    size_t added, known, refused;
};

/* FAULT_CAMPAIGN_TAKEN. Sets campaign->id. */
bool organise_add(const struct organise *by, struct campaign *campaign, struct error *error);
bool organise_change(const struct organise *by, const struct campaign *campaign, struct error *error);
/* Adds the words of a further language, or changes them. */
bool organise_set_text(const struct organise *by, int64_t campaign, const struct campaign_text *text,
                       struct error *error);
bool organise_remove_text(const struct organise *by, int64_t campaign, struct slice language, struct error *error);
/* Sets the further languages that the file has, of a campaign that exists; others do not change. */
bool organise_set_texts(const struct organise *by, const struct campaign_file *file, struct error *error);
/* Restores an earlier wording; the current one becomes an earlier wording. */
bool organise_recall(const struct organise *by, int64_t campaign, int64_t past, struct error *error);
/* `state`: open or closed. FAULT_CAMPAIGN_STEP, FAULT_CAMPAIGN_UNREADY. */
bool organise_step(const struct organise *by, int64_t campaign, struct slice state, struct error *error);

/* Sends the message, filled for one addressee, to that address alone: what an addressee would get. FAULT_ADDRESS. */
bool organise_test(const struct organise *by, const struct seal *seal, const struct campaign *campaign,
                   struct slice email, struct slice subject, struct slice body, struct error *error);

/* Adds every good row that is not there yet, to be confirmed. A row that is not added has its fault in the list. `state` is
 * the conference's, to tell who is a member of it; NULL where it cannot be read. */
bool organise_import_contacts(const struct organise *by, const struct campaign *campaign, const struct state *state,
                              struct contact_list *list, struct organise_import *import, struct error *error);
/* Says that the address is an official one of that place. */
bool organise_confirm(const struct organise *by, int64_t contact, struct error *error);
/* All that are new. *count: how many. */
bool organise_confirm_all(const struct organise *by, int64_t campaign, size_t *count, struct error *error);
/* `state`: paused, confirmed (again) or replaced. */
bool organise_set_contact(const struct organise *by, int64_t contact, struct slice state, struct error *error);
/* The contact is replaced by that one, of the same place and confirmed: what was not delivered goes there. FAULT_CONTACT_SUCCESSOR. */
bool organise_succeed(const struct organise *by, int64_t contact, int64_t successor, struct error *error);
/* `pace`: each or digest; hourly_max 0: as fast as the site sends. */
bool organise_pace(const struct organise *by, int64_t contact, struct slice pace, int64_t hourly_max,
                   struct error *error);

#endif
