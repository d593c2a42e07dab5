/* cmd/audit.h - a copy of a record, checked from the first byte to the last.
 *
 * What    Checkpoint by the one key that is trusted; every entry and every tile hashed again; every act parsed, its key found by
 *         place, its signature checked (cmd/checkers.h), judged and replayed; the root; an earlier copy beside it; blobs;
 *         what else stands in the copy.
 * How     struct audit *audit = audit_run(&input, &error);  // NULL: it could not be done (disk, network)
 *         audit_verdict(audit);  // audit->problems says why
 *         audit_free(audit);
 * Holds   Nothing that is read from the copy is believed before it is bound to the checkpoint. One pass over the entries; memory
 *         apart from the state is constant.
 * Limits  AUDIT_PROBLEMS_MAX problems are kept, all are counted. */
#ifndef CMD_AUDIT_H
#define CMD_AUDIT_H

#include "record/checkpoint.h"
#include "rules/state.h"
#include "log/log_source.h"

enum { AUDIT_PROBLEMS_MAX = 32, AUDIT_NOTE_BYTES_MAX = 1 << 18 /* 100 signatures of witnesses */ };

enum audit_verdict { AUDIT_SO, AUDIT_NOT_SO, AUDIT_CANNOT_KNOW };

struct audit_input {
    struct log_source *copy;
    struct key key;                                             /* the log's verifier key: the only trust */
    struct slice genesis;                                       /* hex hash of the first entry, or empty */
    struct log_source *earlier;                                 /* an earlier copy, or NULL */
    struct slice earlier_checkpoint;                            /* or an earlier checkpoint alone, or empty */
    bool blobs;                                                 /* read them too */
    void (*show)(void *context, uint64_t done, uint64_t total); /* progress; NULL: none */
    void *context;
};

/* Something that is not so, or that cannot be known. */
struct problem {
    struct error error;
    bool at_entry;
    uint64_t index; /* of the entry */
    bool unknown;   /* nobody with this program can say */
};

/* A log of which something was signed before. */
struct earlier {
    char note_memory[AUDIT_NOTE_BYTES_MAX];
    struct buffer note;
    struct checkpoint checkpoint;
    struct log_source *copy; /* or NULL */
    bool given, reached;
    struct hash root; /* that this record has at its size */
    bool differs, moved;
    uint64_t first_different, stood_at;
    struct hash first_leaf; /* of this record at that place */
};

struct audit {
    const struct audit_input *input;
    const struct crypto *crypto;
    char note_memory[AUDIT_NOTE_BYTES_MAX];
    struct checkpoint checkpoint;
    bool signed_well;
    struct hash root, first, state_hash; /* root that the entries give; the first entry's; the state's */
    struct arena arena;                  /* of the state */
    size_t arena_used;
    struct state state;
    bool replay_ended; /* before the end: the state is of what came before */
    uint64_t entries, tiles, parts, signatures_bad;
    uint64_t not_nfc, not_nfc_first; /* acts that no door should have let in, and the first of them; a warning alone */
    uint64_t blobs_here, blobs_missing, blobs_closed, blobs_struck, blobs_struck_here;
    struct earlier earlier, apart;
    struct problem problems[AUDIT_PROBLEMS_MAX];
    size_t problem_count; /* kept */
    uint64_t problems_all, unknown_all;
};

struct audit *audit_run(const struct audit_input *input, struct error *error);
void audit_free(struct audit *audit);
enum audit_verdict audit_verdict(const struct audit *audit);

#endif
