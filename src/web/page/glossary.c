// SPDX-License-Identifier: Apache-2.0
#include "web/page/glossary.h"

#include "web/html.h"

const struct term_row term_rows[TERM_COUNT] = {
#define TERM(id, word, line) [TERM_##id] = { word, line },
#include "web/page/glossary.def"
#undef TERM
};

void glossary_add_anchor(struct buffer *out, enum term term)
{
    for (const char *word = term_rows[term].word; *word != '\0'; word++)
        buffer_add_byte(out, *word == ' ' ? '-' : *word);
}

void glossary_write(struct buffer *out, enum term term)
{
    html_raw(out, SLICE("<a class=\"term\" href=\"/words#"));
    glossary_add_anchor(out, term);
    html_raw(out, SLICE("\" title=\""));
    html_attribute(out, term_rows[term].line);
    html_raw(out, SLICE("\">"));
    html_text(out, term_rows[term].word);
    html_raw(out, SLICE("</a>"));
}
