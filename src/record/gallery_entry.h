/* record/gallery_entry.h - an entry of the gallery: text that a person can read, in one canonical form (docs/format.md, the gallery).
 *
 * What    entry = "plenary/1 " type LF 1*(name ": " value LF), the fields in the order of record/gallery.def, one line each
 * How     if (!gallery_entry_parse(bytes, &entry, &error)) ...
 *         entry.values[GALLERY_FIELD_ABOUT]                          empty when absent
 *         while (gallery_entry_next_receipt(&entry, &at, &receipt)) ...
 * Holds   gallery_entry_parse takes nothing that gallery_entry_write would not give back; any bytes give an entry or an error
 *         with its line. A count.commit has as many receipts as its number says, ascending, none twice.
 * Owns    Nothing: slices point into the bytes that were parsed.
 * Limits  ACT_BYTES_MAX, GALLERY_RECEIPTS_MAX, each field's own.
 * Not     Signatures: an entry has none, the checkpoint above it has. What entries mean together: cmd/gallery_audit.h. */
#ifndef RECORD_GALLERY_ENTRY_H
#define RECORD_GALLERY_ENTRY_H

#include "base/error.h"
#include "record/crypto.h"

enum gallery_field {
#define GALLERY_FIELD(id, name, kind, max, words, meaning) GALLERY_FIELD_##id,
#include "record/gallery.def"
    GALLERY_FIELD_COUNT
};

enum gallery_type {
#define GALLERY_ENTRY(id, name, meaning, fields) GALLERY_##id,
#include "record/gallery.def"
    GALLERY_TYPE_COUNT
};

enum { GALLERY_RECEIPTS_MAX = 512 /* of one entry: 74 bytes each, some 38 KB of the 64 that an entry can have */ };

struct gallery_entry {
    enum gallery_type type;
    struct slice values[GALLERY_FIELD_COUNT]; /* of a field that repeats, the first */
    struct slice receipts;                    /* all their lines */
};

bool gallery_entry_parse(struct slice bytes, struct gallery_entry *entry, struct error *error);
/* Writes the entry from type, values and receipts; nothing is checked. */
void gallery_entry_write(const struct gallery_entry *entry, struct buffer *out);
/* Fills an entry from lines "name: value" in any order, receipts together; false where one is no line of a field. Nothing else is
 * checked: write it and parse what was written. */
bool gallery_entry_fill(struct slice type, struct slice lines, struct gallery_entry *entry);
/* Writes one line of `receipts`. */
void gallery_entry_add_receipt(const struct hash *receipt, struct buffer *lines);
/* Walks the receipts: start with *at = 0; false at the end. */
bool gallery_entry_next_receipt(const struct gallery_entry *entry, size_t *at, struct hash *receipt);
/* A field's number; 0 when it is absent. */
uint64_t gallery_entry_number(const struct gallery_entry *entry, enum gallery_field field);
/* "comment.publish". */
struct slice gallery_type_name(enum gallery_type type);

#endif
