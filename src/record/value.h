/* record/value.h - the kinds of value that a field can have: docs/format.md, grammar.
 *
 * What    value_check says whether the bytes after "name: " are a value of the field's kind; the readers take apart what
 *         has parts. A value of several lines keeps its "\n " as it stands in the act; value_unfold gives plain lines.
 * Owns    Nothing, but what goes into the arena that is handed in. */
#ifndef RECORD_VALUE_H
#define RECORD_VALUE_H

#include "base/arena.h"
#include "base/error.h"
#include "record/act_type.h"
#include "record/crypto.h"

/* The field's marks: PP-10 guidelines on proposals (docs/format.md). */
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
    struct slice origins; /* codes and items with single spaces, or "new", "not-given", "editorial" */
    struct slice words;   /* folded; may be empty */
};

struct source_value {
    struct slice url;
    struct slice words; /* folded lines after the address */
};

/* Whether the value is one of that field; the word of a WORD field is looked for by field_word. `line` is where it begins,
 * for the error. */
bool value_check(const struct field_type *field, struct slice value, uint32_t line, struct error *error);

bool value_is_code(struct slice text);
bool value_is_origin(struct slice text);
/* "SIZE ROOT". */
bool value_read_seen(struct slice value, uint64_t *size, struct hash *root);
/* A number or "unknown"; *known says which. */
bool value_read_count(struct slice value, bool *known, uint64_t *number);
bool value_read_item(struct slice value, struct item_value *item);
bool value_read_part(struct slice value, struct part_value *part);
struct source_value value_read_source(struct slice value);
/* Cuts "CODE rest" at the first space. */
bool value_read_pair(struct slice value, struct slice *code, struct slice *rest);
const char *mark_name(enum mark mark);
bool mark_has_words(enum mark mark);

/* Plain lines from a folded value: each "\n " becomes "\n". Without a further line the value itself is given back. */
struct slice value_unfold(struct slice value, struct arena *arena);
/* Writes plain lines as a value: each "\n" becomes "\n ". */
void value_fold(struct slice lines, struct buffer *out);
/* Length of the first line. */
struct slice value_first_line(struct slice value);
/* All lines but the first, still folded, without the "\n " before them. */
struct slice value_more_lines(struct slice value);

#endif
