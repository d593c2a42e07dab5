/* web/pages.h - the handlers of all pages, made from web/pages.def: gather under the room's lock, then print as HTML or JSON. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/route.h"

#define PAGE(path, needs, name) bool page_##name(struct exchange *exchange, struct error *error);
#include "web/pages.def"
#undef PAGE

#endif
