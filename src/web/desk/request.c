// SPDX-License-Identifier: Apache-2.0
#include "web/desk/request.h"

#include "base/civil.h"
#include "base/hex.h"
#include "log/crypto.h"
#include "store/fault.h"
#include "store/os.h"
#include "web/fault.h"

/* The session's cookie is the only one; the prefix in its name says that it needs TLS (RFC 6265bis, 4.1.3). */
static struct slice desk_request_cookie_name(const struct desk *desk)
{
    return desk_is_secure(desk) ? SLICE("__Secure-desk") : SLICE("desk");
}

static struct slice desk_request_find_cookie(struct slice header, struct slice name)
{
    struct slice part;
    while (slice_next(&header, ';', &part)) {
        while (slice_begins(part, SLICE(" ")))
            part = slice_part(part, 1, part.length);
        size_t const equals = slice_find(part, '=', 0);
        if (slice_equal(slice_part(part, 0, equals), name))
            return slice_part(part, equals + 1, part.length);
    }
    return SLICE("");
}

void desk_request_set_cookie(struct exchange *exchange, struct slice token)
{
    bool const secure = desk_is_secure(exchange->desk);
    exchange->response.cookie =
        PRINT(exchange->arena, "{0}={1}; Path=/desk; HttpOnly; SameSite=Strict{2}{3}",
              desk_request_cookie_name(exchange->desk), token, secure ? SLICE("; Secure") : SLICE(""),
              token.length > 0 ? SLICE("") : SLICE("; Max-Age=0"));
}

void desk_request_lead(struct exchange *exchange, struct slice location)
{
    response_text(&exchange->response, 303, "text/plain; charset=utf-8");
    exchange->response.fixed = SLICE("see the address in Location\n");
    exchange->response.location = location;
    exchange->response.keep = KEEP_NOT;
}

/* The CSRF token of the session. */
static struct slice desk_request_word_of(struct slice session, struct arena *arena)
{
    char digits[2 * HASH_BYTES];
    struct buffer out = BUFFER(digits);
    struct slice const parts[] = { SLICE("a form of the desk "), session };
    struct hash hash;
    crypto_native()->sha256(parts, 2, &hash);
    hex_write(&out, hash.bytes, HASH_BYTES);
    return arena_copy(arena, buffer_slice(&out));
}

bool desk_request_check_word(const struct desk_request *request, struct error *error)
{
    return slice_equal(form_value(request->exchange->form, "word"), request->word) || fail(error, FAULT_DESK_FORM, 0);
}

static bool desk_request_find_organiser(struct desk_request *request, enum desk_role role, struct error *error)
{
    bool found;
    if (!sign_in_find(request->driver, request->session, request->now, request->arena, &request->organiser, &found,
                      &request->put_off, error))
        return false;
    if (!found)
        return fail(error, FAULT_DESK_SESSION, 0);
    request->word = desk_request_word_of(request->session, request->arena);
    return (desk_role_read(request->organiser.role, &request->role) && request->role >= role) ||
           fail(error, FAULT_DESK_ROLE, 0, request->organiser.role);
}

static bool desk_request_find_campaign(struct desk_request *request, struct error *error)
{
    struct exchange *const exchange = request->exchange;
    bool found;
    if (exchange->conference.length == 0)
        return true;
    request->base = PRINT(request->arena, "/desk/campaigns/{0}/{1}", exchange->conference, exchange->code);
    return campaign_find(request->driver, exchange->conference, exchange->code, request->arena, &request->campaign,
                         &found, error) &&
           (found || fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, exchange->code));
}

bool desk_request_begin(struct exchange *exchange, enum desk_role role, struct desk_request *request,
                        struct error *error)
{
    struct slice const target = exchange->request->target;
    *request = (struct desk_request){ .exchange = exchange,
                                      .desk = exchange->desk,
                                      .arena = exchange->arena,
                                      .now = os_clock_seconds(),
                                      .path = slice_part(target, 0, slice_find(target, '?', 0)),
                                      .session = desk_request_find_cookie(exchange->cookie,
                                                                          desk_request_cookie_name(exchange->desk)) };
    request->driver = campaign_store_read(exchange->participation->store, error);
    if (request->driver == NULL)
        return false;
    if (desk_request_find_organiser(request, role, error) && desk_request_find_campaign(request, error))
        return true;
    desk_request_end(request);
    return false;
}

void desk_request_end(struct desk_request *request)
{
    if (request->driver != NULL)
        campaign_store_read_end(request->exchange->participation->store);
    request->driver = NULL;
}

void desk_request_frame(const struct desk_request *request, struct slice title, struct frame *frame)
{
    *frame = (struct frame){ .title = title,
                             .path = request->path,
                             .language = SLICE("en"),
                             .at_desk = true,
                             .organiser = request->organiser.name,
                             .role = request->organiser.role,
                             .word = request->word,
                             .editor = request->role >= DESK_EDITOR && request->organiser.name.length > 0,
                             .owner = request->role == DESK_OWNER && request->organiser.name.length > 0 };
}

struct slice desk_request_said(const struct desk_request *request, const char *name, struct slice kept)
{
    return request->problem != NULL ? form_value(request->exchange->form, name) : kept;
}

struct slice desk_request_problem(const struct desk_request *request)
{
    char words[1024];
    struct buffer out = BUFFER(words);
    if (request->problem == NULL)
        return SLICE("");
    error_words(request->problem, &out);
    return arena_copy(request->arena, buffer_slice(&out));
}

static struct slice desk_request_write_time(struct arena *arena, int64_t seconds, bool clock)
{
    char words[40];
    struct buffer out = BUFFER(words);
    unsigned hour, minute, second;
    if (seconds == 0)
        return SLICE("");
    struct civil_date const date = civil_date_at(seconds, 0, &hour, &minute, &second);
    buffer_add_padded(&out, (uint64_t)date.year, 4);
    buffer_add_byte(&out, '-');
    buffer_add_padded(&out, date.month, 2);
    buffer_add_byte(&out, '-');
    buffer_add_padded(&out, date.day, 2);
    if (clock) {
        buffer_add(&out, SLICE(", "));
        buffer_add_padded(&out, hour, 2);
        buffer_add_byte(&out, ':');
        buffer_add_padded(&out, minute, 2);
        buffer_add(&out, SLICE(" UTC"));
    }
    return arena_copy(arena, buffer_slice(&out));
}

struct slice desk_request_day(struct arena *arena, int64_t seconds)
{
    return desk_request_write_time(arena, seconds, false);
}

struct slice desk_request_moment(struct arena *arena, int64_t seconds)
{
    return desk_request_write_time(arena, seconds, true);
}
