/* cmd/gallery_audit.h - a copy of a conference's gallery, checked from the first byte to the last.
 *
 * What    The warrant by the record's key, and the checkpoint by the key that it names; every entry and tile hashed again; each entry in its
 *         one form, of this conference; strikes of comments that are there and were not struck; counts that add up; comments and
 *         receipts that stand twice; blobs; what else stands in the copy; an earlier copy beside it; whether a person's receipt is among those counted.
 * How     struct gallery_audit *audit = gallery_audit_run(&input, &error);     NULL: it could not be done (disk, network)
 *         if (audit->there) ... audit->problems[i] ...; gallery_audit_free(audit);
 * Holds   Nothing that is read is believed before it is bound to the checkpoint. One pass over the entries. Memory: some 200 bytes a
 *         comment or counted message, since each is looked for among all before it, and a little for each campaign and place.
 * Limits  GALLERY_PROBLEMS_MAX problems are kept, all are counted. */
#ifndef CMD_GALLERY_AUDIT_H
#define CMD_GALLERY_AUDIT_H

#include "base/map.h"
#include "record/checkpoint.h"
#include "record/gallery_entry.h"
#include "record/receipt.h"
#include "store/copy.h"

enum { GALLERY_PROBLEMS_MAX = 16, GALLERY_NOTE_BYTES_MAX = 1 << 18 };

struct gallery_audit_input {
    struct copy *whole;            /* of the record; the gallery is below gallery/ */
    struct key log;                /* the record's verifier key: the only trust */
    struct copy *earlier;          /* an earlier copy of the whole, or NULL */
    const struct receipt *receipt; /* to be looked for, or NULL */
    bool blobs;
};

struct gallery_problem {
    struct error error;
    bool at_entry;
    uint64_t index;
};

struct gallery_audit_comment {
    uint64_t seq;
    struct hash blob;
    bool struck;
};

struct gallery_audit {
    bool there, signed_well;
    uint64_t size, entries, tiles, parts;
    uint64_t comments, strikes, refused, messages, blobs_here, blobs_missing, blobs_struck_here;
    bool receipt_found;
    uint64_t receipt_entry;
    struct gallery_problem problems[GALLERY_PROBLEMS_MAX];
    size_t problem_count;
    uint64_t problems_all;
};

struct gallery_audit *gallery_audit_run(const struct gallery_audit_input *input, struct error *error);
/* NULL is let be. */
void gallery_audit_free(struct gallery_audit *audit);

#endif
