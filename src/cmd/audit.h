// SPDX-License-Identifier: Apache-2.0
/* cmd/audit.h - checks a record of a server or a mirror, from the first byte to the last.
 *
 * What    What log/log_audit.h checks of any log; and every act parsed, its key found by its place, its signature checked
 *         (cmd/checkers.h), judged and replayed; the first act; blobs.
 * How     struct audit *audit = audit_run(&input, &error);  // NULL: it could not be done (disk, network)
 *         audit_verdict(audit); audit->log.problems[0]; audit_free(audit);
 * Holds   Nothing is trusted before it is bound to the checkpoint. One pass over the entries; apart from the state, memory is
 *         constant. */
#ifndef CMD_AUDIT_H
#define CMD_AUDIT_H

#include "log/log_audit.h"
#include "rules/state.h"

enum audit_verdict { AUDIT_SO, AUDIT_NOT_SO, AUDIT_CANNOT_KNOW };

struct audit_input {
    struct log_source *source;
    struct key key;                                             /* the log's verifier key: the only trust */
    struct slice genesis;                                       /* hex hash of the first entry, or empty */
    struct log_source *earlier;                                 /* an earlier copy, or NULL */
    struct slice earlier_checkpoint;                            /* or an earlier checkpoint alone, or empty */
    bool blobs;                                                 /* read them too */
    void (*show)(void *context, uint64_t done, uint64_t total); /* progress; NULL: none */
    void *context;
};

struct checkers;

struct audit {
    const struct audit_input *input;
    struct log_audit log;
    struct checkers *checkers; /* while it runs */
    struct arena arena;        /* of the state */
    size_t arena_used;
    struct state state;
    struct hash state_hash;
    bool replay_ended; /* before the end: the state is of what came before */
    uint64_t signatures_bad;
    uint64_t not_nfc, not_nfc_first; /* acts that no server should have taken, and the first of them; a warning alone */
    uint64_t blobs_here, blobs_missing, blobs_closed, blobs_struck, blobs_struck_here;
};

struct audit *audit_run(const struct audit_input *input, struct error *error);
/* NULL is ignored. */
void audit_free(struct audit *audit);
enum audit_verdict audit_verdict(const struct audit *audit);

#endif
