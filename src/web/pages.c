// SPDX-License-Identifier: Apache-2.0
#include "web/pages.h"

#include <assert.h>

#include "store/os.h"
#include "web/fault.h"
#include "web/json.h"
#include "web/page/page.h"

enum { CHECKPOINT_BYTES_MAX = 65536 /* with the cosignatures of NOTE_SIGNATURES_MAX witnesses */ };

static void pages_prepare(struct exchange *exchange, struct gather *from)
{
    *from = (struct gather){ .arena = exchange->arena,
                             .request = exchange->request,
                             .code = exchange->code,
                             .site = exchange->site,
                             .campaigns = exchange->participation->store,
                             .public_logs = exchange->participation->public_logs,
                             .now = os_clock_seconds(),
                             .demo = exchange->demo,
                             .base = exchange->base,
                             .accept_language = exchange->accept_language,
                             .seal = &exchange->participation->seal,
                             .waiting = write_queue_waiting(exchange->participation->write_queue),
                             .network = exchange->address };
    if (exchange->room == NULL)
        return;
    from->name = room_name(exchange->room);
    char *bytes = arena_take(exchange->arena, CHECKPOINT_BYTES_MAX);
    struct buffer checkpoint = { bytes, 0, bytes != NULL ? CHECKPOINT_BYTES_MAX : 0, false };
    if (log_checkpoint(room_log(exchange->room), &checkpoint))
        from->checkpoint = buffer_slice(&checkpoint);
    from->state = room_read(exchange->room);
}

static void pages_finish(struct exchange *exchange)
{
    if (exchange->room != NULL)
        room_read_end(exchange->room);
}

/* After a refusal the page is a 422, is not cached, and has what was written and the reason. */
static void pages_say_again(struct exchange *exchange, const struct error *problem, struct gather *from)
{
    if (problem == NULL)
        return;
    from->form = exchange->form;
    from->problem = problem;
    from->wrong = exchange->wrong;
    unsigned const status = response_status(problem->fault);
    exchange->response.status = status == 429 || status == 503 ? status : 422;
    exchange->response.retry_seconds = status == 503 ? 1 : status == 429 ? 60 : 0;
    exchange->response.keep = KEEP_NOT;
}

/* The reason why the form was refused, beside the members of the page. */
static void pages_write_problem(struct json *json, const struct exchange *exchange, const struct error *problem)
{
    json_object_begin(json, "problem");
    response_write_fault(json, problem);
    json_text_if(json, "field", exchange->wrong);
    json_object_end(json);
}

static void pages_write_json(struct exchange *exchange, const struct page *row, const void *page,
                             const struct error *problem)
{
    struct buffer *const out = &exchange->response.body;
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    row->json(&json, page);
    if (problem != NULL)
        pages_write_problem(&json, exchange, problem);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}

static void pages_print(struct exchange *exchange, const struct page *row, void *page, const struct error *problem)
{
    struct response *const response = &exchange->response;
    const struct request *const request = exchange->request;
    struct frame *const frame = page; /* every page begins with its frame */
    if (row->csv != NULL)
        frame->csv = PRINT(exchange->arena, "{0}.csv", frame->path);
    if (request->json) {
        pages_write_json(exchange, row, page, problem);
    } else if (request->csv) {
        assert(row->csv != NULL); /* pages_type_of */
        row->csv(&response->body, page);
    } else {
        row->html(&response->body, page);
    }
    response->framed = row->framed;
    response->by_language = frame->by_language;
    response->for_everybody = !frame->personal && problem == NULL && (row->framed || request->json || request->csv);
    if (frame->personal)
        response->keep = KEEP_NOT;
}

/* The type that is asked for; NULL if the page does not have it. */
static const char *pages_type_of(const struct request *request, const struct page *row)
{
    if (request->json)
        return row->json != NULL ? "application/json" : NULL;
    if (request->csv)
        return row->csv != NULL ? "text/csv; charset=utf-8; header=present" : NULL;
    return row->type;
}

bool page_with_error(struct exchange *exchange, const struct page *row, const struct error *problem,
                     struct error *error)
{
    struct gather from;
    const char *const type = pages_type_of(exchange->request, row);
    if (problem != NULL && (type == NULL || exchange->request->csv)) { /* a table has no place for the reason */
        *error = *problem;
        return false;
    }
    if (type == NULL)
        return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
    pages_prepare(exchange, &from);
    response_text(&exchange->response, 200, type);
    pages_say_again(exchange, problem, &from);
    void *const page = arena_take(exchange->arena, row->size);
    bool const done = page != NULL ? row->gather(&from, page, error) : fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    if (done)
        pages_print(exchange, row, page, problem);
    pages_finish(exchange);
    return done;
}

bool page_get(struct exchange *exchange, struct error *error)
{
    return page_with_error(exchange, exchange->page, NULL, error);
}
