/* tool/view.h - the view compiler: a page of HTML with holes becomes a function in C.
 *
 * What    It walks the HTML, so it knows where each hole stands, and the place picks the writer of web/html.h:
 *           between tags          html_text          in a quoted attribute  html_attribute
 *           a whole href or src   html_link          within href or src     html_segment
 *         In a script, a style, a comment, an attribute without quotes or a tag's name a hole is an error. So are event
 *         attributes and style attributes at all: the Content-Security-Policy would drop them.
 * How     {@page decision_page web/page/decision.h}     first line: the struct that is shown, and its header
 *         {@layout}                                     wrapped by layout.html, which shows page->frame; in it {@body}
 *         {question}  {row.name}                        a member of the page, or of a loop's variable
 *         {#each answers answer} ... {/each}            answers is a struct with items and count
 *         {#if contested} ... {:else} ... {/if}         {#if !contested}: not; empty and 0 are no
 *         {>sentence row}                               another view, shown with that struct
 *         {@asset plenary.css}  {@term QUORUM}          a file of static/; a word of the glossary with its explanation
 *         {{                                            a brace
 * Holds   Tags nest. A branch or a loop ends in the place in which it began. A member that is not there is an error of the
 *         C compiler at the line of the view, since the code says #line.
 * Limits  VIEW_DEPTH_MAX blocks and tags. */
#ifndef TOOL_VIEW_H
#define TOOL_VIEW_H

#include "base/buffer.h"

enum { VIEW_DEPTH_MAX = 64, VIEW_NAME_MAX = 64, VIEW_REASON_MAX = 200 };

struct view_error {
    unsigned line;
    char reason[VIEW_REASON_MAX];
};

/* Compiles one view. `name` is the file's name without .html, `path` its name for #line. Declarations go to `header`, the
 * function to `code`. False with line and reason. */
bool view_compile(struct slice name, struct slice path, struct slice source, struct buffer *header, struct buffer *code,
                  struct view_error *error);

#endif
