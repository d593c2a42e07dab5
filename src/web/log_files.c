// SPDX-License-Identifier: Apache-2.0
#include "web/log_files.h"

#include "campaign/fault.h"
#include "campaign/public_log.h"
#include "record/tile.h"
#include "rules/document.h"
#include "rules/meeting.h"
#include "web/fault.h"

static bool log_files_is_public(const struct exchange *exchange)
{
    return slice_equal(exchange->request->segments[1], SLICE("public-log"));
}

/* The log that the path names; also starts the answer. */
static struct log *log_files_begin_answer(struct exchange *exchange, const char *type, enum response_keep keep,
                                          struct error *error)
{
    response_text(&exchange->response, 200, type);
    exchange->response.keep = keep;
    exchange->response.for_everybody = true;
    if (!log_files_is_public(exchange))
        return room_log(exchange->room);
    struct public_log *const public_log =
        public_log_writer_find(exchange->participation->public_logs, room_name(exchange->room), error);
    return public_log != NULL ? public_log_log(public_log) : NULL;
}

static bool log_files_fail_page(const struct exchange *exchange, struct error *error)
{
    return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
}

static bool log_files_fail_entry(const struct exchange *exchange, struct error *error)
{
    struct slice const what = log_files_is_public(exchange) ? SLICE("entry of the public log") : SLICE("act");
    return fail(error, FAULT_THING_UNKNOWN, 0, what, exchange->code);
}

bool log_checkpoint_get(struct exchange *exchange, struct error *error)
{
    struct log *const log = log_files_begin_answer(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return log != NULL && (log_checkpoint(log, &exchange->response.body) || log_files_fail_page(exchange, error));
}

bool log_key_get(struct exchange *exchange, struct error *error)
{
    const struct log *const log = log_files_begin_answer(exchange, "text/plain; charset=utf-8", KEEP_ASK, error);
    if (log == NULL)
        return false;
    buffer_add(&exchange->response.body, log_key_text(log));
    buffer_add_byte(&exchange->response.body, '\n');
    return true;
}

bool log_key_delegation_get(struct exchange *exchange, struct error *error)
{
    if (log_files_begin_answer(exchange, "text/plain; charset=utf-8", KEEP_ASK, error) == NULL)
        return false;
    struct public_log *const public_log =
        public_log_writer_find(exchange->participation->public_logs, room_name(exchange->room), error);
    if (public_log == NULL)
        return false;
    buffer_add(&exchange->response.body, public_log_key_delegation(public_log));
    return true;
}

/* The part of the target after /CONFERENCE/log/. */
static struct slice log_files_path_of(struct slice target)
{
    size_t const at = slice_find(target, '/', slice_find(target, '/', 1) + 1);
    return slice_part(target, at + 1, target.length);
}

bool log_tile_get(struct exchange *exchange, struct error *error)
{
    struct tile tile;
    struct log *const log = log_files_begin_answer(exchange, "application/octet-stream", KEEP_FOREVER, error);
    return log != NULL && ((tile_read_path(log_files_path_of(exchange->request->target), &tile) &&
                            log_write_tile(log, &tile, &exchange->response.body)) ||
                           log_files_fail_page(exchange, error));
}

bool log_proof_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct log *const log = log_files_begin_answer(exchange, "text/plain; charset=utf-8", KEEP_NOT, error);
    return log != NULL &&
           ((slice_number(exchange->code, &index) && log_write_proof(log, index, &exchange->response.body)) ||
            log_files_fail_entry(exchange, error));
}

bool log_entry_get(struct exchange *exchange, struct error *error)
{
    uint64_t index;
    struct log *const log = log_files_begin_answer(exchange, "text/plain; charset=utf-8", KEEP_FOREVER, error);
    return log != NULL &&
           ((slice_number(exchange->code, &index) && log_write_entry(log, index, &exchange->response.body)) ||
            log_files_fail_entry(exchange, error));
}

/* Whether a blob is public: an act names it, it was not struck, and it is not a closed document that was not released. */
static bool log_files_may_have(const struct state *state, const struct exchange *exchange, struct error *error)
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

static bool log_files_blob_allowed(const struct exchange *exchange, struct error *error)
{
    if (log_files_is_public(exchange))
        return true;
    const struct state *const state = room_read(exchange->room);
    bool const allowed = log_files_may_have(state, exchange, error);
    room_read_end(exchange->room);
    return allowed;
}

bool log_blob_get(struct exchange *exchange, struct error *error)
{
    if (!log_files_blob_allowed(exchange, error))
        return false;
    struct log *const log = log_files_begin_answer(exchange, "application/octet-stream", KEEP_PRIVATE, error);
    exchange->response.attachment = true;
    if (log == NULL)
        return false;
    if (log_write_blob(log, exchange->code, &exchange->response.body, error))
        return true;
    return fault_class_of(error->fault) == FAULT_CLASS_SYSTEM
               ? false
               : fail(error, FAULT_THING_UNKNOWN, 0, SLICE("blob"), exchange->code);
}
