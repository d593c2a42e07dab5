// SPDX-License-Identifier: Apache-2.0
/* Entries of the public log: one way to write each. */
#include "test.h"

#include "record/fault.h"
#include "record/public_log_entry.h"

#define HEAD "conference: a.example/talks\ntime: 2026-03-14T16:41:08Z\n"
#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const char *const good[] = {
    "plenary/1 comment.publish\n" HEAD "about: charter/7\ncountry: NORTH\nblob: " HASH_A "\n",
    "plenary/1 comment.publish\n" HEAD "about: P-9:7\nblob: " HASH_A "\n",
    "plenary/1 comment.strike\n" HEAD "entry: 12\nwho: writer\nreason: Taken back.\n",
    "plenary/1 comment.refuse\n" HEAD "about: D-7\nblob: " HASH_A "\nreason: It is an advertisement.\n",
    "plenary/1 count.commit\n" HEAD "campaign: open\nplace: NORTH\nnumber: 2\ntotal: 5\nreceipt: " HASH_A
    "\nreceipt: " HASH_B "\n",
    "plenary/1 count.answers\n" HEAD "campaign: open\nplace: NORTH\nasked: 5\nyes: 2\nno: 3\n",
};

static void what_is_read_is_written_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        char memory[1000];
        struct buffer out = BUFFER(memory);
        struct public_log_entry entry;
        struct error error;
        assert_true(public_log_entry_parse(slice_of(good[i]), &entry, &error));
        public_log_entry_write(&entry, &out);
        assert_slice(buffer_slice(&out), good[i]);
    }
}

static void receipts_are_walked(void **state)
{
    struct public_log_entry entry;
    struct error error;
    struct hash receipt;
    size_t at = 0;
    (void)state;
    assert_true(public_log_entry_parse(slice_of(good[4]), &entry, &error));
    assert_true(public_log_entry_next_receipt(&entry, &at, &receipt));
    assert_int_equal(receipt.bytes[0], 0xaa);
    assert_true(public_log_entry_next_receipt(&entry, &at, &receipt));
    assert_int_equal(receipt.bytes[31], 0xbb);
    assert_false(public_log_entry_next_receipt(&entry, &at, &receipt));
    assert_int_equal(public_log_entry_number(&entry, PUBLIC_LOG_FIELD_TOTAL), 5);
}

static void each_other_way_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const struct fault *fault;
        unsigned line;
    } rows[] = {
        { "", FAULT_ACT_LINE_END, 0 },
        { "plenary/2 comment.strike\n", FAULT_ACT_FIRST_LINE, 1 },
        { "plenary/1 proposal.submit\n" HEAD, FAULT_PUBLIC_LOG_TYPE, 1 },
        { "plenary/1 comment.publish\n" HEAD "about: charter/7\n", FAULT_FIELD_MISSING, 5 },
        { "plenary/1 comment.publish\n" HEAD "blob: " HASH_A "\nabout: charter/7\n", FAULT_FIELD_MISSING, 4 },
        { "plenary/1 comment.publish\n" HEAD "about: charter/7\nabout: charter/7\nblob: " HASH_A "\n",
          FAULT_FIELD_MISSING, 5 },
        { "plenary/1 comment.publish\n" HEAD "about: charter/7\nblob: " HASH_A "\n\n", FAULT_FIELD_SHAPE, 6 },
        { "plenary/1 comment.publish\n" HEAD "about: charter/7\ncountry: \nblob: " HASH_A "\n", FAULT_FIELD_EMPTY, 5 },
        { "plenary/1 comment.publish\n" HEAD "about: a b\nblob: " HASH_A "\n", FAULT_VALUE_TARGET, 4 },
        { "plenary/1 comment.strike\n" HEAD "entry: 12\nwho: chair\nreason: No.\n", FAULT_VALUE_WORD, 5 },
        { "plenary/1 comment.strike\n" HEAD "entry: 012\nwho: writer\nreason: No.\n", FAULT_VALUE_NUMBER, 4 },
        { "plenary/1 comment.strike\n" HEAD "entry: 12\nwho: writer\nreason: No.\n more\n", FAULT_FIELD_SHAPE, 7 },
        { "plenary/1 comment.strike\n" HEAD "entry: 12\nwho: writer\nreason: \xE2\x80\xAEoN\n", FAULT_CHARACTER, 6 },
        { "plenary/1 count.commit\n" HEAD "campaign: open\nplace: N\nnumber: 2\ntotal: 5\nreceipt: " HASH_B
          "\nreceipt: " HASH_A "\n",
          FAULT_PUBLIC_LOG_RECEIPTS, 0 },
        { "plenary/1 count.commit\n" HEAD "campaign: open\nplace: N\nnumber: 2\ntotal: 5\nreceipt: " HASH_A
          "\nreceipt: " HASH_A "\n",
          FAULT_PUBLIC_LOG_RECEIPTS, 0 },
        { "plenary/1 count.commit\n" HEAD "campaign: open\nplace: N\nnumber: 2\ntotal: 5\nreceipt: " HASH_A "\n",
          FAULT_PUBLIC_LOG_NUMBER, 0 },
        { "plenary/1 count.commit\n" HEAD "campaign: open\nplace: N\nnumber: 1\ntotal: 0\nreceipt: " HASH_A "\n",
          FAULT_PUBLIC_LOG_NUMBER, 0 },
        { "plenary/1 count.answers\n" HEAD "campaign: open\nplace: N\nasked: 5\nyes: 3\nno: 3\n",
          FAULT_PUBLIC_LOG_NUMBER, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct public_log_entry entry;
        struct error error;
        assert_false(public_log_entry_parse(slice_of(rows[i].text), &entry, &error));
        assert_string_equal(fault_row(error.fault)->name, fault_row(rows[i].fault)->name);
        assert_int_equal(error.line, rows[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_the_same),
        cmocka_unit_test(receipts_are_walked),
        cmocka_unit_test(each_other_way_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
