#include "web/log_files.h"

#include "base/hex.h"
#include "record/tile.h"
#include "rules/document.h"
#include "rules/meeting.h"

static bool unknown(const struct exchange *exchange, struct error *error)
{
    return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
}

static void begin(struct exchange *exchange, const char *type, enum response_keep keep)
{
    response_text(&exchange->response, 200, type);
    exchange->response.keep = keep;
    exchange->response.for_everybody = true;
}

bool log_checkpoint_get(struct exchange *exchange, struct error *error)
{
    begin(exchange, "text/plain; charset=utf-8", KEEP_NOT);
    return room_checkpoint(exchange->room, &exchange->response.body) ? true : unknown(exchange, error);
}

bool log_key_get(struct exchange *exchange, struct error *error)
{
    (void)error;
    begin(exchange, "text/plain; charset=utf-8", KEEP_ASK);
    buffer_add(&exchange->response.body, room_log_key(exchange->room));
    buffer_add_byte(&exchange->response.body, '\n');
    return true;
}

static void write_bundle(const struct tile *tile, const struct state *state, struct buffer *out)
{
    for (unsigned i = 0; i < tile->width; i++)
        tile_write_entry(state->entries[tile->index * TILE_WIDTH + i]->act.bytes, out);
}

bool log_tile_get(struct exchange *exchange, struct error *error)
{
    struct slice const target = exchange->request->target;
    struct slice const prefix = SLICE("/log/");
    size_t at = slice_find(target, '/', 1);
    struct slice path = slice_part(target, at + prefix.length, target.length);
    struct tile tile;
    begin(exchange, "application/octet-stream", KEEP_FOREVER);
    if (!tile_read_path(path, &tile))
        return unknown(exchange, error);
    const struct state *state = room_read(exchange->room);
    bool const there = tile_exists(&tile, state->count);
    if (there && tile.level == TILE_ENTRIES)
        write_bundle(&tile, state, &exchange->response.body);
    else if (there)
        tile_write_hashes(&tile, &state->tree, &exchange->response.body);
    room_read_end(exchange->room);
    return there ? true : unknown(exchange, error);
}

bool log_proof_get(struct exchange *exchange, struct error *error)
{
    uint64_t index = 0;
    begin(exchange, "text/plain; charset=utf-8", KEEP_NOT);
    if (!slice_number(exchange->code, &index) || index >= room_count(exchange->room) ||
        !room_write_proof(exchange->room, (uint32_t)index, &exchange->response.body))
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("act"), exchange->code);
    return true;
}

bool log_act_get(struct exchange *exchange, struct error *error)
{
    uint64_t index = 0;
    begin(exchange, "text/plain; charset=utf-8", KEEP_FOREVER);
    const struct state *state = room_read(exchange->room);
    bool const there = slice_number(exchange->code, &index) && index < state->count;
    if (there)
        buffer_add(&exchange->response.body, state->entries[index]->act.bytes);
    room_read_end(exchange->room);
    return there ? true : fail(error, FAULT_THING_UNKNOWN, 0, SLICE("act"), exchange->code);
}

/* Whether the public may have a blob: an act names it, it was not struck, and no closed document is it unreleased. */
static bool may_have(const struct state *state, const struct exchange *exchange, struct error *error)
{
    const struct blob *blob = state_find_blob(state, exchange->code);
    if (blob == NULL || blob->named == NULL)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("blob"), exchange->code);
    if (blob->struck != NULL) {
        char digits[24];
        struct buffer seq = BUFFER(digits);
        buffer_add_number(&seq, blob->struck->seq);
        return fail(error, FAULT_BLOB_GONE, 0, exchange->code, buffer_slice(&seq));
    }
    for (const struct object *object = state->kinds[OBJECT_DOCUMENT].first; object != NULL; object = object->next) {
        const struct document *document = (const void *)object;
        if (slice_equal(document->blob, exchange->code) && document->doors == DOORS_CLOSED &&
            document->released == NULL)
            return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("open blob"), exchange->code);
    }
    return true;
}

bool log_blob_get(struct exchange *exchange, struct error *error)
{
    struct slice salt, bytes;
    const struct state *state = room_read(exchange->room);
    bool const allowed = may_have(state, exchange, error);
    room_read_end(exchange->room);
    if (!allowed)
        return false;
    if (!room_blob_get(exchange->room, exchange->code, exchange->arena, &salt, &bytes, error))
        return error->fault != FAULT_NONE ? false : fail(error, FAULT_THING_UNKNOWN, 0, SLICE("blob"), exchange->code);
    begin(exchange, "application/octet-stream", KEEP_PRIVATE);
    exchange->response.attachment = true;
    buffer_add(&exchange->response.body, salt);
    buffer_add(&exchange->response.body, bytes);
    return true;
}
