// SPDX-License-Identifier: Apache-2.0
/* store/campaigns.h - campaigns and whom they write to.
 *
 * How     struct campaign campaign; bool found;
 *         if (campaign_find(driver, conference, code, arena, &campaign, &found, &error) && found) ...
 *         contact_list(driver, campaign.id, place, arena, &contacts, &error);
 * Holds   What an organiser changes keeps what stood before it: campaign_past, contact_event.
 * Owns    Everything read is copied into the arena.
 * Limits  CAMPAIGNS_SHOWN_MAX, CONTACTS_SHOWN_MAX.
 * Not     Which steps are allowed and who may take them: campaign/organise.h. */
#ifndef STORE_CAMPAIGNS_H
#define STORE_CAMPAIGNS_H

#include "store/campaign_fields.h"
#include "store/campaign_store.h"

enum {
    CAMPAIGNS_SHOWN_MAX = 256,  /* in one list */
    CONTACTS_SHOWN_MAX = 20000, /* of one campaign: several parliaments */
    CAMPAIGN_PAST_MAX = 100     /* earlier wordings that are listed */
};

struct campaign_list {
    struct campaign *items;
    size_t count;
};

struct contact {
    int64_t id, campaign, confirmed_at, hourly_max, worked_at, bounced_at;
    struct slice place, place_name, name, role, address, source, source_date, confirmed_by;
    struct slice state; /* new, confirmed, paused, replaced */
    struct slice pace;  /* each, digest */
    struct slice bounce_words;
};

struct contacts {
    struct contact *items;
    size_t count;
};

/* What was done to a contact, or a wording that a campaign had. */
struct past {
    int64_t id, at;
    struct slice who, words;
};

struct past_list {
    struct past *items;
    size_t count;
};

bool campaign_find(struct driver *driver, struct slice conference, struct slice code, struct arena *arena,
                   struct campaign *campaign, bool *found, struct error *error);
bool campaign_of_id(struct driver *driver, int64_t id, struct arena *arena, struct campaign *campaign, bool *found,
                    struct error *error);
/* Of a conference, or of all where it is empty; the newest first. */
bool campaign_all(struct driver *driver, struct slice conference, struct arena *arena, struct campaign_list *list,
                  struct error *error);
/* Adds it as a draft; campaign->id is set. */
bool campaign_add(struct driver *driver, struct campaign *campaign, int64_t now, struct error *error);
/* Writes every field of the table, keeping what stood before as `who` found it. */
bool campaign_change(struct driver *driver, const struct campaign *campaign, struct slice who, int64_t now,
                     struct arena *arena, struct error *error);
bool campaign_set_state(struct driver *driver, int64_t id, struct slice state, struct error *error);
/* Earlier wordings, the newest first; `words` are named values (store/fields.h). */
bool campaign_past(struct driver *driver, int64_t id, struct arena *arena, struct past_list *list, struct error *error);
/* Puts an earlier wording into `campaign`, which is not written. */
void campaign_recall(struct slice words, struct campaign *campaign);

/* All of a campaign, or of one place, by place; those that were replaced last. */
bool contact_list(struct driver *driver, int64_t campaign, struct slice place, struct arena *arena,
                  struct contacts *list, struct error *error);
bool contact_find(struct driver *driver, int64_t id, struct arena *arena, struct contact *contact, bool *found,
                  struct error *error);
/* Whether the campaign has that address for the place, in either case of letters, and not replaced. */
bool contact_is_known(struct driver *driver, int64_t campaign, struct slice place, struct slice address, bool *known,
                      struct error *error);
/* Adds it, to be confirmed; contact->id is set. */
bool contact_add(struct driver *driver, struct contact *contact, struct error *error);
/* Writes state, pace, hourly_max, confirmed_by and confirmed_at. Mail that waited for a contact that is confirmed now is due. */
bool contact_change(struct driver *driver, const struct contact *contact, struct error *error);
bool contact_note(struct driver *driver, int64_t contact, int64_t now, struct slice who, struct slice words,
                  struct error *error);
/* That contact is replaced by the successor: what was not delivered yet, and what came back, is the successor's from here on, with
 * those words in each message's log. */
bool contact_succeed(struct driver *driver, int64_t contact, int64_t successor, struct slice words, int64_t now,
                     uint64_t *moved, struct error *error);
/* By whom it was replaced, where somebody said so. */
bool contact_successor(struct driver *driver, int64_t id, struct arena *arena, struct contact *successor, bool *found,
                       struct error *error);
/* What was done to it, the newest first. */
bool contact_past(struct driver *driver, int64_t contact, struct arena *arena, struct past_list *list,
                  struct error *error);

#endif
