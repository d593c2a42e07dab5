// SPDX-License-Identifier: Apache-2.0
/* web/routes.h - the routes of the public's server.
 *
 * What    Pages come from views/ and forms from web/forms.def. The rows of everything else are in routes.c. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/route.h"

extern const struct route_table routes_public;

#endif
