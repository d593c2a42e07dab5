// SPDX-License-Identifier: Apache-2.0
/* fuzz/note.c - any bytes as a signed note, checked against two keys. */
#include "fuzz.h"

#include "record/note.h"
#include "log/crypto.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct note note;
    struct slice const input = { (const char *)bytes, count };
    struct key keys[2] = { { .name = SLICE("x"), .id = 0x01020304, .bytes = { 1 } } };
    struct error error;
    struct buffer out = room();
    check(key_read(SLICE("example.com/alpha+b49042ee+Af0lmw6xaNF+hw9ERd1TYuR+G2jLgpJWDAZfiBn4v0bE"), &keys[1]));
    if (!note_parse(input, &note, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    note_write(&note, &out);
    check(slice_equal(buffer_slice(&out), input));
    plant_bug(note.lines[0].name, 24);
    note_check(&note, keys, 2, crypto_native(), &error);
    struct act const act = { .text = note.text, .key_name = note.lines[0].name, .signature = note.lines[0].signature };
    note_check_act(&act, &keys[1], crypto_native(), &error);
    return 0;
}
