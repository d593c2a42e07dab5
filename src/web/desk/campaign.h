// SPDX-License-Identifier: Apache-2.0
/* web/desk/campaign.h - one campaign at the desk: its state, what it needs before it opens, its earlier wordings. */
#ifndef WEB_DESK_CAMPAIGN_H
#define WEB_DESK_CAMPAIGN_H

#include "web/desk/request.h"
#include "web/page/campaign_language.h"

struct desk_campaign_page {
    struct frame frame;
    struct slice problem, base, title, conference, code, state, about, organisation, opens, closes, language;
    struct slice public_path; /* at the public's site; empty where it is not known */
    struct page_lines ask;
    struct slice subject, body; /* filled for the first confirmed contact, as a person will see them */
    struct slice to, to_role, to_address, email;
    bool tested; /* a test was sent */
    unsigned contacts, confirmed, fresh, paused, held, messages;
    bool may_edit, may_open, may_close, addressed;
    struct campaign_languages languages; /* with the one that is shown */
    struct {
        struct desk_wording {
            struct slice id, at, who, language; /* language: of a further one's words */
            bool nothing;                       /* there were no words in it */
        } * items;
        size_t count;
    } wordings;
};

bool desk_campaign_gather(struct desk_request *request, struct desk_campaign_page *page, struct error *error);
bool desk_step_move(const struct organise *by, struct desk_request *request, struct error *error);
/* The public's page of the campaign as it would stand now, whatever its state. */
bool campaign_preview(struct exchange *exchange, struct error *error);
/* Sends the message to the organiser who asks, as an addressee would get it. */
bool desk_step_test(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_step_recall(const struct organise *by, struct desk_request *request, struct error *error);

#endif
