// SPDX-License-Identifier: Apache-2.0
#include "rules/keyring.h"

#include "record/fault.h"
#include "rules/fault.h"
#include "rules/rule.h"

struct actor_key *keyring_find(const struct state *state, const struct actor *actor, struct slice name, uint32_t id)
{
    for (struct actor_key *key = actor->keys; key != NULL; key = key->next)
        if (key->key.id == id && slice_equal(key->key.name, name) && key->from <= state->count &&
            state->count < key->until)
            return key;
    return NULL;
}

static struct actor_key *keyring_find_text(const struct state *state, const struct actor *actor, struct slice text)
{
    struct key key;
    return key_read(text, &key) ? keyring_find(state, actor, key.name, key.id) : NULL;
}

/* Only the actor whose code begins the key's name can have it, so it is enough to look at that actor's keys. */
static bool keyring_is_used(const struct actor *actor, const struct key *key)
{
    for (const struct actor_key *other = actor != NULL ? actor->keys : NULL; other != NULL; other = other->next)
        if (other->key.id == key->id && slice_equal(other->key.name, key->name))
            return true;
    return false;
}

/* HOST/CONFERENCE/CODE, and nothing or /NAME after it. */
static bool keyring_name_is_of(const struct state *state, struct slice name, struct slice code)
{
    size_t const at = state->origin.length + 1;
    struct slice const rest = slice_part(name, at + code.length, name.length);
    return slice_begins(name, state->origin) && name.length > at && name.bytes[at - 1] == '/' &&
           slice_begins(slice_part(name, at, name.length), code) && (rest.length == 0 || rest.bytes[0] == '/');
}

bool keyring_check_new(const struct state *state, struct slice text, struct slice code, struct error *error)
{
    struct key key;
    key_read(text, &key);
    if (!key_has_id(&key, state->crypto))
        return fail(error, FAULT_VALUE_KEY, 0, SLICE("key"), text);
    if (!keyring_name_is_of(state, key.name, code))
        return fail(error, FAULT_KEY_NOT_OF, 0, code);
    return !keyring_is_used(party_find(state, code), &key) || fail(error, FAULT_KEY_TAKEN, 0, key.name);
}

void keyring_grant(struct state *state, struct actor *actor, struct slice text, const struct entry *entry)
{
    struct actor_key *const key = state_memory(state, sizeof *key);
    key_read(text, &key->key);
    key->from = entry->seq + 1;
    key->until = UINT32_MAX;
    key->granted = entry;
    if (actor->keys_last != NULL)
        actor->keys_last->next = key;
    else
        actor->keys = key;
    actor->keys_last = key;
}

static void keyring_end(struct actor_key *key, const struct entry *entry)
{
    key->until = entry->seq + 1;
    key->ended = entry;
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static bool keyring_may_change(const struct state *state, const struct entry *entry, struct error *error)
{
    const struct actor *const of = object_of(entry, FIELD_ACTOR);
    return entry->by == of || entry->by == state->registrar ||
           fail(error, FAULT_KEY_GRANT, 0, entry->act.by, of->object.code);
}

CHECK(keyring_possible_add)
{
    const struct actor *const actor = object_of(entry, FIELD_ACTOR);
    return keyring_check_new(state, act_value(&entry->act, FIELD_KEY), actor->object.code, error);
}

CHECK(keyring_check_add)
{
    return keyring_may_change(state, entry, error);
}

APPLY(keyring_apply_add)
{
    keyring_grant(state, state_change_of(state, entry, FIELD_ACTOR), act_value(&entry->act, FIELD_KEY), entry);
}

CHECK(keyring_possible_revoke)
{
    const struct actor *const actor = object_of(entry, FIELD_ACTOR);
    struct slice const text = act_value(&entry->act, FIELD_KEY);
    return keyring_find_text(state, actor, text) != NULL ||
           fail(error, FAULT_KEY_NOT_LIVE, 0, actor->object.code, text);
}

CHECK(keyring_check_revoke)
{
    return keyring_may_change(state, entry, error);
}

/* The act is on the record already, so this looks at the place after it. The key is still valid there. */
APPLY(keyring_apply_revoke)
{
    const struct actor *const actor = object_of(entry, FIELD_ACTOR);
    struct actor_key *const key = keyring_find_text(state, actor, act_value(&entry->act, FIELD_KEY));
    if (key != NULL)
        keyring_end(key, entry);
}

/* --- the registrar's own key ------------------------------------------------------------------------------------- */

CHECK(keyring_possible_change)
{
    return keyring_check_new(state, act_value(&entry->act, FIELD_KEY), state->registrar->object.code, error);
}

APPLY(keyring_apply_change)
{
    key_read(act_value(&entry->act, FIELD_KEY), &state->registrar_next);
    state->registrar_changing = true;
}

CHECK(keyring_possible_confirm)
{
    struct key key;
    key_read(act_value(&entry->act, FIELD_KEY), &key);
    return (state->registrar_changing && key.id == state->registrar_next.id &&
            slice_equal(key.name, state->registrar_next.name)) ||
           fail(error, FAULT_KEY_CHANGE, 0);
}

APPLY(keyring_apply_confirm)
{
    struct actor *const registrar = state_change(state, &state->registrar->object);
    for (struct actor_key *key = registrar->keys; key != NULL; key = key->next)
        if (key->ended == NULL)
            keyring_end(key, entry);
    keyring_grant(state, registrar, act_value(&entry->act, FIELD_KEY), entry);
    state->registrar_changing = false;
}

RULE(KEY_ADD, .possible = keyring_possible_add, .check = keyring_check_add, .apply = keyring_apply_add,
     .after_close = true);
RULE(KEY_REVOKE, .possible = keyring_possible_revoke, .check = keyring_check_revoke, .apply = keyring_apply_revoke,
     .after_close = true);
RULE(REGISTRAR_CHANGE, .possible = keyring_possible_change, .apply = keyring_apply_change, .after_close = true);
RULE(REGISTRAR_CONFIRM, .possible = keyring_possible_confirm, .apply = keyring_apply_confirm, .after_close = true);
