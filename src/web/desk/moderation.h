// SPDX-License-Identifier: Apache-2.0
/* web/desk/moderation.h - the queues of held messages and comments: text, reason, similar ones; to release or refuse. */
#ifndef WEB_DESK_MODERATION_H
#define WEB_DESK_MODERATION_H

#include "web/desk/request.h"

struct desk_moderation_page {
    struct frame frame;
    struct slice problem, base, title;
    struct {
        struct desk_moderation_row {
            struct slice id, at, place, contact, why, name, email, subject, body, unread;
            bool several;
            unsigned own_percent, alike; /* alike: nearly the same in the queue, with itself */
        } * items;
        size_t count;
    } rows;
};

struct desk_comments_page {
    struct frame frame;
    struct slice problem;
    struct {
        struct desk_comment_row {
            struct slice id, at, conference, about, country, why, name, email, text;
            bool several;
            unsigned alike;
        } * items;
        size_t count;
    } rows;
};

bool desk_comments_gather(struct desk_request *request, struct desk_comments_page *page, struct error *error);
bool desk_step_judge(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_moderation_gather(struct desk_request *request, struct desk_moderation_page *page, struct error *error);
bool desk_step_look(const struct organise *by, struct desk_request *request, struct error *error);

#endif
