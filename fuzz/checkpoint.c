// SPDX-License-Identifier: Apache-2.0
/* fuzz/checkpoint.c - any bytes as a checkpoint, checked against its log and a witness. */
#include "fuzz.h"

#include "record/checkpoint.h"
#include "record/cosignature.h"
#include "log/crypto.h"

#define LOG "plenary.example/wcit-12+419fcc7d+AUELs3/tLcdhTgcShO1uY1RSZr7ZoGdwTi4pvMUObyIJ"
#define WITNESS "witness.example/w1+40ed3f8f+BK8y2MLSVqCiXD+kKkPk8yDRJ+3pbEVy/F40oUYkzujY"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct checkpoint checkpoint;
    struct slice const input = { (const char *)bytes, count };
    struct key log, witness;
    struct error error;
    int64_t time;
    struct buffer out = room();
    check(key_read(SLICE(LOG), &log) && cosigner_read(SLICE(WITNESS), crypto_native(), &witness, &error));
    if (!checkpoint_parse(input, &checkpoint, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    checkpoint_write(&checkpoint, &out);
    check(slice_equal(buffer_slice(&out), input));
    plant_bug(checkpoint.origin, 40);
    checkpoint_check(&checkpoint, &log, crypto_native(), &error);
    cosignature_check(&checkpoint, &witness, crypto_native(), &time);
    return 0;
}
