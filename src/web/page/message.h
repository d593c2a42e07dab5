// SPDX-License-Identifier: Apache-2.0
/* web/page/message.h - a message's private page, for its writer: what happened to it, and buttons.
 *
 * What    With the link from the mail one sees states, times and addressee, but not the message: this process cannot read it.
 * Holds   Opening the link changes nothing; every change is a button. The page is not cached.
 * Not     The changes: web/message_forms.h. */
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
