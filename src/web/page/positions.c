// SPDX-License-Identifier: Apache-2.0
#include "web/page/positions.h"

#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/party.h"
#include "rules/position.h"
#include "rules/proposal.h"
#include "rules/state.h"

#include <stdlib.h>

/* An ordered set of objects, each with its index: the rows or the columns of the table. */
struct places {
    const struct object **items;
    size_t count;
    uint32_t *at[OBJECT_KIND_COUNT]; /* by kind and number of the object: its index, from 1; NULL: none of that kind */
};

/* A position with its cell. */
enum axis { AXIS_MATTER, AXIS_PARTY };
struct taken {
    const struct position *position;
    uint32_t at[2]; /* by axis, from 0 */
};

/* A cell with a position. */
struct held {
    const struct position *last, *before; /* before: the last one that differed from what followed; or NULL */
    uint32_t party, matter;
    unsigned changes;
};

struct matrix {
    struct places parties, matters;
    struct taken *taken;
    size_t taken_count;
    struct held *held;
    size_t held_count;
};

/* --- rows and columns ---------------------------------------------------------------------------------------------- */

static bool positions_places_add(const struct gather *from, struct places *places, const struct object *object)
{
    uint32_t **const at = &places->at[object->kind];
    if (*at == NULL)
        *at = arena_take_many(from->arena, from->state->kinds[object->kind].count, sizeof **at);
    if (*at == NULL)
        return false;
    if ((*at)[object->number] == 0) {
        places->items[places->count++] = object;
        (*at)[object->number] = (uint32_t)places->count;
    }
    return true;
}

static void positions_places_sort(struct places *places, int (*compare)(const void *, const void *))
{
    qsort(places->items, places->count, sizeof(const struct object *), compare);
    for (size_t i = 0; i < places->count; i++)
        places->at[places->items[i]->kind][places->items[i]->number] = (uint32_t)i + 1;
}

static uint32_t positions_place_of(const struct places *places, const struct object *object)
{
    return places->at[object->kind][object->number] - 1;
}

static int positions_compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

/* By group, parties without one last; then in the order of the record. */
static int positions_compare_parties(const void *left, const void *right)
{
    const struct actor *const a = *(const struct actor *const *)left, *const b = *(const struct actor *const *)right;
    if ((a->groups.length == 0) != (b->groups.length == 0))
        return a->groups.length == 0 ? 1 : -1;
    int const groups = slice_compare(a->groups, b->groups);
    return groups != 0 ? groups : positions_compare_numbers(a->object.number, b->object.number);
}

/* The whole of an item or a provision; any other object itself. */
static const struct object *positions_whole_of(const struct object *object)
{
    if (object->kind == OBJECT_ITEM)
        return &((const struct item *)object)->proposal->object;
    return object->kind == OBJECT_PROVISION ? &((const struct provision *)object)->instrument->object : object;
}

static uint32_t positions_made_at(const struct object *object)
{
    return object->made != NULL ? object->made->seq : 0;
}

/* In the order of the record; parts follow their whole. */
static int positions_compare_matters(const void *left, const void *right)
{
    const struct object *const a = *(const struct object *const *)left, *const b = *(const struct object *const *)right;
    const struct object *const whole_a = positions_whole_of(a), *const whole_b = positions_whole_of(b);
    if (whole_a == whole_b)
        return a == whole_a ? -1 : b == whole_b ? 1 : positions_compare_numbers(a->number, b->number);
    int const order = positions_compare_numbers(positions_made_at(whole_a), positions_made_at(whole_b));
    if (order != 0)
        return order;
    return whole_a->kind != whole_b->kind ? positions_compare_numbers(whole_a->kind, whole_b->kind)
                                          : positions_compare_numbers(whole_a->number, whole_b->number);
}

/* --- cells --------------------------------------------------------------------------------------------------------- */

/* A stable counting sort by one axis. `ends` has a number for each index, and one more. */
static void positions_sort_by(enum axis axis, const struct taken *items, struct taken *into, size_t count,
                              uint32_t *ends, size_t places)
{
    memset(ends, 0, (places + 1) * sizeof *ends);
    for (size_t i = 0; i < count; i++)
        ends[items[i].at[axis] + 1]++;
    for (size_t i = 1; i <= places; i++)
        ends[i] += ends[i - 1];
    for (size_t i = 0; i < count; i++)
        into[ends[items[i].at[axis]]++] = items[i];
}

static bool positions_same_cell(const struct taken *a, const struct taken *b)
{
    return a->at[AXIS_PARTY] == b->at[AXIS_PARTY] && a->at[AXIS_MATTER] == b->at[AXIS_MATTER];
}

/* Sorts by cell, keeping the order of the record. It returns its memory to the arena. */
static bool positions_sort_taken(struct arena *arena, struct matrix *matrix)
{
    size_t const mark = arena->used, count = matrix->taken_count;
    struct taken *const spare = arena_take_many(arena, count, sizeof *spare);
    uint32_t *const ends = arena_take_many(arena, count + 1, sizeof *ends); /* no more indexes than positions */
    if (spare == NULL || ends == NULL)
        return false;
    positions_sort_by(AXIS_MATTER, matrix->taken, spare, count, ends, matrix->matters.count);
    positions_sort_by(AXIS_PARTY, spare, matrix->taken, count, ends, matrix->parties.count);
    arena->used = mark;
    return true;
}

static bool positions_hold_all(struct arena *arena, struct matrix *matrix)
{
    const struct taken *const taken = matrix->taken;
    size_t cells = 0;
    for (size_t i = 0; i < matrix->taken_count; i++)
        cells += i == 0 || !positions_same_cell(&taken[i - 1], &taken[i]) ? 1 : 0;
    matrix->held = arena_take_many(arena, cells, sizeof *matrix->held);
    if (matrix->held == NULL)
        return false;
    for (size_t i = 0; i < matrix->taken_count; i++) {
        if (i == 0 || !positions_same_cell(&taken[i - 1], &taken[i])) {
            matrix->held[matrix->held_count++] =
                (struct held){ taken[i].position, NULL, taken[i].at[AXIS_PARTY], taken[i].at[AXIS_MATTER], 0 };
            continue;
        }
        struct held *const held = &matrix->held[matrix->held_count - 1];
        if (held->last->stance != taken[i].position->stance) {
            held->changes++;
            held->before = held->last;
        }
        held->last = taken[i].position;
    }
    return true;
}

static bool positions_matrix_gather(const struct gather *from, struct matrix *matrix)
{
    struct arena *const arena = from->arena;
    const struct position *const first = from->state->positions;
    *matrix = (struct matrix){ .taken_count = 0 };
    for (const struct position *one = first; one != NULL; one = one->next)
        matrix->taken_count++;
    matrix->parties.items =
        arena_take_many(arena, from->state->kinds[OBJECT_ACTOR].count, sizeof *matrix->parties.items);
    matrix->matters.items = arena_take_many(arena, matrix->taken_count, sizeof *matrix->matters.items);
    matrix->taken = arena_take_many(arena, matrix->taken_count, sizeof *matrix->taken);
    if (matrix->parties.items == NULL || matrix->matters.items == NULL || matrix->taken == NULL)
        return false;
    for (const struct position *one = first; one != NULL; one = one->next)
        if (!positions_places_add(from, &matrix->parties, &one->actor->object) ||
            !positions_places_add(from, &matrix->matters, one->about))
            return false;
    positions_places_sort(&matrix->parties, positions_compare_parties);
    positions_places_sort(&matrix->matters, positions_compare_matters);
    size_t at = 0;
    for (const struct position *one = first; one != NULL; one = one->next)
        matrix->taken[at++] = (struct taken){ one,
                                              { positions_place_of(&matrix->matters, one->about),
                                                positions_place_of(&matrix->parties, &one->actor->object) } };
    return positions_sort_taken(arena, matrix) && positions_hold_all(arena, matrix);
}

/* --- what is shown ------------------------------------------------------------------------------------------------- */

static unsigned positions_first_asked(const struct gather *from, const char *name, size_t total)
{
    uint64_t asked = 0;
    bool const good = from->request != NULL && slice_number(request_argument(from->request, name), &asked) &&
                      asked > 0 && asked <= total;
    return good ? (unsigned)asked : 1;
}

static void positions_part_gather(const struct gather *from, const char *name, size_t total, unsigned most,
                                  struct matrix_part *part)
{
    part->total = (unsigned)total;
    part->first = positions_first_asked(from, name, total);
    part->last = part->total - part->first < most ? part->total : part->first + most - 1;
    part->whole = part->first == 1 && part->last == part->total;
}

static struct slice positions_address_of(const struct gather *from, const struct positions_page *page, unsigned party,
                                         unsigned matter)
{
    return PRINT(from->arena, "{0}?parties={1}&matters={2}", page->frame.path, page_number(from->arena, party),
                 page_number(from->arena, matter));
}

static unsigned positions_back(unsigned first, unsigned most)
{
    return first > most ? first - most : 1;
}

static void positions_gather_parts(const struct gather *from, const struct matrix *matrix, struct positions_page *page)
{
    struct matrix_part *const parties = &page->party_part, *const matters = &page->matter_part;
    positions_part_gather(from, "parties", matrix->parties.count, POSITIONS_PARTIES_MAX, parties);
    positions_part_gather(from, "matters", matrix->matters.count, POSITIONS_MATTERS_MAX, matters);
    page->partial = !parties->whole || !matters->whole;
    if (parties->first > 1)
        parties->earlier =
            positions_address_of(from, page, positions_back(parties->first, POSITIONS_PARTIES_MAX), matters->first);
    if (parties->last < parties->total)
        parties->later = positions_address_of(from, page, parties->last + 1, matters->first);
    if (matters->first > 1)
        matters->earlier =
            positions_address_of(from, page, parties->first, positions_back(matters->first, POSITIONS_MATTERS_MAX));
    if (matters->last < matters->total)
        matters->later = positions_address_of(from, page, parties->first, matters->last + 1);
}

static struct matter_column positions_column_of(const struct gather *from, const struct object *object)
{
    struct matter_column column = { .code = object->code, .path = page_of_object(from, object) };
    column.name = page_name_of(from, object);
    if (object->kind == OBJECT_PROPOSAL) {
        column.title = ((const struct proposal *)object)->title;
    } else if (object->kind == OBJECT_ITEM) {
        const struct proposal *const proposal = ((const struct item *)object)->proposal;
        struct slice const code = proposal->object.code;
        column.name =
            PRINT(from->arena, "{0}, change {1}", code, slice_part(object->code, code.length + 1, object->code.length));
        column.title = proposal->title;
    } else if (object->kind == OBJECT_DECISION) {
        column.title = ((const struct decision *)object)->question;
    }
    return column;
}

static void positions_gather_columns(const struct gather *from, const struct matrix *matrix,
                                     struct positions_page *page)
{
    page->shown.items = arena_take_many(from->arena, POSITIONS_MATTERS_MAX, sizeof *page->shown.items);
    for (unsigned at = page->matter_part.first; at <= page->matter_part.last && page->shown.items != NULL; at++)
        page->shown.items[page->shown.count++] = positions_column_of(from, matrix->matters.items[at - 1]);
    page->columns = (unsigned)page->shown.count + 1;
}

static void positions_fill_cell(const struct gather *from, const struct held *held, struct position_cell *cell)
{
    const struct entry *const entry = held->last->entry;
    cell->taken = true;
    cell->last = position_brief_of(from, held->last);
    cell->basis = slice_of(basis_name(entry->act.basis));
    if (entry->act.basis == BASIS_REPORTED) {
        cell->certainty = slice_of(certainty_name(entry->act.certainty));
        cell->sure = sentence_phrase(from, FIELD_CERTAINTY, cell->certainty);
    }
    if (entry->irregularity != FAULT_NONE) {
        cell->irregularity = entry->irregularity->name;
        cell->finding = sentence_finding(from, entry);
        cell->finding_rule = slice_of(entry->irregularity->source);
    }
    cell->changes = held->changes;
    if (held->changes == 0)
        return;
    cell->before = position_brief_of(from, held->before);
    cell->change_words = held->changes == 1
                             ? SLICE("changed")
                             : PRINT(from->arena, "changed {0} times", page_number(from->arena, held->changes));
}

/* `held` is the party's first cell; the others follow it. */
static struct matrix_row positions_row_of(const struct gather *from, const struct matrix *matrix,
                                          const struct held *held, const struct positions_page *page)
{
    const struct actor *const actor = held->last->actor;
    struct matrix_row row = { .code = actor->object.code, .name = actor->name, .groups = actor->groups };
    row.path = page_of_object(from, &actor->object);
    row.member = party_is_member(actor);
    row.cells.items = arena_take_many(from->arena, page->shown.count, sizeof *row.cells.items);
    row.cells.count = row.cells.items != NULL ? page->shown.count : 0;
    for (size_t i = 0; i < row.cells.count; i++)
        row.cells.items[i] =
            (struct position_cell){ .about = page->shown.items[i].code, .about_name = page->shown.items[i].name };
    const struct held *const end = matrix->held + matrix->held_count;
    for (const struct held *one = held; one < end && one->party == held->party; one++) {
        row.taken++;
        if (one->matter + 1 >= page->matter_part.first && one->matter + 1 <= page->matter_part.last &&
            row.cells.count > 0)
            positions_fill_cell(from, one, &row.cells.items[one->matter + 1 - page->matter_part.first]);
    }
    row.rest = page->matters - row.taken;
    return row;
}

static struct page_links positions_group_links(const struct gather *from, struct slice groups)
{
    size_t count = 0;
    for (struct slice rest = groups, code; slice_next(&rest, ' ', &code);)
        count++;
    struct page_links links = { arena_take_many(from->arena, count, sizeof *links.items), 0 };
    for (struct slice rest = groups, code; links.items != NULL && slice_next(&rest, ' ', &code);)
        links.items[links.count++] =
            (struct page_link){ PRINT(from->arena, "/{0}/members?group={1}", from->name, code), code, code };
    return links;
}

/* Adds the last row to the last group, or to a new one if its groups differ. */
static void positions_group_row(const struct gather *from, struct positions_page *page, struct matrix_row *row)
{
    struct matrix_group *group = page->groups.count > 0 ? &page->groups.items[page->groups.count - 1] : NULL;
    if (group == NULL || !slice_equal(group->rows.items[0].groups, row->groups)) {
        group = &page->groups.items[page->groups.count++];
        group->links = positions_group_links(from, row->groups);
        group->rows.items = row;
    }
    group->rows.count++;
}

static void positions_gather_rows(const struct gather *from, const struct matrix *matrix, struct positions_page *page)
{
    struct matrix_row *const rows = arena_take_many(from->arena, POSITIONS_PARTIES_MAX, sizeof *rows);
    size_t count = 0;
    page->groups.items = arena_take_many(from->arena, POSITIONS_PARTIES_MAX, sizeof *page->groups.items);
    for (size_t i = 0; i < matrix->held_count && rows != NULL && page->groups.items != NULL; i++) {
        const struct held *const held = &matrix->held[i];
        bool const begins = i == 0 || matrix->held[i - 1].party != held->party;
        if (!begins || held->party + 1 < page->party_part.first || held->party + 1 > page->party_part.last)
            continue;
        rows[count] = positions_row_of(from, matrix, held, page);
        positions_group_row(from, page, &rows[count++]);
    }
}

/* --- counts -------------------------------------------------------------------------------------------------------- */

static void positions_count_parties(const struct gather *from, const struct matrix *matrix, struct positions_page *page)
{
    page->members = (unsigned)party_count(from->state).members;
    for (size_t i = 0; i < matrix->parties.count; i++) {
        const struct actor *const actor = (const struct actor *)matrix->parties.items[i];
        *(party_is_member(actor) ? &page->takers : &page->others) += 1;
        page->grouped |= actor->groups.length > 0;
    }
}

static void positions_count_stances(const struct gather *from, const struct matrix *matrix, struct positions_page *page)
{
    struct slice const words = field_types[FIELD_STANCE].words;
    size_t count = 0;
    for (struct slice rest = words, word; slice_next(&rest, ' ', &word);)
        count++;
    page->sums.items = arena_take_many(from->arena, count, sizeof *page->sums.items);
    if (page->sums.items == NULL)
        return;
    for (struct slice rest = words, word; slice_next(&rest, ' ', &word);)
        page->sums.items[page->sums.count++] =
            (struct stance_sum){ .stance = word, .words = position_words(from, word, SLICE("")) };
    for (size_t i = 0; i < matrix->held_count; i++) {
        size_t const stance = (size_t)matrix->held[i].last->stance;
        if (stance < page->sums.count)
            page->sums.items[stance].count++;
        page->changed += matrix->held[i].changes > 0 ? 1 : 0;
    }
}

static void positions_gather_counts(const struct gather *from, const struct matrix *matrix, struct positions_page *page)
{
    struct arena *const arena = from->arena;
    positions_count_parties(from, matrix, page);
    positions_count_stances(from, matrix, page);
    page->acts = (unsigned)matrix->taken_count;
    page->held = (unsigned)matrix->held_count;
    page->matters = (unsigned)matrix->matters.count;
    page->parties = (unsigned)matrix->parties.count;
    page->cells = matrix->parties.count * matrix->matters.count;
    page->empty = page->cells - page->held;
    if (page->held == 0)
        return;
    page->size = PRINT(arena, "{0} by {1}", page_count(arena, page->parties, "party", "parties"),
                       page_count(arena, page->matters, "matter", "matters"));
    page->sentence = PRINT(
        arena, "Taken in {0}: {1} of the table’s {2} hold a position, in {3} of these {1} changed by a later act.",
        page_count(arena, page->acts, "act", "acts"), page_number(arena, page->held),
        page_count(arena, page->cells, "cell", "cells"), page_number(arena, page->changed));
}

static struct slice positions_title(const struct gather *from, const struct positions_page *page)
{
    struct arena *const arena = from->arena;
    if (page->held == 0)
        return SLICE("Nobody has taken a position");
    struct slice const others = page_count(arena, page->others, "other party", "other parties");
    return PRINT(arena, "{0} of {1}{2} took a position, on {3}", page_number(arena, page->takers),
                 page_count(arena, page->members, "member", "members"),
                 page->others > 0 ? PRINT(arena, " and {0}", others) : SLICE(""),
                 page_count(arena, page->matters, "matter", "matters"));
}

/* For programs: a list of the cells with a position. */
static bool positions_gather_list(const struct gather *from, const struct matrix *matrix, struct positions_page *page,
                                  struct error *error)
{
    if (!page_part_gather(from, &page->frame, matrix->held_count, &page->part, error))
        return false;
    page->list.items = arena_take_many(from->arena, page->part.count, sizeof *page->list.items);
    for (size_t i = 0; i < page->part.count && page->list.items != NULL; i++) {
        const struct held *const held = &matrix->held[page->part.begin + i];
        const struct actor *const actor = held->last->actor;
        struct position_held *const row = &page->list.items[page->list.count++];
        *row = (struct position_held){ .code = actor->object.code,
                                       .name = actor->name,
                                       .path = page_of_object(from, &actor->object),
                                       .groups = actor->groups,
                                       .member = party_is_member(actor),
                                       .matter = positions_column_of(from, held->last->about),
                                       .changed = held->changes > 0 };
        positions_fill_cell(from, held, &row->cell);
    }
    return true;
}

bool positions_page_gather(const struct gather *from, struct positions_page *page, struct error *error)
{
    struct matrix matrix;
    if (!positions_matrix_gather(from, &matrix))
        return fail(error, FAULT_MEMORY, 0, SLICE("the page"));
    positions_gather_counts(from, &matrix, page);
    frame_gather(from, positions_title(from, page), SLICE("/positions"), &page->frame);
    page->frame.topic = SLICE("kind:position");
    if (page->held == 0)
        return true;
    if (page_is_data(from))
        return positions_gather_list(from, &matrix, page, error);
    positions_gather_parts(from, &matrix, page);
    positions_gather_columns(from, &matrix, page);
    positions_gather_rows(from, &matrix, page);
    return true;
}
