// SPDX-License-Identifier: Apache-2.0
/* log/log_audit.h - checks a log of a server or a mirror, from the first byte to the last: all but what its entries mean.
 *
 * What    The checkpoint by the one key that is trusted; every entry and every tile hashed again, up to the root; an earlier
 *         copy or checkpoint that this log must go on from; what else stands in the copy. Entries go to the caller one by one.
 * How     struct log_audit *audit = ...;                       // zeroed; about 1 MiB
 *         audit->source = ...; audit->take = ...;              // and the other fields that the caller sets
 *         if (!log_audit_begin(audit, &error) || !log_audit_read_checkpoint(audit, &error)) ...
 *         bool const done = audit->signed_well && log_audit_read_earlier(audit, earlier, note, &error) &&
 *             log_audit_read_entries(audit, &error) && log_audit_read_files(audit, &error);
 *         audit->problems[0]; log_audit_end(audit);
 * Holds   Nothing from the source is trusted before it is bound to the checkpoint. One pass over the entries, in constant
 *         memory. A function returns false only when the work could not be done (disk, network, memory). What is wrong
 *         with the log is a problem, and the work goes on.
 * Owns    Its memory, until log_audit_end. The sources are the caller's.
 * Limits  LOG_AUDIT_PROBLEMS_MAX problems are kept, all are counted.
 * Not     What entries mean: cmd/audit.h, cmd/public_log_audit.h. */
#ifndef LOG_LOG_AUDIT_H
#define LOG_LOG_AUDIT_H

#include "log/log_source.h"
#include "record/checkpoint.h"
#include "record/tiling.h"

enum { LOG_AUDIT_PROBLEMS_MAX = 32, LOG_AUDIT_NOTE_BYTES_MAX = 1 << 18 /* 100 signatures of witnesses */ };

/* Something wrong, or something that cannot be known. */
struct log_problem {
    struct error error;
    bool at_entry;
    uint64_t index; /* of the entry */
    bool unknown;   /* this program cannot tell */
};

/* A checkpoint that was signed before; this log must go on from it. */
struct log_earlier {
    char note_memory[LOG_AUDIT_NOTE_BYTES_MAX];
    struct checkpoint checkpoint;
    struct log_source *source; /* the copy that it is from, or NULL */
    bool given, reached;
    struct hash root; /* that this log has at its size */
};

struct log_audit {
    /* Filled by the caller. */
    struct log_source *source;
    struct key key; /* the log's verifier key */
    /* Is given each entry in order, once it is hashed; false ends the work (it fills the error). */
    bool (*take)(void *context, uint64_t index, struct slice bytes, struct error *error);
    /* Whether a file of the copy that is neither checkpoint, key nor tile belongs to it. */
    bool (*belongs)(void *context, struct slice path);
    void (*show)(void *context, uint64_t done, uint64_t total); /* progress; NULL: none */
    void *context, *show_context;

    /* What was found. */
    char note_memory[LOG_AUDIT_NOTE_BYTES_MAX];
    struct checkpoint checkpoint;
    bool signed_well, whole; /* whole: every entry was read */
    struct hash root, first; /* the root that the entries give; the first entry's hash */
    uint64_t entries, tiles, parts;
    struct log_earlier earlier, apart; /* apart: the checkpoint that a server keeps apart from its database */
    struct log_problem problems[LOG_AUDIT_PROBLEMS_MAX];
    size_t problem_count; /* kept */
    uint64_t problems_all, unknown_all;

    /* While it runs. */
    const struct crypto *crypto;
    struct arena memory;       /* reserved; the system gives pages on first use */
    struct buffer part, other; /* the part that is read; what it is compared with */
    struct tiling tiling;
    struct merkle_frontier served; /* of the hashes in the copy's tiles of level 0 */
    bool tiles_differ;
    uint64_t first_different; /* entry whose hash is not the tile's */
    struct slice entries_here[TILE_WIDTH], entries_earlier[TILE_WIDTH];
    struct hash tile_hashes[TILE_WIDTH];
};

enum log_blob_result { LOG_BLOB_HERE, LOG_BLOB_ABSENT, LOG_BLOB_WRONG };

bool log_audit_begin(struct log_audit *audit, struct error *error);
void log_audit_end(struct log_audit *audit);
/* Sets signed_well; without it, do not go on. */
bool log_audit_read_checkpoint(struct log_audit *audit, struct error *error);
/* An earlier copy, or NULL; or the note of an earlier checkpoint, or empty. With them comes the checkpoint that a server keeps apart
 * from its database. */
bool log_audit_read_earlier(struct log_audit *audit, struct log_source *earlier, struct slice note,
                            struct error *error);
bool log_audit_read_entries(struct log_audit *audit, struct error *error);
/* Every file of a copy that can be walked. */
bool log_audit_read_files(struct log_audit *audit, struct error *error);

/* Whether the log goes on from the earlier checkpoint; true where none is given. After the entries. */
bool log_audit_goes_on(const struct log_earlier *earlier);
/* If it does not: the problem, with the first entry that differs where the earlier copy shows it. */
void log_audit_compare_earlier(struct log_audit *audit, struct log_earlier *earlier);
/* Reads a part of the source. Not there or too long is a problem, and the result is false with FAULT_NONE. */
bool log_audit_read_part(struct log_audit *audit, struct slice path, struct buffer *out, struct error *error);
/* Reads a blob and compares it with the salted hash that names it. */
bool log_audit_read_blob(struct log_audit *audit, const struct hash *hash, enum log_blob_result *result,
                         struct error *error);

void log_audit_keep(struct log_audit *audit, const struct log_problem *problem);
void log_audit_find(struct log_audit *audit, const struct fault *fault, struct slice first, struct slice second);
void log_audit_find_at(struct log_audit *audit, uint64_t index, const struct fault *fault, struct slice first);

#endif
