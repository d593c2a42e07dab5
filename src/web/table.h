// SPDX-License-Identifier: Apache-2.0
/* web/table.h - a cell of a table as CSV (RFC 4180), by the type in C.
 *
 * What    The {@csv} of a view is compiled to calls of this (tool/view.h). A text is written as it is, unlike at the desk
 *         (formats/csv.h): a program must get the bytes of the record, also those that a spreadsheet would take for a formula.
 *         What is not known is an empty cell. */
#ifndef WEB_TABLE_H
#define WEB_TABLE_H

#include "formats/csv.h"
#include "base/civil.h"
#include "rules/tally.h"

#define table_value(out, value, first) \
    _Generic((value),                   \
        bool: table_bool,               \
        struct slice: csv_write_exact,  \
        const char *: table_word,       \
        struct instant: table_instant,  \
        struct count: table_count,      \
        unsigned: csv_write_number,     \
        unsigned long: csv_write_number)(out, value, first)

void table_bool(struct buffer *out, bool value, bool first);
void table_word(struct buffer *out, const char *word, bool first);
void table_instant(struct buffer *out, struct instant instant, bool first);
void table_count(struct buffer *out, struct count count, bool first);

#endif
