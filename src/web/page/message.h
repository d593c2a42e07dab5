// SPDX-License-Identifier: Apache-2.0
/* web/page/message.h - the private page of a message: what happened to it, and what its writer can do.
 *
 * What    Who has the link of the mail sees states, times and to whom; never the words, which this process cannot read.
 * Holds   Following the link changes nothing: every step is the press of a button. Nobody on the way keeps the page.
 * Not     Doing the steps: web/message_forms.h. */
#ifndef WEB_PAGE_MESSAGE_H
#define WEB_PAGE_MESSAGE_H

#include "web/page/page.h"

struct message_event_row {
    struct slice when, datetime, state, words;
    struct instant at;
};

struct message_page {
    struct frame frame;
    struct slice path, heading, means, problem, state; /* state: as a word, for programs */
    struct slice campaign_path, campaign_title, campaign_language, language_argument, thanks_path, addressee, place,
        kept;
    bool may_confirm, may_withdraw, may_erase, may_export, may_answer, may_deny, demo;
    struct slice answer_words;
    struct slice receipt, receipt_file, entry, entry_path,
        proof_path; /* empty until it was counted (record/receipt.h) */
    bool came_back; /* after it was counted */
    struct {
        struct message_event_row *items;
        size_t count, limit;
    } events;
};

bool message_page_gather(const struct gather *from, struct message_page *page, struct error *error);

#endif
