#include "web/public_log_files.h"

#include "campaign/public_log.h"

static bool unknown(const struct exchange *exchange, struct error *error)
{
    return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
}

/* The public log, and the beginning of an answer. */
static struct public_log *begin(struct exchange *exchange, const char *type, enum response_keep keep,
                                struct error *error)
{
    response_text(&exchange->response, 200, type);
    exchange->response.keep = keep;
    exchange->response.for_everybody = true;
    return public_log_writer_find(exchange->participation->public_logs, room_name(exchange->room), error);
}

bool public_log_checkpoint_get(struct exchange *exchange, struct error *error)
{
    struct public_log *const public_log = begin(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return public_log != NULL &&
           (public_log_checkpoint(public_log, &exchange->response.body) || unknown(exchange, error));
}

bool public_log_key_get(struct exchange *exchange, struct error *error)
{
    struct public_log *const public_log = begin(exchange, "text/plain; charset=utf-8", KEEP_ASK, error);
    if (public_log == NULL)
        return false;
    buffer_add(&exchange->response.body, public_log_key(public_log));
    buffer_add_byte(&exchange->response.body, '\n');
    return true;
}

bool public_log_key_delegation_get(struct exchange *exchange, struct error *error)
{
    struct public_log *const public_log = begin(exchange, "text/plain; charset=utf-8", KEEP_ASK, error);
    if (public_log == NULL)
        return false;
    buffer_add(&exchange->response.body, public_log_key_delegation(public_log));
    return true;
}

bool public_log_tile_get(struct exchange *exchange, struct error *error)
{
    struct slice const target = exchange->request->target, prefix = SLICE("/public-log/");
    struct slice const path = slice_part(target, slice_find(target, '/', 1) + prefix.length, target.length);
    struct tile tile;
    struct public_log *const public_log = begin(exchange, "application/octet-stream", KEEP_FOREVER, error);
    if (public_log == NULL)
        return false;
    return (tile_read_path(path, &tile) && public_log_write_tile(public_log, &tile, &exchange->response.body)) ||
           unknown(exchange, error);
}

/* The entry that the path names. */
static bool read_index(const struct exchange *exchange, uint64_t *index, struct error *error)
{
    return slice_number(exchange->code, index) ||
           fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the public log"), exchange->code);
}

bool public_log_proof_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct public_log *const public_log = begin(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return public_log != NULL && read_index(exchange, &index, error) &&
           (public_log_write_proof(public_log, index, &exchange->response.body) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the public log"), exchange->code));
}

bool public_log_entry_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct public_log *const public_log = begin(exchange, "text/plain; charset=utf-8", KEEP_FOREVER, error);
    return public_log != NULL && read_index(exchange, &index, error) &&
           (public_log_write_entry(public_log, index, &exchange->response.body) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the public log"), exchange->code));
}

bool public_log_blob_get(struct exchange *exchange, struct error *error)
{
    struct public_log *const public_log = begin(exchange, "application/octet-stream", KEEP_PRIVATE, error);
    exchange->response.attachment = true;
    return public_log != NULL &&
           (public_log_write_blob(public_log, exchange->code, exchange->arena, &exchange->response.body) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("blob"), exchange->code));
}
