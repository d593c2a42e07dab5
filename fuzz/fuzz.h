// SPDX-License-Identifier: Apache-2.0
/* fuzz/fuzz.h - what the fuzz targets share.
 *
 * What    A target is fuzz/X.c for the parser in X.c, with its corpus in fuzz/seeds/X; the build finds it. It links the core,
 *         formats/, and each other file whose header a target includes. Each takes any bytes, and where they are taken asserts
 *         that writing gives the same bytes back. script/fuzz runs them.
 *         With -DPLANT_BUG each copies one part of what it parsed into room that is too small for some inputs, though for
 *         none of the seeds: tests/fuzz.sh shows that the fuzzer finds this. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static inline void check(bool good)
{
    if (!good)
        abort();
}

/* A buffer over room for anything that the fuzzer makes (-max_len of tests/fuzz.sh and script/fuzz). */
static inline struct buffer room(void)
{
    static char memory[1 << 18];
    return BUFFER(memory);
}

/* What a person may write: a copy whose room was only guessed. */
static inline void plant_bug(struct slice part, size_t guess)
{
#ifdef PLANT_BUG
    char *const copy = malloc(guess);
    check(copy != NULL);
    memcpy(copy, part.bytes, part.length);
    volatile const char *const read = copy; /* so that the copy is not left out */
    (void)read[guess - 1];
    free(copy);
#else
    (void)part;
    (void)guess;
#endif
}

#endif
