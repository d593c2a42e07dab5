// SPDX-License-Identifier: Apache-2.0
/* web/desk/home.h - the desk's first page, with the audit list. */
#ifndef WEB_DESK_HOME_H
#define WEB_DESK_HOME_H

#include "web/desk/request.h"

struct desk_home_page {
    struct frame frame;
    struct slice problem;
    bool may_edit;
    struct {
        struct desk_home_row {
            struct slice path, title, code, conference, state, organisation;
        } * items;
        size_t count;
    } campaigns;
};

struct desk_audit_page {
    struct frame frame;
    struct {
        struct desk_audit_row {
            struct slice at, who, words, campaign, path;
        } * items;
        size_t count;
    } rows;
};

bool desk_home_gather(struct desk_request *request, struct desk_home_page *page, struct error *error);
bool desk_audit_gather(struct desk_request *request, struct desk_audit_page *page, struct error *error);
/* Fills the rows of an audit list, of one campaign or of all. */
bool desk_audit_rows(struct desk_request *request, int64_t campaign, struct desk_audit_page *page, struct error *error);
bool desk_step_leave(const struct organise *by, struct desk_request *request, struct error *error);

#endif
