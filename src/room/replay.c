// SPDX-License-Identifier: Apache-2.0
#include "room/replay.h"

#include <stdlib.h>

#include "log/fault.h"
#include "record/tile.h"
#include "log/crypto.h"
#include "rules/entry.h"
#include "store/fault.h"
#include "store/os.h"

/* Address space, not memory: as the room's. */
static const size_t state_bytes_max = (size_t)1 << 37;

static bool replay_read_part(struct log_source *copy, struct slice path, struct buffer *out, struct error *error)
{
    enum log_source_result const result = copy->read(copy, path, out, error);
    if (result == LOG_SOURCE_ABSENT)
        fail(error, FAULT_AUDIT_MISSING, 0, path);
    return result == LOG_SOURCE_HERE;
}

static bool replay_read_bundles(const struct checkpoint *checkpoint, struct log_source *copy, struct buffer *part,
                                bool (*take)(void *context, uint64_t index, struct slice entry, struct error *error),
                                void *context, struct error *error)
{
    struct tile tile;
    for (uint64_t i = 0; tile_at(TILE_ENTRIES, i, checkpoint->size, &tile); i++) {
        char memory[TILE_PATH_BYTES_MAX];
        struct buffer path = BUFFER(memory);
        struct slice entries[TILE_WIDTH];
        if (!replay_read_part(copy, tile_path(&tile, &path), part, error) ||
            !tile_read_entries(buffer_slice(part), tile.width, entries, error))
            return false;
        for (unsigned j = 0; j < tile.width; j++)
            if (!take(context, i * TILE_WIDTH + j, entries[j], error))
                return false;
    }
    return true;
}

bool replay_entries(struct replay *replay, struct log_source *copy,
                    bool (*take)(void *context, uint64_t index, struct slice entry, struct error *error), void *context,
                    struct error *error)
{
    struct buffer note = BUFFER(replay->note_memory);
    struct arena memory;
    if (!replay_read_part(copy, SLICE("checkpoint"), &note, error) || !os_reserve(BUNDLE_BYTES_MAX, &memory, error))
        return false;
    replay->note = buffer_slice(&note);
    struct buffer part = { (char *)memory.memory, 0, memory.limit, false };
    bool const good = checkpoint_parse(replay->note, &replay->checkpoint, error) &&
                      replay_read_bundles(&replay->checkpoint, copy, &part, take, context, error);
    os_release(&memory);
    return good;
}

struct until {
    struct state *state;
    uint64_t count;
};

static bool replay_take_act(void *context, uint64_t index, struct slice bytes, struct error *error)
{
    struct until *const until = context;
    if (index >= until->count)
        return true;
    struct entry *const entry = entry_read(until->state, bytes, error);
    return entry != NULL && entry_take(until->state, entry, error);
}

struct replay *replay_state(struct log_source *copy, uint64_t count, struct error *error)
{
    struct replay *const replay = calloc(1, sizeof *replay);
    uint64_t seed;
    os_random(&seed, sizeof seed);
    if (replay == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a record"));
        return NULL;
    }
    bool good = crypto_native() != NULL || fail(error, FAULT_CRYPTO, 0);
    good = good && os_reserve(state_bytes_max, &replay->arena, error);
    if (good) {
        state_begin(&replay->state, &replay->arena, crypto_native(), seed);
        struct until until = { &replay->state, count };
        good = replay_entries(replay, copy, replay_take_act, &until, error);
    }
    if (good)
        return replay;
    replay_free(replay);
    return NULL;
}

void replay_free(struct replay *replay)
{
    if (replay == NULL)
        return;
    os_release(&replay->arena);
    free(replay);
}
