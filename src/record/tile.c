// SPDX-License-Identifier: Apache-2.0
#include "record/tile.h"

#include <string.h>

#include "record/fault.h"

enum { LEVEL_MAX = 63, GROUPS_MAX = 6, GROUP_DIGITS = 3, LENGTH_BYTES = 2, TILE_HEIGHT = 8 };

static const struct slice tile_word = { "tile/", 5 };
static const struct slice entries_word = { "entries", 7 };
static const struct slice partial_word = { ".p", 2 };

/* A group of exactly three digits. */
static bool tile_read_group(struct slice text, uint64_t *number)
{
    if (text.length != GROUP_DIGITS)
        return false;
    *number = 0;
    for (size_t i = 0; i < GROUP_DIGITS; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(text.bytes[i] - '0');
    }
    return true;
}

static bool tile_read_width(struct slice text, unsigned *width)
{
    uint64_t number;
    if (!slice_number(text, &number) || number == 0 || number >= TILE_WIDTH)
        return false;
    *width = (unsigned)number;
    return true;
}

/* Reads groups up to the last one, which does not begin with x and may end in .p. */
static bool tile_read_index(struct slice *rest, struct tile *tile, bool *partial)
{
    struct slice piece;
    for (size_t groups = 0; groups < GROUPS_MAX && slice_next(rest, '/', &piece); groups++) {
        bool const more = slice_begins(piece, SLICE("x"));
        *partial = slice_ends(piece, partial_word);
        uint64_t group;
        if (!tile_read_group(slice_part(piece, more, piece.length - (*partial ? partial_word.length : 0)), &group) ||
            (more && *partial) || (groups == 0 && more && group == 0))
            return false;
        tile->index = tile->index * 1000 + group;
        if (!more)
            return true;
    }
    return false;
}

bool tile_read_path(struct slice path, struct tile *tile)
{
    struct slice level, rest = slice_part(path, tile_word.length, path.length);
    uint64_t number = 0;
    bool partial = false;
    *tile = (struct tile){ .width = TILE_WIDTH };
    if (!slice_begins(path, tile_word) || slice_ends(path, SLICE("/")) || !slice_next(&rest, '/', &level))
        return false;
    bool const entries = slice_equal(level, entries_word);
    if (!entries && (!slice_number(level, &number) || number > LEVEL_MAX))
        return false;
    tile->level = entries ? TILE_ENTRIES : (int)number;
    if (!tile_read_index(&rest, tile, &partial))
        return false;
    return partial ? tile_read_width(rest, &tile->width) : rest.length == 0;
}

void tile_write_path(const struct tile *tile, struct buffer *out)
{
    uint64_t power = 1;
    buffer_add(out, tile_word);
    if (tile->level == TILE_ENTRIES)
        buffer_add(out, entries_word);
    else
        buffer_add_number(out, (uint64_t)tile->level);
    buffer_add_byte(out, '/');
    while (tile->index / power >= 1000)
        power *= 1000;
    for (; power > 1; power /= 1000) {
        buffer_add_byte(out, 'x');
        buffer_add_padded(out, tile->index / power % 1000, GROUP_DIGITS);
        buffer_add_byte(out, '/');
    }
    buffer_add_padded(out, tile->index % 1000, GROUP_DIGITS);
    if (tile->width == TILE_WIDTH)
        return;
    buffer_add(out, partial_word);
    buffer_add_byte(out, '/');
    buffer_add_number(out, tile->width);
}

struct slice tile_path(const struct tile *tile, struct buffer *memory)
{
    buffer_clear(memory);
    tile_write_path(tile, memory);
    return buffer_slice(memory);
}

/* The number of hashes at that level, or of entries, in a log of that size. */
static uint64_t tile_count_at(int level, uint64_t size)
{
    if (level == TILE_ENTRIES)
        return size;
    return level < 64 / TILE_HEIGHT ? size >> (TILE_HEIGHT * level) : 0;
}

bool tile_exists(const struct tile *tile, uint64_t size)
{
    uint64_t const count = tile_count_at(tile->level, size);
    return tile->index <= count / TILE_WIDTH && tile->width <= count - tile->index * TILE_WIDTH;
}

bool tile_at(int level, uint64_t index, uint64_t size, struct tile *tile)
{
    uint64_t const count = tile_count_at(level, size);
    if (index >= count / TILE_WIDTH + (count % TILE_WIDTH > 0))
        return false;
    uint64_t const left = count - index * TILE_WIDTH;
    *tile = (struct tile){ level, index, left < TILE_WIDTH ? (unsigned)left : TILE_WIDTH };
    return true;
}

void tile_write_hashes(const struct tile *tile, const struct merkle *tree, struct buffer *out)
{
    for (unsigned i = 0; i < tile->width; i++) {
        const struct hash *const hash =
            merkle_hash(tree, (unsigned)(TILE_HEIGHT * tile->level), tile->index * TILE_WIDTH + i);
        buffer_add(out, (struct slice){ (const char *)hash->bytes, HASH_BYTES });
    }
}

void tile_write_entry(struct slice entry, struct buffer *out)
{
    char const length[LENGTH_BYTES] = { (char)(entry.length >> 8), (char)entry.length };
    buffer_add(out, (struct slice){ length, sizeof length });
    buffer_add(out, entry);
}

bool tile_read_entries(struct slice bytes, unsigned width, struct slice entries[TILE_WIDTH], struct error *error)
{
    size_t at = 0;
    for (unsigned i = 0; i < width; i++) {
        if (bytes.length - at < LENGTH_BYTES)
            return fail(error, FAULT_BUNDLE, 0, SLICE("too short"));
        const unsigned char *const length = (const unsigned char *)bytes.bytes + at;
        size_t const count = (size_t)(length[0] << 8 | length[1]);
        at += LENGTH_BYTES;
        if (bytes.length - at < count)
            return fail(error, FAULT_BUNDLE, 0, SLICE("too short"));
        entries[i] = slice_part(bytes, at, at + count);
        at += count;
    }
    return at == bytes.length || fail(error, FAULT_BUNDLE, 0, SLICE("too long"));
}

bool tile_read_hashes(struct slice bytes, unsigned width, struct hash hashes[TILE_WIDTH], struct error *error)
{
    if (bytes.length != (size_t)width * HASH_BYTES)
        return fail(error, FAULT_TILE, 0);
    for (unsigned i = 0; i < width; i++)
        memcpy(hashes[i].bytes, bytes.bytes + (size_t)i * HASH_BYTES, HASH_BYTES);
    return true;
}
