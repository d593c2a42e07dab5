// SPDX-License-Identifier: Apache-2.0
#include "web/desk/routes.h"

#include "views.h"
#include "web/desk/campaign.h"
#include "web/desk/contact.h"
#include "web/desk/contacts.h"
#include "web/desk/desk.h"
#include "web/desk/edit.h"
#include "web/desk/statistics.h"
#include "web/desk/moderation.h"
#include "web/desk/home.h"
#include "web/desk/languages.h"
#include "web/desk/people.h"
#include "web/desk/report.h"
#include "web/desk/sign.h"
#include "web/desk/request.h"
#include "web/fault.h"

#include "web/response.h"

enum { DESK_BODY_BYTES_MAX = 3 << 20 /* a list of contacts, with escapes */ };

/* --- pages --------------------------------------------------------------------------------------------------------- */

/* Gathers a page and shows it. */
#define PAGE(path, role, name)                                                                                         \
    static bool desk_routes_show_##name(struct desk_request *request, struct error *error)                             \
    {                                                                                                                  \
        struct desk_##name##_page *const page = arena_take(request->arena, sizeof *page);                              \
        if (page == NULL)                                                                                              \
            return fail(error, FAULT_MEMORY, 0, SLICE("a page"));                                                      \
        if (!desk_##name##_gather(request, page, error))                                                               \
            return false;                                                                                              \
        response_text(&request->exchange->response, request->problem != NULL ? 422 : 200, "text/html; charset=utf-8"); \
        request->exchange->response.keep = KEEP_NOT;                                                                   \
        view_desk_##name(&request->exchange->response.body, page);                                                     \
        return true;                                                                                                   \
    }
#include "web/desk/pages.def"

static bool desk_routes_put_off(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct desk_request *const request = context;
    return sign_in_put_off(campaign_store_writer(campaigns), request->session, request->now, error);
}

/* Without a session it redirects to the sign-in page. */
static bool desk_routes_show(struct exchange *exchange, enum desk_role role,
                             bool (*page)(struct desk_request *request, struct error *error), struct error *error)
{
    struct desk_request request;
    if (!desk_request_begin(exchange, role, &request, error)) {
        if (error->fault != FAULT_DESK_SESSION)
            return false;
        desk_request_lead(exchange, SLICE("/desk/sign-in"));
        return true;
    }
    bool const shown = page(&request, error);
    desk_request_end(&request);
    /* A request by a script of the page does not extend the session. */
    bool const visits = request_argument(exchange->request, "fresh").length == 0;
    return shown && (!request.put_off || !visits ||
                     write_queue_do(exchange->participation->write_queue, desk_routes_put_off, &request, error));
}

/* --- steps --------------------------------------------------------------------------------------------------------- */

struct step {
    struct desk_request *request;
    bool (*take)(const struct organise *by, struct desk_request *request, struct error *error);
};

static bool desk_routes_apply_step(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct step *const step = context;
    struct organise const by = { campaign_store_writer(campaigns), step->request->organiser.name, step->request->arena,
                                 step->request->now };
    return step->take(&by, step->request, error);
}

/* Shows the page again, with the problem or with the result of the step. */
static bool desk_routes_show_after(struct exchange *exchange, enum desk_role role, const struct error *problem,
                                   void *left, bool (*page)(struct desk_request *request, struct error *error),
                                   struct error *error)
{
    struct desk_request request;
    if (!desk_request_begin(exchange, role, &request, error))
        return false;
    request.problem = problem;
    request.left = left;
    bool const shown = page(&request, error);
    desk_request_end(&request);
    return shown;
}

static bool desk_routes_take_step(
    struct exchange *exchange, enum desk_role role, bool (*page)(struct desk_request *request, struct error *error),
    bool (*take)(const struct organise *by, struct desk_request *request, struct error *error), struct error *error)
{
    struct desk_request request;
    struct error problem = { 0 };
    if (!desk_request_begin(exchange, role, &request, error))
        return false;
    desk_request_end(&request);
    if (!desk_request_check_word(&request, error))
        return false;
    struct step step = { &request, take };
    if (!write_queue_do(exchange->participation->write_queue, desk_routes_apply_step, &step, &problem))
        return desk_routes_show_after(exchange, role, &problem, request.left, page, error);
    if (request.left != NULL)
        return desk_routes_show_after(exchange, role, NULL, request.left, page, error);
    desk_request_lead(exchange, request.location);
    return true;
}

/* A form of the desk is handled in its answer: they are rare, so the thread may wait for the disk. */
static bool desk_routes_take_nothing(struct exchange *exchange, struct error *error)
{
    (void)exchange;
    (void)error;
    return true;
}

#define PAGE(path, role, name)                                                         \
    static bool desk_routes_get_##name(struct exchange *exchange, struct error *error) \
    {                                                                                  \
        return desk_routes_show(exchange, role, desk_routes_show_##name, error);       \
    }
#include "web/desk/pages.def"

#define STEP(path, role, page, name)                                                                                 \
    static bool desk_routes_step_##name(struct exchange *exchange, const struct error *refused, struct error *error) \
    {                                                                                                                \
        (void)refused;                                                                                               \
        return desk_routes_take_step(exchange, role, desk_routes_show_##page, desk_step_##name, error);              \
    }
#include "web/desk/steps.def"

/* --- rows ---------------------------------------------------------------------------------------------------------- */

/* A preview links to pages of the conference, which are on the public's site. */
static bool desk_routes_redirect_to_site(struct exchange *exchange, struct error *error)
{
    struct slice const site = desk_options(exchange->desk)->site, first = exchange->request->segments[0];
    if (site.length == 0 || slice_equal(first, SLICE("desk")) || slice_equal(first, SLICE("static")))
        return fail(error, FAULT_PAGE_UNKNOWN, 0, exchange->request->target);
    desk_request_lead(exchange, PRINT(exchange->arena, "{0}{1}", site, exchange->request->target));
    return true;
}

static bool desk_routes_redirect_home(struct exchange *exchange, struct error *error)
{
    (void)error;
    desk_request_lead(exchange, SLICE("/desk"));
    return true;
}

#define GET(path_is, handler)                                                       \
    {                                                                               \
        .method = "GET", .path = path_is, .needs = NEEDS_NOTHING, .handle = handler \
    }
#define POST(path_is, body_bytes_max, answerer)                                                                    \
    {                                                                                                              \
        .method = "POST", .path = path_is, .needs = NEEDS_NOTHING, .kind = ROUTE_FORM, .body_max = body_bytes_max, \
        .handle = desk_routes_take_nothing, .answer = answerer                                                     \
    }
#define PAGE(path, role, name) GET(path, desk_routes_get_##name),
#define STEP(path, role, page, name) POST(path, DESK_BODY_BYTES_MAX, desk_routes_step_##name),
static const struct route rows[] = {
    GET("/", desk_routes_redirect_home),
    GET("/static/{code}", route_asset),
    GET("/desk/new", desk_routes_get_edit),
    GET("/desk/sign-in", desk_sign_in_get),
    POST("/desk/sign-in", FORM_BYTES_MAX, desk_sign_in_post),
    GET("/desk/invite/{code}", desk_sign_up_get),
    POST("/desk/invite/{code}", FORM_BYTES_MAX, desk_sign_up_post),
    GET("/desk/campaigns/{conference}/{code}/preview", campaign_preview),
    GET("/desk/campaigns/{conference}/{code}/export", statistics_export),
#include "web/desk/pages.def"
#include "web/desk/steps.def"
    GET("/{conference}/**", desk_routes_redirect_to_site),
    GET("/{conference}", desk_routes_redirect_to_site),
};
const struct route_table routes_desk = { rows, sizeof rows / sizeof rows[0] };
