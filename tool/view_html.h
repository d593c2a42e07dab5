// SPDX-License-Identifier: Apache-2.0
/* tool/view_html.h - the page of a view: HTML with holes, each written as its place wants it. */
#ifndef TOOL_VIEW_HTML_H
#define TOOL_VIEW_HTML_H

#include "tool/view_code.h"

/* What stands between braces, without them. */
bool view_html_brace(struct view *view, struct slice inside);
/* A byte outside of them. */
bool view_html_byte(struct view *view, char byte);
/* Ends the function of the section. */
bool view_html_end(struct view *view);

#endif
