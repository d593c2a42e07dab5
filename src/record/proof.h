/* record/proof.h - checking inclusion and consistency, and the file that carries a receipt.
 *
 * What    The iterative algorithms of RFC 9162 (2.1.3.2 and 2.1.4.2), which need no tree; and C2SP tlog-proof: a leaf's index,
 *         its path and the checkpoint that it leads to, in one text file (.tlog-proof).
 * How     if (!proof_parse(bytes, &file, &error) || !proof_check(&file, &leaf, &log_key, crypto, &error)) ...
 * Holds   proof_parse takes nothing that proof_write would not give back.
 * Owns    Nothing: slices point into the bytes that were parsed. */
#ifndef RECORD_PROOF_H
#define RECORD_PROOF_H

#include "record/checkpoint.h"
#include "record/merkle.h"

enum { PROOF_EXTRA_BYTES_MAX = 4096 /* nothing of ours writes any */ };

struct proof_file {
    struct slice extra; /* base64, not authenticated; empty when there is none */
    uint64_t index;
    struct merkle_proof path;
    struct checkpoint checkpoint;
};

bool proof_leads_to(const struct merkle_proof *path, uint64_t index, uint64_t size, const struct hash *leaf,
                    const struct hash *root, const struct crypto *crypto);
bool proof_connects(const struct merkle_proof *path, uint64_t old_size, uint64_t size, const struct hash *old_root,
                    const struct hash *root, const struct crypto *crypto);

/* Takes any bytes. FAULT_PROOF_*, and those of checkpoint_parse. */
bool proof_parse(struct slice bytes, struct proof_file *file, struct error *error);
void proof_write(const struct proof_file *file, struct buffer *out);
/* The same from its parts: `checkpoint` is the whole note, as it was signed. */
void proof_write_parts(uint64_t index, const struct merkle_proof *path, struct slice checkpoint, struct buffer *out);
/* Whether the log of that key has this leaf at the index that the file says. */
bool proof_check(const struct proof_file *file, const struct hash *leaf, const struct key *log,
                 const struct crypto *crypto, struct error *error);

#endif
