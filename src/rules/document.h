// SPDX-License-Identifier: Apache-2.0
/* rules/document.h - registered documents: series, number, revisions; open or closed.
 *
 * What    A revision replaces, an addendum adds, a corrigendum corrects errors. A closed document is known by its salted hash
 *         alone; document.release shows that its bytes are what was committed to. */
#ifndef RULES_DOCUMENT_H
#define RULES_DOCUMENT_H

#include "rules/meeting.h"

enum relation { RELATION_NONE = -1, RELATION_REVISION, RELATION_ADDENDUM, RELATION_CORRIGENDUM };

struct document {
    struct object object;
    struct slice group, number, title, language, authors, blob, reason;
    enum relation relation;
    const struct document *of, *revised_by;
    const struct object *proposal, *meeting;
    enum doors doors;
    const struct entry *released;
};

#endif
