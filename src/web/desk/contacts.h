// SPDX-License-Identifier: Apache-2.0
/* web/desk/contacts.h - a campaign's contacts: import, confirmation, pauses, pace, and bounces. */
#ifndef WEB_DESK_CONTACTS_H
#define WEB_DESK_CONTACTS_H

#include "web/desk/request.h"

struct desk_contacts_page {
    struct frame frame;
    struct slice problem, base, title;
    bool may_edit, imported;
    unsigned added, known, refused, fresh;
    struct slice source, source_date;
    struct {
        struct desk_refusal {
            unsigned line;
            struct slice words;
        } * items;
        size_t count;
    } refusals;
    struct {
        struct desk_contact {
            struct slice id, place, place_name, name, role, address, source, source_date, state, pace, confirmed,
                worked, bounced, bounce_words;
            bool source_is_link, is_new, is_confirmed, is_paused, is_live, is_digest;
        } * items;
        size_t count;
    } contacts;
};

/* A contact as the desk shows it. */
struct desk_contact desk_contact_shown(struct desk_request *request, const struct contact *contact);
bool desk_contacts_gather(struct desk_request *request, struct desk_contacts_page *page, struct error *error);
bool desk_step_import(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_step_contacts(const struct organise *by, struct desk_request *request, struct error *error);

#endif
