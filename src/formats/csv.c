// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.h"

#include "base/utf8.h"
#include "formats/fault.h"

bool csv_begin(struct slice text, struct csv *csv, struct error *error)
{
    struct slice const mark = SLICE("\xef\xbb\xbf");
    if (!utf8_is_valid(text) || slice_find(text, 0, 0) < text.length)
        return fail(error, FAULT_CSV_TEXT, 0);
    *csv = (struct csv){ .text = text, .at = slice_begins(text, mark) ? mark.length : 0, .line = 1, .comma = ',' };
    for (size_t i = csv->at; i < text.length && text.bytes[i] != '\n' && text.bytes[i] != '"'; i++)
        if (text.bytes[i] == ',' || text.bytes[i] == ';' || text.bytes[i] == '\t') {
            csv->comma = text.bytes[i];
            break;
        }
    return true;
}

static bool csv_at_end(const struct csv *csv)
{
    return csv->at == csv->text.length;
}

static bool csv_at_line_end(const struct csv *csv)
{
    const char *const at = csv->text.bytes + csv->at;
    return csv_at_end(csv) || *at == '\n' || (*at == '\r' && csv->at + 1 < csv->text.length && at[1] == '\n');
}

static void csv_skip_line_end(struct csv *csv)
{
    if (csv_at_end(csv))
        return;
    csv->at += csv->text.bytes[csv->at] == '\r' ? 2 : 1;
    csv->line++;
}

/* Replaces doubled quotes by single ones. */
static bool csv_unescape(struct slice raw, struct arena *arena, struct slice *cell, struct error *error)
{
    char *const bytes = arena_take_unset(arena, raw.length + 1);
    size_t length = 0;
    if (bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a table"));
    for (size_t i = 0; i < raw.length; i++) {
        bytes[length++] = raw.bytes[i];
        i += raw.bytes[i] == '"';
    }
    *cell = (struct slice){ bytes, length };
    return true;
}

static bool csv_read_quoted(struct csv *csv, struct arena *arena, struct slice *cell, struct error *error)
{
    uint32_t const line = csv->line;
    size_t const from = ++csv->at;
    bool doubled = false;
    for (;; csv->at++) {
        if (csv_at_end(csv))
            return fail(error, FAULT_CSV_OPEN, line);
        char const byte = csv->text.bytes[csv->at];
        csv->line += byte == '\n';
        if (byte != '"')
            continue;
        if (csv->at + 1 == csv->text.length || csv->text.bytes[csv->at + 1] != '"')
            break;
        doubled = true;
        csv->at++;
    }
    *cell = slice_part(csv->text, from, csv->at++);
    if (!csv_at_line_end(csv) && csv->text.bytes[csv->at] != csv->comma)
        return fail(error, FAULT_CSV_QUOTE, csv->line);
    return !doubled || csv_unescape(*cell, arena, cell, error);
}

static bool csv_read_unquoted(struct csv *csv, struct slice *cell, struct error *error)
{
    size_t const from = csv->at;
    for (; !csv_at_line_end(csv) && csv->text.bytes[csv->at] != csv->comma; csv->at++)
        if (csv->text.bytes[csv->at] == '"' || csv->text.bytes[csv->at] == '\r')
            return fail(error, FAULT_CSV_QUOTE, csv->line);
    *cell = slice_part(csv->text, from, csv->at);
    return true;
}

static bool csv_read_cell(struct csv *csv, struct arena *arena, struct csv_row *row, struct error *error)
{
    struct slice *const cell = &row->cells[row->count];
    if (row->count == CSV_CELLS_MAX)
        return fail(error, FAULT_CSV_CELLS, csv->line);
    bool const quoted = !csv_at_end(csv) && csv->text.bytes[csv->at] == '"';
    if (!(quoted ? csv_read_quoted(csv, arena, cell, error) : csv_read_unquoted(csv, cell, error)))
        return false;
    row->count++;
    return cell->length <= CSV_CELL_BYTES_MAX || fail(error, FAULT_CSV_CELL, row->line);
}

bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row, struct error *error)
{
    error_clear(error);
    while (!csv_at_end(csv) && csv_at_line_end(csv))
        csv_skip_line_end(csv);
    row->count = 0;
    row->line = csv->line;
    if (csv_at_end(csv))
        return false;
    while (csv_read_cell(csv, arena, row, error)) {
        if (csv_at_line_end(csv)) {
            csv_skip_line_end(csv);
            return true;
        }
        csv->at++;
    }
    return false;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool csv_needs_quotes(struct slice cell)
{
    static const char marks[] = { '"', ',', ';', '\t', '\n', '\r' };
    for (size_t i = 0; i < sizeof marks; i++)
        if (slice_find(cell, marks[i], 0) < cell.length)
            return true;
    return false;
}

static bool csv_is_formula(struct slice cell)
{
    static const char marks[] = { '=', '+', '-', '@', '\t', '\r' };
    for (size_t i = 0; i < sizeof marks; i++)
        if (cell.length > 0 && cell.bytes[0] == marks[i])
            return true;
    return false;
}

static void csv_write_cell(struct buffer *out, const char *before, struct slice cell, bool first)
{
    bool const quotes = csv_needs_quotes(cell);
    if (!first)
        buffer_add_byte(out, ',');
    if (quotes)
        buffer_add_byte(out, '"');
    buffer_add_text(out, before);
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, cell.bytes[i]);
    }
    if (quotes)
        buffer_add_byte(out, '"');
}

void csv_write(struct buffer *out, struct slice cell, bool first)
{
    csv_write_cell(out, csv_is_formula(cell) ? "'" : "", cell, first);
}

void csv_write_exact(struct buffer *out, struct slice cell, bool first)
{
    csv_write_cell(out, "", cell, first);
}

void csv_write_number(struct buffer *out, uint64_t number, bool first)
{
    if (!first)
        buffer_add_byte(out, ',');
    buffer_add_number(out, number);
}

void csv_end_row(struct buffer *out)
{
    buffer_add(out, SLICE("\r\n"));
}
