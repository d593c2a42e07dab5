// SPDX-License-Identifier: Apache-2.0
#include "web/desk/sign.h"

#include "base/base64.h"
#include "campaign/fault.h"
#include "store/os.h"
#include "views.h"
#include "web/fault.h"

/* The response of the passkey (static/passkey.js), base64 in the fields of the form. */
struct said {
    struct slice client, authenticator, signature, credential;
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_asked asked;
};

static bool desk_sign_read_bytes(struct exchange *exchange, const char *name, struct slice *bytes)
{
    unsigned char *const memory = arena_take(exchange->arena, PASSKEY_DATA_BYTES_MAX);
    size_t count = 0;
    bool const read =
        memory != NULL && base64_read(form_value(exchange->form, name), memory, PASSKEY_DATA_BYTES_MAX, &count);
    *bytes = (struct slice){ (const char *)memory, read ? count : 0 };
    return read;
}

static bool desk_sign_read_said(struct exchange *exchange, bool assertion, struct said *said, struct error *error)
{
    const struct desk_options *const options = desk_options(exchange->desk);
    *said = (struct said){ 0 };
    if (!desk_take_challenge(exchange->desk, form_value(exchange->form, "challenge"), os_clock_seconds(),
                             said->challenge))
        return fail(error, FAULT_PASSKEY_CHALLENGE, 0);
    said->asked = (struct passkey_asked){ { (const char *)said->challenge, PASSKEY_CHALLENGE_BYTES },
                                          options->origin,
                                          options->host };
    return (desk_sign_read_bytes(exchange, "client", &said->client) &&
            desk_sign_read_bytes(exchange, "authenticator", &said->authenticator) &&
            (!assertion || (desk_sign_read_bytes(exchange, "signature", &said->signature) &&
                            desk_sign_read_bytes(exchange, "credential", &said->credential)))) ||
           fail(error, FAULT_PASSKEY_CLIENT, 0, SLICE("they did not come whole"));
}

/* --- the page ------------------------------------------------------------------------------------------------------ */

static bool desk_sign_show(struct exchange *exchange, const struct invitation *invitation, const struct error *problem,
                           struct error *error)
{
    struct desk_request request = {
        .exchange = exchange, .desk = exchange->desk, .arena = exchange->arena, .problem = problem
    };
    struct slice const target = exchange->request->target;
    struct desk_sign_page page = { .invited = invitation != NULL };
    char digits[DESK_CHALLENGE_DIGITS];
    (void)error;
    request.path = slice_part(target, 0, slice_find(target, '?', 0));
    desk_request_frame(&request,
                       invitation != NULL ? SLICE("You are invited to the desk") : SLICE("Sign in to the desk"),
                       &page.frame);
    desk_challenge(exchange->desk, os_clock_seconds(), digits);
    page.problem = desk_request_problem(&request);
    page.challenge = (struct slice){ digits, sizeof digits };
    page.host = desk_options(exchange->desk)->host;
    page.action = request.path;
    if (invitation != NULL) {
        page.name = invitation->name;
        page.role = invitation->role;
    }
    response_text(&exchange->response, problem != NULL ? response_status(problem->fault) : 200,
                  "text/html; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    view_desk_sign(&exchange->response.body, &page);
    return true;
}

static bool desk_sign_enter(struct exchange *exchange, const struct token *session)
{
    desk_request_set_cookie(exchange, arena_copy(exchange->arena, token_slice(session)));
    desk_request_lead(exchange, SLICE("/desk"));
    return true;
}

/* --- signing in ---------------------------------------------------------------------------------------------------- */

struct entering {
    struct arena *arena;
    const struct said *said;
    struct token session;
};

/* In one transaction, so that a counter cannot be used twice. */
static bool desk_sign_apply_sign_in(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct entering *const entering = context;
    const struct said *const said = entering->said;
    struct driver *const driver = campaign_store_writer(campaigns);
    struct organiser organiser;
    struct passkey passkey;
    uint32_t count;
    bool found;
    if (!organiser_of_credential(driver, said->credential, entering->arena, &organiser, &found, error))
        return false;
    if (!found || !slice_equal(organiser.state, SLICE("active")) || !sign_in_passkey(&organiser, &passkey))
        return fail(error, FAULT_PASSKEY_UNKNOWN, 0);
    struct organise const by = { driver, organiser.name, entering->arena, os_clock_seconds() };
    return passkey_check(&said->asked, &passkey, said->client, said->authenticator, said->signature, &count, error) &&
           sign_in_enter(&by, &organiser, count, &entering->session, error);
}

bool desk_sign_in_get(struct exchange *exchange, struct error *error)
{
    return desk_sign_show(exchange, NULL, NULL, error);
}

bool desk_sign_in_post(struct exchange *exchange, const struct error *refused, struct error *error)
{
    struct said said;
    struct error problem = { 0 };
    struct entering entering = { .arena = exchange->arena, .said = &said };
    (void)refused;
    if (!desk_sign_read_said(exchange, true, &said, &problem) ||
        !write_queue_do(exchange->participation->write_queue, desk_sign_apply_sign_in, &entering, &problem))
        return desk_sign_show(exchange, NULL, &problem, error);
    return desk_sign_enter(exchange, &entering.session);
}

/* --- taking an invitation ------------------------------------------------------------------------------------------ */

struct accepting {
    struct exchange *exchange;
    const struct passkey *passkey;
    struct organiser organiser;
    struct token session;
};

static bool desk_sign_apply_sign_up(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct accepting *const accepting = context;
    struct exchange *const exchange = accepting->exchange;
    struct organise const by = { campaign_store_writer(campaigns), SLICE(""), exchange->arena, os_clock_seconds() };
    return sign_in_accept(&by, exchange->code, accepting->passkey, &accepting->organiser, &accepting->session, error);
}

static bool desk_sign_find_invitation(struct exchange *exchange, struct invitation *invitation, struct error *error)
{
    struct driver *const driver = campaign_store_read(exchange->participation->store, error);
    if (driver == NULL)
        return false;
    bool const good = sign_in_look(driver, exchange->code, os_clock_seconds(), exchange->arena, invitation, error);
    campaign_store_read_end(exchange->participation->store);
    return good;
}

bool desk_sign_up_get(struct exchange *exchange, struct error *error)
{
    struct invitation invitation;
    return desk_sign_find_invitation(exchange, &invitation, error) &&
           desk_sign_show(exchange, &invitation, NULL, error);
}

bool desk_sign_up_post(struct exchange *exchange, const struct error *refused, struct error *error)
{
    struct invitation invitation;
    struct said said;
    struct passkey passkey;
    struct error problem = { 0 };
    struct accepting accepting = { .exchange = exchange, .passkey = &passkey };
    (void)refused;
    if (!desk_sign_find_invitation(exchange, &invitation, error))
        return false;
    if (!desk_sign_read_said(exchange, false, &said, &problem) ||
        !passkey_register(&said.asked, said.client, said.authenticator, &passkey, &problem) ||
        !write_queue_do(exchange->participation->write_queue, desk_sign_apply_sign_up, &accepting, &problem))
        return desk_sign_show(exchange, &invitation, &problem, error);
    return desk_sign_enter(exchange, &accepting.session);
}
