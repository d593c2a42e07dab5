// SPDX-License-Identifier: Apache-2.0
#include "web/page/document.h"

#include "campaign/fault.h"
#include "rules/document.h"
#include "rules/meeting.h"
#include "rules/party.h"

enum { RELATED_MAX = 64 };

static const char *const relation_words[] = { "Revision of", "Addendum to", "Corrigendum to" };
static const char *const related_words[] = { "Revised by", "Added to by", "Corrected by" };

static struct slice document_label_of(const struct gather *from, const struct document *document)
{
    return PRINT(from->arena, "{0} {1}", document->group, document->number);
}

static void document_add_related(const struct gather *from, struct document_card *card, const char *what,
                                 struct slice words, const struct object *object)
{
    if (card->related.count < RELATED_MAX)
        card->related.items[card->related.count++] =
            page_link_to(from, object, PRINT(from->arena, "{0} {1}", slice_of(what), words));
}

static void document_gather_related(const struct gather *from, const struct document *document,
                                    struct document_card *card)
{
    card->related.items = arena_take_many(from->arena, RELATED_MAX, sizeof *card->related.items);
    if (card->related.items == NULL)
        return;
    if (document->relation != RELATION_NONE && document->of != NULL)
        document_add_related(from, card, relation_words[document->relation], document_label_of(from, document->of),
                             &document->of->object);
    for (const struct object *object = from->state->kinds[OBJECT_DOCUMENT].first; object != NULL;
         object = object->next) {
        const struct document *other = (const void *)object;
        if (other->of == document && other->relation != RELATION_NONE)
            document_add_related(from, card, related_words[other->relation], document_label_of(from, other), object);
    }
    if (document->proposal != NULL)
        document_add_related(from, card, "Proposal", document->proposal->code, document->proposal);
    if (document->meeting != NULL)
        document_add_related(from, card, "Meeting", page_name_of(from, document->meeting), document->meeting);
}

static void document_gather_authors(const struct gather *from, const struct document *document,
                                    struct document_card *card)
{
    size_t count = 0;
    for (struct slice rest = document->authors, code; slice_next(&rest, ' ', &code);)
        count++;
    card->authors.items = arena_take_many(from->arena, count, sizeof *card->authors.items);
    for (struct slice rest = document->authors, code; card->authors.items != NULL && slice_next(&rest, ' ', &code);) {
        const struct actor *actor = party_find(from->state, code);
        if (actor != NULL)
            card->authors.items[card->authors.count++] = page_link_to(from, &actor->object, actor->name);
    }
}

void document_card_gather(const struct gather *from, const struct document *document, struct document_card *card)
{
    const struct blob *blob = document->blob.length > 0 ? state_find_blob(from->state, document->blob) : NULL;
    *card = (struct document_card){ .code = document->object.code, .title = document->title };
    card->path = page_of_object(from, &document->object);
    card->label = document_label_of(from, document);
    card->language = document->language;
    card->below = document->relation != RELATION_NONE;
    sentence_gather(from, document->object.made, &card->registered);
    document_gather_authors(from, document, card);
    document_gather_related(from, document, card);
    card->closed = document->doors == DOORS_CLOSED;
    card->released = document->released != NULL;
    card->shut = card->closed && !card->released;
    card->commitment = document->blob;
    card->closed_by = card->registered.by_name;
    card->since = card->registered.time;
    card->reason = page_lines_of(from, document->reason);
    if (card->released)
        sentence_gather(from, document->released, &card->release);
    card->struck = blob != NULL && blob->struck != NULL;
    if (card->struck)
        sentence_gather(from, blob->struck, &card->strike);
    else if (document->blob.length > 0 && !card->shut)
        card->blob_path = PRINT(from->arena, "/{0}/blobs/{1}", from->name, document->blob);
}

static struct slice document_title(const struct gather *from, const struct document_card *card)
{
    if (card->shut)
        return PRINT(from->arena, "{0} is closed: {1}", card->label, card->title);
    if (card->released)
        return PRINT(from->arena, "{0} was closed, and released: {1}", card->label, card->title);
    return PRINT(from->arena, "{0}: {1}", card->label, card->title);
}

bool document_page_gather(const struct gather *from, struct document_page *page, struct error *error)
{
    const struct object *object = state_find(from->state, OBJECT_DOCUMENT, from->code);
    if (object == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("document"), from->code);
    document_card_gather(from, (const void *)object, &page->card);
    frame_gather(from, document_title(from, &page->card), PRINT(from->arena, "/documents/{0}", object->code),
                 &page->frame);
    frame_concern(from, object, &page->frame);
    page->acts.items = arena_take_many(from->arena, object->mention_count, sizeof *page->acts.items);
    for (const struct mention *mention = object->mentions; mention != NULL && page->acts.items != NULL;
         mention = mention->next)
        if (mention->entry != object->made)
            sentence_gather(from, mention->entry, &page->acts.items[page->acts.count++]);
    return true;
}
