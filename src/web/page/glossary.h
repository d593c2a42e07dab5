// SPDX-License-Identifier: Apache-2.0
/* web/page/glossary.h - the terms of the field, each explained in one line: web/page/glossary.def. */
#ifndef WEB_PAGE_GLOSSARY_H
#define WEB_PAGE_GLOSSARY_H

#include "base/buffer.h"

enum term {
#define TERM(id, word, line) TERM_##id,
#include "web/page/glossary.def"
#undef TERM
    TERM_COUNT
};

struct term_row {
    const char *word, *line;
};

extern const struct term_row term_rows[TERM_COUNT];

/* Its anchor on the page of words: the term, with hyphens for spaces. */
void glossary_add_anchor(struct buffer *out, enum term term);
/* The term as a link to its line, which is also its title: what {@term ID} compiles to. */
void glossary_write(struct buffer *out, enum term term);

#endif
