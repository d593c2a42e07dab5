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
    struct slice group, number, full_number, title, language, authors, blob, reason;
    enum relation relation;
    struct document *of, *revised_by;
    struct object *proposal, *meeting;
    enum doors doors;
    const struct entry *released;
};

/* A blob that an act names: struck ones keep the act that struck them. */
struct blob {
    struct slice hash;         /* hex */
    const struct entry *named; /* the first act that names it */
    const struct entry *struck;
    struct blob *next;
};

struct blob *blob_find(const struct state *state, struct slice hash);
/* Their keys in the state's maps. */
struct slice document_full_number(const void *document);
struct slice blob_hash(const void *blob);

#endif
