// SPDX-License-Identifier: Apache-2.0
#include "web/follow_forms.h"

#include "campaign/follow.h"
#include "store/os.h"
#include "web/fault.h"
#include "web/page/topic.h"
#include "views.h"
#include "web/pages.h"

/* Reads the topic and its current name. */
static bool follow_forms_read_asked(struct exchange *exchange, struct follow_asked *asked, struct error *error)
{
    struct topic topic;
    struct slice const text = form_value(exchange->form, "topic");
    struct gather const from = { .arena = exchange->arena,
                                 .state = room_read(exchange->room),
                                 .name = room_name(exchange->room) };
    bool const found = topic_find(&from, text, &topic, error);
    *asked =
        (struct follow_asked){ .conference = from.name,
                               .topic = text,
                               .words = found ? arena_copy(exchange->arena, topic_words(&from, &topic)) : SLICE(""),
                               .pace = form_value(exchange->form, "pace"),
                               .email = form_value(exchange->form, "email"),
                               .url = form_value(exchange->form, "url"),
                               .near = exchange->demo };
    room_read_end(exchange->room);
    memcpy(asked->network, exchange->address, sizeof asked->network);
    return found;
}

bool follow_take(struct exchange *exchange, struct error *error)
{
    struct follow_asked asked;
    return follow_forms_read_asked(exchange, &asked, error) &&
           follow_ask(&exchange->participation->seal, &asked, os_clock_seconds(), exchange->arena, exchange->change,
                      error);
}

bool follow_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_follow, refused, error);
    response_see(&exchange->response, PRINT(exchange->arena, "/{0}/follow/sent", room_name(exchange->room)));
    return true;
}

bool following_take(struct exchange *exchange, struct error *error)
{
    static const struct {
        const char *action;
        enum follow_deed deed;
    } deeds[] = { { "confirm", FOLLOW_DO_CONFIRM },
                  { "pace", FOLLOW_DO_PACE },
                  { "end", FOLLOW_DO_END },
                  { "erase", FOLLOW_DO_ERASE } };
    struct slice const action = form_value(exchange->form, "action"), pace = form_value(exchange->form, "pace");
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (!slice_equal(action, slice_of(deeds[i].action)))
            continue;
        exchange->taken = deeds[i].deed == FOLLOW_DO_ERASE ? exchange : NULL;
        return follow_act(exchange->site, deeds[i].deed, exchange->code, pace, os_clock_seconds(), exchange->arena,
                          exchange->change, error);
    }
    return fail(error, FAULT_FORM_FIELDS, 0, SLICE("action"));
}

bool following_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_following, refused, error);
    response_see(&exchange->response,
                 exchange->taken != NULL ? SLICE("/") : PRINT(exchange->arena, "/follow/{0}", exchange->code));
    return true;
}

bool follow_end_take(struct exchange *exchange, struct error *error)
{
    return follow_act(exchange->site, FOLLOW_DO_END, exchange->code, SLICE(""), os_clock_seconds(), exchange->arena,
                      exchange->change, error);
}

/* A mail program only reads the status. */
bool follow_end_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL) {
        *error = *refused;
        return false;
    }
    response_text(&exchange->response, 200, "text/plain; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    exchange->response.fixed = SLICE("It has ended. No mail of this comes any more.\n");
    return true;
}

bool hooks_take(struct exchange *exchange, struct error *error)
{
    struct follow_asked asked;
    struct token *const token = arena_take(exchange->arena, sizeof *token);
    exchange->taken = token;
    if (token == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a form"));
    return follow_forms_read_asked(exchange, &asked, error) &&
           hook_ask(&exchange->participation->seal, &asked, os_clock_seconds(), exchange->arena, exchange->change,
                    token, error);
}

bool hooks_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    const struct token *const token = exchange->taken;
    if (refused != NULL)
        return page_with_error(exchange, &page_hooks, refused, error);
    response_see(&exchange->response, PRINT(exchange->arena, "/hooks/{0}", token_slice(token)));
    return true;
}

bool hook_take(struct exchange *exchange, struct error *error)
{
    return hook_end(exchange->code, exchange->arena, exchange->change, error);
}

bool hook_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    if (refused != NULL)
        return page_with_error(exchange, &page_hook, refused, error);
    response_see(&exchange->response, PRINT(exchange->arena, "/hooks/{0}", exchange->code));
    return true;
}
