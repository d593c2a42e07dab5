// SPDX-License-Identifier: Apache-2.0
/* Opening and closing the conference, and the rules of procedure in force. */
#include "base/civil.h"
#include "record/fault.h"
#include "rules/fault.h"
#include "rules/keyring.h"
#include "rules/profile.h"
#include "rules/proposal.h"
#include "rules/rule.h"

CHECK(conference_possible_open)
{
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

static void conference_put_in_force(struct state *state, const struct entry *entry)
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
    conference_put_in_force(state, entry);

    struct actor *const registrar = state_make(state, OBJECT_ACTOR, act->by, sizeof *registrar, entry);
    registrar->roles = ROLE_REGISTRAR | (state->watched ? ROLE_WATCHER : ROLE_SECRETARIAT);
    registrar->name = act_value(act, FIELD_NAME).length > 0 ? act_value(act, FIELD_NAME) : act->by;
    registrar->weight = 1;
    registrar->vote = registrar->sign = RIGHT_NO;
    state->registrar = registrar;
    keyring_grant(state, registrar, act_value(act, FIELD_KEY), entry);
}

/* Proposals that nobody decided lapse. */
APPLY(conference_apply_close)
{
    state->closed = entry;
    for (const struct object *object = state->kinds[OBJECT_ITEM].first; object != NULL; object = object->next) {
        struct item *const item = state_change(state, object);
        if (item_is_live(item) && item->state != ITEM_RUMOURED)
            item_set(item, ITEM_LAPSED, entry);
    }
    for (const struct object *object = state->kinds[OBJECT_PROPOSAL].first; object != NULL; object = object->next) {
        struct proposal *const proposal = state_change(state, object);
        if (proposal->state < ITEM_WITHDRAWN && proposal->state != ITEM_NOT_DISCUSSED &&
            proposal->state != ITEM_RUMOURED) {
            proposal_set(proposal, ITEM_LAPSED, entry);
        }
    }
}

CHECK(conference_possible_rules)
{
    struct profile profile;
    return profile_read(act_value(&entry->act, FIELD_PROFILE), &profile, error);
}

APPLY(conference_apply_rules)
{
    conference_put_in_force(state, entry);
}

RULE(CONFERENCE_OPEN, .possible = conference_possible_open, .apply = conference_apply_open);
RULE(CONFERENCE_CLOSE, .apply = conference_apply_close);
RULE(RULES_ADOPT, .possible = conference_possible_rules, .by_decision = true, .apply = conference_apply_rules);
