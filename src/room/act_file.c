// SPDX-License-Identifier: Apache-2.0
#include "room/act_file.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/map.h"
#include "log/fault.h"
#include "record/commitment.h"
#include "record/fault.h"
#include "record/merkle.h"
#include "record/value.h"
#include "log/crypto.h"
#include "log/signer.h"
#include "room/fault.h"
#include "rules/party.h"
#include "store/fault.h"
#include "store/os.h"

enum {
    LINES_MAX = ACT_BYTES_MAX / 2, /* of an act: two bytes a line at least */
    SECRET_BYTES = 32
};

/* Address space for keys and codes of a whole example. */
static const size_t memory_max = (size_t)1 << 30;

struct kept_key {
    struct slice code; /* CODE or CODE/WORD */
    struct signer signer;
};

struct made_code {
    struct slice code;
    uint64_t index; /* of the act that made it */
};

static struct slice act_file_code_of_key(const void *kept)
{
    return ((const struct kept_key *)kept)->code;
}

static struct slice act_file_code_of_made(const void *made)
{
    return ((const struct made_code *)made)->code;
}

struct act_file {
    struct site *site;
    struct room *room;
    const struct crypto *crypto;
    struct arena arena; /* keys, codes: as long as the script */
    struct map keys;    /* struct kept_key */
    struct map ids;     /* struct made_code */
    struct slice registrar;
    struct merkle_frontier log;
    unsigned char secret[SECRET_BYTES]; /* from which blobs' salts are drawn */
    struct slice rest;                  /* of the file */
    uint32_t line;                      /* the last one that was cut off */
    uint32_t lines[LINES_MAX];          /* of the act that is written: its lines' places in the file */
    uint32_t line_count;
    char text_memory[ACT_BYTES_MAX];
    struct buffer text; /* of the act that is written */
    struct slice by, signer;
    bool has_basis;
};

/* --- files beside the record ------------------------------------------------------------------------------------- */

static bool act_file_key_path(const struct act_file *act_file, struct slice file, struct os_path *path,
                              struct error *error)
{
    struct os_path keys, folder;
    if (os_path_join(&keys, site_directory(act_file->site), SLICE("keys"), SLICE("")) &&
        os_path_join(&folder, slice_of(keys.text), room_name(act_file->room), SLICE("")) &&
        os_path_join(path, slice_of(folder.text), file, SLICE("")))
        return true;
    return fail(error, FAULT_FILE, 0, file, SLICE("the path is too long"));
}

static bool act_file_find_secret(struct act_file *act_file, struct error *error)
{
    struct os_path path;
    struct slice bytes;
    if (!act_file_key_path(act_file, SLICE(".salt"), &path, error))
        return false;
    if (!os_exists(&path)) {
        os_random(act_file->secret, SECRET_BYTES);
        return os_write_file(&path, (struct slice){ (const char *)act_file->secret, SECRET_BYTES }, 0600, error);
    }
    if (!os_read_file(&path, SECRET_BYTES, &act_file->arena, &bytes, error))
        return false;
    if (bytes.length != SECRET_BYTES)
        return fail(error, FAULT_FILE, 0, SLICE(".salt"), SLICE("it has not 32 bytes"));
    memcpy(act_file->secret, bytes.bytes, SECRET_BYTES);
    return true;
}

static bool act_file_read_key_file(struct act_file *act_file, const struct os_path *path, struct signer *signer,
                                   struct error *error)
{
    struct slice text;
    size_t const mark = act_file->arena.used;
    bool good = os_read_file(path, SIGNER_TEXT_BYTES_MAX + 1, &act_file->arena, &text, error);
    if (good) {
        if (slice_ends(text, SLICE("\n")))
            text.length--;
        good = signer_read(text, signer, error);
        sodium_memzero(act_file->arena.memory + mark, act_file->arena.used - mark);
    }
    act_file->arena.used = mark;
    return good;
}

static bool act_file_make_key_file(const struct os_path *path, struct slice name, struct signer *signer,
                                   struct error *error)
{
    char memory[SIGNER_TEXT_BYTES_MAX + 1];
    struct buffer out = BUFFER(memory);
    if (!signer_new(name, signer, error))
        return false;
    signer_write(signer, &out);
    buffer_add_byte(&out, '\n');
    bool const written = os_write_file(path, buffer_slice(&out), 0600, error);
    sodium_memzero(memory, sizeof memory);
    return written;
}

/* The key of CODE or CODE/WORD; made when it is new. In the file's name + stands for the slash; no code has a +. */
static struct signer *act_file_find_key(struct act_file *act_file, struct slice code, struct error *error)
{
    struct kept_key *key = map_find(&act_file->keys, code);
    char name_memory[KEY_NAME_BYTES_MAX], file_memory[KEY_NAME_BYTES_MAX];
    struct buffer name = BUFFER(name_memory), file = BUFFER(file_memory);
    struct os_path path;
    if (key != NULL)
        return &key->signer;
    size_t const slash = slice_find(code, '/', 0);
    struct slice const word = slash < code.length ? slice_part(code, slash + 1, code.length) : SLICE("a");
    if (!value_is_code(slice_part(code, 0, slash)) || !value_is_code(word) || slice_equal(code, SLICE("log"))) {
        fail(error, FAULT_VALUE_CODE, 0, SLICE("@CODE"), code);
        return NULL;
    }
    buffer_add(&name, room_origin(act_file->room));
    buffer_add_byte(&name, '/');
    buffer_add(&name, code);
    buffer_add(&file, code);
    if (slash < code.length && !file.full)
        file_memory[slash] = '+';
    if (name.full || file.full || !act_file_key_path(act_file, buffer_slice(&file), &path, error)) {
        fail(error, FAULT_KEY_NAME, 0, code);
        return NULL;
    }
    key = arena_take(&act_file->arena, sizeof *key);
    if (key == NULL || !(os_exists(&path) ? act_file_read_key_file(act_file, &path, &key->signer, error)
                                          : act_file_make_key_file(&path, buffer_slice(&name), &key->signer, error))) {
        return NULL;
    }
    key->code = arena_copy(&act_file->arena, code);
    return map_put(&act_file->keys, &act_file->arena, key) ? &key->signer : NULL;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static void act_file_read_log(struct act_file *act_file)
{
    const struct state *const state = room_read(act_file->room);
    if (act_file->log.size > state->count)
        act_file->log = (struct merkle_frontier){ 0 };
    while (act_file->log.size < state->tree.size)
        merkle_frontier_append(&act_file->log, merkle_hash(&state->tree, 0, act_file->log.size), act_file->crypto);
    if (state->registrar != NULL)
        act_file->registrar = arena_copy(&act_file->arena, state->registrar->object.code);
    room_read_end(act_file->room);
}

struct act_file *act_file_open(struct site *site, struct slice conference, bool from_start, struct error *error)
{
    struct act_file *const act_file = calloc(1, sizeof *act_file);
    if (act_file == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a script"));
        return NULL;
    }
    act_file->site = site;
    act_file->crypto = crypto_native();
    act_file->keys.key_of = act_file_code_of_key;
    act_file->ids.key_of = act_file_code_of_made;
    act_file->room = site_make_room(site, conference, error);
    if (act_file->room == NULL || !os_reserve(memory_max, &act_file->arena, error) ||
        !act_file_find_secret(act_file, error)) {
        act_file_close(act_file);
        return NULL;
    }
    if (!from_start)
        act_file_read_log(act_file);
    return act_file;
}

void act_file_close(struct act_file *act_file)
{
    if (act_file == NULL)
        return;
    for (size_t i = 0; i < act_file->keys.capacity; i++) {
        struct kept_key *const key = act_file->keys.slots[i].value;
        if (key != NULL)
            signer_forget(&key->signer);
    }
    sodium_memzero(act_file->secret, SECRET_BYTES);
    os_release(&act_file->arena);
    free(act_file);
}

struct room *act_file_room(struct act_file *act_file)
{
    return act_file->room;
}

void act_file_load(struct act_file *act_file, struct slice text)
{
    act_file->rest = text;
    act_file->line = 0;
}

bool act_file_sync(struct act_file *act_file, struct error *error)
{
    if (room_count(act_file->room) != act_file->log.size) {
        act_file->log = (struct merkle_frontier){ 0 };
        act_file_read_log(act_file);
    }
    return act_file->log.size == room_count(act_file->room) || fail(error, FAULT_WAITING_FULL, 0);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static bool act_file_next_line(struct act_file *act_file, struct slice *line)
{
    if (!slice_next(&act_file->rest, '\n', line))
        return false;
    act_file->line++;
    if (slice_ends(*line, SLICE("\r")))
        line->length--;
    return true;
}

static bool act_file_peek_continues(const struct act_file *act_file)
{
    return act_file->rest.length > 0 && act_file->rest.bytes[0] == ' ';
}

static void act_file_write_line(struct act_file *act_file, struct slice line)
{
    if (act_file->line_count < LINES_MAX)
        act_file->lines[act_file->line_count++] = act_file->line;
    buffer_add(&act_file->text, line);
    buffer_add_byte(&act_file->text, '\n');
}

static void act_file_write_field(struct act_file *act_file, struct slice name, struct slice value)
{
    buffer_add(&act_file->text, name);
    buffer_add_text(&act_file->text, ": ");
    act_file_write_line(act_file, value);
}

static bool act_file_write_key(struct act_file *act_file, struct slice name, struct slice code, struct error *error)
{
    char memory[KEY_NAME_BYTES_MAX + 80];
    struct buffer out = BUFFER(memory);
    if (slice_equal(name, SLICE("log-key")) && slice_equal(code, SLICE("log"))) {
        act_file_write_field(act_file, name, log_key_text(room_log(act_file->room)));
        return true;
    }
    const struct signer *const signer = act_file_find_key(act_file, code, error);
    if (signer == NULL)
        return false;
    struct key const key = signer_key(signer);
    key_write(&key, &out);
    act_file_write_field(act_file, name, buffer_slice(&out));
    return true;
}

static void act_file_write_seen(struct act_file *act_file, struct slice name)
{
    char memory[2 * HASH_BYTES + 24];
    struct buffer out = BUFFER(memory);
    struct hash root;
    merkle_frontier_root(&act_file->log, act_file->crypto, &root);
    buffer_add_number(&out, act_file->log.size);
    buffer_add_byte(&out, ' ');
    hex_write(&out, root.bytes, HASH_BYTES);
    act_file_write_field(act_file, name, buffer_slice(&out));
}

/* The place of the act that made the code: in this run, or on the record before it. */
static bool act_file_find_index(struct act_file *act_file, struct slice code, uint64_t *index)
{
    const struct made_code *const here = map_find(&act_file->ids, code);
    bool found = here != NULL;
    if (slice_equal(code, SLICE("last"))) {
        *index = act_file->log.size - 1;
        return act_file->log.size > 0;
    }
    if (found) {
        *index = here->index;
        return true;
    }
    const struct state *const state = room_read(act_file->room);
    const struct object *const object = state_find(state, OBJECT_ANY, code);
    found = object != NULL && object->made != NULL;
    if (found)
        *index = object->made->seq;
    room_read_end(act_file->room);
    return found;
}

static bool act_file_write_index(struct act_file *act_file, struct slice name, struct slice code, struct error *error)
{
    char memory[24];
    struct buffer out = BUFFER(memory);
    uint64_t index;
    if (!act_file_find_index(act_file, code, &index))
        return fail(error, FAULT_SCRIPT_ID, act_file->line, code);
    buffer_add_number(&out, index);
    act_file_write_field(act_file, name, buffer_slice(&out));
    return true;
}

/* Keyed, so that only the secret's owner can test guesses; the same text gets the same salt. */
static void act_file_draw_salt(const struct act_file *act_file, struct slice bytes, struct hash *salt)
{
    struct hash inner;
    struct slice const secret = { (const char *)act_file->secret, SECRET_BYTES };
    struct slice const inner_slice = { (const char *)inner.bytes, HASH_BYTES };
    act_file->crypto->sha256((struct slice[]){ secret, bytes }, 2, &inner);
    act_file->crypto->sha256((struct slice[]){ secret, inner_slice }, 2, salt);
}

/* Not kept again if it was struck: then only its name is needed. */
static bool act_file_keep_blob(struct act_file *act_file, struct slice hash, struct slice bytes,
                               const struct hash *salt, struct error *error)
{
    char put[2 * HASH_BYTES];
    const struct state *const state = room_read(act_file->room);
    const struct blob *const blob = state_find_blob(state, hash);
    bool const struck = blob != NULL && blob->struck != NULL;
    room_read_end(act_file->room);
    return struck || room_blob_put(act_file->room, bytes, salt->bytes, put, error);
}

/* "...", which may go on over lines that begin with one space. */
static bool act_file_write_blob(struct act_file *act_file, struct slice name, struct slice value, struct error *error)
{
    uint32_t const first = act_file->line;
    size_t const mark = act_file->arena.used;
    char *const memory = arena_take(&act_file->arena, ACT_BYTES_MAX);
    struct buffer bytes = { memory, 0, memory != NULL ? ACT_BYTES_MAX : 0, false };
    char hash[2 * HASH_BYTES];
    struct hash salt;
    buffer_add(&bytes, slice_part(value, 1, value.length));
    while ((bytes.length == 0 || bytes.bytes[bytes.length - 1] != '"') && act_file_peek_continues(act_file) &&
           act_file_next_line(act_file, &value)) {
        buffer_add_byte(&bytes, '\n');
        buffer_add(&bytes, slice_part(value, 1, value.length));
    }
    bool good = !bytes.full && bytes.length > 0 && bytes.bytes[bytes.length - 1] == '"';
    if (!good) {
        fail(error, FAULT_SCRIPT_QUOTE, first, name);
    } else {
        bytes.length--;
        act_file_draw_salt(act_file, buffer_slice(&bytes), &salt);
        struct hash name_of;
        commitment_make(salt.bytes, buffer_slice(&bytes), act_file->crypto, &name_of);
        struct buffer hex = BUFFER(hash);
        hex_write(&hex, name_of.bytes, HASH_BYTES);
        good = act_file_keep_blob(act_file, buffer_slice(&hex), buffer_slice(&bytes), &salt, error);
    }
    act_file->arena.used = mark;
    if (good)
        act_file_write_field(act_file, name, (struct slice){ hash, sizeof hash });
    return good;
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static bool act_file_write_lines_of_field(struct act_file *act_file, struct slice line, struct error *error)
{
    size_t const colon = slice_find(line, ':', 0);
    struct slice const name = slice_part(line, 0, colon), value = slice_part(line, colon + 2, line.length);
    const struct field_type *const field = field_type_find(name);
    struct slice const code = slice_part(value, 1, value.length);
    bool const stands_for = slice_begins(value, SLICE("@"));
    if (slice_equal(name, SLICE("by")))
        act_file->by = value;
    act_file->has_basis |= slice_equal(name, SLICE("basis"));
    if (field != NULL && field->kind == FIELD_KIND_KEY && stands_for)
        return act_file_write_key(act_file, name, code, error);
    if (field != NULL && field->kind == FIELD_KIND_SEEN && slice_equal(value, SLICE("@"))) {
        act_file_write_seen(act_file, name);
        return true;
    }
    if (field != NULL && field->kind == FIELD_KIND_NUMBER && stands_for)
        return act_file_write_index(act_file, name, code, error);
    if (field != NULL && field->kind == FIELD_KIND_BLOB && slice_begins(value, SLICE("\"")))
        return act_file_write_blob(act_file, name, value, error);
    act_file_write_line(act_file, line);
    while (act_file_peek_continues(act_file) && act_file_next_line(act_file, &line))
        act_file_write_line(act_file, line);
    return true;
}

/* Passes over empty lines, comments and @signer to an act's first line. */
static bool act_file_find_act(struct act_file *act_file, struct slice *line)
{
    act_file->signer = SLICE("");
    while (act_file_next_line(act_file, line)) {
        if (slice_begins(*line, SLICE("@signer ")))
            act_file->signer = slice_part(*line, 8, line->length);
        else if (!slice_is_empty(*line) && line->bytes[0] != '#')
            return true;
    }
    return false;
}

static bool act_file_write_text(struct act_file *act_file, struct slice line, struct error *error)
{
    act_file->text = BUFFER(act_file->text_memory);
    act_file->line_count = 0;
    act_file->by = SLICE("");
    act_file->has_basis = false;
    act_file_write_line(act_file, line);
    act_file_write_field(act_file, SLICE("conference"), room_origin(act_file->room));
    while (act_file->rest.length > 0 && act_file->rest.bytes[0] != '\n' && act_file->rest.bytes[0] != '\r' &&
           act_file_next_line(act_file, &line))
        if (!act_file_write_lines_of_field(act_file, line, error)) {
            if (error->line == 0)
                error->line = act_file->line;
            return false;
        }
    return !act_file->text.full || fail(error, FAULT_ACT_TOO_LONG, 1);
}

static bool act_file_sign(struct act_file *act_file, const struct act *act, struct arena *arena, struct slice *bytes,
                          struct error *error)
{
    if (slice_is_empty(act_file->registrar) && act->type->id == ACT_CONFERENCE_OPEN)
        act_file->registrar = arena_copy(&act_file->arena, act->by);
    struct slice const code = !slice_is_empty(act_file->signer) ? act_file->signer
                              : act_file->has_basis             ? act_file->registrar
                                                                : act_file->by;
    const struct signer *const signer = act_file_find_key(act_file, code, error);
    if (signer == NULL)
        return false;
    size_t const limit = act->text.length + SIGNER_TEXT_BYTES_MAX + 256;
    char *const memory = arena_take(arena, limit);
    struct buffer out = { memory, 0, memory != NULL ? limit : 0, false };
    signer_sign(signer, act->text, &out);
    *bytes = buffer_slice(&out);
    return !out.full || fail(error, FAULT_MEMORY, 0, SLICE("an act"));
}

/* It counts as taken. */
static bool act_file_count_act(struct act_file *act_file, const struct act *act, struct slice bytes,
                               struct error *error)
{
    struct hash leaf;
    if (!slice_is_empty(act->id)) {
        struct made_code *const made = arena_take(&act_file->arena, sizeof *made);
        if (made == NULL)
            return fail(error, FAULT_MEMORY, 0, SLICE("codes"));
        *made = (struct made_code){ arena_copy(&act_file->arena, act->id), act_file->log.size };
        if (!map_put(&act_file->ids, &act_file->arena, made))
            return fail(error, FAULT_MEMORY, 0, SLICE("codes"));
    }
    merkle_hash_leaf(bytes, act_file->crypto, &leaf);
    merkle_frontier_append(&act_file->log, &leaf, act_file->crypto);
    return true;
}

bool act_file_next(struct act_file *act_file, struct arena *arena, struct act_file_act *act, struct error *error)
{
    struct slice line;
    struct act parsed;
    *error = (struct error){ .fault = FAULT_NONE };
    if (!act_file_find_act(act_file, &line))
        return false;
    act->line = act_file->line;
    if (!act_file_write_text(act_file, line, error))
        return false;
    struct slice const text = arena_copy(arena, buffer_slice(&act_file->text));
    if (!act_parse_text(text, arena, &parsed, error)) {
        error->line =
            error->line > 0 && error->line <= act_file->line_count ? act_file->lines[error->line - 1] : act->line;
        return false;
    }
    if (!civil_read(parsed.time, 0, &act->time))
        act->time = (struct civil){ .precision = CIVIL_UNKNOWN };
    act->seq = act_file->log.size;
    if (act_file_sign(act_file, &parsed, arena, &act->bytes, error) &&
        act_file_count_act(act_file, &parsed, act->bytes, error))
        return true;
    error->line = act->line;
    return false;
}
