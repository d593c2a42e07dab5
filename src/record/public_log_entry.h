// SPDX-License-Identifier: Apache-2.0
/* record/public_log_entry.h - an entry of the public log: text that a person can read, in one canonical form (docs/format.md, the public log).
 *
 * What    entry = "plenary/1 " type LF 1*(name ": " value LF), the fields in the order of record/public_log.def, one line each
 * How     if (!public_log_entry_parse(bytes, &entry, &error)) ...
 *         entry.values[PUBLIC_LOG_FIELD_ABOUT];                         // empty when absent
 *         while (public_log_entry_next_receipt(&entry, &at, &receipt)) ...
 * Holds   public_log_entry_parse takes nothing that public_log_entry_write would not give back; any bytes give an entry or an error
 *         with its line. A count.commit has as many receipts as its number says, ascending, none twice.
 * Owns    Nothing: slices point into the bytes that were parsed.
 * Limits  ACT_BYTES_MAX, PUBLIC_LOG_RECEIPTS_MAX, each field's own.
 * Not     Signatures: an entry has none, the checkpoint above it has. What entries mean together: cmd/public_log_audit.h. */
#ifndef RECORD_PUBLIC_LOG_ENTRY_H
#define RECORD_PUBLIC_LOG_ENTRY_H

#include "base/error.h"
#include "record/crypto.h"

enum public_log_field {
#define PUBLIC_LOG_FIELD(id, name, kind, max, words, meaning) PUBLIC_LOG_FIELD_##id,
#include "record/public_log.def"
    PUBLIC_LOG_FIELD_COUNT
};

enum public_log_type {
#define PUBLIC_LOG_ENTRY(id, name, meaning, fields) PUBLIC_LOG_##id,
#include "record/public_log.def"
    PUBLIC_LOG_TYPE_COUNT
};

enum { PUBLIC_LOG_RECEIPTS_MAX = 512 /* of one entry: 74 bytes each, some 38 KB of the 64 that an entry can have */ };

struct public_log_entry {
    enum public_log_type type;
    struct slice values[PUBLIC_LOG_FIELD_COUNT]; /* of a field that repeats, the first */
    struct slice receipts;                       /* all their lines */
};

bool public_log_entry_parse(struct slice bytes, struct public_log_entry *entry, struct error *error);
/* Writes the entry from type, values and receipts; nothing is checked. */
void public_log_entry_write(const struct public_log_entry *entry, struct buffer *out);
/* Fills an entry from lines "name: value" in any order, receipts together; false where one is no line of a field. Nothing else is
 * checked: write it and parse what was written. */
bool public_log_entry_fill(struct slice type, struct slice lines, struct public_log_entry *entry);
/* Writes one line of `receipts`. */
void public_log_entry_add_receipt(const struct hash *receipt, struct buffer *lines);
/* Walks the receipts: start with *at = 0; false at the end. */
bool public_log_entry_next_receipt(const struct public_log_entry *entry, size_t *at, struct hash *receipt);
/* A field's number; 0 when it is absent. */
uint64_t public_log_entry_number(const struct public_log_entry *entry, enum public_log_field field);
/* "comment.publish". */
struct slice public_log_type_name(enum public_log_type type);

#endif
