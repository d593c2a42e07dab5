/* cmd/public_log_audit.h - a copy of a conference's public log, checked from the first byte to the last.
 *
 * What    The key delegation by the record's key, and the checkpoint by the key that it names; every entry and tile hashed again; each entry in its
 *         one form, of this conference; strikes of comments that are there and were not struck; counts that add up; comments and
 *         receipts that stand twice; blobs; what else stands in the copy; an earlier copy beside it; whether a person's receipt is among those counted.
 * How     struct public_log_audit *audit = public_log_audit_run(&input, &error);  // NULL: it could not be done
 *         if (audit->there) ...  // audit->problems says what is wrong
 *         public_log_audit_free(audit);
 * Holds   Nothing that is read is believed before it is bound to the checkpoint. One pass over the entries. Memory: some 200 bytes a
 *         comment or counted message, since each is looked for among all before it, and a little for each campaign and place.
 * Limits  PUBLIC_LOG_PROBLEMS_MAX problems are kept, all are counted. */
#ifndef CMD_PUBLIC_LOG_AUDIT_H
#define CMD_PUBLIC_LOG_AUDIT_H

#include "base/map.h"
#include "record/checkpoint.h"
#include "record/public_log_entry.h"
#include "record/receipt.h"
#include "log/log_source.h"

enum { PUBLIC_LOG_PROBLEMS_MAX = 16, PUBLIC_LOG_NOTE_BYTES_MAX = 1 << 18 };

struct public_log_audit_input {
    struct log_source *whole;      /* of the record; the public log is below public log/ */
    struct key log;                /* the record's verifier key: the only trust */
    struct log_source *earlier;    /* an earlier copy of the whole, or NULL */
    const struct receipt *receipt; /* to be looked for, or NULL */
    bool blobs;
};

struct public_log_problem {
    struct error error;
    bool at_entry;
    uint64_t index;
};

struct public_log_audit_comment {
    uint64_t seq;
    struct hash blob;
    bool struck;
};

struct public_log_audit {
    bool there, signed_well;
    uint64_t size, entries, tiles, parts;
    uint64_t comments, strikes, refused, messages, blobs_here, blobs_missing, blobs_struck_here;
    bool receipt_found;
    uint64_t receipt_entry;
    struct public_log_problem problems[PUBLIC_LOG_PROBLEMS_MAX];
    size_t problem_count;
    uint64_t problems_all;
};

struct public_log_audit *public_log_audit_run(const struct public_log_audit_input *input, struct error *error);
/* NULL is let be. */
void public_log_audit_free(struct public_log_audit *audit);

#endif
