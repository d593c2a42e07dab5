// SPDX-License-Identifier: Apache-2.0
/* cmd/show.c - a page of a record on the terminal, as of any act. */
#include <stdio.h>

#include "campaign/fault.h"
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/record_source.h"
#include "cmd/html_to_text.h"
#include "room/replay.h"
#include "cmd/terminal.h"
#include "store/os.h"
#include "views.h"
#include "web/fault.h"
#include "web/json.h"

struct show_options {
    struct slice at, conference, after;
    bool json;
};

/* Address space: the pages of a large conference, and what they are gathered in. */
static const size_t page_bytes_max = (size_t)1 << 30, html_bytes_max = (size_t)1 << 28;

/* --- pages: the same rows as the server's ------------------------------------------------------------------------ */

#define PAGE(path, needs, name) &page_##name,
static const struct page *const rows[] = { VIEW_PAGES(PAGE) };
#undef PAGE

static bool show_print_page(const struct page *row, const struct gather *from, bool as_json, struct buffer *out,
                            struct error *error)
{
    void *const page = arena_take(from->arena, row->size);
    if (page == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    if (!row->gather(from, page, error))
        return false;
    if (!as_json) {
        row->html(out, page);
        return true;
    }
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    row->json(&json, page);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
    return true;
}

static bool show_is_shown(const struct page *row)
{
    return row->json != NULL && slice_begins(slice_of(row->path), SLICE("/{conference}"));
}

static bool show_takes_code(const struct page *row)
{
    return slice_ends(slice_of(row->path), SLICE("{code}"));
}

static const struct page *show_find_row(struct slice name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (show_is_shown(rows[i]) && slice_equal(slice_of(rows[i]->name), name))
            return rows[i];
    return NULL;
}

/* --- the command ------------------------------------------------------------------------------------------------- */

static bool show_gather(const struct show_options *options, struct replay *replay, struct slice code,
                        struct arena *arena, struct gather *from, struct error *error)
{
    struct slice const origin = replay->state.origin;
    struct request *const request = arena_take(arena, sizeof *request);
    *from = (struct gather){ .arena = arena, .code = code, .state = &replay->state };
    if (request == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    *request = (struct request){ .json = options->json, .argument_count = options->after.length > 0 ? 1 : 0 };
    request->names[0] = SLICE("after");
    request->values[0] = options->after;
    from->request = request;
    from->name = slice_part(origin, slice_find(origin, '/', 0) + 1, origin.length);
    if (replay->state.count == 0)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("act"), options->at);
    if (replay->state.count == replay->checkpoint.size)
        from->checkpoint = replay->note;
    return true;
}

static int show_part(const struct show_options *options, const struct page *row, struct slice code,
                     struct replay *replay)
{
    struct arena arena = { 0 }, bytes = { 0 };
    struct gather from;
    struct error error = { 0 };
    bool good = os_reserve(page_bytes_max, &arena, &error) && os_reserve(2 * html_bytes_max, &bytes, &error);
    struct buffer page = { (char *)bytes.memory, 0, html_bytes_max, false };
    struct buffer plain = { (char *)bytes.memory + html_bytes_max, 0, html_bytes_max, false };
    good = good && show_gather(options, replay, code, &arena, &from, &error) &&
           show_print_page(row, &from, options->json, &page, &error);
    if (good && !options->json) {
        html_to_text_write(buffer_slice(&page), &plain);
        buffer_add_text(&plain, "\nAs of act ");
        buffer_add_number(&plain, replay->state.count - 1);
        buffer_add_text(&plain, " of a record of ");
        buffer_add_number(&plain, replay->checkpoint.size);
        buffer_add_text(&plain, "; plenary verify checks it.\n");
    }
    unsigned const width = options->json ? 0 : terminal_width();
    if (width > 0) {
        buffer_clear(&page);
        html_to_text_wrap(buffer_slice(&plain), width, &page);
    }
    struct slice const shown = buffer_slice(options->json || width > 0 ? &page : &plain);
    if (good)
        fwrite(shown.bytes, 1, shown.length, stdout);
    int const status = good ? STATUS_OK : terminal_error(&error);
    os_release(&bytes);
    os_release(&arena);
    return status;
}

/* How many acts there were after the one of that index. */
static bool show_read_count(struct slice at, uint64_t *count, struct error *error)
{
    *count = ACTS_MAX;
    if (at.length == 0)
        return true;
    if (!slice_number(at, count) || *count >= ACTS_MAX)
        return fail(error, FAULT_OPTION_NUMBER, 0, SLICE("--at"), at);
    ++*count;
    return true;
}

static int show_run(const void *values, const struct slice *rest, size_t count)
{
    const struct show_options *const options = values;
    const struct page *const row = count >= 2 ? show_find_row(rest[1]) : NULL;
    struct error error = { 0 };
    uint64_t acts;
    if (row == NULL || count != 2 + (size_t)show_takes_code(row)) {
        if (count >= 2 && row == NULL)
            fail(&error, FAULT_PAGE_UNKNOWN, 0, rest[1]);
        else
            fail(&error, FAULT_OPTION_MISSING, 0, count < 2 ? SLICE("WHAT") : SLICE("CODE"), SLICE("show"));
        terminal_error(&error);
        return STATUS_USAGE;
    }
    if (!show_read_count(options->at, &acts, &error))
        return terminal_error(&error);
    struct log_source *const copy = record_source_open(rest[0], options->conference, &error);
    struct replay *const replay = copy != NULL ? replay_state(copy, acts, &error) : NULL;
    int const status = replay != NULL ? show_part(options, row, show_takes_code(row) ? rest[2] : SLICE(""), replay)
                                      : terminal_error(&error);
    replay_free(replay);
    if (copy != NULL)
        copy->close(copy);
    return status;
}

static bool show_help(const struct slice *rest, size_t count)
{
    (void)rest;
    (void)count;
    option_print_help(&command_show);
    printf("\nWHAT\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (show_is_shown(rows[i]))
            printf("  %s%s\n", rows[i]->name, show_takes_code(rows[i]) ? " CODE" : "");
    return true;
}

static const struct option_type show_options[] = {
    { "at", 0, "INDEX", offsetof(struct show_options, at), "as it was after that act, by its index" },
    { "conference", 'c', "NAME", offsetof(struct show_options, conference), "which, where a directory holds several" },
    { "after", 0, "NUMBER", offsetof(struct show_options, after),
      "of a long list as JSON, what comes behind that item" },
    { "json", 'j', NULL, offsetof(struct show_options, json), "as JSON: the same as the server's" },
    { 0 },
};

const struct command command_show = {
    .name = "show",
    .arguments = "URL|DIR WHAT [CODE]",
    .meaning = "a page of a record on the terminal, as of any act",
    .more =
        "It replays the record itself and shows what the server's page shows. It checks no signatures: verify does.\n",
    .options = show_options,
    .size = sizeof(struct show_options),
    .run = show_run,
    .help = show_help,
};
