// SPDX-License-Identifier: Apache-2.0
/* web/desk/statistics.h - a campaign's statistics: plots with their tables, and a CSV export.
 *
 * Holds   Every table adds up to the headline: all come from one transaction. */
#ifndef WEB_DESK_STATISTICS_H
#define WEB_DESK_STATISTICS_H

#include "store/statistics.h"
#include "web/desk/request.h"

struct desk_bar {
    struct slice name;
    unsigned count, share; /* share: in percent */
    struct slice states;   /* "3 accepted, 1 held" */
};

struct desk_plot {
    struct slice title, caption, head;
    struct markup picture;
    struct {
        struct desk_bar *items;
        size_t count;
    } bars;
    unsigned sum;
};

struct desk_statistics_page {
    struct frame frame;
    struct slice problem, base, title, messages_words;
    bool any;
    struct {
        struct desk_plot *items;
        size_t count;
    } plots;
};

bool desk_statistics_gather(struct desk_request *request, struct desk_statistics_page *page, struct error *error);
/* A row for each key; states are joined in words. */
bool desk_plot_gather(struct desk_request *request, enum statistics_by by, const char *title, const char *head,
                      const char *caption, struct desk_plot *plot, struct error *error);
bool statistics_export(struct exchange *exchange, struct error *error);

#endif
