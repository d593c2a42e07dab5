// SPDX-License-Identifier: Apache-2.0
/* fuzz/proof.c - any bytes as a receipt, checked; its path also as a proof of consistency. */
#include "fuzz.h"

#include "record/proof.h"
#include "log/crypto.h"

#define LOG "plenary.example/wcit-12+419fcc7d+AUELs3/tLcdhTgcShO1uY1RSZr7ZoGdwTi4pvMUObyIJ"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct proof_file file;
    const struct crypto *const crypto = crypto_native();
    struct slice const input = { (const char *)bytes, count };
    struct key log;
    struct hash leaf;
    struct error error;
    struct buffer out = room();
    check(key_read(SLICE(LOG), &log));
    if (!proof_parse(input, &file, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    proof_write(&file, &out);
    check(slice_equal(buffer_slice(&out), input));
    plant_bug(file.checkpoint.origin, 24);
    merkle_hash_leaf(SLICE("leaf-42"), crypto, &leaf);
    proof_check(&file, &leaf, &log, crypto, &error);
    proof_leads_to(&file.path, file.index, file.checkpoint.size, &leaf, &file.checkpoint.root, crypto);
    proof_connects(&file.path, file.index, file.checkpoint.size, &leaf, &file.checkpoint.root, crypto);
    return 0;
}
