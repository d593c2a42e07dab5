// SPDX-License-Identifier: Apache-2.0
#include "web/page/provision.h"

#include "record/value.h"
#include "rules/bracket.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/party.h"
#include "rules/proposal.h"
#include "rules/sponsor.h"
#include "rules/state.h"
#include "rules/text.h"

static bool provision_begins_as_gist(struct slice words)
{
    return slice_begins(words, SLICE("Gist, not the text"));
}

/* --- numbers, brackets --------------------------------------------------------------------------------------------- */

static void provision_gather_numbers(const struct gather *from, const struct provision *provision,
                                     struct provision_row *row)
{
    size_t count = 0;
    for (const struct numbering *one = provision->numbers; one != NULL; one = one->next)
        count++;
    row->numbers.items = arena_take_many(from->arena, count, sizeof *row->numbers.items);
    for (const struct numbering *one = provision->numbers; one != NULL && row->numbers.items != NULL; one = one->next)
        row->numbers.items[row->numbers.count++] =
            (struct number_row){ one->number, page_of_act(from, one->entry->seq), page_day(from, one->entry->act.time),
                                 page_instant(from, one->entry->act.time).at };
    row->renumbered = count > 1;
}

static const char *const bracket_uses[] = { "these words are optional", "one of several alternatives", "a placeholder",
                                            "the number is open", "the document is open" };

static void provision_gather_brackets(const struct gather *from, const struct provision *provision,
                                      struct provision_row *row)
{
    const struct object_list *list = &from->state->kinds[OBJECT_BRACKET];
    row->brackets.items = arena_take_many(from->arena, list->count, sizeof *row->brackets.items);
    for (const struct object *object = list->first; object != NULL && row->brackets.items != NULL;
         object = object->next) {
        const struct bracket *bracket = (const void *)object;
        if (bracket->provision != provision)
            continue;
        struct bracket_row *one = &row->brackets.items[row->brackets.count++];
        *one = (struct bracket_row){ .code = object->code, .path = page_of_act(from, object->made->seq) };
        one->owner_code = bracket->owner->object.code;
        one->use_word = bracket->use >= 0 ? field_word_at(FIELD_USE, (unsigned)bracket->use) : SLICE("");
        one->owner = bracket->owner->name;
        one->owner_path = page_of_object(from, &bracket->owner->object);
        one->use = bracket->use >= 0 ? slice_of(bracket_uses[bracket->use]) : SLICE("");
        one->span = bracket->span;
        one->alternative = bracket->alternative;
        one->reason = page_lines_of(from, bracket->reason);
        if (bracket->lifted != NULL)
            one->lifted_path = page_of_act(from, bracket->lifted->seq);
    }
    row->bracket_count = provision->brackets_open;
}

/* --- changes ------------------------------------------------------------------------------------------------------- */

/* The provision that an item changes, directly or through the item that it amends. */
static const struct provision *provision_changed_by(const struct item *item)
{
    while (item->of != NULL)
        item = item->of;
    return item->provision;
}

/* "AAA, BBB (named, not confirmed: CCC; disowned: DDD)". */
static struct slice provision_sponsors_of(const struct gather *from, const struct proposal *proposal)
{
    static const struct {
        enum sponsor_state state;
        const char *words;
    } parts[] = {
        { SPONSOR_CONFIRMED, "" },
        { SPONSOR_CLAIMED, "named, not confirmed: " },
        { SPONSOR_DISOWNED, "disowned by " },
        { SPONSOR_LEFT, "left by " },
    };
    struct slice all = SLICE("");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct slice some = SLICE("");
        for (const struct sponsor *one = proposal->sponsors.first; one != NULL; one = one->next)
            if (one->state == parts[i].state)
                some = some.length == 0 ? one->actor->object.code
                                        : PRINT(from->arena, "{0}, {1}", some, one->actor->object.code);
        if (some.length > 0)
            all = all.length == 0 ? PRINT(from->arena, "{0}{1}", slice_of(parts[i].words), some)
                                  : PRINT(from->arena, "{0}; {1}{2}", all, slice_of(parts[i].words), some);
    }
    return all.length > 0 ? all : SLICE("no sponsor named");
}

static bool provision_is_put(const struct decision *decision, const struct item *item)
{
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next)
        if (subject->object == &item->object || subject->object == &item->proposal->object)
            return true;
    return false;
}

/* The decisions that were put on the item or its proposal. */
static struct page_links provision_put_on(const struct gather *from, const struct item *item)
{
    const struct object_list *list = &from->state->kinds[OBJECT_DECISION];
    struct page_links links = { arena_take_many(from->arena, list->count, sizeof *links.items), 0 };
    for (const struct object *object = list->first; object != NULL && links.items != NULL; object = object->next) {
        const struct decision *decision = (const void *)object;
        if (provision_is_put(decision, item))
            links.items[links.count++] =
                page_link_to(from, object,
                             PRINT(from->arena, "{0} {1}", slice_of(decision_kind_name(decision->kind)), object->code));
    }
    return links;
}

static void provision_gather_changes(const struct gather *from, const struct provision *provision,
                                     struct provision_row *row)
{
    const struct object_list *list = &from->state->kinds[OBJECT_ITEM];
    size_t count = 0;
    for (const struct object *object = list->first; object != NULL; object = object->next)
        count += provision_changed_by((const struct item *)(const void *)object) == provision ? 1 : 0;
    row->changes.items = arena_take_many(from->arena, count, sizeof *row->changes.items);
    for (const struct object *object = list->first; object != NULL && row->changes.items != NULL;
         object = object->next) {
        const struct item *item = (const void *)object;
        if (provision_changed_by(item) != provision)
            continue;
        struct change_row *one = &row->changes.items[row->changes.count++];
        *one = (struct change_row){ .item = object->code, .path = page_of_object(from, object) };
        one->mark = slice_of(mark_name(item->mark));
        one->means = item->of != NULL ? PRINT(from->arena, "amends {0}", item->of->object.code)
                                      : slice_of(mark_means[item->mark]);
        one->proposal_code = item->proposal->object.code;
        one->proposal = item->proposal->title;
        one->sponsors = provision_sponsors_of(from, item->proposal);
        one->state = item->revised_away ? SLICE("replaced by a revision") : slice_of(item_state_name(item->state));
        one->state_path = item->state_by != NULL ? page_of_act(from, item->state_by->seq) : one->path;
        one->deletes = item->mark == MARK_SUP || item->mark == MARK_SUP_MOVED;
        one->ended = item->revised_away || !item_is_live(item);
        one->open = !one->ended;
        row->open_changes += one->open ? 1 : 0;
        marked_gather(from, item->words, NULL, &one->words);
        one->positions = positions_of(from, object);
        one->decisions = provision_put_on(from, item);
    }
}

/* --- where it comes from ------------------------------------------------------------------------------------------- */

static struct page_links provision_origin_links(const struct gather *from, struct slice origins)
{
    size_t count = 0;
    for (struct slice rest = origins, code; slice_next(&rest, ' ', &code);)
        count++;
    struct page_links links = { arena_take_many(from->arena, count, sizeof *links.items), 0 };
    for (struct slice rest = origins, code; links.items != NULL && slice_next(&rest, ' ', &code);) {
        const struct object *object = state_find(from->state, OBJECT_ANY, code);
        links.items[links.count++] =
            (struct page_link){ object != NULL ? page_of_object(from, object) : SLICE("#"), code, code };
    }
    return links;
}

static void provision_add_origin(const struct gather *from, const struct text *text, const struct issued_part *part,
                                 struct provision_row *row)
{
    struct origin_row *one = &row->origins.items[row->origins.count++];
    *one = (struct origin_row){ .title = text->title, .path = page_of_act(from, text->object.made->seq) };
    one->code = text->object.code;
    one->when = page_day(from, text->object.made->act.time);
    one->kind = field_word_at(FIELD_KIND_OF_TEXT, (unsigned)text->kind);
    one->fresh = slice_equal(part->origins, SLICE("new"));
    one->given = !one->fresh && !slice_equal(part->origins, SLICE("not-given"));
    if (one->given)
        one->origins = provision_origin_links(from, part->origins);
    marked_gather(from, part->words, NULL, &one->words);
}

/* A chair's text may precede the provision: then the id identifies it. */
static bool provision_is_part_of(const struct text *text, const struct issued_part *part,
                                 const struct provision *provision)
{
    return part->provision != NULL ? part->provision == provision
                                   : text->instrument == provision->instrument && slice_equal(part->id, provision->id);
}

static void provision_gather_origins(const struct gather *from, const struct provision *provision,
                                     struct provision_row *row)
{
    const struct object_list *list = &from->state->kinds[OBJECT_TEXT];
    row->origins.items = arena_take_many(from->arena, list->count, sizeof *row->origins.items);
    for (const struct object *object = list->first; object != NULL && row->origins.items != NULL;
         object = object->next) {
        const struct text *text = (const void *)object;
        for (const struct issued_part *part = text->parts; part != NULL; part = part->next)
            if (provision_is_part_of(text, part, provision) && row->origins.count < list->count)
                provision_add_origin(from, text, part, row);
    }
}

static void provision_gather_lineage(const struct gather *from, const struct provision *provision,
                                     struct provision_row *row)
{
    size_t count = 0;
    const struct object_list *list = &from->state->kinds[OBJECT_PROVISION];
    if (provision->from != NULL) {
        row->from = provision->from->object.code;
        row->from_path = page_of_object(from, &provision->from->object);
    }
    for (const struct object *object = list->first; object != NULL; object = object->next)
        count += ((const struct provision *)(const void *)object)->from == provision ? 1 : 0;
    row->became.items = arena_take_many(from->arena, count, sizeof *row->became.items);
    for (const struct object *object = list->first; object != NULL && row->became.items != NULL; object = object->next)
        if (((const struct provision *)(const void *)object)->from == provision)
            row->became.items[row->became.count++] = page_link_to(from, object, object->code);
}

static void provision_gather_versions(const struct gather *from, const struct provision *provision,
                                      struct provision_row *row)
{
    size_t count = 0;
    for (const struct version *one = provision->versions; one != NULL; one = one->next)
        count++;
    row->versions.items = arena_take_many(from->arena, count, sizeof *row->versions.items);
    for (const struct version *one = provision->versions; one != NULL && row->versions.items != NULL; one = one->next) {
        struct sentence told;
        struct version_row *version = &row->versions.items[row->versions.count++];
        sentence_gather(from, one->entry, &told);
        *version = (struct version_row){ .path = told.path, .told = told.words, .when = told.day };
        version->at = told.when.at;
        version->basis = told.basis_words;
        version->brought_state = one->entry == provision->state_by;
        if (one->cause != NULL) {
            version->cause = one->cause->code;
            version->cause_path = page_of_object(from, one->cause);
        }
        marked_gather(from, one->words, NULL, &version->words);
    }
    row->several_versions = count > 1;
}

void provision_gather(const struct gather *from, const struct provision *provision, struct provision_row *row)
{
    struct slice const words = provision_words(provision);
    struct sentence told;
    *row = (struct provision_row){ .id = provision->id, .code = provision->object.code, .heading = provision->heading };
    row->number = provision_number(provision);
    if (slice_equal(row->heading, row->number))
        row->heading = SLICE("");
    row->state = slice_of(provision_state_name(provision->state));
    sentence_gather(from, provision->state_by, &told);
    row->state_path = told.path;
    row->state_when = told.day;
    row->state_at = told.when.at;
    row->state_basis = told.basis;
    row->state_certainty = slice_equal(told.certainty, told.basis) ? SLICE("") : told.certainty;
    row->proposed = provision->state == PROVISION_PROPOSED;
    row->has_words = words.length > 0;
    row->gist = provision_begins_as_gist(words);
    row->suppressed = provision->state == PROVISION_SUPPRESSED;
    marked_gather(from, words, provision, &row->words);
    row->words.outside = outside_words(from, PRINT(from->arena, "{0}\n{1}", provision->heading, words));
    provision_gather_numbers(from, provision, row);
    provision_gather_brackets(from, provision, row);
    provision_gather_changes(from, provision, row);
    provision_gather_origins(from, provision, row);
    provision_gather_lineage(from, provision, row);
    provision_gather_versions(from, provision, row);
    row->positions = positions_of(from, &provision->object);
    row->decisions = decisions_of(from, &provision->object);
}
