// SPDX-License-Identifier: Apache-2.0
#include "campaign/follow.h"

#include "base/base64.h"
#include "base/civil.h"
#include "campaign/fault.h"
#include "formats/endpoint.h"
#include "store/fault.h"
#include "store/rate_limits.h"
#include "store/fields.h"
#include "store/followers.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "store/campaign_store.h"
#include "store/webhooks.h"

enum { FIELDS_BYTES_MAX = 2048 };

/* --- a person ------------------------------------------------------------------------------------------------------ */

struct asking {
    struct follower follower;
    struct sender sender;
    int64_t now;
};

static bool follow_add(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct asking *const asking = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t id, mail_id;
    if (!sender_count(driver, &asking->sender, asking->now, error) ||
        !follower_add(driver, &asking->follower, &id, error))
        return false;
    struct mail_new const mail = { .kind = MAIL_KIND_FOLLOW_CONFIRM,
                                   .about = id,
                                   .conference = asking->follower.conference,
                                   .address = asking->sender.email.text,
                                   .due_at = asking->now,
                                   .now = asking->now };
    return outbox_add(driver, &mail, &mail_id, error);
}

bool follow_ask(const struct seal *seal, const struct follow_asked *asked, int64_t now, struct arena *arena,
                struct write_queue_change *change, struct error *error)
{
    char memory[FIELDS_BYTES_MAX];
    struct buffer fields = BUFFER(memory);
    struct token token;
    struct asking *const asking = arena_take(arena, sizeof *asking);
    if (asking == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a form"));
    if (!pace_is_one(asked->pace))
        return fail(error, FAULT_PACE, 0, asked->pace);
    if (!sender_read(seal, asked->email, asked->network, &asking->sender, error))
        return false;
    token_new(&token);
    fields_add(&fields, "email", asked->email);
    fields_add(&fields, "token", token_slice(&token));
    fields_add(&fields, "words", asked->words);
    asking->now = now;
    asking->follower = (struct follower){ .conference = arena_copy(arena, asked->conference),
                                          .topic = arena_copy(arena, asked->topic),
                                          .pace = asked->pace,
                                          .token_hash = token.hash,
                                          .address_hash = asking->sender.address_hash,
                                          .created_at = now };
    change->apply = follow_add;
    change->context = asking;
    return sealed_close(seal, buffer_slice(&fields), arena, &asking->follower.sealed, error);
}

struct act_on_follower {
    struct site *site;
    enum follow_deed deed;
    struct hash token_hash;
    struct slice pace;
    int64_t now;
    struct arena *arena;
};

/* The last act on the record, even if no notification was written for it yet; -1 where there is none. */
static int64_t follow_last_act(struct site *site, struct slice conference)
{
    struct room *const room = site_find(site, conference);
    return room != NULL ? (int64_t)room_count(room) - 1 : -1;
}

static bool follow_do(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct act_on_follower *const act = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    struct follower follower;
    if (!follower_find(driver, &act->token_hash, act->now, act->arena, &follower, error))
        return false;
    switch (act->deed) {
    case FOLLOW_DO_CONFIRM:
        return follower_confirm(driver, &follower, follow_last_act(act->site, follower.conference),
                                pace_due_at(follower.pace, act->now), error);
    case FOLLOW_DO_PACE:
        return follower_set_pace(driver, follower.id, act->pace, pace_due_at(act->pace, act->now), error);
    case FOLLOW_DO_END:
        return follower_end(driver, follower.id, act->now, error);
    case FOLLOW_DO_ERASE:
        break;
    }
    return follower_erase(driver, follower.id, act->now, error);
}

bool follow_act(struct site *site, enum follow_deed deed, struct slice token, struct slice pace, int64_t now,
                struct arena *arena, struct write_queue_change *change, struct error *error)
{
    struct act_on_follower *const act = arena_take(arena, sizeof *act);
    if (act == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a form"));
    *act = (struct act_on_follower){ .site = site, .deed = deed, .pace = pace, .now = now, .arena = arena };
    if (deed == FOLLOW_DO_PACE && !pace_is_one(pace))
        return fail(error, FAULT_PACE, 0, pace);
    if (!token_hash(token, &act->token_hash))
        return fail(error, FAULT_LINK_UNKNOWN, 0);
    change->apply = follow_do;
    change->context = act;
    return true;
}

/* --- a program ----------------------------------------------------------------------------------------------------- */

struct asking_hook {
    struct webhook hook;
    struct hash network;
    int64_t now;
};

static bool follow_add_hook(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct asking_hook *const asking = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t count, id;
    bool taken;
    if (!rate_limit_take(driver, &asking->network, asking->now - asking->now % HOUR_SECONDS, HOOKS_HOUR_MAX, &taken,
                         error))
        return false;
    if (!taken)
        return fail(error, FAULT_NETWORK_OFTEN, 0);
    if (!webhook_count(driver, asking->hook.url, &count, error))
        return false;
    if (count >= HOOKS_OF_ADDRESS_MAX)
        return fail(error, FAULT_ENDPOINT_FULL, 0, asking->hook.url);
    return webhook_add(driver, &asking->hook, &id, error);
}

static void follow_hook_secret(const struct seal *seal, struct slice token, struct hash *secret)
{
    sealed_hash(seal, "webhook", token, secret);
}

bool hook_ask(const struct seal *seal, const struct follow_asked *asked, int64_t now, struct arena *arena,
              struct write_queue_change *change, struct token *token, struct error *error)
{
    struct hash secret;
    struct asking_hook *const asking = arena_take(arena, sizeof *asking);
    if (asking == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a form"));
    if (!endpoint_check(asked->url, asked->near, error))
        return false;
    token_new(token);
    follow_hook_secret(seal, token_slice(token), &secret);
    sealed_hash(seal, "hooks of a network", (struct slice){ (const char *)asked->network, SENDER_NETWORK_BYTES },
                &asking->network);
    asking->now = now;
    asking->hook = (struct webhook){ .conference = arena_copy(arena, asked->conference),
                                     .topic = arena_copy(arena, asked->topic),
                                     .url = asked->url,
                                     .token_hash = token->hash,
                                     .created_at = now };
    change->apply = follow_add_hook;
    change->context = asking;
    return sealed_close(seal, (struct slice){ (const char *)secret.bytes, HASH_BYTES }, arena, &asking->hook.sealed,
                        error);
}

struct ending_hook {
    struct hash token_hash;
    struct arena *arena;
};

static bool follow_end_hook(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct ending_hook *const ending = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    struct webhook hook;
    return webhook_find(driver, &ending->token_hash, ending->arena, &hook, error) &&
           webhook_end(driver, hook.id, SLICE("ended by whoever made it"), error);
}

bool hook_end(struct slice token, struct arena *arena, struct write_queue_change *change, struct error *error)
{
    struct ending_hook *const ending = arena_take(arena, sizeof *ending);
    if (ending == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a form"));
    ending->arena = arena;
    if (!token_hash(token, &ending->token_hash))
        return fail(error, FAULT_LINK_UNKNOWN, 0);
    change->apply = follow_end_hook;
    change->context = ending;
    return true;
}

void hook_write_secret(const struct seal *seal, struct slice token, struct buffer *out)
{
    struct hash secret;
    follow_hook_secret(seal, token, &secret);
    buffer_add(out, SLICE("whsec_"));
    base64_write(out, secret.bytes, HASH_BYTES);
}
