/* web/desk/held.h - the queues of held messages and comments: what each says, why it waits, which are alike; released or refused. */
#ifndef WEB_DESK_HELD_H
#define WEB_DESK_HELD_H

#include "web/desk/visit.h"

struct desk_held_page {
    struct frame frame;
    struct slice problem, base, title;
    struct {
        struct desk_held_row {
            struct slice id, at, place, contact, why, name, email, subject, body, unread;
            bool several;
            unsigned own_percent, alike; /* how many in the queue are nearly the same, itself too */
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

bool desk_comments_gather(struct visit *visit, struct desk_comments_page *page, struct error *error);
bool desk_step_judge(const struct organise *by, struct visit *visit, struct error *error);
bool desk_held_gather(struct visit *visit, struct desk_held_page *page, struct error *error);
bool desk_step_look(const struct organise *by, struct visit *visit, struct error *error);

#endif
