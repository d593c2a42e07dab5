/* web/page/voice.h - what a reader can do about the thing that a page is about: write to the delegation, follow, comment. */
#ifndef WEB_PAGE_VOICE_H
#define WEB_PAGE_VOICE_H

#include "web/page/page.h"

struct voice_links {
    bool any;
    struct page_links campaigns; /* that are open and about it; the words are their titles */
    struct slice follow_path, comment_path;
};

/* NULL: the conference as a whole, with every open campaign. Without a voice store nothing is offered. */
void voice_links_gather(const struct gather *from, const struct thing *thing, struct voice_links *links);

#endif
