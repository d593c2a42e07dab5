#include "web/pages.h"

#include "views.h"
#include "web/json.h"

enum { CHECKPOINT_BYTES_MAX = 65536 /* with the cosignatures of NOTE_SIGNATURES_MAX witnesses */ };

static void prepare(struct exchange *exchange, struct gather *from)
{
    *from = (struct gather){ .arena = exchange->arena,
                             .request = exchange->request,
                             .code = exchange->code,
                             .site = exchange->site,
                             .voice = exchange->voice };
    response_text(&exchange->response, 200, exchange->request->json ? "application/json" : "text/html; charset=utf-8");
    if (exchange->room == NULL)
        return;
    from->name = room_name(exchange->room);
    char *bytes = arena_take(exchange->arena, CHECKPOINT_BYTES_MAX);
    struct buffer checkpoint = { bytes, 0, bytes != NULL ? CHECKPOINT_BYTES_MAX : 0, false };
    if (room_checkpoint(exchange->room, &checkpoint))
        from->checkpoint = buffer_slice(&checkpoint);
    from->state = room_read(exchange->room);
}

static void finish(struct exchange *exchange)
{
    if (exchange->room != NULL)
        room_read_end(exchange->room);
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

/* One handler a page. */
#define PAGE(path, needs, name)                                                                    \
    bool page_##name(struct exchange *exchange, struct error *error)                               \
    {                                                                                              \
        struct gather from;                                                                        \
        prepare(exchange, &from);                                                                  \
        struct name##_page *page = arena_take(exchange->arena, sizeof *page);                      \
        bool const done = page != NULL ? name##_page_gather(&from, page, error)                    \
                                       : fail(error, FAULT_MEMORY, 0, SLICE("a page"), SLICE("")); \
        if (done && exchange->request->json) {                                                     \
            struct json json = begin_json(exchange);                                               \
            name##_page_json(page, &json);                                                         \
            end_json(&json);                                                                       \
        } else if (done) {                                                                         \
            view_##name(&exchange->response.body, page);                                           \
        }                                                                                          \
        if (!done)                                                                                 \
            error_keep(error);                                                                     \
        finish(exchange);                                                                          \
        return done;                                                                               \
    }
#include "web/pages.def"
#undef PAGE
