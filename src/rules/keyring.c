/* rules/keyring.c - granting, ending and changing keys. */
#include "base/limits.h"
#include "rules/rule.h"

struct actor_key *party_find_key(const struct state *state, const struct actor *actor, struct slice name, uint32_t id)
{
    for (struct actor_key *key = actor->keys; key != NULL; key = key->next)
        if (key->key.id == id && slice_equal(key->key.name, name) && key->from <= state->count &&
            state->count < key->until)
            return key;
    return NULL;
}

static struct actor_key *find_live(const struct state *state, const struct actor *actor, struct slice text)
{
    struct key key;
    return key_read(text, &key) ? party_find_key(state, actor, key.name, key.id) : NULL;
}

/* A key's name begins with its actor's code, so only that actor can have it. */
static bool is_used(const struct actor *actor, const struct key *key)
{
    for (const struct actor_key *other = actor != NULL ? actor->keys : NULL; other != NULL; other = other->next)
        if (other->key.id == key->id && slice_equal(other->key.name, key->name))
            return true;
    return false;
}

/* HOST/CONFERENCE/CODE, and nothing or /NAME after it. */
static bool name_is_of(const struct state *state, struct slice name, struct slice code)
{
    size_t const at = state->origin.length + 1;
    struct slice const rest = slice_part(name, at + code.length, name.length);
    return slice_begins(name, state->origin) && name.length > at && name.bytes[at - 1] == '/' &&
           slice_begins(slice_part(name, at, name.length), code) && (rest.length == 0 || rest.bytes[0] == '/');
}

static bool check_new_key(const struct state *state, struct slice text, struct slice code, struct error *error)
{
    struct key key;
    key_read(text, &key);
    if (!key_has_id(&key, state->crypto))
        return fail(error, FAULT_VALUE_KEY, 0, SLICE("key"), text);
    if (!name_is_of(state, key.name, code))
        return fail(error, FAULT_KEY_NOT_OF, 0, code);
    return !is_used(party_find(state, code), &key) || fail(error, FAULT_KEY_TAKEN, 0, key.name);
}

static bool may_change_keys(const struct state *state, const struct entry *entry, const struct actor *of,
                            struct error *error)
{
    return entry->by == of || entry->by == state->registrar ||
           fail(error, FAULT_KEY_GRANT, 0, entry->act.by, of->thing.code);
}

CHECK(party_possible_admit)
{
    struct slice const key = act_value(&entry->act, FIELD_KEY);
    bool const office = act_word(&entry->act, FIELD_ROLE) == 1;
    if (state->kinds[THING_ACTOR].count >= MEMBERS_MAX)
        return fail(error, FAULT_MEMBERS_FULL, 0);
    if (office != (act_value(&entry->act, FIELD_OFFICE).length > 0))
        return fail(error, FAULT_TEXT_OFFERED, 0, entry->act.id, SLICE("role office goes with the field office"));
    return key.length == 0 || check_new_key(state, key, entry->act.id, error);
}

CHECK(keyring_possible_add)
{
    const struct actor *const actor = (const struct actor *)state_reference(state, entry, FIELD_ACTOR);
    return check_new_key(state, act_value(&entry->act, FIELD_KEY), actor->thing.code, error);
}

CHECK(keyring_check_add)
{
    return may_change_keys(state, entry, (const struct actor *)state_reference(state, entry, FIELD_ACTOR), error);
}

static void grant(struct state *state, struct actor *actor, struct slice text, const struct entry *entry)
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

APPLY(keyring_apply_add)
{
    struct slice const code = act_value(&entry->act, FIELD_ACTOR);
    struct actor *const actor = code.length > 0                         ? party_find(state, code)
                                : entry->act.type->makes == THING_ACTOR ? party_find(state, entry->act.id)
                                                                        : state->registrar;
    grant(state, actor, act_value(&entry->act, FIELD_KEY), entry);
}

CHECK(keyring_possible_revoke)
{
    const struct actor *const actor = (const struct actor *)state_reference(state, entry, FIELD_ACTOR);
    struct slice const text = act_value(&entry->act, FIELD_KEY);
    return find_live(state, actor, text) != NULL || fail(error, FAULT_KEY_NOT_LIVE, 0, actor->thing.code, text);
}

CHECK(keyring_check_revoke)
{
    return may_change_keys(state, entry, (const struct actor *)state_reference(state, entry, FIELD_ACTOR), error);
}

static void end_key(struct actor_key *key, const struct entry *entry)
{
    if (key != NULL) {
        key->until = entry->seq + 1;
        key->ended = entry;
    }
}

/* The act is on the record already: the key is found as of its place. */
APPLY(keyring_apply_revoke)
{
    struct actor *const actor = (struct actor *)state_reference(state, entry, FIELD_ACTOR);
    end_key(find_live(state, actor, act_value(&entry->act, FIELD_KEY)), entry);
}

CHECK(keyring_possible_change)
{
    return check_new_key(state, act_value(&entry->act, FIELD_KEY), state->registrar->thing.code, error);
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
    for (struct actor_key *key = state->registrar->keys; key != NULL; key = key->next)
        if (key->ended == NULL)
            end_key(key, entry);
    grant(state, state->registrar, act_value(&entry->act, FIELD_KEY), entry);
    state->registrar_changing = false;
}
