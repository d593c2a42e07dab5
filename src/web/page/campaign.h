// SPDX-License-Identifier: Apache-2.0
/* web/page/campaign.h - one campaign: what it is about, who will get a message, the form, and how many wrote.
 *
 * What    Three steps on one page, without JavaScript: pick a place (?to=PLACE); see its addressee in full, or pick one of several
 *         (&contact=N); write the message and send it. After a refusal the page shows the form again with what the person wrote.
 * Holds   The headline and the table of senders come from one count.
 * Not     Taking the message: web/message_forms.h. */
#ifndef WEB_PAGE_CAMPAIGN_H
#define WEB_PAGE_CAMPAIGN_H

#include "campaign/template.h"
#include "store/turnout.h"
#include "web/page/campaign_language.h"
#include "web/page/campaign_subject.h"

struct campaign_place {
    struct slice code, name;
    bool chosen;
};
struct campaign_places {
    struct campaign_place *items;
    size_t count;
};

struct campaign_contact {
    struct slice id, name, role, place_name, address, source;
    bool source_link;
    struct slice aged;    /* "found on 24 November 2026, 3 days ago" */
    struct slice checked; /* by whom and when */
    struct slice worked;  /* "on 24 November 2026", "no message has been sent to it yet"; with a bounce's own words */
    unsigned long number; /* the id */
    struct slice place, source_date, pace_word; /* as stored */
    bool paused;
    struct instant checked_at, worked_at, bounced_at;
    struct slice pace; /* "once a day, all messages in one mail"; empty: one mail for each message */
    bool chosen;
};

struct campaign_count {
    struct slice code, name;
    unsigned count, counted; /* counted: in the public log, after the relay accepted it */
    unsigned came_back, came_back_counted;
};
struct campaign_counts {
    struct campaign_count *items;
    size_t count;
};

struct campaign_page {
    struct frame frame;
    struct campaign
        campaign; /* its fields, as store/campaign_fields.def lists them, in the language in which it is read */
    struct slice path, post_path, when;
    struct campaign_languages languages;
    struct page_lines ask;
    struct campaign_subject subject;
    bool open, closed;
    struct instant opens_at, closes_at;
    struct slice closed_words;
    /* the steps */
    struct campaign_places places;
    struct slice to, contact;                /* contact: the chosen one */
    struct slice place_word, place_question; /* "country"; "Which country are you of ..." */
    /* several: the place has several contacts; choosing: and none is chosen yet, so the words address no one */
    bool unknown, writing, several, choosing;
    struct {
        struct campaign_contact *items;
        size_t count;
    } contacts;
    struct slice kept_words, ask_words;
    struct slice subject_words, body_words, template, name, email;
    bool may_ask, may_quote;
    struct slice token;
    unsigned bits;
    struct slice problem;
    struct {
        bool subject, body, name, email;
    } wrong;
    /* the count */
    unsigned wrote, counted, came_back, came_back_counted;
    struct slice wrote_words;
    struct campaign_counts counts;
};

bool campaign_page_gather(const struct gather *from, struct campaign_page *page, struct error *error);

/* --- what the other pages of a campaign share ---------------------------------------------------------------------- */

/* The campaign in the address, in the reader's language. FAULT_THING_UNKNOWN, also for a draft. */
bool campaign_of(const struct gather *from, struct driver *reader, struct campaign *campaign,
                 struct campaign_languages *languages, struct error *error);
/* The same for a page that needs nothing else from the store. */
bool campaign_of_page(const struct gather *from, struct campaign *campaign, struct campaign_languages *languages,
                      struct error *error);
/* Whether messages are accepted now; if not, `words` says why. */
bool campaign_is_open(const struct gather *from, const struct campaign *campaign, struct slice *words);
/* "It runs until 3 January 2027". */
struct slice campaign_when(const struct gather *from, const struct campaign *campaign);
/* "3 messages to 2 delegations". */
struct slice campaign_wrote_words(const struct gather *from, const struct campaign *campaign,
                                  const struct campaign_counts *counts, unsigned *total);
bool campaign_counts_gather(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                            struct campaign_counts *counts, struct error *error);
bool campaign_places_gather(const struct gather *from, struct driver *reader, const struct campaign *campaign,
                            struct campaign_places *places, struct error *error);

#endif
