// SPDX-License-Identifier: Apache-2.0
/* web/pages.h - a page is answered: gathered under the room's lock, then printed as HTML or JSON. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/exchange.h"

/* The page of the row that fits. */
bool page_get(struct exchange *exchange, struct error *error);
/* A page again after a form of it was refused, with what the person wrote. `problem` NULL: as page_get. */
bool page_again(struct exchange *exchange, const struct page *row, const struct error *problem, struct error *error);

#endif
