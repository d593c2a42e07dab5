// SPDX-License-Identifier: Apache-2.0
#include "web/desk/statistics.h"

#include "base/utf8.h"
#include "formats/csv.h"

enum {
    PLOTS_MAX = 6,
    BAR_HEIGHT = 18,
    BAR_GAP = 6,
    PLOT_WIDTH = 640,
    NAME_CHARACTERS = 25,
    NAME_WIDTH = 180,
    PLOT_BYTES_PER_BAR = 700,
    PLOT_BARS_MAX = 60
};

/* --- counting ------------------------------------------------------------------------------------------------------ */

static void desk_statistics_add_state(struct arena *arena, struct desk_bar *bar, const struct statistic *statistic)
{
    struct slice const one = PRINT(arena, "{0} {1}", page_number(arena, statistic->count), statistic->state);
    bar->count += (unsigned)statistic->count;
    if (statistic->state.length > 0)
        bar->states = bar->states.length > 0 ? PRINT(arena, "{0}, {1}", bar->states, one) : one;
}

static struct slice desk_statistics_name_of(enum statistics_by by, struct arena *arena,
                                            const struct statistic *statistic)
{
    if (by == STATISTICS_BY_STATE)
        return statistic->state;
    if (by == STATISTICS_BY_ANSWERED)
        return statistic->key.length > 0 ? statistic->key : SLICE("not said yet");
    if (by == STATISTICS_BY_OWN)
        return PRINT(arena, "from {0} of a hundred on", statistic->key);
    return statistic->name.length > 0 ? statistic->name : statistic->key;
}

static void desk_statistics_gather_bars(enum statistics_by by, const struct statistics *statistics, struct arena *arena,
                                        struct desk_plot *plot)
{
    struct slice last = SLICE("");
    for (size_t i = 0; i < statistics->count; i++) {
        const struct statistic *const statistic = &statistics->items[i];
        struct slice const key = by == STATISTICS_BY_STATE ? statistic->state : statistic->key;
        if (plot->bars.count == 0 || !slice_equal(key, last))
            plot->bars.items[plot->bars.count++] =
                (struct desk_bar){ .name = desk_statistics_name_of(by, arena, statistic) };
        desk_statistics_add_state(arena, &plot->bars.items[plot->bars.count - 1], statistic);
        plot->sum += (unsigned)statistic->count;
        last = key;
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------- */

/* The part of a name that fits beside its bar; the table has all of it. */
static struct slice desk_statistics_short_name(struct slice name)
{
    uint32_t scalar;
    size_t at = 0;
    for (size_t characters = 0; at < name.length && characters < NAME_CHARACTERS; characters++) {
        size_t const taken = utf8_read(name, at, &scalar);
        if (taken == 0)
            break;
        at += taken;
    }
    return slice_part(name, 0, at);
}

static void desk_statistics_draw_bar(struct buffer *out, const struct desk_bar *bar, size_t index, unsigned most)
{
    unsigned const y = (unsigned)index * (BAR_HEIGHT + BAR_GAP);
    unsigned const width = most > 0 ? bar->count * (PLOT_WIDTH - NAME_WIDTH - 60) / most : 0;
    buffer_add(out, SLICE("<text class=\"plot-name\" x=\"0\" y=\""));
    buffer_add_number(out, y + 13);
    buffer_add(out, SLICE("\">"));
    html_text(out, desk_statistics_short_name(bar->name));
    buffer_add(out, SLICE("</text><rect class=\"plot-bar\" x=\""));
    buffer_add_number(out, NAME_WIDTH);
    buffer_add(out, SLICE("\" y=\""));
    buffer_add_number(out, y);
    buffer_add(out, SLICE("\" width=\""));
    buffer_add_number(out, width > 0 || bar->count == 0 ? width : 1);
    buffer_add(out, SLICE("\" height=\""));
    buffer_add_number(out, BAR_HEIGHT);
    buffer_add(out, SLICE("\"/><text class=\"plot-count\" x=\""));
    buffer_add_number(out, NAME_WIDTH + width + 6);
    buffer_add(out, SLICE("\" y=\""));
    buffer_add_number(out, y + 13);
    buffer_add(out, SLICE("\">"));
    buffer_add_number(out, bar->count);
    buffer_add(out, SLICE("</text>"));
}

/* Horizontal bars, one for each row of the table below. */
static struct markup desk_statistics_draw(struct arena *arena, const struct desk_plot *plot)
{
    size_t const bars = plot->bars.count < PLOT_BARS_MAX ? plot->bars.count : PLOT_BARS_MAX;
    size_t const limit = (bars + 2) * PLOT_BYTES_PER_BAR;
    char *const bytes = arena_take_unset(arena, limit);
    struct buffer out = { bytes, 0, bytes != NULL ? limit : 0, false };
    unsigned most = 0;
    for (size_t i = 0; i < bars; i++)
        most = plot->bars.items[i].count > most ? plot->bars.items[i].count : most;
    buffer_add(&out, SLICE("<svg class=\"plot\" role=\"img\" viewBox=\"0 0 "));
    buffer_add_number(&out, PLOT_WIDTH);
    buffer_add_byte(&out, ' ');
    buffer_add_number(&out, bars * (BAR_HEIGHT + BAR_GAP));
    buffer_add(&out, SLICE("\"><title>"));
    html_text(&out, plot->title);
    buffer_add(&out, SLICE("</title><desc>The table below has the same figures.</desc>"));
    for (size_t i = 0; i < bars; i++)
        desk_statistics_draw_bar(&out, &plot->bars.items[i], i, most);
    buffer_add(&out, SLICE("</svg>"));
    return (struct markup){ out.full ? SLICE("") : buffer_slice(&out) };
}

bool desk_plot_gather(struct desk_request *request, enum statistics_by by, const char *title, const char *head,
                      const char *caption, struct desk_plot *plot, struct error *error)
{
    struct statistics statistics;
    *plot = (struct desk_plot){ .title = slice_of(title), .head = slice_of(head), .caption = slice_of(caption) };
    if (!statistics_list(request->driver, request->campaign.id, by, request->arena, &statistics, error))
        return false;
    plot->bars.items = arena_take_many(request->arena, statistics.count, sizeof *plot->bars.items);
    if (plot->bars.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("statistics"));
    desk_statistics_gather_bars(by, &statistics, request->arena, plot);
    for (size_t i = 0; i < plot->bars.count; i++)
        plot->bars.items[i].share = plot->sum > 0 ? plot->bars.items[i].count * 100 / plot->sum : 0;
    plot->picture = desk_statistics_draw(request->arena, plot);
    return true;
}

bool desk_statistics_gather(struct desk_request *request, struct desk_statistics_page *page, struct error *error)
{
    static const struct {
        enum statistics_by by;
        const char *title, *head, *caption;
    } plots[] = {
        { STATISTICS_BY_STATE, "Where they stand", "State",
          "Each message by where it, or the mail that carries it, stands" },
        { STATISTICS_BY_DAY, "By day", "Day, in UTC", "Messages by the day on which they were handed in" },
        { STATISTICS_BY_PLACE, "By country or constituency", "Place",
          "Messages by the place that their writers chose" },
        { STATISTICS_BY_CONTACT, "By addressee", "Addressee", "Messages by whom they are written to" },
        { STATISTICS_BY_OWN, "Own words", "Share of own words",
          "Messages by how much of them their writers put in their own words" },
        { STATISTICS_BY_ANSWERED, "Were they answered?", "Answer",
          "Of those who let themselves be asked after 14 days; the others are not counted here" },
    };
    page->plots.items = arena_take_many(request->arena, PLOTS_MAX, sizeof *page->plots.items);
    if (page->plots.items == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("statistics"));
    for (size_t i = 0; i < PLOTS_MAX; i++)
        if (!desk_plot_gather(request, plots[i].by, plots[i].title, plots[i].head, plots[i].caption,
                              &page->plots.items[page->plots.count++], error))
            return false;
    unsigned const sum = page->plots.items[0].sum;
    page->any = sum > 0;
    page->messages_words = PRINT(request->arena, sum == 1 ? "{0} was handed in" : "{0} were handed in",
                                 page_count(request->arena, sum, "message", "messages"));
    desk_request_frame(request, PRINT(request->arena, "Figures of {0}", request->campaign.title), &page->frame);
    page->problem = desk_request_problem(request);
    page->base = request->base;
    page->title = request->campaign.title;
    return true;
}

/* --- for a spreadsheet --------------------------------------------------------------------------------------------- */

static bool desk_statistics_write_rows(struct desk_request *request, struct error *error)
{
    static const struct {
        enum statistics_by by;
        const char *name;
    } parts[] = { { STATISTICS_BY_STATE, "state" },        { STATISTICS_BY_DAY, "day" },
                  { STATISTICS_BY_PLACE, "place" },        { STATISTICS_BY_CONTACT, "addressee" },
                  { STATISTICS_BY_OWN, "own words from" }, { STATISTICS_BY_ANSWERED, "answered" } };
    struct buffer *const out = &request->exchange->response.body;
    struct statistics statistics;
    buffer_add(out, SLICE("by,key,name,state,messages\r\n"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!statistics_list(request->driver, request->campaign.id, parts[i].by, request->arena, &statistics, error))
            return false;
        for (size_t j = 0; j < statistics.count; j++) {
            csv_write(out, slice_of(parts[i].name), true);
            csv_write(out, statistics.items[j].key, false);
            csv_write(out, statistics.items[j].name, false);
            csv_write(out, statistics.items[j].state, false);
            csv_write_number(out, statistics.items[j].count, false);
            csv_end_row(out);
        }
    }
    return true;
}

bool statistics_export(struct exchange *exchange, struct error *error)
{
    struct desk_request request;
    if (!desk_request_begin(exchange, DESK_READER, &request, error))
        return false;
    response_text(&exchange->response, 200, "text/csv; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    exchange->response.attachment = true;
    bool const written = desk_statistics_write_rows(&request, error);
    desk_request_end(&request);
    return written;
}
