// SPDX-License-Identifier: Apache-2.0
/* fuzz/bounce.c - any bytes as a mail that came back. */
#include "fuzz.h"

#include "mail/bounce.h"
#include "mail/compose.h"
#include "mail/relay.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static const unsigned char key[BOUNCE_KEY_BYTES] = { 7, 7, 7 };
    struct slice const input = { (const char *)bytes, count };
    struct bounce found;
    compose_start();
    bounce_read(input, key, SLICE("plenary.example"), &found);
    struct slice const words = { found.words, found.words_length };
    check(found.words_length <= sizeof found.words && found.status_length <= sizeof found.status);
    check(found.words_length == 0 || (found.kind != BOUNCE_LIES && found.kind != BOUNCE_OTHER));
    check(slice_find(words, '\n', 0) == words.length && slice_find(words, '@', 0) == words.length);
    plant_bug(words, 40);
    return 0;
}
