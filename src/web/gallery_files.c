#include "web/gallery_files.h"

#include "room/gallery.h"

static bool unknown(const struct exchange *exchange, struct error *error)
{
    return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target, SLICE(""));
}

/* The gallery, and the beginning of an answer. */
static struct gallery *begin(struct exchange *exchange, const char *type, enum response_keep keep, struct error *error)
{
    response_text(&exchange->response, 200, type);
    exchange->response.keep = keep;
    exchange->response.for_everybody = true;
    return site_gallery(exchange->site, room_name(exchange->room), error);
}

bool gallery_checkpoint_get(struct exchange *exchange, struct error *error)
{
    struct gallery *const gallery = begin(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return gallery != NULL && (gallery_checkpoint(gallery, &exchange->response.body) || unknown(exchange, error));
}

bool gallery_key_get(struct exchange *exchange, struct error *error)
{
    struct gallery *const gallery = begin(exchange, "text/plain; charset=utf-8", KEEP_ASK, error);
    if (gallery == NULL)
        return false;
    buffer_add(&exchange->response.body, gallery_key(gallery));
    buffer_add_byte(&exchange->response.body, '\n');
    return true;
}

bool gallery_warrant_get(struct exchange *exchange, struct error *error)
{
    struct gallery *const gallery = begin(exchange, "text/plain; charset=utf-8", KEEP_ASK, error);
    if (gallery == NULL)
        return false;
    buffer_add(&exchange->response.body, gallery_warrant(gallery));
    return true;
}

bool gallery_tile_get(struct exchange *exchange, struct error *error)
{
    struct slice const target = exchange->request->target, prefix = SLICE("/gallery/");
    struct slice const path = slice_part(target, slice_find(target, '/', 1) + prefix.length, target.length);
    struct tile tile;
    struct gallery *const gallery = begin(exchange, "application/octet-stream", KEEP_FOREVER, error);
    if (gallery == NULL)
        return false;
    return (tile_read_path(path, &tile) && gallery_write_tile(gallery, &tile, &exchange->response.body)) ||
           unknown(exchange, error);
}

/* The entry that the path names. */
static bool read_index(const struct exchange *exchange, uint64_t *index, struct error *error)
{
    return slice_number(exchange->code, index) ||
           fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the gallery"), exchange->code);
}

bool gallery_proof_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct gallery *const gallery = begin(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return gallery != NULL && read_index(exchange, &index, error) &&
           (gallery_write_proof(gallery, index, &exchange->response.body) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the gallery"), exchange->code));
}

bool gallery_entry_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct gallery *const gallery = begin(exchange, "text/plain; charset=utf-8", KEEP_FOREVER, error);
    return gallery != NULL && read_index(exchange, &index, error) &&
           (gallery_write_entry(gallery, index, &exchange->response.body) ||
            fail(error, FAULT_THING_UNKNOWN, 0, SLICE("entry of the gallery"), exchange->code));
}

bool gallery_blob_get(struct exchange *exchange, struct error *error)
{
    struct gallery *const gallery = begin(exchange, "application/octet-stream", KEEP_PRIVATE, error);
    exchange->response.attachment = true;
    return gallery != NULL && (gallery_write_blob(gallery, exchange->code, exchange->arena, &exchange->response.body) ||
                               fail(error, FAULT_THING_UNKNOWN, 0, SLICE("blob"), exchange->code));
}
