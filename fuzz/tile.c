// SPDX-License-Identifier: Apache-2.0
/* fuzz/tile.c - any bytes as the path of a tile, as a bundle of entries and as a tile of hashes; the first byte says of
 * how many. */
#include "fuzz.h"

#include "record/tile.h"
#include "log/crypto.h"

static unsigned char memory[1 << 18];

static void take_path(struct slice path)
{
    struct tile tile, same;
    struct buffer out = room();
    if (!tile_read_path(path, &tile))
        return;
    tile_write_path(&tile, &out);
    check(slice_equal(buffer_slice(&out), path));
    uint64_t const size = tile.index < 1000 ? tile.index * TILE_WIDTH + tile.width : INT64_MAX;
    if (tile_at(tile.level, tile.index, size, &same))
        check(tile_exists(&same, size) && same.index == tile.index && same.level == tile.level);
}

static void take_entries(struct slice bytes, unsigned width)
{
    struct slice entries[TILE_WIDTH];
    struct error error;
    struct buffer out = room();
    if (!tile_read_entries(bytes, width, entries, &error))
        return;
    plant_bug(entries[0], 8);
    for (unsigned i = 0; i < width; i++)
        tile_write_entry(entries[i], &out);
    check(slice_equal(buffer_slice(&out), bytes));
}

static void take_hashes(struct slice bytes, unsigned width)
{
    static struct hash hashes[TILE_WIDTH];
    struct arena arena = { memory, 0, sizeof memory };
    struct merkle tree = { 0 };
    struct error error;
    struct buffer out = room();
    if (!tile_read_hashes(bytes, width, hashes, &error))
        return;
    for (unsigned i = 0; i < width; i++)
        check(merkle_append(&tree, &hashes[i], crypto_native(), &arena));
    tile_write_hashes(&(struct tile){ 0, 0, width }, &tree, &out);
    check(slice_equal(buffer_slice(&out), bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct slice const input = { (const char *)bytes, count };
    take_path(input);
    if (count > 0) {
        take_entries(slice_part(input, 1, count), bytes[0] + 1u);
        take_hashes(slice_part(input, 1, count), bytes[0] + 1u);
    }
    return 0;
}
