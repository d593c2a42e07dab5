// SPDX-License-Identifier: Apache-2.0
/* web/desk/report.h - a printable report for one addressee: how many wrote, about what, and samples.
 *
 * Holds   It quotes only people who allowed it, without name and address. */
#ifndef WEB_DESK_REPORT_H
#define WEB_DESK_REPORT_H

#include "store/statistics.h"
#include "web/desk/request.h"

struct desk_report_page {
    struct frame frame;
    struct slice problem, base, title, conference, about, organisation, printed;
    struct page_lines ask, words; /* words: of what the campaign is about, as the record has them */
    struct slice words_title, checkpoint;
    struct slice to, role, place, messages_words;
    bool chosen;
    unsigned messages, all;
    unsigned counted, came_back; /* counted: in the public log; came_back: bounced after that */
    struct {
        struct desk_report_state {
            struct slice state;
            unsigned count;
        } * items;
        size_t count;
    } states;
    struct {
        struct desk_report_sample {
            struct slice at, text;
        } * items;
        size_t count;
    } samples;
    struct {
        struct desk_report_contact {
            struct slice id, name, place;
            unsigned count;
        } * items;
        size_t count;
    } contacts;
};

bool desk_report_gather(struct desk_request *request, struct desk_report_page *page, struct error *error);

#endif
