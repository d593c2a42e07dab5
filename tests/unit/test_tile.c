// SPDX-License-Identifier: Apache-2.0
/* Tiles: paths, which tiles exist at each size, their bytes, and salted names of blobs. */
#include "test.h"

#include "record/commitment.h"
#include "record/fault.h"
#include "record/tile.h"
#include "vectors.h"

static unsigned char memory[8 << 20];

static struct slice path_of(const struct tile *tile, char text[TILE_PATH_BYTES_MAX])
{
    struct buffer out = { text, 0, TILE_PATH_BYTES_MAX, false };
    tile_write_path(tile, &out);
    assert_false(out.full);
    return buffer_slice(&out);
}

static void paths_are_read_and_written(void **state)
{
    size_t i;
    json_t *row;
    char text[TILE_PATH_BYTES_MAX];
    struct tile tile;
    json_array_foreach(json_object_get(vectors_get(*state, "tile_paths"), "list"), i, row)
    {
        assert_true(tile_read_path(vectors_slice(row, "path"), &tile));
        assert_int_equal(tile.level, json_integer_value(json_object_get(row, "level")));
        assert_int_equal(tile.index, vectors_number(row, "index"));
        assert_int_equal(tile.width, vectors_number(row, "width"));
        assert_slices(path_of(&tile, text), vectors_slice(row, "path"));
    }
    assert_int_equal(i, 10);
    json_array_foreach(json_object_get(vectors_get(*state, "tile_paths"), "refuse"), i, row)
        assert_false(tile_read_path(slice_of(json_string_value(row)), &tile));
    assert_int_equal(i, 22);
    assert_true(tile_read_path(SLICE("tile/0/x999/x999/x999/x999/x999/999"), &tile));
    assert_slices(path_of(&tile, text), SLICE("tile/0/x999/x999/x999/x999/x999/999"));
    assert_false(tile_read_path(SLICE("tile/0/x001/x999/x999/x999/x999/x999/999"), &tile));
    assert_false(tile_read_path(SLICE(""), &tile));
}

/* Lists the tiles of a level as the vectors do: "tile/0/: 3 full", then the partial one. */
static void list_level(int level, uint64_t size, struct buffer *out)
{
    uint64_t full = 0;
    struct tile tile = { 0 };
    while (tile_at(level, full, size, &tile) && tile.width == TILE_WIDTH) {
        assert_true(tile_exists(&tile, size));
        full++;
    }
    if (full > 0) {
        buffer_add(out, SLICE("tile/"));
        buffer_add_number(out, (uint64_t)level);
        buffer_add(out, SLICE("/: "));
        buffer_add_number(out, full);
        buffer_add(out, SLICE(" full\n"));
    }
    if (tile_at(level, full, size, &tile)) {
        assert_true(tile_exists(&tile, size));
        tile_write_path(&tile, out);
        buffer_add_byte(out, '\n');
        tile.width++;
        assert_false(tile_exists(&tile, size));
        assert_false(tile_at(level, full + 1, size, &tile));
    }
}

static void every_size_has_the_tiles_of_the_vectors(void **state)
{
    size_t i, j;
    json_t *row, *path;
    json_array_foreach(json_object_get(vectors_get(*state, "checkpoints"), "list"), i, row)
    {
        char text[500], expected_text[500];
        struct buffer out = BUFFER(text), expected = BUFFER(expected_text);
        for (int level = 0; level < 64; level++)
            list_level(level, vectors_number(row, "size"), &out);
        json_array_foreach(json_object_get(row, "tiles"), j, path)
        {
            buffer_add_text(&expected, json_string_value(path));
            buffer_add_byte(&expected, '\n');
        }
        assert_slices(buffer_slice(&out), buffer_slice(&expected));
    }
    assert_int_equal(i, 19);
}

static void no_tile_is_there_beyond_the_log(void **state)
{
    (void)state;
    struct tile tile;
    assert_false(tile_at(0, 0, 0, &tile));
    assert_false(tile_at(1, 0, 255, &tile));
    assert_false(tile_at(TILE_ENTRIES, 1, 256, &tile));
    assert_false(tile_exists(&(struct tile){ 63, 0, 1 }, INT64_MAX));
    assert_false(tile_exists(&(struct tile){ 0, 999999999999999999, 256 }, 1000));
    assert_true(tile_exists(&(struct tile){ 0, 3, 100 }, 1000)); /* of an earlier checkpoint */
}

static void write_tile(const struct tile *tile, const struct merkle *tree, struct buffer *out)
{
    if (tile->level != TILE_ENTRIES) {
        tile_write_hashes(tile, tree, out);
        return;
    }
    for (unsigned i = 0; i < tile->width; i++) {
        char text[32];
        tile_write_entry(vectors_leaf(tile->index * TILE_WIDTH + i, text), out);
    }
}

static void files_of_a_thousand_entries_have_the_bytes_of_the_vectors(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle const tree = vectors_tree(1000, &arena);
    size_t i, checked = 0;
    json_t *row;
    json_array_foreach(vectors_get(*state, "files_of_1000"), i, row)
    {
        static char bytes[TILE_BYTES];
        struct buffer out = BUFFER(bytes);
        struct tile tile;
        if (!tile_read_path(vectors_slice(row, "path"), &tile)) {
            assert_slices(vectors_slice(row, "path"), SLICE("checkpoint"));
            continue;
        }
        struct hash hash, expected = vectors_hash(vectors_slice(row, "sha256_hex"));
        write_tile(&tile, &tree, &out);
        struct slice const written = buffer_slice(&out);
        assert_int_equal(written.length, vectors_number(row, "bytes"));
        crypto_native()->sha256(&written, 1, &hash);
        assert_true(hash_equal(&hash, &expected));
        checked++;
    }
    assert_true(checked >= 9);
}

static void bundles_are_taken_only_whole(void **state)
{
    (void)state;
    char bytes[100];
    struct buffer out = BUFFER(bytes);
    struct slice entries[TILE_WIDTH];
    struct error error;
    tile_write_entry(SLICE("one"), &out);
    tile_write_entry(SLICE(""), &out);
    tile_write_entry(SLICE("three"), &out);
    struct slice const all = buffer_slice(&out);
    assert_true(tile_read_entries(all, 3, entries, &error));
    assert_slices(entries[0], SLICE("one"));
    assert_slices(entries[1], SLICE(""));
    assert_slices(entries[2], SLICE("three"));
    for (size_t length = 0; length < all.length; length++) {
        assert_false(tile_read_entries(slice_part(all, 0, length), 3, entries, &error));
        assert_ptr_equal(error.fault, FAULT_BUNDLE);
    }
    assert_false(tile_read_entries(all, 2, entries, &error));
    assert_false(tile_read_entries(all, 4, entries, &error));
    struct hash hashes[TILE_WIDTH];
    assert_false(tile_read_hashes(all, 1, hashes, &error));
    assert_ptr_equal(error.fault, FAULT_TILE);
    assert_true(tile_read_hashes((struct slice){ bytes, 64 }, 2, hashes, &error));
    assert_memory_equal(hashes[1].bytes, bytes + 32, 32);
}

static void a_blob_is_named_by_salt_and_bytes(void **state)
{
    (void)state;
    /* printf 'plenary/blob/1\n\1\1...\1hello' | sha256sum */
    struct hash name,
        expected = vectors_hash(SLICE("63be2c910c1a1b651d14bb3c0b625154f12e601efe0d39d56e3dd60402bf02f7"));
    unsigned char salt[COMMITMENT_SALT_BYTES];
    memset(salt, 1, sizeof salt);
    commitment_make(salt, SLICE("hello"), crypto_native(), &name);
    assert_true(hash_equal(&name, &expected));
    assert_true(commitment_is_of(&name, salt, SLICE("hello"), crypto_native()));
    assert_false(commitment_is_of(&name, salt, SLICE("hallo"), crypto_native()));
    salt[31] = 2;
    assert_false(commitment_is_of(&name, salt, SLICE("hello"), crypto_native()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_read_and_written),
        cmocka_unit_test(every_size_has_the_tiles_of_the_vectors),
        cmocka_unit_test(no_tile_is_there_beyond_the_log),
        cmocka_unit_test(files_of_a_thousand_entries_have_the_bytes_of_the_vectors),
        cmocka_unit_test(bundles_are_taken_only_whole),
        cmocka_unit_test(a_blob_is_named_by_salt_and_bytes),
    };
    return cmocka_run_group_tests(tests, vectors_open, vectors_close);
}
