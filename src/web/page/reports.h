// SPDX-License-Identifier: Apache-2.0
/* web/page/reports.h - reports, each with its denials, confirmations and corrections. Reports about the same object stand
 * together, so that rival accounts can be compared. */
#ifndef WEB_PAGE_REPORTS_H
#define WEB_PAGE_REPORTS_H

#include "rules/report.h"
#include "web/page/part.h"
#include "web/page/sentence.h"

struct report_row {
    struct slice code, claimant, stance, verdict; /* verdict: "denied", "confirmed", "corrected", "not answered" */
    struct slice answered;                        /* "denied by North"; without an answer, as the verdict */
    struct page_links names;
    struct page_lines about; /* codes */
    struct sentence told;
    struct sentences answers;
};
struct report_rows {
    struct report_row *items;
    size_t count;
};

/* The reports about one object. */
struct report_group {
    struct slice name, path, count; /* "JOINT", "3 accounts" */
    struct report_rows rows;
    bool rivals; /* more than one account */
};
struct report_groups {
    struct report_group *items;
    size_t count;
};

struct reports_page {
    struct frame frame;
    struct slice sentence;
    struct report_groups groups; /* for a reader */
    struct page_part part;       /* for programs */
    struct report_rows rows;     /* the same reports in the order of the record */
};

bool reports_page_gather(const struct gather *from, struct reports_page *page, struct error *error);
struct report_row report_row_of(const struct gather *from, const struct report *report);
/* All reports that name the object. */
struct report_rows report_rows_about(const struct gather *from, const struct object *object);

#endif
