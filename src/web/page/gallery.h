/* web/page/gallery.h - the gallery as a log: how long it is, what it is signed with, how to check it, and its newest entries. */
#ifndef WEB_PAGE_GALLERY_H
#define WEB_PAGE_GALLERY_H

#include "web/page/page.h"

enum { GALLERY_ENTRIES_A_PAGE = 20 };

struct gallery_row {
    struct slice number, path, proof_path, text;
};
struct gallery_rows {
    struct gallery_row *items;
    size_t count;
};

struct gallery_page {
    struct frame frame;
    struct slice size, key, checkpoint, comments_path, older;
    struct gallery_rows rows;
};

bool gallery_page_gather(const struct gather *from, struct gallery_page *page, struct error *error);
void gallery_page_json(const struct gallery_page *page, struct json *json);

#endif
