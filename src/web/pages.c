#include "web/pages.h"

#include "views.h"
#include "campaign/write_queue.h"
#include "store/os.h"
#include "web/json.h"

enum { CHECKPOINT_BYTES_MAX = 65536 /* with the cosignatures of NOTE_SIGNATURES_MAX witnesses */ };

static void prepare(struct exchange *exchange, struct gather *from)
{
    *from = (struct gather){ .arena = exchange->arena,
                             .request = exchange->request,
                             .code = exchange->code,
                             .site = exchange->site,
                             .campaigns = exchange->campaigns,
                             .now = os_clock_seconds(),
                             .demo = exchange->demo,
                             .base = exchange->base,
                             .accept_language = exchange->accept_language,
                             .seal = exchange->seal,
                             .network = exchange->address };
    if (exchange->write_queue != NULL)
        from->waiting = write_queue_waiting(exchange->write_queue);
    response_text(&exchange->response, 200, exchange->request->json ? "application/json" : "text/html; charset=utf-8");
    if (exchange->room == NULL)
        return;
    from->name = room_name(exchange->room);
    char *bytes = arena_take(exchange->arena, CHECKPOINT_BYTES_MAX);
    struct buffer checkpoint = { bytes, 0, bytes != NULL ? CHECKPOINT_BYTES_MAX : 0, false };
    if (log_checkpoint(room_log(exchange->room), &checkpoint))
        from->checkpoint = buffer_slice(&checkpoint);
    from->state = room_read(exchange->room);
}

static void finish(struct exchange *exchange)
{
    if (exchange->room != NULL)
        room_read_end(exchange->room);
}

/* After a refusal the page is a 422, kept by nobody, and knows what was written and what was wrong with it. */
static void say_again(struct exchange *exchange, const struct error *problem, struct gather *from)
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

static struct json begin_json(struct exchange *exchange)
{
    struct json json = json_begin(&exchange->response.body);
    json_object_begin(&json, NULL);
    return json;
}

static void end_json(struct json *json)
{
    json_object_end(json);
    buffer_add_byte(json->out, '\n');
}

/* Two handlers a page: as it is asked for, and again after a form of it was refused, with what the person wrote. */
#define PAGE(path, needs, name)                                                                                    \
    static bool show_##name(struct exchange *exchange, const struct error *problem, struct error *error)           \
    {                                                                                                              \
        struct gather from;                                                                                        \
        prepare(exchange, &from);                                                                                  \
        say_again(exchange, problem, &from);                                                                       \
        struct name##_page *page = arena_take(exchange->arena, sizeof *page);                                      \
        bool const done =                                                                                          \
            page != NULL ? name##_page_gather(&from, page, error) : fail(error, FAULT_MEMORY, 0, SLICE("a page")); \
        if (done && exchange->request->json) {                                                                     \
            struct json json = begin_json(exchange);                                                               \
            name##_page_json(page, &json);                                                                         \
            end_json(&json);                                                                                       \
        } else if (done) {                                                                                         \
            view_##name(&exchange->response.body, page);                                                           \
        }                                                                                                          \
        if (done && page->frame.personal)                                                                          \
            exchange->response.keep = KEEP_NOT;                                                                    \
        exchange->response.by_language = done && page->frame.by_language;                                          \
        finish(exchange);                                                                                          \
        return done;                                                                                               \
    }                                                                                                              \
    bool page_##name(struct exchange *exchange, struct error *error)                                               \
    {                                                                                                              \
        return show_##name(exchange, NULL, error);                                                                 \
    }                                                                                                              \
    bool page_with_error_##name(struct exchange *exchange, const struct error *problem, struct error *error)       \
    {                                                                                                              \
        return show_##name(exchange, problem, error);                                                              \
    }
#include "web/pages.def"
#undef PAGE

bool page_framed(struct exchange *exchange, struct error *error)
{
    exchange->response.framed = true;
    return page_campaign_embed(exchange, error);
}

bool page_counter(struct exchange *exchange, struct error *error)
{
    struct gather from;
    prepare(exchange, &from);
    struct campaign_embed_page *page = arena_take(exchange->arena, sizeof *page);
    bool const done =
        page != NULL ? campaign_embed_page_gather(&from, page, error) : fail(error, FAULT_MEMORY, 0, SLICE("a page"));
    if (done) {
        response_text(&exchange->response, 200, "image/svg+xml");
        exchange->response.for_everybody = true;
        campaign_embed_draw(page, &exchange->response.body);
    }
    finish(exchange);
    return done;
}
