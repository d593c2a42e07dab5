// SPDX-License-Identifier: Apache-2.0
#include "web/server.h"

#include "store/os.h"
#include "web/client.h"
#include "web/fault.h"
#include "web/guard.h"
#include "web/live.h"
#include "web/listen.h"
#include "web/notifications.h"
#include "web/gzip.h"
#include "web/connections.h"
#include "web/routes.h"
#include "web/scratch.h"
#include "web/submit.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SERVER_STACK_BYTES = 512 << 10,     /* the largest frame, the answer that refuses an act, takes some 20 KiB */
    SERVER_CONNECTIONS_MAX = 16000,     /* each takes some 48 KiB while it streams */
    SERVER_CONNECTIONS_MIN = 16,        /* one for each thread, at most */
    SERVER_DESCRIPTORS_KEPT = 128,      /* for the rest: files of records, and those of the threads */
    SERVER_HEADER_BYTES_MAX = 16384,    /* request line and headers, else 431 or 414; an open stream keeps it all */
    SERVER_DROPPED_BYTES_MAX = 4 << 20, /* of a body over the limit */
    SERVER_IDLE_SECONDS = 30,
    SERVER_REQUEST_MS_MAX = 20000, /* until the whole request has arrived */
    SERVER_FORM_BYTES = 256 << 10, /* beside the copies of the body */
    FORM_COPIES = 3,               /* as sent, decoded, and sealed */
    SERVER_REQUEST_BYTES = 40960   /* arena for request line and headers, raw and decoded */
};

/* worker-src is for the proof of work of forms (static/proof_of_work.js). */
#define POLICY(ancestors)                                                                                            \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " \
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " ancestors

struct server {
    struct site *site;
    const struct route_table *routes;
    bool demo;
    struct slice base;
    struct participation *participation;
    struct notifications *notifications;
    struct desk *desk;
    struct submit *submit;
    struct live *live;
    struct scratch_pool *scratch;
    struct MHD_Daemon *daemon;
    struct connections connections;
    pthread_mutex_t lock; /* protects the guard */
    struct guard guard;
};

/* A request, from its first line to its answer. */
struct call {
    struct server *server;
    struct request request;
    struct error error;
    const struct route *route;
    struct room *room;
    struct slice conference, code, accept, accept_language, if_none_match, cookie;
    const char *allow;
    char *body;
    size_t body_length, body_limit;                        /* the limit: as declared, or the route's */
    bool begun, refused, too_long, submitted, packs, head; /* packs: accepts gzip; head: a HEAD request */
    bool at_once;                                          /* answered before the body arrives */
    bool formed, untaken;                                  /* of a form: it was parsed; NAME_take refused it */
    struct form form;
    struct write_queue_change change;
    void *taken;
    struct slice wrong;
    unsigned char address[GUARD_ADDRESS_BYTES];
    struct arena kept; /* of a form, until the answer */
    struct arena arena;
    struct submission submission; /* not zeroed from here on */
    _Alignas(16) unsigned char memory[SERVER_REQUEST_BYTES];
};

/* --- sending ------------------------------------------------------------------------------------------------------- */

static void server_add_header(struct MHD_Response *out, const char *name, const char *value)
{
    (void)MHD_add_response_header(out, name, value);
}

/* A header whose value is a slice; left out if empty. */
static void server_add_header_of(struct MHD_Response *out, const char *name, struct slice value)
{
    char words[2048];
    struct buffer text = BUFFER(words);
    buffer_add(&text, value);
    buffer_add_byte(&text, 0);
    if (value.length > 0 && !text.full)
        server_add_header(out, name, words);
}

static void server_add_security(struct MHD_Response *out, const struct response *response)
{
    server_add_header(out, "Content-Security-Policy", response->framed ? POLICY("*") : POLICY("'none'"));
    server_add_header(out, "X-Content-Type-Options", "nosniff");
    server_add_header(out, "Referrer-Policy", "no-referrer");
    server_add_header(out, "Cross-Origin-Opener-Policy", "same-origin");
    server_add_header(out, "Cross-Origin-Resource-Policy", response->for_everybody ? "cross-origin" : "same-origin");
    server_add_header(out, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (response->for_everybody)
        server_add_header(out, "Access-Control-Allow-Origin", "*");
}

static void server_add_headers(struct MHD_Response *out, const struct response *response)
{
    static const char *const keeping[] = { [KEEP_NOT] = "no-store",
                                           [KEEP_ASK] = "no-cache",
                                           [KEEP_FOREVER] = "public, max-age=31536000, immutable",
                                           [KEEP_PRIVATE] = "private, no-cache" };
    server_add_security(out, response);
    server_add_header(out, "Content-Type", response->type);
    server_add_header(out, "Cache-Control", keeping[response->keep]);
    if (response->fixed_packed)
        server_add_header(out, "Content-Encoding", "gzip");
    if (response->attachment)
        server_add_header(out, "Content-Disposition", "attachment");
    if (response->allow != NULL)
        server_add_header(out, "Allow", response->allow);
    server_add_header_of(out, "Location", response->location);
    server_add_header_of(out, "ETag", response->etag);
    server_add_header_of(out, "Set-Cookie", response->cookie);
    if (response->retry_seconds > 0)
        server_add_header(out, "Retry-After", response->retry_seconds == 1 ? "1" : "60");
    if (response->keep == KEEP_ASK || response->keep == KEEP_FOREVER)
        server_add_header(out, "Vary",
                          response->by_language ? "Accept, Accept-Encoding, Accept-Language"
                                                : "Accept, Accept-Encoding");
}

static enum MHD_Result server_send_response(struct MHD_Connection *connection, const struct response *response)
{
    struct slice const body = response->fixed.bytes != NULL ? response->fixed : buffer_slice(&response->body);
    bool const lasts = response->fixed.bytes != NULL && !response->fixed_passes;
    enum MHD_ResponseMemoryMode const mode = lasts ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY;
    struct MHD_Response *out = MHD_create_response_from_buffer(body.length, (void *)(uintptr_t)body.bytes, mode);
    if (out == NULL)
        return MHD_NO;
    server_add_headers(out, response);
    enum MHD_Result const queued = MHD_queue_response(connection, response->status, out);
    MHD_destroy_response(out);
    return queued;
}

/* --- answering ----------------------------------------------------------------------------------------------------- */

static struct exchange server_begin_exchange(struct call *call, struct arena *arena)
{
    struct server *const server = call->server;
    struct exchange exchange = { .request = &call->request,
                                 .page = call->route != NULL ? call->route->page : NULL,
                                 .accept = call->accept,
                                 .accept_language = call->accept_language,
                                 .if_none_match = call->if_none_match,
                                 .packs = call->packs,
                                 .conference = call->conference,
                                 .code = call->code,
                                 .cookie = call->cookie,
                                 .site = server->site,
                                 .demo = server->demo,
                                 .base = server->base,
                                 .participation = server->participation,
                                 .desk = server->desk,
                                 .room = call->room,
                                 .arena = arena,
                                 .form = &call->form,
                                 .change = &call->change,
                                 .taken = call->taken,
                                 .wrong = call->wrong };
    exchange.response.allow = call->allow;
    memcpy(exchange.address, call->address, sizeof exchange.address);
    return exchange;
}

/* Answers a form whose change is durable or was refused. */
static bool server_answer_form(struct call *call, struct exchange *exchange, struct error *error)
{
    bool const failed = call->change.apply != NULL && !call->change.good && !call->untaken;
    const struct error *const refused = call->untaken ? &call->error : failed ? &call->change.error : NULL;
    exchange->response.keep = KEEP_NOT;
    return call->route->answer(exchange, refused, error);
}

/* Compresses a page into the scratch, behind the page. Files of the logs are sent as they are. */
static void server_gzip_response(struct response *response)
{
    struct slice const body = buffer_slice(&response->body);
    size_t const at = response->body.length;
    if (response->fixed.bytes != NULL || response->keep != KEEP_ASK || body.length < GZIP_BYTES_MIN ||
        !gzip_write(body, &response->body))
        return;
    response->fixed = slice_part(buffer_slice(&response->body), at, response->body.length);
    response->fixed_packed = true;
    response->fixed_passes = true;
}

/* Answers a whole request: with a page, a file, a refusal, or the room's answer to an act. */
static enum MHD_Result server_answer(struct call *call, struct MHD_Connection *connection)
{
    struct scratch *scratch = scratch_take(call->server->scratch);
    client_address(connection, call->address);
    struct exchange exchange = server_begin_exchange(call, &scratch->arena);
    struct error error = call->error;
    bool good = !call->refused;
    exchange.response.body = scratch->body;
    if (good && call->formed)
        good = server_answer_form(call, &exchange, &error);
    else if (good && call->submitted)
        submit_answer(&exchange, &call->submission.answer);
    else if (good)
        good = call->route->handle(&exchange, &error);
    if (good && exchange.response.body.full)
        good = fail(&error, FAULT_MEMORY, 0, SLICE("so long a page"));
    if (!good)
        response_refuse(&exchange.response, &call->request, call->accept, call->refused ? &call->error : &error);
    if (call->packs)
        server_gzip_response(&exchange.response);
    enum MHD_Result const sent = server_send_response(connection, &exchange.response);
    scratch->body.length = exchange.response.body.length; /* what was touched */
    scratch_give(call->server->scratch, scratch);
    return sent;
}

static enum MHD_Result server_answer_slash(struct call *call, struct MHD_Connection *connection)
{
    struct slice const target = call->request.target;
    size_t const mark = slice_find(target, '?', 0);
    struct response response = { .type = "text/plain; charset=utf-8",
                                 .status = 308,
                                 .keep = KEEP_ASK,
                                 .fixed = SLICE("moved\n"),
                                 .location = slice_part(target, 0, mark - 1) };
    return server_send_response(connection, &response);
}

static struct slice server_header(struct MHD_Connection *connection, const char *name)
{
    return slice_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static enum MHD_Result server_answer_live(struct call *call, struct MHD_Connection *connection)
{
    if (call->head) { /* a stream would write its end into the next answer */
        struct response const empty = {
            .type = "text/event-stream", .status = 200, .for_everybody = true, .keep = KEEP_NOT, .fixed = SLICE("")
        };
        return server_send_response(connection, &empty);
    }
    struct slice const about = request_argument(&call->request, "about");
    uint32_t const next = live_next(&call->request, server_header(connection, "Last-Event-ID"), call->room);
    struct MHD_Response *out = live_open(call->server->live, call->room, about, next, connection, &call->error);
    if (out == NULL) {
        call->refused = true;
        return server_answer(call, connection);
    }
    struct response const response = { .type = "text/event-stream", .for_everybody = true, .keep = KEEP_NOT };
    server_add_headers(out, &response);
    server_add_header(out, "X-Accel-Buffering", "no");
    enum MHD_Result const queued = MHD_queue_response(connection, 200, out);
    MHD_destroy_response(out);
    return queued;
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static bool server_media_type_is_good(struct slice type)
{
    struct slice const plain = SLICE("text/plain");
    if (!slice_begins(type, plain))
        return false;
    struct slice const rest = slice_part(type, plain.length, type.length);
    return rest.length == 0 || slice_equal(rest, SLICE("; charset=utf-8")) ||
           slice_equal(rest, SLICE(";charset=utf-8")) || slice_equal(rest, SLICE("; charset=UTF-8")) ||
           slice_equal(rest, SLICE(";charset=UTF-8"));
}

static void server_refuse(struct call *call, const struct fault *fault, struct slice about)
{
    fail(&call->error, fault, 0, about);
    call->refused = true;
}

static bool server_may_submit(struct server *server, struct MHD_Connection *connection)
{
    unsigned char address[GUARD_ADDRESS_BYTES];
    client_address(connection, address);
    pthread_mutex_lock(&server->lock);
    bool const allowed = guard_allows(&server->guard, address, os_monotonic_ms());
    pthread_mutex_unlock(&server->lock);
    return allowed;
}

static void server_note_refusal(struct server *server, struct MHD_Connection *connection)
{
    unsigned char address[GUARD_ADDRESS_BYTES];
    client_address(connection, address);
    pthread_mutex_lock(&server->lock);
    guard_note(&server->guard, address, os_monotonic_ms());
    pthread_mutex_unlock(&server->lock);
}

static void server_refuse_long(struct call *call)
{
    char memory[24];
    struct buffer number = BUFFER(memory);
    buffer_add_number(&number, call->route != NULL ? call->route->body_max : 0);
    server_refuse(call, FAULT_BODY_LONG, buffer_slice(&number));
}

/* The declared length is over the limit. A client that is still sending would miss the answer, so a body of moderate size is read
 * and dropped first, unless the client waits for "100 Continue". */
static void server_refuse_declared(struct call *call, struct MHD_Connection *connection, uint64_t length)
{
    server_refuse_long(call);
    call->at_once = length > SERVER_DROPPED_BYTES_MAX || server_header(connection, "Expect").length > 0;
}

static void server_check_form(struct call *call, struct MHD_Connection *connection)
{
    struct slice const type = server_header(connection, "Content-Type");
    if (!form_type_is_good(type))
        server_refuse(call, FAULT_FORM_TYPE, type);
    else if (!form_is_ours(server_header(connection, "Sec-Fetch-Site"), server_header(connection, "Origin"),
                           server_header(connection, "Host")))
        server_refuse(call, FAULT_FORM_ELSEWHERE, SLICE(""));
}

/* Called with the headers: finds the route, and checks size and type of the body. */
static void server_begin_call(struct call *call, struct MHD_Connection *connection, struct slice method)
{
    struct exchange exchange = { .request = &call->request, .site = call->server->site };
    call->begun = true;
    call->head = slice_equal(method, SLICE("HEAD"));
    call->accept = arena_copy(&call->arena, server_header(connection, "Accept"));
    call->accept_language = arena_copy(&call->arena, server_header(connection, "Accept-Language"));
    call->if_none_match = arena_copy(&call->arena, server_header(connection, "If-None-Match"));
    call->packs = gzip_is_wanted(server_header(connection, "Accept-Encoding"));
    if (call->refused || call->request.slash_last)
        return;
    call->route = route_find(call->server->routes, method, &exchange, &call->error);
    call->room = exchange.room;
    call->conference = exchange.conference;
    call->code = exchange.code;
    call->allow = exchange.response.allow;
    if (call->route == NULL) {
        call->refused = true;
        return;
    }
    uint64_t length = 0;
    call->cookie = arena_copy(&call->arena, server_header(connection, "Cookie"));
    struct slice const declared = server_header(connection, "Content-Length");
    bool const countable =
        declared.length == 0 || slice_number(declared, &length); /* the library checked that it is a number */
    if (!countable || length > call->route->body_max)
        server_refuse_declared(call, connection, countable ? length : UINT64_MAX);
    else if (call->route->kind == ROUTE_SUBMIT && !server_media_type_is_good(server_header(connection, "Content-Type")))
        server_refuse(call, FAULT_MEDIA_TYPE, server_header(connection, "Content-Type"));
    else if (call->route->kind == ROUTE_FORM)
        server_check_form(call, connection);
    if (!call->refused && call->route->kind == ROUTE_SUBMIT && !server_may_submit(call->server, connection))
        server_refuse(call, FAULT_REFUSED_OFTEN, SLICE(""));
    /* The declared length, or else the limit of the route. */
    call->body_limit = length > 0 && length < call->route->body_max ? (size_t)length : call->route->body_max;
    if (!call->refused && call->body_limit > 0 && (call->body = malloc(call->body_limit)) == NULL)
        server_refuse(call, FAULT_MEMORY, SLICE("what was sent"));
}

static void server_take_body(struct call *call, const char *bytes, size_t length)
{
    size_t const limit = call->route != NULL ? call->body_limit : 0;
    if (call->refused || call->too_long)
        return; /* read and dropped */
    if (length > limit - call->body_length) {
        call->too_long = true;
        server_refuse_long(call);
        return;
    }
    memcpy(call->body + call->body_length, bytes, length);
    call->body_length += length;
}

static void server_wake(struct write_queue_change *change)
{
    MHD_resume_connection(change->owner);
}

/* Parses a form, lets its route check it, and passes the change to the write queue. */
static enum MHD_Result server_take_form(struct call *call, struct MHD_Connection *connection)
{
    size_t const limit = FORM_COPIES * call->body_length + SERVER_FORM_BYTES;
    unsigned char *const memory = malloc(limit);
    call->kept = (struct arena){ memory, 0, memory != NULL ? limit : 0 };
    client_address(connection, call->address);
    struct exchange exchange = server_begin_exchange(call, &call->kept);
    struct slice const body = { call->body, call->body_length };
    call->formed = (memory != NULL || fail(&call->error, FAULT_MEMORY, 0, SLICE("a form"))) &&
                   (call->route->kind == ROUTE_CLICK || form_read(body, &call->kept, &call->form, &call->error));
    call->refused = !call->formed;
    call->untaken = call->formed && !call->route->handle(&exchange, &call->error);
    call->taken = exchange.taken;
    call->wrong = exchange.wrong;
    if (call->refused || call->untaken || call->change.apply == NULL)
        return server_answer(call, connection);
    call->change.answered = server_wake;
    call->change.owner = connection;
    MHD_suspend_connection(connection); /* first, since the queue may answer at once */
    if (!write_queue_hand(call->server->participation->write_queue, &call->change, &call->change.error))
        MHD_resume_connection(connection);
    return MHD_YES;
}

static enum MHD_Result server_finish_call(struct call *call, struct MHD_Connection *connection)
{
    connections_stop_awaiting(&call->server->connections, connection);
    if (call->submitted && call->submission.answer.verdict == ROOM_REFUSED &&
        fault_class_of(call->submission.answer.error.fault) != FAULT_CLASS_LIMIT)
        server_note_refusal(call->server, connection);
    if (call->submitted || call->formed || call->refused)
        return server_answer(call, connection);
    if (call->request.slash_last)
        return server_answer_slash(call, connection);
    switch (call->route->kind) {
    case ROUTE_LIVE:
        return server_answer_live(call, connection);
    case ROUTE_SUBMIT:
        call->submission.connection = connection;
        call->submission.bytes = (struct slice){ call->body, call->body_length };
        call->submitted = true;
        if (submit_begin(call->server->submit, call->room, &call->submission, &call->error))
            return MHD_YES;
        call->submitted = false;
        call->refused = true;
        return server_answer(call, connection);
    case ROUTE_FORM:
    case ROUTE_CLICK:
        return server_take_form(call, connection);
    case ROUTE_ANSWER:
        break;
    }
    return server_answer(call, connection);
}

/* libmicrohttpd calls it with the headers, with each piece of the body, at its end, and after a resume. */
static enum MHD_Result server_handle(void *context, struct MHD_Connection *connection, const char *url,
                                     const char *method, const char *version, const char *upload, size_t *upload_length,
                                     void **state)
{
    (void)context;
    (void)url;
    (void)version;
    struct call *call = *state;
    if (call == NULL)
        return MHD_NO;
    if (!call->begun) {
        server_begin_call(call, connection, slice_of(method));
        return call->at_once ? server_answer(call, connection) : MHD_YES;
    }
    if (*upload_length > 0) {
        server_take_body(call, upload, *upload_length);
        *upload_length = 0;
        return MHD_YES;
    }
    return server_finish_call(call, connection);
}

/* Called with the request line. It keeps the raw target, before the library decodes anything. */
static void *server_begin_request(void *context, const char *uri, struct MHD_Connection *connection)
{
    struct server *const server = context;
    struct call *call = malloc(sizeof *call);
    if (call == NULL)
        return NULL;
    connections_await(&server->connections, connection);
    memset(call, 0, offsetof(struct call, submission));
    call->server = server;
    call->arena = (struct arena){ call->memory, 0, sizeof call->memory };
    struct slice const target = arena_copy(&call->arena, slice_of(uri));
    if (!request_read(target, &call->arena, &call->request, &call->error)) {
        call->refused = true;
    }
    return call;
}

static void server_end_request(void *context, struct MHD_Connection *connection, void **state,
                               enum MHD_RequestTerminationCode how)
{
    struct server *server = context;
    struct call *call = *state;
    (void)how;
    if (call != NULL) {
        free(call->body);
        free(call->kept.memory);
        free(call);
    }
    *state = NULL;
    connections_await_next(&server->connections, connection);
}

/* --- running ------------------------------------------------------------------------------------------------------- */

/* Leaves escapes as they are: web/request.h decodes them, once and strictly. */
static size_t server_keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context;
    (void)connection;
    return strlen(text);
}

/* Without a descriptor a client could not even be refused; it would only wait. */
static unsigned server_sockets_max(void)
{
    uint64_t const descriptors = os_raise_descriptors();
    if (descriptors < SERVER_DESCRIPTORS_KEPT + SERVER_CONNECTIONS_MIN)
        return SERVER_CONNECTIONS_MIN;
    uint64_t const left = descriptors - SERVER_DESCRIPTORS_KEPT;
    return left < SERVER_CONNECTIONS_MAX ? (unsigned)left : SERVER_CONNECTIONS_MAX;
}

/* A page takes well under a millisecond, and no thread waits for the disk, so one thread for each processor is enough. Connections
 * are spread over them (web/connections.h). */
static struct MHD_Daemon *server_start_daemon(struct server *server)
{
    unsigned const threads = os_threads();
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
        server_handle, server, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)SERVER_STACK_BYTES, MHD_OPTION_CONNECTION_LIMIT,
        connections_library_limit(&server->connections, threads), MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SERVER_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_HEADER_BYTES_MAX,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, server_begin_request, server,
        MHD_OPTION_NOTIFY_COMPLETED, server_end_request, server, MHD_OPTION_NOTIFY_CONNECTION, connections_notice,
        &server->connections, MHD_OPTION_UNESCAPE_CALLBACK, server_keep_escapes, NULL, MHD_OPTION_END);
}

/* Ends the streams, answers waiting acts, then closes. */
static void server_shut_down(struct server *server)
{
    live_stop(server->live);
    submit_stop(server->submit);
    notifications_stop(server->notifications);
    server->notifications = NULL;
    write_queue_stop(server->participation->write_queue);
    MHD_stop_daemon(server->daemon);
}

bool server_run(struct site *site, struct participation *participation, const struct server_options *options,
                struct error *error)
{
    char address[LISTEN_ADDRESS_BYTES_MAX], memory[LISTEN_ADDRESS_BYTES_MAX + ORIGIN_BYTES_MAX];
    struct buffer shown = BUFFER(address), base = BUFFER(memory);
    bool const public = options->routes == NULL;
    struct server server = { .site = site,
                             .demo = options->demo,
                             .routes = public ? &routes_public : options->routes,
                             .participation = participation,
                             .desk = options->desk };
    int const socket = listen_at(options->address, &shown, error);
    if (socket < 0)
        return false;
    buffer_add(&base, options->demo ? SLICE("http://") : SLICE("https://"));
    buffer_add(&base, options->demo || site == NULL ? buffer_slice(&shown) : site_host(site));
    server.base = buffer_slice(&base);
    struct connections_limits const limits = { .sockets = server_sockets_max(),
                                               .request_ms = SERVER_REQUEST_MS_MAX,
                                               .idle_ms = 1000 * SERVER_IDLE_SECONDS };
    (void)pthread_mutex_init(&server.lock, NULL);
    connections_begin(&server.connections, &limits);
    server.scratch = scratch_open(os_threads(), error);
    server.submit = server.scratch != NULL ? submit_start(error) : NULL;
    server.live = server.submit != NULL ? live_start(site, limits.sockets / 4 * 3, error) : NULL;
    server.daemon = server.live != NULL ? server_start_daemon(&server) : NULL;
    bool const running = server.daemon != NULL;
    if (running && public) /* if they cannot start, only the followers wait */
        server.notifications = notifications_start(site, participation, error);
    if (running) {
        if (options->ready != NULL)
            options->ready(options->context, buffer_slice(&shown));
        connections_take(&server.connections, server.daemon, socket, options->stop_fd);
        (void)close(socket);
        server_shut_down(&server);
    } else {
        (void)close(socket);
        if (server.live != NULL) {
            live_stop(server.live);
            fail(error, FAULT_LISTEN, 0, options->address, SLICE("the server did not start"));
        }
    }
    submit_stop(server.submit);
    submit_end(server.submit);
    if (server.live != NULL)
        live_end(server.live);
    scratch_close(server.scratch);
    connections_end(&server.connections);
    pthread_mutex_destroy(&server.lock);
    return running;
}
