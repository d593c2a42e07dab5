// SPDX-License-Identifier: Apache-2.0
/* fuzz/csv.c - any bytes as a table: what was read is read again from what is written. */
#include "fuzz.h"

#include "formats/csv.h"

static unsigned char memory[1 << 20], again_memory[1 << 20];

static bool is_kept(struct slice cell) /* no apostrophe is put before it */
{
    return cell.length == 0 || strchr("=+-@\t\r", cell.bytes[0]) == NULL;
}

/* One row written, then read: the same cells. */
static void check_row(const struct csv_row *row)
{
    static struct csv_row again;
    struct arena arena = { again_memory, 0, sizeof again_memory };
    struct buffer out = room();
    struct csv csv;
    struct error error;
    for (size_t i = 0; i < row->count; i++)
        csv_write(&out, row->cells[i], i == 0);
    csv_end_row(&out);
    if (row->count == 1 && row->cells[0].length == 0)
        return; /* an empty line is no row */
    check(!out.full && csv_begin(buffer_slice(&out), &csv, &error));
    csv.comma = ',';
    csv.at = 0; /* a mark of byte order in a cell is a cell's */
    check(csv_next(&csv, &arena, &again, &error) && again.count == row->count);
    for (size_t i = 0; i < row->count; i++)
        check(!is_kept(row->cells[i]) || slice_equal(row->cells[i], again.cells[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct csv csv;
    static struct csv_row row;
    struct error error;
    if (!csv_begin((struct slice){ (const char *)bytes, count }, &csv, &error))
        return 0;
    while (csv_next(&csv, &arena, &row, &error)) {
        plant_bug(row.cells[0], 40);
        check_row(&row);
    }
    check(error.fault != FAULT_NONE || csv.at == csv.text.length);
    return 0;
}
