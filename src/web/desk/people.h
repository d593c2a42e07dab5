// SPDX-License-Identifier: Apache-2.0
/* web/desk/people.h - the organisers: list, invitations, roles. */
#ifndef WEB_DESK_PEOPLE_H
#define WEB_DESK_PEOPLE_H

#include "web/desk/request.h"

struct desk_people_page {
    struct frame frame;
    struct slice problem, link, invited; /* the link is shown once */
    struct slice name;
    struct {
        struct desk_person {
            struct slice id, name, role, state, since;
            bool active, reader, editor, owner;
        } * items;
        size_t count;
    } people;
};

bool desk_people_gather(struct desk_request *request, struct desk_people_page *page, struct error *error);
bool desk_step_invite(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_step_appoint(const struct organise *by, struct desk_request *request, struct error *error);

#endif
