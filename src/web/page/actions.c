// SPDX-License-Identifier: Apache-2.0
#include "web/page/actions.h"

#include "campaign/campaign.h"
#include "rules/decision.h"
#include "web/page/topic.h"

static void actions_add_offers(const struct gather *from, struct driver *reader, struct action_offers *offers)
{
    struct campaign_list list;
    struct error error = { 0 };
    if (!campaign_all(reader, from->name, from->arena, &list, &error))
        return;
    offers->items = arena_take_many(from->arena, list.count, sizeof *offers->items);
    for (size_t i = 0; i < list.count && offers->items != NULL; i++) {
        const struct campaign *const one = &list.items[i];
        if (!campaign_takes_messages(one, from->now))
            continue;
        offers->items[offers->count++] = (struct action_offer){
            campaign_about(from->state, one->about),
            { PRINT(from->arena, "/{0}/campaigns/{1}", from->name, one->code), one->title,
              slice_equal(campaign_place_word(one), SLICE("country")) ? SLICE("delegation") : SLICE("representative") },
        };
    }
}

void action_offers_gather(const struct gather *from, struct action_offers *offers)
{
    struct error error = { 0 };
    *offers = (struct action_offers){ NULL, 0 };
    struct driver *const reader = from->campaigns != NULL ? campaign_store_read(from->campaigns, &error) : NULL;
    if (reader == NULL)
        return;
    actions_add_offers(from, reader, offers);
    campaign_store_read_end(from->campaigns);
}

/* A campaign is about its subject, and so about every decision on it. */
static bool actions_is_about(const struct action_offer *offer, const struct object *object)
{
    if (object == NULL || offer->object == object)
        return true;
    if (offer->object == NULL || object->kind != OBJECT_DECISION)
        return false;
    const struct decision *const decision = (const void *)object;
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next)
        if (subject->object == offer->object)
            return true;
    return false;
}

static void actions_gather_paths(const struct gather *from, const struct object *object, struct action_links *links)
{
    char topic[TOPIC_BYTES_MAX], encoded[3 * TOPIC_BYTES_MAX];
    struct buffer out = BUFFER(topic), segment = BUFFER(encoded);
    if (object != NULL)
        topic_write(object, &out);
    html_segment(&segment, buffer_slice(&out));
    links->follow_path = PRINT(from->arena, "/{0}/follow{1}", from->name, topic_query(from, buffer_slice(&out)));
    links->comment_path = PRINT(from->arena, object != NULL ? "/{0}/comments?about={1}" : "/{0}/comments", from->name,
                                buffer_slice(&segment));
}

void action_links_gather(const struct gather *from, const struct action_offers *offers, const struct object *object,
                         struct action_links *links)
{
    *links = (struct action_links){ 0 };
    for (size_t pass = 0; pass < 2; pass++) { /* count, then fill */
        size_t count = 0;
        for (size_t i = 0; i < offers->count; i++)
            if (actions_is_about(&offers->items[i], object)) {
                if (pass == 1)
                    links->campaigns.items[count] = offers->items[i].campaign;
                count++;
            }
        if (pass == 1)
            links->campaigns.count = count;
        else if (count == 0 ||
                 (links->campaigns.items = arena_take_many(from->arena, count, sizeof *links->campaigns.items)) == NULL)
            break;
    }
    if (from->campaigns != NULL)
        actions_gather_paths(from, object, links);
    links->any = links->campaigns.count > 0 || links->follow_path.length > 0 || links->comment_path.length > 0;
}

void action_links_of(const struct gather *from, const struct object *object, struct action_links *links)
{
    struct action_offers offers;
    action_offers_gather(from, &offers);
    action_links_gather(from, &offers, object, links);
}
