// SPDX-License-Identifier: Apache-2.0
/* web/page/actions.h - what a reader can do on a page: write to the delegation, follow, comment.
 *
 * How     struct action_offers offers; action_offers_gather(from, &offers);  // once a page
 *         action_links_gather(from, &offers, object, &links);                // {>actions actions}
 * Owns    All is in from->arena. */
#ifndef WEB_PAGE_ACTIONS_H
#define WEB_PAGE_ACTIONS_H

#include "web/page/page.h"

struct action_offer {
    const struct object *object; /* what the campaign is about; NULL: the conference as a whole */
    struct action_campaign {
        struct slice path, title, whom; /* whom: "delegation", "representative" */
    } campaign;
};

/* The campaigns of the conference that are open. */
struct action_offers {
    struct action_offer *items;
    size_t count;
};

struct action_links {
    bool any;
    struct {
        struct action_campaign *items;
        size_t count;
    } campaigns;
    struct slice follow_path, comment_path;
};

/* Gives none if there is no campaign store, or it cannot be read: the page does without them. */
void action_offers_gather(const struct gather *from, struct action_offers *offers);
/* NULL: the conference as a whole, with every open campaign. */
void action_links_gather(const struct gather *from, const struct action_offers *offers, const struct object *object,
                         struct action_links *links);
/* Both, for a page about one object. */
void action_links_of(const struct gather *from, const struct object *object, struct action_links *links);

#endif
