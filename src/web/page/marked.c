// SPDX-License-Identifier: Apache-2.0
#include "web/page/marked.h"

#include "rules/bracket.h"
#include "rules/instrument.h"
#include "rules/party.h"

enum { OPEN_MAX = 16 /* brackets drawn in one provision */ };

static bool marked_is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

/* The length of that word, or of its plural, at `at`; 0: it is not there. */
static size_t marked_word_at(struct slice words, size_t at, struct slice word)
{
    size_t end = at + word.length;
    if (word.length == 0 || end > words.length || (at > 0 && marked_is_letter(words.bytes[at - 1])))
        return 0;
    for (size_t i = 0; i < word.length; i++)
        if (ascii_lower(words.bytes[at + i]) != ascii_lower(word.bytes[i]))
            return 0;
    if (end < words.length && ascii_lower(words.bytes[end]) == 's')
        end++;
    return end == words.length || !marked_is_letter(words.bytes[end]) ? end - at : 0;
}

static size_t marked_outside_at(const struct gather *from, struct slice words, size_t at)
{
    struct slice word;
    size_t longest = 0;
    for (size_t place = 0; act_next_value(&from->state->opened->act, FIELD_OUTSIDE, &place, &word);) {
        size_t const length = marked_word_at(words, at, word);
        longest = length > longest ? length : longest;
    }
    return longest;
}

struct slice outside_words(const struct gather *from, struct slice words)
{
    struct slice found = SLICE(""), word;
    for (size_t place = 0; act_next_value(&from->state->opened->act, FIELD_OUTSIDE, &place, &word);) {
        bool holds = false;
        for (size_t at = 0; at < words.length && !holds; at++)
            holds = marked_word_at(words, at, word) > 0;
        if (holds)
            found = found.length == 0 ? word : PRINT(from->arena, "{0}, {1}", found, word);
    }
    return found;
}

/* --- brackets ------------------------------------------------------------------------------------------------------ */

struct open_bracket {
    struct slice span, owner;
    size_t line, begin, end; /* where it stands; begin == end: around the whole */
};

struct open_brackets {
    struct open_bracket items[OPEN_MAX];
    size_t count;
};

static bool marked_find_span(const struct page_lines *lines, struct open_bracket *bracket)
{
    for (size_t line = 0; bracket->span.length > 0 && line < lines->count; line++)
        for (size_t at = 0; at + bracket->span.length <= lines->items[line].length; at++)
            if (slice_equal(slice_part(lines->items[line], at, at + bracket->span.length), bracket->span)) {
                bracket->line = line;
                bracket->begin = at;
                bracket->end = at + bracket->span.length;
                return true;
            }
    return false;
}

static void marked_find_brackets(const struct gather *from, const struct page_lines *lines,
                                 const struct provision *provision, struct open_brackets *open)
{
    open->count = 0;
    for (const struct object *object = from->state->kinds[OBJECT_BRACKET].first;
         object != NULL && provision != NULL && open->count < OPEN_MAX; object = object->next) {
        const struct bracket *bracket = (const void *)object;
        if (bracket->provision != provision || bracket->lifted != NULL)
            continue;
        struct open_bracket *one = &open->items[open->count++];
        *one = (struct open_bracket){ .span = bracket->span, .owner = bracket->owner->object.code };
        (void)marked_find_span(lines, one);
    }
}

/* --- runs ---------------------------------------------------------------------------------------------------------- */

struct runs {
    struct marked_run *items; /* NULL: only counted */
    size_t count;
};

static void marked_add_run(struct runs *runs, struct marked_run run)
{
    if (runs->items != NULL)
        runs->items[runs->count] = run;
    runs->count++;
}

static void marked_add_words(struct runs *runs, struct slice words, bool outside)
{
    if (words.length > 0)
        marked_add_run(runs, (struct marked_run){ .words = words, .outside = outside });
}

static void marked_add_brackets(const struct open_brackets *open, size_t line, size_t at, bool close, struct runs *runs)
{
    for (size_t i = 0; i < open->count; i++) {
        const struct open_bracket *one = &open->items[i];
        if (one->begin == one->end || one->line != line || (close ? one->end : one->begin) != at)
            continue;
        marked_add_run(runs, (struct marked_run){ .words = close ? SLICE("]") : SLICE("["),
                                                  .owner = close ? one->owner : SLICE(""),
                                                  .bracket = true });
    }
}

static bool marked_cuts(const struct open_brackets *open, size_t line, size_t at)
{
    for (size_t i = 0; i < open->count; i++)
        if (open->items[i].begin != open->items[i].end && open->items[i].line == line &&
            (open->items[i].begin == at || open->items[i].end == at))
            return true;
    return false;
}

static void marked_write_line(const struct gather *from, struct slice text, size_t line,
                              const struct open_brackets *open, struct runs *runs)
{
    size_t from_here = 0;
    for (size_t at = 0; at <= text.length;) {
        size_t const outside = at < text.length ? marked_outside_at(from, text, at) : 0;
        if (marked_cuts(open, line, at)) {
            marked_add_words(runs, slice_part(text, from_here, at), false);
            marked_add_brackets(open, line, at, true, runs);
            marked_add_brackets(open, line, at, false, runs);
            from_here = at;
        }
        if (outside > 0) {
            marked_add_words(runs, slice_part(text, from_here, at), false);
            marked_add_words(runs, slice_part(text, at, at + outside), true);
            from_here = at + outside;
        }
        at += outside > 0 ? outside : 1;
    }
    marked_add_words(runs, slice_part(text, from_here, text.length), false);
}

/* Brackets whose span is not found go around the whole text. */
static void marked_write_around(const struct open_brackets *open, bool close, struct runs *runs)
{
    for (size_t i = 0; i < open->count; i++)
        if (open->items[i].begin == open->items[i].end)
            marked_add_run(runs, (struct marked_run){ .words = close ? SLICE("]") : SLICE("["),
                                                      .owner = close ? open->items[i].owner : SLICE(""),
                                                      .bracket = true });
}

static void marked_write_runs(const struct gather *from, const struct page_lines *lines, size_t line,
                              const struct open_brackets *open, struct runs *runs)
{
    if (line == 0)
        marked_write_around(open, false, runs);
    marked_write_line(from, lines->items[line], line, open, runs);
    if (line + 1 == lines->count)
        marked_write_around(open, true, runs);
}

void marked_gather(const struct gather *from, struct slice folded, const struct provision *provision,
                   struct marked *marked)
{
    struct open_brackets open;
    *marked = (struct marked){ .plain = page_lines_of(from, folded) };
    marked->outside = outside_words(from, folded);
    marked_find_brackets(from, &marked->plain, provision, &open);
    marked->lines.items = arena_take_many(from->arena, marked->plain.count, sizeof *marked->lines.items);
    for (size_t line = 0; line < marked->plain.count && marked->lines.items != NULL; line++) {
        struct runs runs = { NULL, 0 };
        marked_write_runs(from, &marked->plain, line, &open, &runs);
        runs.items = arena_take_many(from->arena, runs.count, sizeof *runs.items);
        runs.count = 0;
        if (runs.items == NULL)
            return;
        marked_write_runs(from, &marked->plain, line, &open, &runs);
        marked->lines.items[line].runs.items = runs.items;
        marked->lines.items[line].runs.count = runs.count;
        marked->lines.count++;
    }
}
