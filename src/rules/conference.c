/* rules/conference.c - opening, closing, rules of procedure in force. */
#include "base/civil.h"
#include "rules/rule.h"

CHECK(conference_possible_open)
{
    (void)state;
    uint64_t version;
    struct profile profile;
    struct key key, log_key;
    slice_number(act_value(&entry->act, FIELD_RULES), &version);
    if (version != 1)
        return fail(error, FAULT_RULES_VERSION, 0, act_value(&entry->act, FIELD_RULES));
    if (!profile_read(act_value(&entry->act, FIELD_PROFILE), &profile, error))
        return false;
    key_read(act_value(&entry->act, FIELD_KEY), &key);
    key_read(act_value(&entry->act, FIELD_LOG_KEY), &log_key);
    if (!key_has_id(&key, state->crypto) || !key_has_id(&log_key, state->crypto))
        return fail(error, FAULT_VALUE_KEY, 0, SLICE("key"));
    return slice_begins(log_key.name, entry->act.conference) || fail(error, FAULT_KEY_NOT_OF, 0, entry->act.conference);
}

static void put_in_force(struct state *state, const struct entry *entry)
{
    struct profile *const profile = state_memory(state, sizeof *profile);
    struct error error;
    profile_read(act_value(&entry->act, FIELD_PROFILE), profile, &error);
    state->profile = profile;
    state->profile_by = entry;
}

APPLY(conference_apply_open)
{
    const struct act *const act = &entry->act;
    state->opened = entry;
    state->origin = act->conference;
    state->watched = act_word(act, FIELD_MODE) == 1;
    state->reenactment = act_word(act, FIELD_REENACTMENT) == 0;
    civil_read_offset(act_value(act, FIELD_OFFSET), &state->offset_seconds);
    key_read(act_value(act, FIELD_LOG_KEY), &state->log_key);
    put_in_force(state, entry);

    struct actor *const registrar = state_make(state, THING_ACTOR, act->by, sizeof *registrar, entry);
    registrar->roles = ROLE_REGISTRAR | (state->watched ? ROLE_WATCHER : ROLE_SECRETARIAT);
    registrar->name = act_value(act, FIELD_NAME).length > 0 ? act_value(act, FIELD_NAME) : act->by;
    registrar->weight = 1;
    registrar->vote = registrar->sign = RIGHT_NO;
    state->registrar = registrar;
    entry->by = entry->signer = registrar;
    keyring_apply_add(state, entry);
}

/* What nobody decided has lapsed. */
APPLY(conference_apply_close)
{
    state->closed = entry;
    for (struct thing *thing = state->kinds[THING_ITEM].first; thing != NULL; thing = thing->next) {
        struct item *const item = (struct item *)thing;
        if (item_is_live(item) && item->state != ITEM_RUMOURED)
            item_set(item, ITEM_LAPSED, entry);
    }
    for (struct thing *thing = state->kinds[THING_PROPOSAL].first; thing != NULL; thing = thing->next) {
        struct proposal *const proposal = (struct proposal *)thing;
        if (proposal->state < ITEM_WITHDRAWN && proposal->state != ITEM_NOT_DISCUSSED &&
            proposal->state != ITEM_RUMOURED) {
            proposal->state = ITEM_LAPSED;
            proposal->state_by = entry;
        }
    }
}

CHECK(conference_possible_rules)
{
    struct profile profile;
    (void)state;
    return profile_read(act_value(&entry->act, FIELD_PROFILE), &profile, error);
}

CHECK(conference_check_rules)
{
    return decision_carries(state, entry, error);
}

APPLY(conference_apply_rules)
{
    put_in_force(state, entry);
}
