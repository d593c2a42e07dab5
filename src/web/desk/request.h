// SPDX-License-Identifier: Apache-2.0
/* web/desk/request.h - a request at the desk: the organiser, the campaign, and what every page has.
 *
 * How     struct desk_request request;
 *         if (!desk_request_begin(exchange, DESK_EDITOR, &request, &error)) ...  // also reads the campaign of the path
 *         desk_request_end(&request);  // request.driver reads one state until then
 * Holds   The role is checked before a page or a step. Every form carries the session's CSRF token, `word`, which no other site can
 *         know. A step and its line in the audit list are one transaction.
 * Owns    All strings are in request.arena.
 * Not     Cookies for the public: its pages set none. */
#ifndef WEB_DESK_REQUEST_H
#define WEB_DESK_REQUEST_H

#include "campaign/sign_in.h"
#include "web/desk/desk.h"
#include "web/page/page.h"

struct desk_request {
    struct exchange *exchange;
    struct desk *desk;
    struct arena *arena;
    int64_t now;
    struct driver *driver; /* reading, between desk_request_begin and desk_request_end */
    struct organiser organiser;
    enum desk_role role;
    struct slice session, word;
    bool put_off;
    struct slice path;           /* of the page: "/desk/campaigns/C/X..." */
    struct campaign campaign;    /* from the path */
    struct slice base;           /* "/desk/campaigns/C/X"; empty: no campaign in the path */
    const struct error *problem; /* why the form was refused; NULL: it was not */
    struct slice location;       /* redirect after the step; empty: to its page */
    void *left;                  /* set by a step for its page */
};

/* False with FAULT_DESK_SESSION (nobody is signed in), FAULT_DESK_ROLE, FAULT_CAMPAIGN_UNKNOWN. */
bool desk_request_begin(struct exchange *exchange, enum desk_role role, struct desk_request *request,
                        struct error *error);
void desk_request_end(struct desk_request *request);
/* Fills the frame of a page of the desk. */
void desk_request_frame(const struct desk_request *request, struct slice title, struct frame *frame);
/* Checks the form's CSRF token. FAULT_DESK_FORM. */
bool desk_request_check_word(const struct desk_request *request, struct error *error);
/* The value that was sent if the form was refused, else `kept`. */
struct slice desk_request_said(const struct desk_request *request, const char *name, struct slice kept);
/* Why the form was refused, as a sentence; empty if it was not. */
struct slice desk_request_problem(const struct desk_request *request);
/* Sets the session's cookie; an empty token deletes it. */
void desk_request_set_cookie(struct exchange *exchange, struct slice token);
/* Redirects (303) to that address. */
void desk_request_lead(struct exchange *exchange, struct slice location);
/* "2026-11-24", "2026-11-24, 19:55 UTC"; empty for 0. */
struct slice desk_request_day(struct arena *arena, int64_t seconds);
struct slice desk_request_moment(struct arena *arena, int64_t seconds);

#endif
