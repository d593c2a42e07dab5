// SPDX-License-Identifier: Apache-2.0
/* web/table.h - writes a cell of a CSV table (RFC 4180), by the type in C.
 *
 * What    The {@csv} of a view is compiled to these calls (tool/view.h). Text is written unchanged, even if a spreadsheet would read
 *         it as a formula: programs need the bytes of the record. (The desk's tables are for people: formats/csv.h.) An unknown
 *         value is an empty cell. */
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
