// SPDX-License-Identifier: Apache-2.0
/* Tables of text: what is accepted, what is refused and in which line, what a spreadsheet gets. */
#include "test.h"

#include "formats/csv.h"

/* The cells of all rows, each in brackets, rows parted by bars; or the fault with its line. */
static struct slice shown(struct slice text, struct buffer *out)
{
    static unsigned char memory[1 << 16];
    struct arena arena = { memory, 0, sizeof memory };
    struct csv csv;
    struct csv_row row;
    struct error error = { 0 };
    buffer_clear(out);
    bool begun = csv_begin(text, &csv, &error);
    while (begun && csv_next(&csv, &arena, &row, &error)) {
        for (size_t i = 0; i < row.count; i++) {
            buffer_add_byte(out, '[');
            buffer_add(out, row.cells[i]);
            buffer_add_byte(out, ']');
        }
        buffer_add_byte(out, '|');
    }
    if (error.fault != FAULT_NONE) {
        buffer_add_text(out, fault_row(error.fault)->name);
        buffer_add_byte(out, ' ');
        buffer_add_number(out, error.line);
    }
    return buffer_slice(out);
}

static void tables_are_read(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        { "", "" },
        { "\n\r\n", "" },
        { "a,b\n1,2\n", "[a][b]|[1][2]|" },
        { "\xef\xbb\xbf"
          "a;b\r\n1;2",
          "[a][b]|[1][2]|" },
        { "a\tb\n1,5\t2\n", "[a][b]|[1,5][2]|" },
        { "a,b\n,\n\n\"\",x\n", "[a][b]|[][]|[][x]|" },
        { "a\n\"say \"\"no\"\"\"\n", "[a]|[say \"no\"]|" },
        { "a,b\n\"two\nlines\",\"a,b\"\r\nc,d\n", "[a][b]|[two\nlines][a,b]|[c][d]|" },
        { "a\n\"open\nand never shut\n", "[a]|csv-open 2" },
        { "a\nsay \"no\"\n", "[a]|csv-quote 2" },
        { "a\n\"b\"c\n", "[a]|csv-quote 2" },
        { "a\rb\n", "csv-quote 1" },
        { "a\n\xff\n", "csv-text 0" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char memory[256];
        struct buffer out = BUFFER(memory);
        assert_slice(shown(slice_of(rows[i].text), &out), rows[i].shown);
    }
}

static void limits_hold(void **state)
{
    static char wide[2 * CSV_CELLS_MAX + 2], memory[512];
    struct buffer out = BUFFER(memory);
    (void)state;
    memset(wide, ',', CSV_CELLS_MAX);
    assert_slice(shown((struct slice){ wide, CSV_CELLS_MAX }, &out), "csv-cells 1");
    assert_slice(shown((struct slice){ "a\0b", 3 }, &out), "csv-text 0");
}

static void what_is_written_is_read_and_reckons_nothing(void **state)
{
    char memory[256], again[256];
    struct buffer out = BUFFER(memory), read = BUFFER(again);
    (void)state;
    csv_write(&out, SLICE("plain"), true);
    csv_write(&out, SLICE("a, \"b\"\nc"), false);
    csv_write_number(&out, 7, false);
    csv_write(&out, SLICE("=1+1"), false);
    csv_write(&out, SLICE(""), false);
    csv_end_row(&out);
    assert_slice(buffer_slice(&out), "plain,\"a, \"\"b\"\"\nc\",7,'=1+1,\r\n");
    assert_slice(shown(buffer_slice(&out), &read), "[plain][a, \"b\"\nc][7]['=1+1][]|");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tables_are_read), cmocka_unit_test(limits_hold),
                                        cmocka_unit_test(what_is_written_is_read_and_reckons_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
