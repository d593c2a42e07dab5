/* web/pages.h - the handlers of all pages, made from web/pages.def: gather under the room's lock, then print as HTML or JSON. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/exchange.h"

#define PAGE(path, needs, name)                                       \
    bool page_##name(struct exchange *exchange, struct error *error); \
    bool page_with_error_##name(struct exchange *exchange, const struct error *problem, struct error *error);
#include "web/pages.def"
#undef PAGE

/* A campaign's first step, which any site may frame; its count as a picture. */
bool page_framed(struct exchange *exchange, struct error *error);
bool page_counter(struct exchange *exchange, struct error *error);

#endif
