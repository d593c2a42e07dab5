// SPDX-License-Identifier: Apache-2.0
/* tool/view_code.h - where the compiler stands in a view, and how it writes code.
 *
 * What    The ground of the view compiler. tool/view.c reads a view from brace to brace and hands each to the section that it
 *         stands in: view_facts.c takes the first lines, view_html.c the page, view_data.c the JSON and the CSV.
 * Not     The way in: tool/view.h. */
#ifndef TOOL_VIEW_CODE_H
#define TOOL_VIEW_CODE_H

#include "tool/view.h"

enum section { SECTION_HTML, SECTION_JSON, SECTION_CSV };

enum place {
    PLACE_TEXT,
    PLACE_TAG_NAME,
    PLACE_TAG, /* within a tag, between attributes */
    PLACE_ATTRIBUTE_NAME,
    PLACE_BEFORE_VALUE, /* after the equals sign */
    PLACE_VALUE,        /* in quotes */
    PLACE_BARE_VALUE,
    PLACE_COMMENT,
    PLACE_DECLARATION,
    PLACE_SCRIPT /* also style: until the end tag */
};

enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_EACH, BLOCK_OBJECT };

struct block {
    enum block_kind kind;
    enum place place;
    unsigned line;
    size_t tags;                 /* depth of tags where it began */
    struct slice list, variable; /* of a loop */
    bool value_begun;
    bool of_values; /* of a loop in JSON: its items are values, no objects */
    bool columns;   /* of a loop in CSV: cells stand in it */
};

struct tag {
    struct slice name;
    unsigned line;
};

struct view {
    struct slice name, path, source;
    size_t at;
    unsigned line;
    enum section section;
    enum place place;
    char quote;
    struct slice tag, attribute;
    bool is_end_tag, self_closing, value_begun;
    struct tag tags[VIEW_DEPTH_MAX];
    size_t tag_count;
    struct block blocks[VIEW_DEPTH_MAX];
    size_t block_count;
    bool has_page, has_layout, has_body, begun; /* begun: something but space stands in it */
    bool has_json, has_csv;
    bool may_mean, means; /* text that comes is the meaning of the field before it; some came */
    struct slice page_struct;
    struct view_facts *facts;
    struct buffer *header, *code;
    struct buffer raw;     /* literal text that is not written yet */
    struct buffer fields;  /* the rows of struct json_field */
    struct buffer columns; /* the first line of the CSV */
    struct buffer queries; /* the rows of struct page_query */
    struct view_error *error;
};

bool view_refuse(struct view *view, const char *reason, struct slice about);
bool view_is_space(char byte);
bool view_is_letter(char byte);
bool view_is_name_byte(char byte);
/* Whether it is one of the words between spaces. */
bool view_is_one_of(struct slice name, const char *names);
bool view_name_is_good(struct slice name);
bool view_is_variable(const struct view *view, struct slice name);

void view_add(struct view *view, const char *text);
void view_add_slice(struct view *view, struct slice text);
/* From here on the compiler reports errors at the view's line. */
void view_add_line(struct view *view);
void view_write_line(const struct view *view, struct buffer *out);
/* The inside of a literal in C. */
void view_add_escaped(struct buffer *out, struct slice text);
/* "row.name" as C: row->name for a loop's variable (*row by itself), page->row.name otherwise. */
bool view_add_member(struct view *view, struct slice path);
/* The same as an expression that is never evaluated: where the code asks for a member's type. */
void view_add_type(const struct view *view, struct slice path, struct buffer *out);

/* "if (it holds something) {"; the head of a loop with its variable; both without opening a block. */
bool view_add_if(struct view *view, struct slice path);
bool view_add_loop(struct view *view, struct slice path, struct slice variable);
struct block *view_open_block(struct view *view, enum block_kind kind);
/* The innermost, if it is of that kind; NULL otherwise. */
struct block *view_block(struct view *view, enum block_kind kind);

/* Includes the header of a view that this one shows. */
void view_add_include(struct view *view, struct slice name);
/* The signature of view_NAMEpart, to the header and to the code. */
void view_add_signatures(struct view *view, const char *part, const char *out);

#endif
