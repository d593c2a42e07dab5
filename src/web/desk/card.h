/* web/desk/card.h - one contact: where its address comes from, what was done to it, how much it gets, who takes its place. */
#ifndef WEB_DESK_CARD_H
#define WEB_DESK_CARD_H

#include "web/desk/contacts.h"

struct desk_card_page {
    struct frame frame;
    struct slice problem, base, title, hourly;
    struct desk_contact contact;
    bool may_edit, has_successor;
    struct slice successor, successor_name;
    struct {
        struct desk_card_event {
            struct slice at, who, words;
        } * items;
        size_t count;
    } events;
    struct {
        struct desk_card_other { /* who could take its place */
            struct slice id, name, address;
        } * items;
        size_t count;
    } others;
};

/* The contact is named in the address: ?contact=N. */
bool desk_card_gather(struct visit *visit, struct desk_card_page *page, struct error *error);
/* Sets its pace, or its successor. */
bool desk_step_card(const struct organise *by, struct visit *visit, struct error *error);

#endif
