// SPDX-License-Identifier: Apache-2.0
/* formats/csv.h - tables of text (RFC 4180): a strict reader, and a writer that is safe for spreadsheets.
 *
 * How     struct csv csv; struct csv_row row;
 *         if (!csv_begin(text, &csv, &error)) ...
 *         while (csv_next(&csv, arena, &row, &error)) ...  // then error.fault says whether it was the end
 *         csv_write(out, SLICE("name"), true); csv_write(out, SLICE("Åse, \"Å\""), false);
 * Holds   A byte order mark is skipped. Lines end with LF or CRLF. The first line decides the separator: comma, semicolon or tab.
 *         Empty lines are not rows. Nothing is repaired: a quote in the middle of a cell, text after a closing quote and a quote
 *         that is never closed are faults with their line.
 * Owns    Cells point into the text, or into the arena if they had doubled quotes.
 * Limits  CSV_CELLS_MAX, CSV_CELL_BYTES_MAX. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "base/arena.h"
#include "base/error.h"

enum {
    CSV_CELLS_MAX = 64,         /* typical lists have about ten columns */
    CSV_CELL_BYTES_MAX = 32768, /* the limit of a cell in spreadsheets */
};

struct csv {
    struct slice text;
    size_t at;
    uint32_t line; /* at `at`, from 1 */
    char comma;
};

struct csv_row {
    struct slice cells[CSV_CELLS_MAX];
    size_t count;
    uint32_t line; /* its first line */
};

/* FAULT_CSV_TEXT when the text is not UTF-8 or contains NUL. */
bool csv_begin(struct slice text, struct csv *csv, struct error *error);
/* Reads the next row. False at the end, with FAULT_NONE, and on a fault. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row, struct error *error);

/* Writes a cell, with a comma before it unless it is the first, and with quotes if needed. A cell that a spreadsheet would
 * read as a formula (= + - @) gets an apostrophe in front. */
void csv_write(struct buffer *out, struct slice cell, bool first);
/* The same without that apostrophe: for programs. */
void csv_write_exact(struct buffer *out, struct slice cell, bool first);
void csv_write_number(struct buffer *out, uint64_t number, bool first);
void csv_end_row(struct buffer *out);

#endif
