// SPDX-License-Identifier: Apache-2.0
/* tool/view_facts.h - the first lines of a view: its page, its route, its arguments, what it means. */
#ifndef TOOL_VIEW_FACTS_H
#define TOOL_VIEW_FACTS_H

#include "tool/view_code.h"

/* `{@what rest}`. *known: it is a fact. */
bool view_fact(struct view *view, struct slice what, struct slice rest, bool *known);
/* After all: the row of the page. */
void view_add_page(struct view *view);

#endif
