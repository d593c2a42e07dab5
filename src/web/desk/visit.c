#include "web/desk/visit.h"

#include "base/civil.h"
#include "base/hex.h"
#include "room/crypto.h"
#include "store/os.h"

/* Beside a session's cookie there is none; its name says whether it needs TLS (RFC 6265bis, 4.1.3). */
static struct slice cookie_name(const struct desk *desk)
{
    return desk_is_secure(desk) ? SLICE("__Secure-desk") : SLICE("desk");
}

static struct slice find_cookie(struct slice header, struct slice name)
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

void visit_set_cookie(struct exchange *exchange, struct slice token)
{
    bool const secure = desk_is_secure(exchange->desk);
    exchange->response.cookie =
        PRINT(exchange->arena, "{0}={1}; Path=/desk; HttpOnly; SameSite=Strict{2}{3}", cookie_name(exchange->desk),
              token, secure ? SLICE("; Secure") : SLICE(""), token.length > 0 ? SLICE("") : SLICE("; Max-Age=0"));
}

void visit_lead(struct exchange *exchange, struct slice location)
{
    response_text(&exchange->response, 303, "text/plain; charset=utf-8");
    exchange->response.fixed = SLICE("see the address in Location\n");
    exchange->response.location = location;
    exchange->response.keep = KEEP_NOT;
}

/* A word that only pages of this session know. */
static struct slice word_of(struct slice session, struct arena *arena)
{
    char digits[2 * HASH_BYTES];
    struct buffer out = BUFFER(digits);
    struct slice const parts[] = { SLICE("a form of the desk "), session };
    struct hash hash;
    crypto_native()->sha256(parts, 2, &hash);
    hex_write(&out, hash.bytes, HASH_BYTES);
    return arena_copy(arena, buffer_slice(&out));
}

bool visit_check_word(const struct visit *visit, struct error *error)
{
    return slice_equal(form_value(visit->exchange->form, "word"), visit->word) ||
           fail(error, FAULT_DESK_FORM, 0, SLICE(""), SLICE(""));
}

static bool find_organiser(struct visit *visit, enum desk_role role, struct error *error)
{
    bool found;
    if (!reception_find(visit->driver, visit->session, visit->now, visit->arena, &visit->organiser, &found,
                        &visit->put_off, error))
        return false;
    if (!found)
        return fail(error, FAULT_DESK_SESSION, 0, SLICE(""), SLICE(""));
    visit->word = word_of(visit->session, visit->arena);
    return (desk_role_read(visit->organiser.role, &visit->role) && visit->role >= role) ||
           fail(error, FAULT_DESK_ROLE, 0, visit->organiser.role, SLICE(""));
}

static bool find_campaign(struct visit *visit, struct error *error)
{
    struct exchange *const exchange = visit->exchange;
    bool found;
    if (exchange->conference.length == 0)
        return true;
    visit->base = PRINT(visit->arena, "/desk/campaigns/{0}/{1}", exchange->conference, exchange->code);
    return campaign_find(visit->driver, exchange->conference, exchange->code, visit->arena, &visit->campaign, &found,
                         error) &&
           (found || fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, exchange->code, SLICE("")));
}

bool visit_begin(struct exchange *exchange, enum desk_role role, struct visit *visit, struct error *error)
{
    struct slice const target = exchange->request->target;
    *visit = (struct visit){ .exchange = exchange,
                             .desk = exchange->desk,
                             .arena = exchange->arena,
                             .now = os_clock_seconds(),
                             .path = slice_part(target, 0, slice_find(target, '?', 0)),
                             .session = find_cookie(exchange->cookie, cookie_name(exchange->desk)) };
    visit->driver = voice_read(exchange->voice, error);
    if (visit->driver == NULL)
        return false;
    if (find_organiser(visit, role, error) && find_campaign(visit, error))
        return true;
    error_keep(error);
    visit_end(visit);
    return false;
}

void visit_end(struct visit *visit)
{
    if (visit->driver != NULL)
        voice_read_end(visit->exchange->voice);
    visit->driver = NULL;
}

void visit_frame(const struct visit *visit, struct slice title, struct frame *frame)
{
    *frame = (struct frame){ .title = title,
                             .path = visit->path,
                             .language = SLICE("en"),
                             .at_desk = true,
                             .organiser = visit->organiser.name,
                             .role = visit->organiser.role,
                             .word = visit->word,
                             .editor = visit->role >= DESK_EDITOR && visit->organiser.name.length > 0,
                             .owner = visit->role == DESK_OWNER && visit->organiser.name.length > 0 };
}

struct slice visit_said(const struct visit *visit, const char *name, struct slice kept)
{
    return visit->problem != NULL ? form_value(visit->exchange->form, name) : kept;
}

struct slice visit_problem(const struct visit *visit)
{
    char words[1024];
    struct buffer out = BUFFER(words);
    if (visit->problem == NULL)
        return SLICE("");
    error_words(visit->problem, &out);
    return arena_copy(visit->arena, buffer_slice(&out));
}

static struct slice write_time(struct arena *arena, int64_t seconds, bool clock)
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

struct slice visit_day(struct arena *arena, int64_t seconds)
{
    return write_time(arena, seconds, false);
}

struct slice visit_moment(struct arena *arena, int64_t seconds)
{
    return write_time(arena, seconds, true);
}
