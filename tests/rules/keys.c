// SPDX-License-Identifier: Apache-2.0
/* tests/rules/keys.c - who may sign what, with real signatures: keys are good by their place in the log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "record/fault.h"
#include "record/note.h"
#include "log/signer.h"
#include "rules/entry.h"
#include "rules/fault.h"
#include "rules/keyring.h"
#include "stage.h"

enum { MEMORY = 32 << 20 };

#define NAME(rest) "test.example/week/" rest

static unsigned failures;

static struct signer signer_of(const char *name)
{
    struct signer signer;
    struct error error;
    unsigned char seed[SIGNER_SEED_BYTES] = { 0 };
    memcpy(seed, name, strlen(name) < sizeof seed ? strlen(name) : sizeof seed);
    if (!signer_from_seed(slice_of(name), seed, &signer, &error))
        abort();
    return signer;
}

static struct slice key_text(const struct signer *signer, char memory[400])
{
    struct buffer out = { memory, 0, 400, false };
    struct key const key = signer_key(signer);
    key_write(&key, &out);
    return buffer_slice(&out);
}

/* Reads a note, checks its signature and takes it, as the writer does. */
static const struct fault *take_note(struct stage *stage, struct slice note)
{
    struct state *const state = &stage->state;
    struct error error = { 0 };
    struct entry *const entry = entry_read(state, note, &error);
    if (entry == NULL)
        return error.fault;
    if (!note_check_act(&entry->act, &entry->key->key, state->crypto, &error)) {
        entry_drop(state, entry);
        return error.fault;
    }
    return entry_take(state, entry, &error) ? FAULT_NONE : error.fault;
}

static struct slice write_text(struct stage *stage, const char *by, enum act_id act, const struct stage_field *fields,
                               size_t count)
{
    static char memory[ACT_BYTES_MAX];
    struct buffer out = BUFFER(memory);
    struct slice unknown;
    if (!stage_write(stage, slice_of(by), &act_types[act], fields, count, &out, &unknown))
        abort();
    return buffer_slice(&out);
}

static void expect(unsigned line, const struct fault *wanted, const struct fault *got)
{
    if (wanted == got)
        return;
    fprintf(stderr, "%s:%u: wanted %s, got %s\n", __FILE__, line, fault_row(wanted)->name, fault_row(got)->name);
    failures++;
}

static const struct fault *sign_and_take(struct stage *stage, const struct signer *signer, const char *by,
                                         enum act_id act, const struct stage_field *fields, size_t count)
{
    static char memory[2 * ACT_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    signer_sign(signer, write_text(stage, by, act, fields, count), &note);
    return take_note(stage, buffer_slice(&note));
}

#define EXPECT(wanted, signer, by, act, ...)                                             \
    expect(__LINE__, wanted,                                                             \
           sign_and_take(&stage, signer, by, act, (struct stage_field[]){ __VA_ARGS__ }, \
                         sizeof((struct stage_field[]){ __VA_ARGS__ }) / sizeof(struct stage_field)))

static unsigned said;

/* A statement under a code of its own. */
static const struct fault *speak(struct stage *stage, const struct signer *signer, const char *by, const char *basis)
{
    char id[16];
    struct buffer out = BUFFER(id);
    buffer_add_byte(&out, 'S');
    buffer_add_number(&out, said++);
    struct stage_field const fields[] = { { FIELD_ID, buffer_slice(&out) },
                                          { FIELD_BASIS, slice_of(basis) },
                                          { FIELD_ENTERED, SLICE("2026-03-15T10:00:00Z") },
                                          { FIELD_SOURCE, SLICE("https://example.org/1") },
                                          { FIELD_CERTAINTY, SLICE("confirmed") } };
    size_t const count = basis == NULL ? 1 : strcmp(basis, "minuted") == 0 ? 3 : 5;
    return sign_and_take(stage, signer, by, ACT_STATEMENT, fields, count);
}

#define SPEAK(wanted, signer, by, basis) expect(__LINE__, wanted, speak(&stage, signer, by, basis))

static void open_record(struct stage *stage, const struct signer *registrar, const char *mode)
{
    char key[400], log_key[400];
    struct signer const log = signer_of(NAME("log"));
    struct stage_field const fields[] = { { FIELD_OFFSET, SLICE("Z") },
                                          { FIELD_MODE, slice_of(mode) },
                                          { FIELD_RULES, SLICE("1") },
                                          { FIELD_KEY, key_text(registrar, key) },
                                          { FIELD_LOG_KEY, key_text(&log, log_key) },
                                          { FIELD_PROFILE, SLICE("name: x") } };
    stage_begin(stage, MEMORY);
    expect(__LINE__, FAULT_KEY_UNKNOWN, sign_and_take(stage, &log, "SEC", ACT_CONFERENCE_OPEN, fields, 6));
    expect(__LINE__, FAULT_NONE, sign_and_take(stage, registrar, "SEC", ACT_CONFERENCE_OPEN, fields, 6));
}

static void each_signs_for_itself(void)
{
    struct stage stage;
    char text[400];
    struct signer const registrar = signer_of(NAME("SEC")), mine = signer_of(NAME("AAA/ines")),
                        theirs = signer_of(NAME("BBB")), press = signer_of(NAME("PRESS"));
    open_record(&stage, &registrar, "watched");
    SPEAK(FAULT_KEY_UNKNOWN, &mine, "AAA", NULL);
    EXPECT(FAULT_NONE, &registrar, "SEC", ACT_ACTOR_ADMIT, { FIELD_ID, SLICE("AAA") }, { FIELD_ROLE, SLICE("member") },
           { FIELD_KEY, key_text(&mine, text) });
    EXPECT(FAULT_NONE, &registrar, "SEC", ACT_ACTOR_ADMIT, { FIELD_ID, SLICE("BBB") }, { FIELD_ROLE, SLICE("member") },
           { FIELD_KEY, key_text(&theirs, text) });
    EXPECT(FAULT_NONE, &registrar, "SEC", ACT_ACTOR_ADMIT, { FIELD_ID, SLICE("PRESS") },
           { FIELD_ROLE, SLICE("watcher") }, { FIELD_KEY, key_text(&press, text) });
    SPEAK(FAULT_NONE, &mine, "AAA", NULL);
    SPEAK(FAULT_KEY_NOT_OWN, &theirs, "AAA", NULL);
    SPEAK(FAULT_KEY_MINUTES, &theirs, "AAA", "minuted");
    SPEAK(FAULT_KEY_MINUTES, &press, "AAA", "minuted");
    SPEAK(FAULT_KEY_REPORTS, &theirs, "AAA", "reported");
    SPEAK(FAULT_NONE, &press, "AAA", "reported");
    SPEAK(FAULT_NONE, &registrar, "AAA", "minuted");
    SPEAK(FAULT_NONE, &registrar, "AAA", "reported");
}

static void a_key_is_good_from_its_grant_to_its_end(void)
{
    struct stage stage;
    char text[400], second_text[400];
    struct signer const registrar = signer_of(NAME("SEC")), first = signer_of(NAME("AAA")),
                        second = signer_of(NAME("AAA/phone"));
    open_record(&stage, &registrar, "run");
    EXPECT(FAULT_NONE, &registrar, "SEC", ACT_ACTOR_ADMIT, { FIELD_ID, SLICE("AAA") }, { FIELD_ROLE, SLICE("member") },
           { FIELD_KEY, key_text(&first, text) });
    EXPECT(FAULT_KEY_UNKNOWN, &second, "AAA", ACT_KEY_ADD, { FIELD_ACTOR, SLICE("AAA") },
           { FIELD_KEY, key_text(&second, second_text) });
    EXPECT(FAULT_NONE, &first, "AAA", ACT_KEY_ADD, { FIELD_ACTOR, SLICE("AAA") },
           { FIELD_KEY, key_text(&second, second_text) });
    SPEAK(FAULT_NONE, &second, "AAA", NULL);
    EXPECT(FAULT_NONE, &second, "AAA", ACT_KEY_REVOKE, { FIELD_ACTOR, SLICE("AAA") },
           { FIELD_KEY, key_text(&first, text) });
    SPEAK(FAULT_KEY_UNKNOWN, &first, "AAA", NULL);
    SPEAK(FAULT_NONE, &second, "AAA", NULL);
    EXPECT(FAULT_KEY_TAKEN, &second, "AAA", ACT_KEY_ADD, { FIELD_ACTOR, SLICE("AAA") },
           { FIELD_KEY, key_text(&first, text) });
}

static void the_registrar_hands_over_in_two_steps(void)
{
    struct stage stage;
    char text[400];
    struct signer const old = signer_of(NAME("SEC")), next = signer_of(NAME("SEC/2")), other = signer_of(NAME("SEC/3"));
    open_record(&stage, &old, "run");
    EXPECT(FAULT_KEY_UNKNOWN, &next, "SEC", ACT_REGISTRAR_CONFIRM, { FIELD_KEY, key_text(&next, text) });
    EXPECT(FAULT_NONE, &old, "SEC", ACT_REGISTRAR_CHANGE, { FIELD_KEY, key_text(&next, text) });
    SPEAK(FAULT_KEY_UNKNOWN, &next, "SEC", NULL);
    SPEAK(FAULT_NONE, &old, "SEC", NULL);
    EXPECT(FAULT_KEY_UNKNOWN, &other, "SEC", ACT_REGISTRAR_CONFIRM, { FIELD_KEY, key_text(&other, text) });
    EXPECT(FAULT_KEY_UNKNOWN, &old, "SEC", ACT_REGISTRAR_CONFIRM, { FIELD_KEY, key_text(&next, text) });
    EXPECT(FAULT_NONE, &next, "SEC", ACT_REGISTRAR_CONFIRM, { FIELD_KEY, key_text(&next, text) });
    SPEAK(FAULT_KEY_UNKNOWN, &old, "SEC", NULL);
    SPEAK(FAULT_NONE, &next, "SEC", NULL);
}

/* Another's bytes under a good signature line, and the same text signed again. */
static void a_signature_is_over_these_bytes(void)
{
    struct stage stage;
    static char memory[2 * ACT_BYTES_MAX];
    struct signer const registrar = signer_of(NAME("SEC"));
    open_record(&stage, &registrar, "run");
    struct buffer note = BUFFER(memory);
    struct stage_field const field = { FIELD_ID, SLICE("X1") };
    signer_sign(&registrar, write_text(&stage, "SEC", ACT_STATEMENT, &field, 1), &note);
    char *const word = memchr(memory, 'X', note.length);
    *word = 'Y';
    expect(__LINE__, FAULT_SIGNATURE_BAD, take_note(&stage, buffer_slice(&note)));
    *word = 'X';
    expect(__LINE__, FAULT_NONE, take_note(&stage, buffer_slice(&note)));
    expect(__LINE__, FAULT_SAME_TEXT, take_note(&stage, buffer_slice(&note)));
}

int main(void)
{
    each_signs_for_itself();
    a_key_is_good_from_its_grant_to_its_end();
    the_registrar_hands_over_in_two_steps();
    a_signature_is_over_these_bytes();
    printf("keys: %u failures\n", failures);
    return failures == 0 ? 0 : 1;
}
