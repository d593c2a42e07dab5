// SPDX-License-Identifier: Apache-2.0
#include "web/routes.h"

#include "views.h"
#include "web/fault.h"
#include "web/feed.h"
#include "web/forms.h"
#include "web/log_files.h"
#include "web/openapi.h"
#include "web/pages.h"

static bool routes_openapi_get(struct exchange *exchange, struct error *error)
{
    if (!exchange->request->json)
        return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
    response_text(&exchange->response, 200, "application/json");
    exchange->response.for_everybody = true;
    openapi_write(&routes_public, &exchange->response.body);
    return true;
}

/* Everything here is public, so robots may read all of it. */
static bool routes_robots_get(struct exchange *exchange, struct error *error)
{
    (void)error;
    response_text(&exchange->response, 200, "text/plain; charset=utf-8");
    exchange->response.fixed = SLICE("User-agent: *\nAllow: /\n");
    return true;
}

#define GET(path_is, needed, handler, type_is, about_is)                                                         \
    {                                                                                                            \
        .method = "GET", .path = path_is, .needs = needed, .handle = handler, .type = type_is, .about = about_is \
    }
#define PAGE(path_is, needed, name) \
    { .method = "GET", .path = path_is, .needs = needed, .handle = page_get, .page = &page_##name },
#define SENT(path_is, needed, how, bytes_max, name) \
    { .method = "POST",                             \
      .path = path_is,                              \
      .needs = needed,                              \
      .kind = how,                                  \
      .body_max = bytes_max,                        \
      .handle = name##_take,                        \
      .answer = name##_answer },
#define FORM(path, needs, name) SENT(path, needs, ROUTE_FORM, FORM_BYTES_MAX, name)
#define CLICK(path, needs, name) SENT(path, needs, ROUTE_CLICK, FORM_CLICK_BYTES_MAX, name)
static const struct route rows[] = {
    GET("/static/{code}", NEEDS_NOTHING, route_asset, NULL, NULL),
    GET("/robots.txt", NEEDS_NOTHING, routes_robots_get, NULL, NULL),
    GET("/openapi", NEEDS_NOTHING, routes_openapi_get, NULL, NULL),
    GET("/{conference}/log/checkpoint", NEEDS_CONFERENCE, log_checkpoint_get, "text/plain",
        "The checkpoint of the record: a signed note (C2SP tlog-checkpoint)."),
    GET("/{conference}/log/key", NEEDS_CONFERENCE, log_key_get, "text/plain", "The verifier key of the record's log."),
    GET("/{conference}/log/proof/{code}", NEEDS_CONFERENCE, log_proof_get, "text/plain",
        "The proof that the record holds the act of that index (C2SP tlog-proof)."),
    GET("/{conference}/log/tile/**", NEEDS_CONFERENCE, log_tile_get, "application/octet-stream",
        "A tile of the record, or a bundle of its acts (C2SP tlog-tiles)."),
    GET("/{conference}/blobs/{code}", NEEDS_CONFERENCE, log_blob_get, "application/octet-stream",
        "A blob by the hash that commits to it: 32 bytes of salt, then its bytes."),
    GET("/{conference}/public-log/checkpoint", NEEDS_ACTS, log_checkpoint_get, "text/plain",
        "The checkpoint of the public's log."),
    GET("/{conference}/public-log/key", NEEDS_ACTS, log_key_get, "text/plain", "The verifier key of the public's log."),
    GET("/{conference}/public-log/key-delegation", NEEDS_ACTS, log_key_delegation_get, "text/plain",
        "The record's word for the key of the public's log."),
    GET("/{conference}/public-log/tile/**", NEEDS_ACTS, log_tile_get, "application/octet-stream",
        "A tile of the public's log, or a bundle of its entries."),
    GET("/{conference}/public-log/proof/{code}", NEEDS_ACTS, log_proof_get, "text/plain",
        "The proof that the public's log holds the entry of that number."),
    GET("/{conference}/public-log/entries/{code}", NEEDS_ACTS, log_entry_get, "text/plain",
        "An entry of the public's log."),
    GET("/{conference}/public-log/blobs/{code}", NEEDS_ACTS, log_blob_get, "application/octet-stream",
        "The words of a comment by the hash that commits to them."),
    GET("/{conference}/feed.atom", NEEDS_ACTS, feed_atom_get, "application/atom+xml",
        "What happened, the newest first; ?topic= narrows it."),
    GET("/{conference}/calendar.ics", NEEDS_ACTS, feed_calendar_get, "text/calendar", "Meetings and days to remember."),
    GET("/{conference}/acts/{code}/text", NEEDS_ACTS, log_entry_get, "text/plain",
        "An act as it is logged, by its index."),
    { .method = "GET",
      .path = "/{conference}/live",
      .needs = NEEDS_ACTS,
      .kind = ROUTE_LIVE,
      .type = "text/event-stream",
      .about = "Each new act as an event; ?about= narrows it, ?after= begins behind an index." },
    { .method = "POST",
      .path = "/{conference}/acts",
      .needs = NEEDS_CONFERENCE,
      .kind = ROUTE_SUBMIT,
      .body_max = ACT_BYTES_MAX,
      .about = "Hands in an act." },
#include "web/forms.def"
    VIEW_PAGES(PAGE)
};
#undef CLICK
#undef FORM
#undef SENT
#undef PAGE
#undef GET
const struct route_table routes_public = { rows, sizeof rows / sizeof rows[0] };
