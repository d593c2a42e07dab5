/* formats/csv.h - tables of text (RFC 4180), read strictly and written so that a spreadsheet takes them.
 *
 * How     struct csv csv; struct csv_row row;
 *         if (!csv_begin(text, &csv, &error)) ...
 *         while (csv_next(&csv, arena, &row, &error)) ...          then error.fault says whether it was the end
 *         csv_write(out, SLICE("name"), true); csv_write(out, SLICE("Åse, \"Å\""), false);
 * Holds   A byte order mark before all is passed over; lines end with LF or CRLF; the first line says what parts the cells:
 *         comma, semicolon or tab. A line without anything is no row. Nothing is mended: a quote in the middle of a cell, words
 *         after a closing quote, a quote that is never closed are faults with their line.
 * Owns    Cells point into the text, or into the arena where quotes were doubled.
 * Limits  CSV_CELLS_MAX, CSV_CELL_BYTES_MAX. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "base/arena.h"
#include "base/error.h"

enum {
    CSV_CELLS_MAX = 64,         /* lists that people keep have some ten columns */
    CSV_CELL_BYTES_MAX = 32768, /* as much as a spreadsheet keeps in one */
};

struct csv {
    struct slice text;
    size_t at;
    uint32_t line; /* of what stands at `at`, from 1 */
    char comma;
};

struct csv_row {
    struct slice cells[CSV_CELLS_MAX];
    size_t count;
    uint32_t line; /* where it begins */
};

/* FAULT_CSV_TEXT when it is no UTF-8 or holds a NUL. */
bool csv_begin(struct slice text, struct csv *csv, struct error *error);
/* The next row. False at the end (FAULT_NONE) and on a fault. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row, struct error *error);

/* Writes a cell, `first` without a comma before it; in quotes where it must be. A cell that a spreadsheet would reckon
 * (= + - @) gets an apostrophe before it. */
void csv_write(struct buffer *out, struct slice cell, bool first);
/* The same without that apostrophe: for programs. */
void csv_write_exact(struct buffer *out, struct slice cell, bool first);
void csv_write_number(struct buffer *out, uint64_t number, bool first);
void csv_end_row(struct buffer *out);

#endif
