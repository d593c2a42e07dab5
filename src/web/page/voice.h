/* web/page/voice.h - what a reader can do about the thing that a page is about: write to the delegation, follow, comment.
 *
 * How     struct voice_offers offers; voice_offers_gather(from, &offers);             once a page
 *         voice_links_gather(from, &offers, thing, &page->voice);                     {>voice voice}
 * Owns    All is in from->arena. */
#ifndef WEB_PAGE_VOICE_H
#define WEB_PAGE_VOICE_H

#include "web/page/page.h"

struct voice_offer {
    const struct thing *thing; /* what the campaign is about; NULL: the conference as a whole */
    struct voice_campaign {
        struct slice path, title, whom; /* whom: "delegation", "representative" */
    } campaign;
};

/* The campaigns of the conference that are open. */
struct voice_offers {
    struct voice_offer *items;
    size_t count;
};

struct voice_links {
    bool any;
    struct {
        struct voice_campaign *items;
        size_t count;
    } campaigns;
    struct slice follow_path, comment_path;
};

/* None where the server keeps no voice, or it cannot be read: the page is whole without. */
void voice_offers_gather(const struct gather *from, struct voice_offers *offers);
/* NULL: the conference as a whole, with every open campaign. */
void voice_links_gather(const struct gather *from, const struct voice_offers *offers, const struct thing *thing,
                        struct voice_links *links);
/* Both, for a page about one thing. */
void voice_links_of(const struct gather *from, const struct thing *thing, struct voice_links *links);

#endif
