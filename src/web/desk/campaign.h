// SPDX-License-Identifier: Apache-2.0
/* web/desk/campaign.h - one campaign at the desk: its state, what it needs before it can open, its earlier wordings. */
#ifndef WEB_DESK_CAMPAIGN_H
#define WEB_DESK_CAMPAIGN_H

#include "web/desk/request.h"
#include "web/page/campaign_language.h"

struct desk_campaign_page {
    struct frame frame;
    struct slice problem, base, title, conference, code, state, about, organisation, opens, closes, language;
    struct slice public_path; /* at the public's site; empty where it is not known */
    struct page_lines ask;
    struct slice subject, body; /* filled in for the first confirmed contact, as people will see them */
    struct slice to, to_role, to_address, email;
    bool tested; /* a test was sent */
    unsigned contacts, confirmed, fresh, paused, held, messages;
    bool may_edit, may_open, may_close, addressed;
    struct campaign_languages languages; /* and the one that is shown */
    struct {
        struct desk_wording {
            struct slice id, at, who, language; /* language: of a further one's words */
            bool nothing;                       /* it was empty */
        } * items;
        size_t count;
    } wordings;
};

bool desk_campaign_gather(struct desk_request *request, struct desk_campaign_page *page, struct error *error);
bool desk_step_move(const struct organise *by, struct desk_request *request, struct error *error);
/* A preview of the public page, whatever the state of the campaign. */
bool campaign_preview(struct exchange *exchange, struct error *error);
/* Sends the message to the organiser, as an addressee would get it. */
bool desk_step_test(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_step_recall(const struct organise *by, struct desk_request *request, struct error *error);

#endif
