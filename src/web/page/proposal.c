// SPDX-License-Identifier: Apache-2.0
#include "web/page/proposal.h"

#include "campaign/fault.h"
#include "record/value.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/meeting.h"
#include "rules/package.h"
#include "rules/party.h"
#include "rules/position.h"
#include "rules/proposal.h"
#include "rules/sponsor.h"
#include "rules/state.h"

const char *const mark_means[] = {
    [MARK_ADD] = "adds a text",
    [MARK_ADD_MOVED] = "moves a text here from elsewhere",
    [MARK_MOD] = "changes the text",
    [MARK_MOD_EDITORIAL] = "changes the wording only",
    [MARK_SUP] = "deletes the text",
    [MARK_SUP_MOVED] = "deletes the text here, moved elsewhere",
    [MARK_NOC] = "proposes nothing on this text",
    [MARK_NOC_ACTIVE] = "asks to keep this text unchanged",
};

static struct sponsor_row proposal_sponsor_row_of(const struct gather *from, const struct sponsor *sponsor)
{
    struct sentence state, named;
    sentence_gather(from, sponsor->state_by, &state);
    sentence_gather(from, sponsor->named_by, &named);
    bool const claimed = sponsor->state == SPONSOR_CLAIMED;
    return (struct sponsor_row){
        .code = sponsor->actor->object.code,
        .named_by_code = named.by,
        .named_at = named.when.at,
        .state_at = state.when.at,
        .name = sponsor->actor->name,
        .path = page_of_object(from, &sponsor->actor->object),
        .state = slice_of(sponsor_state_name(sponsor->state)),
        .named_by = named.by_name,
        .named_path = named.path,
        .named_time = named.time,
        .state_path = state.path,
        .state_time = state.time,
        .basis = state.basis_words,
        .confirmed = sponsor->state == SPONSOR_CONFIRMED,
        .disowned = sponsor->state == SPONSOR_DISOWNED,
        .left = sponsor->state == SPONSOR_LEFT,
        .claimed = claimed,
        .words = claimed ? (struct page_lines){ NULL, 0 } : state.said,
    };
}

static void proposal_gather_sponsors(const struct gather *from, const struct proposal *proposal,
                                     struct proposal_page *page)
{
    size_t count = 0;
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL; sponsor = sponsor->next)
        count++;
    page->sponsors.items = arena_take_many(from->arena, count, sizeof *page->sponsors.items);
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL && page->sponsors.items != NULL;
         sponsor = sponsor->next)
        page->sponsors.items[page->sponsors.count++] = proposal_sponsor_row_of(from, sponsor);
    page->sponsors_sentence = PRINT(
        from->arena, "{0} named: {1} confirmed, {2} named by others and not confirmed, {3} disowned it, {4} left.",
        page_number(from->arena, count),
        page_number(from->arena, sponsor_count(&proposal->sponsors, SPONSOR_CONFIRMED)),
        page_number(from->arena, sponsor_count(&proposal->sponsors, SPONSOR_CLAIMED)),
        page_number(from->arena, sponsor_count(&proposal->sponsors, SPONSOR_DISOWNED)),
        page_number(from->arena, sponsor_count(&proposal->sponsors, SPONSOR_LEFT)));
}

static struct item_row proposal_item_row_of(const struct gather *from, const struct item *item)
{
    struct slice const code = item->object.code;
    const struct object *const target = item->of != NULL          ? &item->of->object
                                        : item->provision != NULL ? &item->provision->object
                                                                  : NULL;
    return (struct item_row){
        .id = PRINT(from->arena, "item-{0}", slice_part(code, slice_find(code, ':', 0) + 1, code.length)),
        .number = slice_part(code, slice_find(code, ':', 0) + 1, code.length),
        .mark = slice_of(mark_name(item->mark)),
        .mark_means = slice_of(mark_means[item->mark]),
        .target = item->target_code,
        .target_path = target != NULL ? page_of_object(from, target) : SLICE(""),
        .state = item->revised_away ? SLICE("replaced by a revision") : slice_of(item_state_name(item->state)),
        .state_path = page_of_act(from, item->state_by->seq),
        .words = page_lines_of(from, item->words),
        .ended = !item_is_live(item) && item->state != ITEM_ADOPTED,
        .outside = outside_words(from, item->words),
    };
}

static void proposal_gather_items(const struct gather *from, const struct proposal *proposal,
                                  struct proposal_page *page)
{
    page->items.items = arena_take_many(from->arena, proposal->item_count, sizeof *page->items.items);
    for (const struct item *item = proposal->items; item != NULL && page->items.items != NULL; item = item->next)
        page->items.items[page->items.count++] = proposal_item_row_of(from, item);
}

static bool proposal_concerns(const struct object *about, const struct object *object)
{
    return about == object ||
           (about->kind == OBJECT_ITEM && &((const struct item *)about)->proposal->object == object) ||
           (about->kind == OBJECT_PROVISION && &((const struct provision *)about)->instrument->object == object);
}

static bool proposal_is_last(const struct position *position)
{
    for (const struct position *later = position->next; later != NULL; later = later->next)
        if (later->actor == position->actor && later->about == position->about)
            return false;
    return true;
}

struct slice position_words(const struct gather *from, struct slice stance, struct slice ground)
{
    static const struct {
        const char *word, *says;
    } words[] = { { "support", "supports it" },
                  { "accept", "can accept it" },
                  { "object", "objects" },
                  { "block", "means to block it (a veto announced)" },
                  { "reserve", "reserves its position" } };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        stance = slice_equal(stance, slice_of(words[i].word)) ? slice_of(words[i].says) : stance;
    return ground.length > 0 ? PRINT(from->arena, "{0}, {1}", stance, sentence_phrase(from, FIELD_GROUND, ground))
                             : stance;
}

struct position_row position_brief_of(const struct gather *from, const struct position *position)
{
    struct position_row row = {
        .stance = field_word_at(FIELD_STANCE, (unsigned)position->stance),
        .ground = position->ground >= 0 ? field_word_at(FIELD_GROUND, (unsigned)position->ground) : SLICE(""),
        .act = page_of_act(from, position->entry->seq),
        .time = page_time(from, position->entry->act.time),
        .at = page_instant(from, position->entry->act.time).at,
        .basis_word = slice_of(basis_name(position->entry->act.basis)),
        .code = position->actor->object.code,
        .name = position->actor->name,
        .about = position->about->code,
    };
    row.stands = position_words(from, row.stance, row.ground);
    return row;
}

struct position_row position_row_of(const struct gather *from, const struct position *position)
{
    struct sentence told;
    struct position_row row = position_brief_of(from, position);
    sentence_gather(from, position->entry, &told);
    row.path = page_of_object(from, &position->actor->object);
    row.basis = told.basis_words;
    row.words = told.said;
    return row;
}

struct position_rows positions_of(const struct gather *from, const struct object *object)
{
    struct position_rows rows = { arena_take_many(from->arena, object->mention_count, sizeof *rows.items), 0 };
    for (const struct position *position = from->state->positions; position != NULL && rows.items != NULL;
         position = position->next) {
        if (!proposal_concerns(position->about, object) || !proposal_is_last(position) ||
            rows.count == object->mention_count)
            continue;
        rows.items[rows.count++] = position_row_of(from, position);
    }
    return rows;
}

static struct page_links proposal_part_links(const struct gather *from, const struct package *package, bool provided)
{
    size_t count = 0;
    for (const struct package_part *part = package->parts; part != NULL; part = part->next)
        count += part->provided == provided ? 1 : 0;
    struct page_links links = { arena_take_many(from->arena, count, sizeof *links.items), 0 };
    for (const struct package_part *part = package->parts; part != NULL && links.items != NULL; part = part->next)
        if (part->provided == provided)
            links.items[links.count++] = page_link_to(from, part->object, page_name_of(from, part->object));
    return links;
}

static bool proposal_is_part(const struct package *package, const struct object *object)
{
    for (const struct package_part *part = package->parts; part != NULL; part = part->next)
        if (proposal_concerns(part->object, object))
            return true;
    return false;
}

struct package_rows packages_of(const struct gather *from, const struct object *object)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_PACKAGE];
    struct package_rows rows = { arena_take_many(from->arena, list->count, sizeof *rows.items), 0 };
    for (const struct object *next = list->first; next != NULL && rows.items != NULL; next = next->next) {
        const struct package *const package = (const struct package *)next;
        if (object != NULL && !proposal_is_part(package, object))
            continue;
        rows.items[rows.count++] = (struct package_row){
            .title = package->title,
            .state = slice_of(package_state_name(package_state(package))),
            .path = page_of_act(from, next->made->seq),
            .gives = proposal_part_links(from, package, false),
            .provided = proposal_part_links(from, package, true),
        };
        sentence_gather(from, next->made, &rows.items[rows.count - 1].told);
    }
    return rows;
}

static bool proposal_decides(const struct decision *decision, const struct object *object)
{
    for (const struct subject *subject = decision->subjects; subject != NULL; subject = subject->next)
        if (proposal_concerns(subject->object, object))
            return true;
    return false;
}

struct decision_briefs decisions_of(const struct gather *from, const struct object *object)
{
    const struct object_list *const list = &from->state->kinds[OBJECT_DECISION];
    struct decision_briefs rows = { arena_take_many(from->arena, list->count, sizeof *rows.items), 0 };
    for (const struct object *next = list->first; next != NULL && rows.items != NULL; next = next->next)
        if (proposal_decides((const struct decision *)next, object))
            decision_brief_gather(from, (const struct decision *)next, &rows.items[rows.count++]);
    return rows;
}

/* --- the life line ----------------------------------------------------------------------------------------------- */

enum { LIFE_STEP = 26, LIFE_BYTES_A_MARK = 2400, LIFE_HEAD_BYTES = 1024, LIFE_MARKS_MAX = 120 };

static enum basis proposal_basis_of(const struct sentence *told)
{
    if (slice_equal(told->basis, SLICE("signed")))
        return BASIS_SIGNED;
    return slice_equal(told->basis, SLICE("minuted")) ? BASIS_MINUTED : BASIS_REPORTED;
}

static void proposal_draw_act(struct buffer *out, const struct sentence *told, size_t index)
{
    static const char *const shapes[] = {
        [BASIS_SIGNED] = "<circle class=\"life-signed\" r=\"6\" cy=\"16\"/>",
        [BASIS_MINUTED] = ("<circle class=\"life-minuted\" r=\"6\" cy=\"16\"/>"
                           "<path class=\"life-signed\" d=\"M0 10 A6 6 0 0 0 0 22 Z\"/>"),
        [BASIS_REPORTED] = "<circle class=\"life-reported\" r=\"6\" cy=\"16\"/>",
    };
    html_raw(out, SLICE("<a href=\""));
    html_link(out, told->path);
    html_raw(out, SLICE("\" aria-label=\""));
    html_attribute(out, told->words);
    html_raw(out, SLICE("\"><g transform=\"translate("));
    html_number(out, 13 + index * LIFE_STEP);
    html_raw(out, SLICE(" 0)\"><title>"));
    html_text(out, told->words);
    html_raw(out, SLICE("</title><rect class=\"life-field\" x=\"-13\" width=\"26\" height=\"32\"/>"));
    html_raw(out, slice_of(shapes[proposal_basis_of(told)]));
    html_raw(out, SLICE("</g></a>"));
}

struct markup life_line_draw(const struct gather *from, const struct sentences *acts)
{
    size_t const count = acts->count < LIFE_MARKS_MAX ? acts->count : LIFE_MARKS_MAX;
    size_t const limit = LIFE_HEAD_BYTES + count * LIFE_BYTES_A_MARK;
    char *const bytes = arena_take(from->arena, limit);
    if (bytes == NULL || count == 0)
        return (struct markup){ SLICE("") };
    struct buffer out = { bytes, 0, limit, false };
    html_raw(
        &out,
        SLICE("<svg class=\"life\" role=\"group\" aria-label=\"Life line: what happened, a mark an act, in the order "
              "of the record\" width=\""));
    html_number(&out, count * LIFE_STEP);
    html_raw(&out, SLICE("\" height=\"32\"><line class=\"life-line\" x1=\"13\" y1=\"16\" y2=\"16\" x2=\""));
    html_number(&out, count * LIFE_STEP - LIFE_STEP / 2);
    html_raw(&out, SLICE("\"/>"));
    for (size_t i = 0; i < count; i++)
        proposal_draw_act(&out, &acts->items[i], i);
    html_raw(&out, SLICE("</svg>"));
    return (struct markup){ buffer_slice(&out) };
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void proposal_gather_head(const struct gather *from, const struct proposal *proposal, struct proposal_page *page)
{
    page->code = proposal->object.code;
    page->heading = proposal->title;
    page->state = slice_of(item_state_name(proposal->state));
    page->rumoured = proposal->state == ITEM_RUMOURED;
    page->open_for_sponsors =
        proposal->open_for_sponsors && proposal->open_decisions == 0 && proposal->state < ITEM_WITHDRAWN;
    if (proposal->document != NULL) {
        page->document_code = proposal->document->object.code;
        page->document = PRINT(from->arena, "{0} {1}", proposal->document->group, proposal->document->number);
        page->document_path = page_of_object(from, &proposal->document->object);
    }
    if (proposal->body != NULL) {
        page->body_code = proposal->body->object.code;
        page->body = proposal->body->name;
    }
    if (proposal->instrument != NULL) {
        page->instrument_code = proposal->instrument->object.code;
        page->instrument = proposal->instrument->title;
        page->instrument_path = page_of_object(from, &proposal->instrument->object);
    }
    if (proposal->taken_from != NULL) {
        page->taken_from = proposal->taken_from->object.code;
        page->taken_from_path = page_of_object(from, &proposal->taken_from->object);
    }
}

bool proposal_page_gather(const struct gather *from, struct proposal_page *page, struct error *error)
{
    const struct proposal *const proposal = proposal_find(from->state, from->code);
    if (proposal == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("proposal"), from->code);
    const struct object *const object = &proposal->object;
    *page = (struct proposal_page){ .proposal = proposal };
    frame_gather(from, PRINT(from->arena, "{0}: {1}", object->code, proposal->title),
                 PRINT(from->arena, "/proposals/{0}", object->code), &page->frame);
    frame_concern(from, object, &page->frame);
    action_links_of(from, object, &page->actions);
    proposal_gather_head(from, proposal, page);
    sentence_gather(from, object->made, &page->made);
    proposal_gather_sponsors(from, proposal, page);
    proposal_gather_items(from, proposal, page);
    page->positions = positions_of(from, object);
    page->decisions = decisions_of(from, object);
    page->packages = packages_of(from, object);
    page->accounts = report_rows_about(from, object);
    sentences_of_type(from, object, ACT_REFLECTS, &page->reflections);
    sentences_of_type(from, object, ACT_RECOMMEND, &page->recommendations);
    sentences_of_type(from, object, ACT_STATEMENT, &page->statements);
    sentences_of_object(from, object, PAGE_ACTS_MAX, &page->acts);
    page->life = life_line_draw(from, &page->acts);
    page->life_words = page_count(from->arena, page->acts.count, "act", "acts");
    return true;
}
