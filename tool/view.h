// SPDX-License-Identifier: Apache-2.0
/* tool/view.h - the view compiler: a page of HTML with holes, and the same page for programs, become functions in C.
 *
 * What    A view is what the build knows of a page: its address, its HTML, its JSON and its CSV. Of the HTML the compiler knows
 *         where each hole stands, and the place picks the writer of web/html.h:
 *           between tags          html_text          in a quoted attribute  html_attribute
 *           a whole href or src   html_link          within href or src     html_segment
 *         In a script, a style, a comment, an attribute without quotes or a tag's name a hole is an error. So are event
 *         attributes and style attributes at all: the Content-Security-Policy would drop them.
 *         Of the JSON the type of a member in C picks the kind (web/json.h), so that a number is a number; from the same rows come
 *         docs/api.md and /openapi.json.
 * How     First the facts, a line each:
 *         {@page decision_page web/page/decision.h}     the struct that is shown, and its header
 *         {@route /{conference}/decisions/{code} acts}  its address, and what it needs: acts, conference or nothing; with "framed"
 *                                                       other sites may show it
 *         {@about One decision, ...}                    what the page is, for the description of the API
 *         {@query group narrows it to a group}          an argument of the address, for the same
 *         {@type image/svg+xml}                         where it is no HTML
 *         {@layout}                                     wrapped by layout.html, which shows page->frame; in it {@body}
 *         Then the HTML:
 *         {question}  {row.name}                        a member of the page, or of a loop's variable
 *         {#each answers answer} ... {/each}            answers is a struct with items and count
 *         {#if contested} ... {:else} ... {/if}         {#if !contested}: not; empty and 0 are no
 *         {>sentence row}                               another view, shown with that struct
 *         {@asset plenary.css}  {@term QUORUM}          a file of static/; a word of the glossary with its explanation
 *         {{                                            a brace
 *         Then {@json}, where what follows a field on its line is its meaning:
 *         {code} its code                               "code": its value; with {@layout} the layout's members come first
 *         {answer=row.word}                             by another name
 *         {?effect}                                     left out when it holds nothing
 *         {#each answers row} ... {/each}               a list of objects; of values, where {row} or {>sentence row} stands alone
 *         {#if open} ... {:else} ... {/if}              members that are not always there
 *         {#object proof} ... {/object}                 an object
 *         {>sentence opening}                           an object that another view's JSON describes
 *         {...brief brief}                              the members of another view's JSON, among these
 *         Then {@csv}: loops, the innermost of which holds the columns: {#each list row}{code=row.code}{row.name}{/each}
 * Holds   Tags nest. A branch or a loop ends in the place in which it began. A member that is not there is an error of the
 *         C compiler at the line of the view, since the code says #line. A table has one set of columns.
 * Limits  VIEW_DEPTH_MAX blocks and tags; VIEW_FIELDS_BYTES_MAX of rows about the JSON. */
#ifndef TOOL_VIEW_H
#define TOOL_VIEW_H

#include "base/buffer.h"

enum { VIEW_DEPTH_MAX = 64, VIEW_NAME_MAX = 64, VIEW_REASON_MAX = 200, VIEW_FIELDS_BYTES_MAX = 1 << 16 };

struct view_error {
    unsigned line;
    char reason[VIEW_REASON_MAX];
};

/* Slices of the source; empty: not said. */
struct view_facts {
    struct slice route, needs, about, type;
    bool framed, has_json;
};

/* Compiles one view. `name` is the file's name without .html, `path` its name for #line. Declarations go to `header`, the
 * functions to `code`. False with line and reason. */
bool view_compile(struct slice name, struct slice path, struct slice source, struct buffer *header, struct buffer *code,
                  struct view_facts *facts, struct view_error *error);

#endif
