// SPDX-License-Identifier: Apache-2.0
/* append DIR - appends six acts, one after another, to a record that is made there, and writes "ack SEQ NAME" for each that was
 * answered. append --check DIR FILE - whether the record holds every act that FILE says was answered, and verifies.
 * tests/fault/append.sh runs it with system calls that fail. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "record_check.h"
#include "store/os.h"

enum { ACTS = 6, NOT_WHOLE = 1, NOT_OPENED = 2 };

static int check(struct fixture *fixture, const char *file)
{
    static struct answered answered[ACTS];
    struct os_path path;
    struct slice text, line;
    struct error error;
    size_t count = 0;
    os_path_join(&path, slice_of(file), SLICE(""), SLICE(""));
    if (!os_read_file(&path, 1 << 16, &fixture->arena, &text, &error))
        return NOT_WHOLE;
    while (slice_next(&text, '\n', &line) && count < ACTS) {
        uint64_t seq;
        size_t const space = slice_find(line, ' ', 4);
        if (!slice_begins(line, SLICE("ack ")) || !slice_number(slice_part(line, 4, space), &seq) ||
            !hex_read(slice_part(line, space + 1, line.length), answered[count].name.bytes, HASH_BYTES))
            return NOT_WHOLE;
        answered[count++].seq = (uint32_t)seq;
    }
    const char *const wrong = record_check(fixture, answered, count);
    if (wrong != NULL)
        printf("%s\n", wrong);
    fixture_leave(fixture);
    return wrong != NULL ? NOT_WHOLE : 0;
}

int main(int count, char **words)
{
    struct fixture fixture = { 0 };
    struct error error;
    bool const checks = count == 4;
    snprintf(fixture.directory, sizeof fixture.directory, "%s", words[checks ? 2 : 1]);
    if (!os_reserve((size_t)1 << 28, &fixture.arena, &error))
        return NOT_OPENED;
    if (checks)
        return check(&fixture, words[3]);
    if (!fixture_enter(&fixture, &error))
        return NOT_OPENED;
    for (unsigned i = 0; i < ACTS; i++) {
        char memory[2 * HASH_BYTES];
        struct buffer name = BUFFER(memory);
        struct room_answer answer;
        struct slice const fields = fixture_print(&fixture, "act: 0\nstatement: Number %u.\n", i);
        if (!room_submit(fixture.room, fixture_sign(&fixture, "AAA", "record.correct", fields.bytes), &answer))
            return NOT_WHOLE;
        hex_write(&name, answer.name.bytes, HASH_BYTES);
        printf("ack %u %.*s\n", answer.seq, SLICE_ARGS(buffer_slice(&name)));
        fflush(stdout);
    }
    fixture_leave(&fixture);
    return 0;
}
