// SPDX-License-Identifier: Apache-2.0
/* cmd/html_to_text.h - a page of ours on a terminal: the text of its main part, without markup.
 *
 * What    Headings, paragraphs, lists, tables and quotations as lines; links as their words; plates as signs, one a member, of the
 *         same shapes as in the page; any other drawing as the words that are read aloud for it. The terminal shows what the page shows,
 *         since both come from the same bytes.
 * Not     HTML of others: it reads what views/ writes. */
#ifndef CMD_HTML_TO_TEXT_H
#define CMD_HTML_TO_TEXT_H

#include "base/buffer.h"

void html_to_text_write(struct slice html, struct buffer *out);
/* The lines of `text`, none longer than `width` characters where words allow it; what goes on is indented. */
void html_to_text_wrap(struct slice text, unsigned width, struct buffer *out);

#endif
