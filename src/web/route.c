// SPDX-License-Identifier: Apache-2.0
#include "web/route.h"

#include <string.h>

#include "campaign/fault.h"
#include "web/assets.h"
#include "web/fault.h"

bool route_asset(struct exchange *exchange, struct error *error)
{
    const struct asset *asset = asset_find(exchange->code);
    if (asset == NULL)
        return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
    response_text(&exchange->response, 200, asset->type);
    exchange->response.keep = KEEP_FOREVER;
    bool const packed = exchange->packs && asset->packed.length > 0;
    exchange->response.fixed_packed = packed;
    exchange->response.fixed = packed ? asset->packed : asset->bytes;
    return true;
}

/* Whether the path matches; sets conference and code. */
static bool route_path_fits(const char *path, const struct request *request, struct slice *conference,
                            struct slice *code)
{
    struct slice rest = slice_of(path + 1), part;
    size_t at = 0;
    while (slice_next(&rest, '/', &part)) {
        if (slice_equal(part, SLICE("**")))
            return at < request->segment_count;
        if (at == request->segment_count)
            return false;
        struct slice const segment = request->segments[at++];
        if (slice_equal(part, SLICE("{conference}")))
            *conference = segment;
        else if (slice_equal(part, SLICE("{code}")))
            *code = segment;
        else if (!slice_equal(part, segment))
            return false;
    }
    return at == request->segment_count;
}

static bool route_method_fits(const struct route *route, struct slice method)
{
    return slice_equal(method, slice_of(route->method)) ||
           (slice_equal(method, SLICE("HEAD")) && strcmp(route->method, "GET") == 0);
}

static bool route_meet_needs(const struct route *route, struct slice conference, struct exchange *exchange,
                             struct error *error)
{
    if (route->needs == NEEDS_NOTHING)
        return true;
    exchange->room = site_find(exchange->site, conference);
    if (exchange->room == NULL || (route->needs == NEEDS_ACTS && room_count(exchange->room) == 0))
        return fail(error, FAULT_CONFERENCE_UNKNOWN, 0, conference);
    return true;
}

const struct route *route_find(const struct route_table *table, struct slice method, struct exchange *exchange,
                               struct error *error)
{
    bool gets = false, posts = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct route *const route = &table->rows[i];
        struct slice conference = SLICE(""), code = SLICE("");
        if (!route_path_fits(route->path, exchange->request, &conference, &code) ||
            (route->type != NULL && (exchange->request->json || exchange->request->csv)))
            continue; /* what is of one type has no .json or .csv beside it */
        if (!route_method_fits(route, method)) {
            gets |= strcmp(route->method, "GET") == 0;
            posts |= strcmp(route->method, "POST") == 0;
            continue;
        }
        exchange->conference = conference;
        exchange->code = code;
        return route_meet_needs(route, conference, exchange, error) ? route : NULL;
    }
    exchange->response.allow = gets && posts ? "GET, HEAD, POST" : gets ? "GET, HEAD" : posts ? "POST" : NULL;
    bool const exists = gets || posts;
    fail(error, exists ? FAULT_METHOD : FAULT_PAGE_UNKNOWN, 0, exists ? method : exchange->request->target);
    return NULL;
}
