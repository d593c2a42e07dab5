// SPDX-License-Identifier: Apache-2.0
/* cmd/act.c - make, sign and submit one act. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/hex.h"
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/submitter.h"
#include "cmd/terminal.h"
#include "log/fault.h"
#include "record/fault.h"
#include "record/value.h"
#include "log/signer.h"
#include "store/os.h"

enum { MEMORY_BYTES = 4 << 20 /* an act, its fields, an answer */ };

struct act_options {
    struct slice data, url, key;
    bool json, dry;
};

/* --- help -------------------------------------------------------------------------------------------------------- */

static void act_print_types(void)
{
    printf("Types of act\n");
    for (size_t i = 0; i < ACT_COUNT; i++)
        printf("  %-22.*s %s\n", SLICE_ARGS(act_types[i].name), act_types[i].meaning);
    printf("\nplenary act TYPE --help lists its fields.\n\n");
}

static void act_print_place(const struct field_place *place)
{
    static const char *const many[] = {
        [FIELD_ONE] = "", [FIELD_MAY] = "may", [FIELD_MANY] = "repeats", [FIELD_ANY_NUMBER] = "may, repeats"
    };
    const struct field_type *const field = &field_types[place->field];
    printf("  %-20.*s %-16s %-13s %s", SLICE_ARGS(field->name), field_kind_name(field->kind), many[place->many],
           field->meaning);
    if (field->kind == FIELD_KIND_WORD)
        printf(" (%.*s)", SLICE_ARGS(field->words));
    putchar('\n');
}

static bool act_help(const struct slice *rest, size_t count)
{
    const struct act_type *const type = count > 0 ? act_type_find(rest[0]) : NULL;
    if (type == NULL) {
        option_print_help(&command_act);
        putchar('\n');
        act_print_types();
        return true;
    }
    printf("plenary act %.*s: %s.\n\nWho may do it:", SLICE_ARGS(type->name), type->meaning);
    for (unsigned role = 1; role <= ROLE_REGISTRAR; role <<= 1)
        if ((type->roles & role) != 0)
            printf(" %s", role_name(role));
    if (type->makes != OBJECT_NONE)
        printf("\nIts id becomes: %s", object_kind_name(type->makes));
    printf("\n\nFields of every act\n");
    for (size_t i = 0; i < type->count; i++) {
        if (i == ENVELOPE_COUNT)
            printf("\nIts own fields\n");
        if (type->places[i].many != FIELD_NEVER)
            act_print_place(&type->places[i]);
    }
    return true;
}

/* --- writing the act --------------------------------------------------------------------------------------------- */

static bool act_read_key(struct slice file, struct arena *arena, struct signer *signer, struct error *error)
{
    struct os_path path;
    struct slice text;
    if (!os_path_join(&path, file, SLICE(""), SLICE("")) ||
        !os_read_file(&path, SIGNER_TEXT_BYTES_MAX + 1, arena, &text, error))
        return false;
    if (slice_ends(text, SLICE("\n")))
        text.length--;
    return signer_read(text, signer, error);
}

/* HOST/CONFERENCE of HOST/CONFERENCE/CODE, and CODE. */
static bool act_split_name(struct slice name, struct slice *origin, struct slice *code)
{
    size_t const first = slice_find(name, '/', 0), second = slice_find(name, '/', first + 1);
    *origin = slice_part(name, 0, second);
    *code = slice_part(name, second + 1, slice_find(name, '/', second + 1));
    return value_is_origin(*origin) && value_is_code(*code);
}

struct writing {
    const struct act_type *type;
    const struct slice *words; /* FIELD=VALUE */
    size_t count;
    struct slice origin, code, seen;
    struct arena *arena;
    struct act act;
};

static bool act_word_is_of(struct slice word, struct slice name, struct slice *value)
{
    *value = slice_part(word, name.length + 1, word.length);
    return slice_begins(word, name) && word.length > name.length && word.bytes[name.length] == '=';
}

static struct slice act_fold(struct arena *arena, struct slice lines)
{
    size_t const limit = 2 * lines.length + 1;
    char *const memory = arena_take(arena, limit);
    struct buffer out = { memory, 0, memory != NULL ? limit : 0, false };
    value_fold(lines, &out);
    return buffer_slice(&out);
}

static struct slice act_now(struct arena *arena)
{
    char *const memory = arena_take(arena, 40);
    struct buffer out = { memory, 0, memory != NULL ? 40 : 0, false };
    civil_write_instant(&out, os_clock_seconds(), 0);
    return buffer_slice(&out);
}

static void act_add(struct writing *writing, enum field_id field, struct slice value)
{
    if (writing->act.count < ACT_FIELDS_MAX)
        writing->act.fields[writing->act.count++] =
            (struct act_field){ value.bytes, (uint32_t)value.length, .field = (uint8_t)field };
}

/* Defaults for what was not given. */
static bool act_fill_in(const struct writing *writing, enum field_id field, bool has_basis, struct slice *value)
{
    switch (field) {
    case FIELD_CONFERENCE:
        *value = writing->origin;
        return true;
    case FIELD_BY:
        *value = writing->code;
        return true;
    case FIELD_TIME:
        *value = act_now(writing->arena);
        return true;
    case FIELD_ENTERED:
        *value = act_now(writing->arena);
        return has_basis;
    default:
        return false;
    }
}

static void act_add_place(struct writing *writing, enum field_id field, bool has_basis)
{
    struct slice value;
    bool given = false;
    for (size_t i = 0; i < writing->count; i++) {
        if (!act_word_is_of(writing->words[i], field_types[field].name, &value))
            continue;
        given = true;
        act_add(writing, field,
                field == FIELD_SEEN && slice_equal(value, SLICE("@")) ? writing->seen
                                                                      : act_fold(writing->arena, value));
    }
    if (!given && act_fill_in(writing, field, has_basis, &value))
        act_add(writing, field, value);
}

/* Every word must name a field of the type. */
static bool act_check_words(const struct writing *writing, struct error *error)
{
    struct slice value;
    for (size_t i = 0; i < writing->count; i++) {
        bool known = false;
        for (size_t p = 0; p < writing->type->count; p++)
            known |= act_word_is_of(writing->words[i], field_types[writing->type->places[p].field].name, &value);
        if (!known)
            return fail(error, FAULT_WORD_FIELD, 0, writing->words[i], writing->type->name);
    }
    return true;
}

/* Writes the text in the table's order and reads it again, which checks every value. */
static bool act_make_text(struct writing *writing, struct slice *text, struct error *error)
{
    struct slice value;
    struct act again;
    bool has_basis = false;
    if (!act_check_words(writing, error))
        return false;
    for (size_t i = 0; i < writing->count; i++)
        has_basis |= act_word_is_of(writing->words[i], SLICE("basis"), &value);
    writing->act.type = writing->type;
    writing->act.fields = arena_take_many(writing->arena, ACT_FIELDS_MAX, sizeof *writing->act.fields);
    char *const memory = arena_take(writing->arena, ACT_BYTES_MAX);
    if (writing->act.fields == NULL || memory == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("an act"));
    for (size_t i = 0; i < writing->type->count; i++)
        act_add_place(writing, writing->type->places[i].field, has_basis);
    struct buffer out = { memory, 0, ACT_BYTES_MAX, false };
    act_write_text(&writing->act, &out);
    *text = buffer_slice(&out);
    return !out.full ? act_parse_text(*text, writing->arena, &again, error) : fail(error, FAULT_ACT_TOO_LONG, 0);
}

/* --- sending ----------------------------------------------------------------------------------------------------- */

static bool act_wants_seen(const struct slice *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(words[i], SLICE("seen=@")))
            return true;
    return false;
}

static int act_send(const struct act_options *given, const struct signer *signer, const struct slice *rest,
                    size_t count, struct arena *arena, struct submitter *submitter)
{
    struct error error;
    struct slice text;
    struct writing writing = { .type = act_type_find(rest[0]), .words = rest + 1, .count = count - 1, .arena = arena };
    if (writing.type == NULL) {
        fail(&error, FAULT_ACT_TYPE, 0, rest[0]);
        return terminal_error(&error);
    }
    if (!act_split_name((struct slice){ signer->name, signer->name_length }, &writing.origin, &writing.code)) {
        fail(&error, FAULT_KEY_NAME, 0, ((struct slice){ signer->name, signer->name_length }));
        return terminal_error(&error);
    }
    if (!given->dry && !submitter_open(submitter, given->data, given->url, writing.origin, &error))
        return terminal_error(&error);
    if (!given->dry && act_wants_seen(rest, count) && !submitter_seen(submitter, arena, &writing.seen, &error))
        return terminal_error(&error);
    if (!act_make_text(&writing, &text, &error))
        return terminal_error(&error);
    char *const memory = arena_take(arena, ACT_BYTES_MAX + SIGNER_TEXT_BYTES_MAX);
    struct buffer note = { memory, 0, memory != NULL ? ACT_BYTES_MAX + SIGNER_TEXT_BYTES_MAX : 0, false };
    signer_sign(signer, text, &note);
    if (given->dry) {
        printf("%.*s", SLICE_ARGS(buffer_slice(&note)));
        return STATUS_OK;
    }
    return submitter_send(submitter, buffer_slice(&note), given->json);
}

static int act_run(const void *options, const struct slice *rest, size_t count)
{
    const struct act_options *const given = options;
    struct error error;
    struct signer signer;
    struct arena arena;
    struct submitter submitter = { 0 };
    bool const places = given->dry || slice_is_empty(given->data) != slice_is_empty(given->url);
    if (count == 0 || slice_is_empty(given->key) || !places) {
        fail(&error, FAULT_OPTION_MISSING, 0,
             count == 0                   ? SLICE("TYPE")
             : slice_is_empty(given->key) ? SLICE("--key")
                                          : SLICE("one of --data and --url"),
             SLICE("act"));
        return terminal_error(&error);
    }
    if (!os_reserve(MEMORY_BYTES, &arena, &error))
        return terminal_error(&error);
    int status = STATUS_FAILED;
    if (act_read_key(given->key, &arena, &signer, &error))
        status = act_send(given, &signer, rest, count, &arena, &submitter);
    else
        status = terminal_error(&error);
    submitter_close(&submitter);
    signer_forget(&signer);
    sodium_memzero(arena.memory, arena.used);
    os_release(&arena);
    return status;
}

static const struct option_type act_options[] = {
    { "data", 'd', "DIR", offsetof(struct act_options, data), "a data directory that no server holds" },
    { "url", 'u', "URL", offsetof(struct act_options, url), "or the address of a server, or of the conference on it" },
    { "key", 'k', "FILE", offsetof(struct act_options, key),
      "the private key that signs; its name says whose act it is" },
    { "json", 'j', NULL, offsetof(struct act_options, json), "print the answer as JSON" },
    { "dry-run", 0, NULL, offsetof(struct act_options, dry), "print the signed act and send it nowhere" },
    { 0 },
};

const struct command command_act = {
    .name = "act",
    .arguments = "--data DIR|--url URL --key FILE TYPE [FIELD=VALUE]...",
    .meaning = "make, sign and submit one act",
    .more = "Fields may stand in any order; conference, by and time are filled in from the key and the clock. seen=@ "
            "is the\n"
            "log as it stands. A value may have several lines.\n",
    .options = act_options,
    .size = sizeof(struct act_options),
    .run = act_run,
    .help = act_help,
};
