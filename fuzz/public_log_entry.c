// SPDX-License-Identifier: Apache-2.0
/* fuzz/public_log_entry.c - any bytes as an entry of the public log, and as a receipt. */
#include "fuzz.h"

#include "record/public_log_entry.h"
#include "record/receipt.h"
#include "log/crypto.h"

static void read_receipt(struct slice input)
{
    struct receipt receipt;
    struct hash commitment;
    struct buffer out = room();
    if (!receipt_parse(input, &receipt, NULL))
        return;
    receipt_write(&receipt, &out);
    check(slice_equal(buffer_slice(&out), input));
    receipt_commit(&receipt, crypto_native(), &commitment);
}

/* An entry made of its lines, as the inbox hands them over, is the entry that was read. */
static void fill_again(struct slice input, const struct public_log_entry *entry)
{
    struct slice rest = input, first;
    struct public_log_entry again = { 0 };
    struct hash receipt;
    struct buffer out = room(), lines = room();
    slice_next(&rest, '\n', &first);
    check(public_log_entry_fill(public_log_type_name(entry->type), rest, &again));
    public_log_entry_write(&again, &out);
    check(slice_equal(buffer_slice(&out), input));
    for (size_t at = 0; public_log_entry_next_receipt(entry, &at, &receipt);)
        public_log_entry_add_receipt(&receipt, &lines);
    check(slice_equal(buffer_slice(&lines), entry->receipts));
}

/* Any lines make an entry or none. */
static void fill_any(struct slice input)
{
    struct public_log_entry entry = { 0 };
    (void)public_log_entry_fill(SLICE("comment.strike"), input, &entry);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct slice const input = { (const char *)bytes, count };
    struct public_log_entry entry;
    struct hash receipt;
    struct error error;
    struct buffer out = room();
    size_t at = 0, walked = 0;
    read_receipt(input);
    fill_any(input);
    if (!public_log_entry_parse(input, &entry, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    public_log_entry_write(&entry, &out);
    check(slice_equal(buffer_slice(&out), input));
    if (entry.values[PUBLIC_LOG_FIELD_REASON].length > 0)
        plant_bug(entry.values[PUBLIC_LOG_FIELD_REASON], 11);
    while (public_log_entry_next_receipt(&entry, &at, &receipt))
        walked++;
    fill_again(input, &entry);
    check(entry.type != PUBLIC_LOG_COUNT_COMMIT || walked == public_log_entry_number(&entry, PUBLIC_LOG_FIELD_NUMBER));
    return 0;
}
