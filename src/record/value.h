// SPDX-License-Identifier: Apache-2.0
/* record/value.h - the kinds of value that a field can have: docs/format.md, grammar.
 *
 * What    value_check checks the bytes after "name: " against the kind of the field. The readers split values that have parts. A
 *         value of several lines is kept folded, with its "\n " as it stands in the act; value_unfold gives plain lines.
 * How     if (!value_check(field, value, line, &error)) return false;
 *         struct slice const lines = value_unfold(value, arena);
 * Owns    Nothing except what value_unfold puts into the arena. */
#ifndef RECORD_VALUE_H
#define RECORD_VALUE_H

#include "base/arena.h"
#include "base/error.h"
#include "record/act_type.h"
#include "record/crypto.h"

/* The marks of ITU's guidelines for proposals (docs/format.md). */
enum mark {
    MARK_ADD,
    MARK_ADD_MOVED,
    MARK_MOD,
    MARK_MOD_EDITORIAL,
    MARK_SUP,
    MARK_SUP_MOVED,
    MARK_NOC,
    MARK_NOC_ACTIVE
};

struct item_value {
    enum mark mark;
    struct slice target;
    struct slice words; /* folded; empty for SUP and NOC */
};

struct part_value {
    struct slice provision;
    struct slice origins; /* separated by spaces: targets, "new", "not-given", "editorial" */
    struct slice words;   /* folded; may be empty */
};

struct source_value {
    struct slice url;
    struct slice words; /* the lines after the address, folded */
};

/* Checks a value of that field, except the word of a WORD field: field_word does that. `line` is where the value begins, for
 * the error. */
bool value_check(const struct field_type *field, struct slice value, uint32_t line, struct error *error);

bool value_is_code(struct slice text);
bool value_is_origin(struct slice text);
/* Reads "SIZE ROOT". */
bool value_read_seen(struct slice value, uint64_t *size, struct hash *root);
/* Reads a number or "unknown"; *known says which it is. */
bool value_read_count(struct slice value, bool *known, uint64_t *number);
bool value_read_item(struct slice value, struct item_value *item);
bool value_read_part(struct slice value, struct part_value *part);
struct source_value value_read_source(struct slice value);
/* Splits "CODE rest" at the first space. */
bool value_read_pair(struct slice value, struct slice *code, struct slice *rest);
const char *mark_name(enum mark mark);
bool mark_has_words(enum mark mark);

/* The plain lines of a folded value: each "\n " becomes "\n". A value of one line is returned itself. */
struct slice value_unfold(struct slice value, struct arena *arena);
/* Writes plain lines as a folded value: each "\n" becomes "\n ". */
void value_fold(struct slice lines, struct buffer *out);
/* The first line. */
struct slice value_first_line(struct slice value);
/* All lines after the first, still folded, without the "\n " before them. */
struct slice value_more_lines(struct slice value);

#endif
