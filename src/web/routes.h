// SPDX-License-Identifier: Apache-2.0
/* web/routes.h - the addresses that the public is served.
 *
 * What    Pages come from views/ and forms from web/forms.def; the rows of everything else stand in routes.c. */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/route.h"

extern const struct route_table routes_public;

#endif
