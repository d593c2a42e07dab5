// SPDX-License-Identifier: Apache-2.0
/* log_files DIRECTORY SIZE - writes a log of "leaf-0", "leaf-1" and so on as the files of C2SP tlog-tiles, with the third
 * key of tests/vectors/log.json, and prints the verifier key. For tests/edge/go.sh. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "record/checkpoint.h"
#include "record/tile.h"
#include "log/crypto.h"
#include "log/signer.h"

enum { PATH_MAX_BYTES = 512, LEAF_BYTES_MAX = 32, BUNDLE_BYTES = TILE_WIDTH * (LEAF_BYTES_MAX + 2) };

static_assert((int)BUNDLE_BYTES >= (int)TILE_BYTES, "a tile fits where a bundle does");

static unsigned char memory[64 << 20];

static void give_up(const char *what)
{
    perror(what);
    exit(3);
}

static void write_file(const char *folder, struct slice path, struct slice bytes)
{
    char name[PATH_MAX_BYTES];
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

static struct slice leaf_at(uint64_t index, char text[LEAF_BYTES_MAX])
{
    struct buffer out = { text, 0, LEAF_BYTES_MAX, false };
    buffer_add(&out, SLICE("leaf-"));
    buffer_add_number(&out, index);
    return buffer_slice(&out);
}

static void write_tile(const char *folder, const struct tile *tile, const struct merkle *tree)
{
    static char bytes[BUNDLE_BYTES];
    char path_text[TILE_PATH_BYTES_MAX], text[LEAF_BYTES_MAX];
    struct buffer out = BUFFER(bytes), path = BUFFER(path_text);
    if (tile->level == TILE_ENTRIES)
        for (unsigned i = 0; i < tile->width; i++)
            tile_write_entry(leaf_at(tile->index * TILE_WIDTH + i, text), &out);
    else
        tile_write_hashes(tile, tree, &out);
    tile_write_path(tile, &path);
    write_file(folder, buffer_slice(&path), buffer_slice(&out));
}

static void write_checkpoint(const char *folder, const struct merkle *tree)
{
    struct signer signer;
    struct error error;
    struct hash root;
    char text_memory[500], note_memory[1000], key_memory[400];
    struct buffer text = BUFFER(text_memory), note = BUFFER(note_memory), vkey = BUFFER(key_memory);
    if (!signer_read(SLICE("PRIVATE+KEY+plenary.example/wcit-12+419fcc7d+AUCCSKV4WNKywA25rgfAlXk8v61DyQ36RfWnsJhIt4Yk"),
                     &signer, &error))
        exit(3);
    merkle_root(tree, tree->size, crypto_native(), &root);
    checkpoint_write_text((struct slice){ signer.name, signer.name_length }, tree->size, &root, &text);
    signer_sign(&signer, buffer_slice(&text), &note);
    write_file(folder, SLICE("checkpoint"), buffer_slice(&note));
    struct key const key = signer_key(&signer);
    key_write(&key, &vkey);
    printf("%.*s\n", SLICE_ARGS(buffer_slice(&vkey)));
}

int main(int count, char **words)
{
    uint64_t size;
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle tree = { 0 };
    struct tile tile;
    if (count != 3 || !slice_number(slice_of(words[2]), &size))
        return 2;
    for (uint64_t i = 0; i < size; i++) {
        char text[LEAF_BYTES_MAX];
        struct hash leaf;
        merkle_hash_leaf(leaf_at(i, text), crypto_native(), &leaf);
        if (!merkle_append(&tree, &leaf, crypto_native(), &arena))
            return 3;
    }
    for (int level = TILE_ENTRIES; tile_at(level, 0, size, &tile); level++)
        for (uint64_t index = 0; tile_at(level, index, size, &tile); index++)
            write_tile(words[1], &tile, &tree);
    write_checkpoint(words[1], &tree);
    return 0;
}
