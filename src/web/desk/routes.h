// SPDX-License-Identifier: Apache-2.0
/* web/desk/routes.h - the desk's rows: pages (web/desk/pages.def) and steps (web/desk/steps.def), each with the role that it takes.
 *
 * Holds   No handler can forget the role or the session's word: only the rows call it. A step and its line in the audit list
 *         are one transaction. Who is not signed in is led to where one signs in. */
#ifndef WEB_DESK_ROUTES_H
#define WEB_DESK_ROUTES_H

#include "web/route.h"

extern const struct route_table routes_desk;

#endif
