// SPDX-License-Identifier: Apache-2.0
/* forge - writes forged logs, for tests/edge/verify.sh.
 *
 *   forge entry DIR INDEX                  an entry of a mirror, as it stands
 *   forge sign KEYFILE TEXTFILE            the text as a note
 *   forge log KEYFILE FROM TO [EDIT]...    the entries of a mirror, edited, as a log of their own under the same name
 * EDIT is take:N, swap:I:J, put:I:FILE, add:FILE or spoil:I (another signature). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "record/tiling.h"
#include "log/crypto.h"
#include "log/signer.h"
#include "store/os.h"

#include "record/checkpoint.h"

enum { MEMORY_BYTES = 64 << 20, ENTRIES_MAX = 10000 };

struct forge {
    struct arena arena;
    struct slice entries[ENTRIES_MAX];
    size_t count;
    const char *to;
};

static _Noreturn void give_up(const char *what)
{
    perror(what);
    exit(3);
}

static struct slice read_file(struct forge *forge, const char *folder, struct slice name)
{
    struct os_path path;
    struct slice bytes;
    struct error error;
    if (!os_path_join(&path, slice_of(folder), name, SLICE("")) ||
        !os_read_file(&path, MEMORY_BYTES / 4, &forge->arena, &bytes, &error))
        give_up(path.text);
    return bytes;
}

static void write_file(const char *folder, struct slice path, struct slice bytes)
{
    char name[512];
    snprintf(name, sizeof name, "%s/%.*s", folder, SLICE_ARGS(path));
    for (char *at = name + 1; *at != '\0'; at++)
        if (*at == '/') {
            *at = '\0';
            if (mkdir(name, 0777) != 0 && errno != EEXIST)
                give_up(name);
            *at = '/';
        }
    FILE *const file = fopen(name, "wb");
    if (file == NULL || fwrite(bytes.bytes, 1, bytes.length, file) != bytes.length || fclose(file) != 0)
        give_up(name);
}

static void read_entries(struct forge *forge, const char *folder)
{
    struct checkpoint checkpoint;
    struct error error;
    struct tile tile;
    if (!checkpoint_parse(read_file(forge, folder, SLICE("checkpoint")), &checkpoint, &error))
        give_up("checkpoint");
    for (uint64_t i = 0; tile_at(TILE_ENTRIES, i, checkpoint.size, &tile); i++) {
        char memory[TILE_PATH_BYTES_MAX];
        struct buffer path = BUFFER(memory);
        tile_write_path(&tile, &path);
        if (!tile_read_entries(read_file(forge, folder, buffer_slice(&path)), tile.width, forge->entries + forge->count,
                               &error))
            give_up("bundle");
        forge->count += tile.width;
    }
}

/* A number up to the next colon. */
static size_t next_number(struct slice *rest)
{
    struct slice piece;
    uint64_t number = 0;
    if (!slice_next(rest, ':', &piece) || !slice_number(piece, &number) || number >= ENTRIES_MAX)
        give_up("number");
    return (size_t)number;
}

/* Another letter in the middle of the signature: still canonical base64 of the same key. */
static struct slice spoil(struct forge *forge, struct slice entry)
{
    char *const bytes = arena_take(&forge->arena, entry.length);
    for (size_t i = 0; i < entry.length; i++)
        bytes[i] = entry.bytes[i];
    char *const at = &bytes[entry.length - 40];
    *at = *at == 'A' ? 'B' : 'A';
    return (struct slice){ bytes, entry.length };
}

static void edit(struct forge *forge, const char *words)
{
    struct slice rest = slice_of(words), verb;
    slice_next(&rest, ':', &verb);
    if (slice_equal(verb, SLICE("add"))) {
        forge->entries[forge->count++] = read_file(forge, rest.bytes, SLICE(""));
        return;
    }
    size_t const index = next_number(&rest);
    if (slice_equal(verb, SLICE("take"))) {
        forge->count = index;
    } else if (slice_equal(verb, SLICE("swap"))) {
        size_t const other = next_number(&rest);
        struct slice const kept = forge->entries[index];
        forge->entries[index] = forge->entries[other];
        forge->entries[other] = kept;
    } else if (slice_equal(verb, SLICE("put"))) {
        forge->entries[index] = read_file(forge, rest.bytes, SLICE(""));
    } else if (slice_equal(verb, SLICE("spoil"))) {
        forge->entries[index] = spoil(forge, forge->entries[index]);
    } else {
        give_up(words);
    }
}

static bool write_tile(void *context, const struct tile *tile, const struct hash *hashes, struct error *error)
{
    const struct forge *const forge = context;
    static char bundle[BUNDLE_BYTES_MAX];
    char memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(memory), out = BUFFER(bundle);
    (void)error;
    tile_write_path(tile, &path);
    write_file(forge->to, buffer_slice(&path),
               (struct slice){ (const char *)hashes, (size_t)tile->width * HASH_BYTES });
    if (tile->level > 0)
        return true;
    struct tile const entries = { TILE_ENTRIES, tile->index, tile->width };
    for (unsigned i = 0; i < tile->width; i++)
        tile_write_entry(forge->entries[tile->index * TILE_WIDTH + i], &out);
    buffer_clear(&path);
    tile_write_path(&entries, &path);
    write_file(forge->to, buffer_slice(&path), buffer_slice(&out));
    return true;
}

static void read_signer(struct forge *forge, const char *file, struct signer *signer)
{
    struct error error;
    struct slice text = read_file(forge, file, SLICE(""));
    text = slice_part(text, 0, slice_find(text, '\n', 0));
    if (!signer_read(text, signer, &error))
        give_up(file);
}

static void write_log(struct forge *forge, const struct signer *signer)
{
    static struct tiling tiling;
    char text_memory[512], note_memory[1024], key_memory[512];
    struct buffer text = BUFFER(text_memory), note = BUFFER(note_memory), key_text = BUFFER(key_memory);
    struct key const key = signer_key(signer);
    struct hash hash;
    tiling = (struct tiling){ .crypto = crypto_native(), .take = write_tile, .context = forge };
    for (size_t i = 0; i < forge->count; i++) {
        merkle_hash_leaf(forge->entries[i], tiling.crypto, &hash);
        tiling_push(&tiling, &hash, NULL);
    }
    tiling_end(&tiling, NULL);
    tiling_root(&tiling, &hash);
    checkpoint_write_text(key.name, forge->count, &hash, &text);
    signer_sign(signer, buffer_slice(&text), &note);
    write_file(forge->to, SLICE("checkpoint"), buffer_slice(&note));
    key_write(&key, &key_text);
    buffer_add_byte(&key_text, '\n');
    write_file(forge->to, SLICE("key"), buffer_slice(&key_text));
}

int main(int count, char **words)
{
    static struct forge forge;
    static char note_memory[1 << 17];
    struct buffer note = BUFFER(note_memory);
    struct signer signer;
    struct error error;
    struct slice const verb = slice_of(count > 3 ? words[1] : "");
    if (crypto_native() == NULL || !os_reserve(MEMORY_BYTES, &forge.arena, &error))
        give_up("memory");
    if (slice_equal(verb, SLICE("entry"))) {
        struct slice rest = slice_of(words[3]);
        read_entries(&forge, words[2]);
        struct slice const entry = forge.entries[next_number(&rest)];
        fwrite(entry.bytes, 1, entry.length, stdout);
    } else if (slice_equal(verb, SLICE("sign"))) {
        read_signer(&forge, words[2], &signer);
        signer_sign(&signer, read_file(&forge, words[3], SLICE("")), &note);
        fwrite(note.bytes, 1, note.length, stdout);
    } else if (slice_equal(verb, SLICE("log")) && count > 4) {
        read_signer(&forge, words[2], &signer);
        read_entries(&forge, words[3]);
        forge.to = words[4];
        for (int i = 5; i < count; i++)
            edit(&forge, words[i]);
        write_log(&forge, &signer);
    } else {
        fprintf(stderr, "forge entry|sign|log ...\n");
        return 2;
    }
    os_release(&forge.arena);
    return 0;
}
