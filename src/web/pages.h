// SPDX-License-Identifier: Apache-2.0
/* web/pages.h - answers a page: gathers it under the room's lock, then writes it as HTML, JSON or CSV. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/exchange.h"

/* Answers the route's page. */
bool page_get(struct exchange *exchange, struct error *error);
/* Shows a page again after its form was refused, with what the person wrote. With `problem` NULL it is page_get. */
bool page_with_error(struct exchange *exchange, const struct page *row, const struct error *problem,
                     struct error *error);

#endif
