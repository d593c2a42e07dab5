/* web/desk/figures.h - a campaign's figures as plots with their tables, and the same as a table for a spreadsheet.
 *
 * Holds   Every table has the same sum, the headline: they are counted in one view of the store. */
#ifndef WEB_DESK_FIGURES_H
#define WEB_DESK_FIGURES_H

#include "store/figures.h"
#include "web/desk/visit.h"

struct desk_bar {
    struct slice name;
    unsigned count, share; /* share: of a hundred */
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

struct desk_figures_page {
    struct frame frame;
    struct slice problem, base, title, messages_words;
    bool any;
    struct {
        struct desk_plot *items;
        size_t count;
    } plots;
};

bool desk_figures_gather(struct visit *visit, struct desk_figures_page *page, struct error *error);
/* A row of the figures of one kind for each key; states are joined in words. */
bool desk_plot_gather(struct visit *visit, enum figures_by by, const char *title, const char *head, const char *caption,
                      struct desk_plot *plot, struct error *error);
bool figures_export(struct exchange *exchange, struct error *error);

#endif
