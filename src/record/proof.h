// SPDX-License-Identifier: Apache-2.0
/* record/proof.h - checking proofs of inclusion and consistency, and the file that carries a proof.
 *
 * What    The iterative algorithms of RFC 9162 (2.1.3.2 and 2.1.4.2), which need no tree; and C2SP tlog-proof: the index of a
 *         leaf, its path and the checkpoint that it leads to, in one text file (.tlog-proof).
 * How     if (!proof_parse(bytes, &file, &error) || !proof_check(&file, &leaf, &log_key, crypto, &error)) return false;
 * Holds   What proof_parse accepts, proof_write gives back.
 * Owns    Nothing: slices point into the bytes that were parsed. */
#ifndef RECORD_PROOF_H
#define RECORD_PROOF_H

#include "record/checkpoint.h"
#include "record/merkle.h"

enum { PROOF_EXTRA_BYTES_MAX = 4096 /* we write none */ };

struct proof_file {
    struct slice extra; /* base64, not authenticated; empty when there is none */
    uint64_t index;
    struct merkle_proof path;
    struct checkpoint checkpoint;
};

/* Whether the path leads from leaf `index` of a log of that size to its root: inclusion. */
bool proof_leads_to(const struct merkle_proof *path, uint64_t index, uint64_t size, const struct hash *leaf,
                    const struct hash *root, const struct crypto *crypto);
/* Whether the log of `old_size` is a prefix of the log of `size`: consistency. */
bool proof_connects(const struct merkle_proof *path, uint64_t old_size, uint64_t size, const struct hash *old_root,
                    const struct hash *root, const struct crypto *crypto);

/* Accepts any bytes. FAULT_PROOF_*, and the faults of checkpoint_parse. */
bool proof_parse(struct slice bytes, struct proof_file *file, struct error *error);
void proof_write(const struct proof_file *file, struct buffer *out);
/* Writes the file from its parts: `checkpoint` is the whole signed note. */
void proof_write_parts(uint64_t index, const struct merkle_proof *path, struct slice checkpoint, struct buffer *out);
/* Whether the file proves that the log with that key has this leaf at the index in the file. FAULT_PROOF_*, and the faults of
 * checkpoint_check. */
bool proof_check(const struct proof_file *file, const struct hash *leaf, const struct key *log,
                 const struct crypto *crypto, struct error *error);

#endif
