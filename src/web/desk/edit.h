// SPDX-License-Identifier: Apache-2.0
/* web/desk/edit.h - the form for a new campaign, or for changing one. */
#ifndef WEB_DESK_EDIT_H
#define WEB_DESK_EDIT_H

#include "web/desk/field.h"

struct desk_edit_page {
    struct frame frame;
    struct slice problem, action, back;
    bool is_new;
    struct slice conference, code;
    struct desk_field_sets sets;
};

bool desk_edit_gather(struct desk_request *request, struct desk_edit_page *page, struct error *error);
bool desk_step_add(const struct organise *by, struct desk_request *request, struct error *error);
bool desk_step_change(const struct organise *by, struct desk_request *request, struct error *error);

#endif
