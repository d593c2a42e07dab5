#include "web/page/voice.h"

#include "web/page/campaign.h"
#include "web/page/topic.h"

static void add_campaigns(const struct gather *from, const struct thing *thing, struct voice_links *links)
{
    struct campaign_list list;
    struct driver *const reader = voice_read(from->voice, NULL);
    if (reader == NULL)
        return;
    if (campaign_all(reader, from->name, from->arena, &list, NULL)) {
        links->campaigns.items = arena_take_many(from->arena, list.count, sizeof *links->campaigns.items);
        for (size_t i = 0; i < list.count && links->campaigns.items != NULL; i++) {
            struct slice words;
            const struct campaign *const one = &list.items[i];
            if (slice_equal(one->state, SLICE("draft")) || !campaign_is_open(from, one, &words) ||
                (thing != NULL && campaign_subject_thing(from->state, one->about) != thing))
                continue;
            links->campaigns.items[links->campaigns.count++] =
                (struct page_link){ PRINT(from->arena, "/{0}/campaigns/{1}", from->name, one->code), one->title };
        }
    }
    voice_read_end(from->voice);
}

void voice_links_gather(const struct gather *from, const struct thing *thing, struct voice_links *links)
{
    *links = (struct voice_links){ 0 };
    if (from->voice != NULL) {
        char topic[TOPIC_BYTES_MAX];
        struct buffer out = BUFFER(topic);
        if (thing != NULL)
            topic_write(thing, &out);
        add_campaigns(from, thing, links);
        links->follow_path = PRINT(from->arena, "/{0}/follow{1}", from->name, topic_query(from, buffer_slice(&out)));
    }
    links->any = links->campaigns.count > 0 || links->follow_path.length > 0 || links->comment_path.length > 0;
}
