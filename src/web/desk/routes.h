// SPDX-License-Identifier: Apache-2.0
/* web/desk/routes.h - the desk's routes: pages (web/desk/pages.def) and steps (web/desk/steps.def), each with its role.
 *
 * Holds   The rows check the role and the CSRF token, so no handler can forget to. A step and its line in the audit list are one
 *         transaction. Without a session, a request is redirected to the sign-in page. */
#ifndef WEB_DESK_ROUTES_H
#define WEB_DESK_ROUTES_H

#include "web/route.h"

extern const struct route_table routes_desk;

#endif
