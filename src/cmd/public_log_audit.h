// SPDX-License-Identifier: Apache-2.0
/* cmd/public_log_audit.h - a conference's public log, checked from the first byte to the last.
 *
 * What    The key delegation by the record's key; by the key that it names, what log/log_audit.h checks of any log. Each entry in its
 *         one form, of this conference; strikes of comments that are there and were not struck; counts that add up; comments and
 *         receipts that stand twice; blobs; whether a person's receipt is among those counted.
 * How     struct public_log_audit *audit = public_log_audit_run(&input, &error);  // NULL: it could not be done (disk, network)
 *         if (audit->there) audit->log.problems[0];
 *         public_log_audit_free(audit);
 * Holds   Nothing is trusted before it is bound to the checkpoint. One pass over the entries. Memory: some 200 bytes a
 *         comment or counted message, since each is looked for among all before it, and a little for each campaign and place. */
#ifndef CMD_PUBLIC_LOG_AUDIT_H
#define CMD_PUBLIC_LOG_AUDIT_H

#include "base/map.h"
#include "log/log_audit.h"
#include "record/public_log_entry.h"
#include "record/receipt.h"

struct public_log_audit_input {
    struct log_source *source;     /* of the record; the public log is below public-log/ */
    struct key log;                /* the record's verifier key: the only trust */
    struct log_source *earlier;    /* an earlier copy of the whole, or NULL */
    const struct receipt *receipt; /* to be looked for, or NULL */
    bool blobs;
};

struct public_log_audit {
    bool there;
    struct log_audit log;
    uint64_t comments, strikes, refused, messages, blobs_here, blobs_missing, blobs_struck_here;
    bool receipt_found;
    uint64_t receipt_entry;
};

struct public_log_audit *public_log_audit_run(const struct public_log_audit_input *input, struct error *error);
/* NULL is ignored. */
void public_log_audit_free(struct public_log_audit *audit);

#endif
