// SPDX-License-Identifier: Apache-2.0
/* web/desk/contact.h - one contact: the source of its address, its history, its pace, its successor. */
#ifndef WEB_DESK_CONTACT_H
#define WEB_DESK_CONTACT_H

#include "web/desk/contacts.h"

struct desk_contact_page {
    struct frame frame;
    struct slice problem, base, title, hourly;
    struct desk_contact contact;
    bool may_edit, has_successor;
    struct slice successor, successor_name;
    struct {
        struct desk_contact_event {
            struct slice at, who, words;
        } * items;
        size_t count;
    } events;
    struct {
        struct desk_contact_other { /* a possible successor */
            struct slice id, name, address;
        } * items;
        size_t count;
    } others;
};

/* The contact is in the address: ?contact=N. */
bool desk_contact_gather(struct desk_request *request, struct desk_contact_page *page, struct error *error);
/* Sets its pace, or its successor. */
bool desk_step_contact(const struct organise *by, struct desk_request *request, struct error *error);

#endif
