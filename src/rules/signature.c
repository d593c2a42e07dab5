// SPDX-License-Identifier: Apache-2.0
#include "rules/signature.h"

#include "base/civil.h"
#include "record/value.h"
#include "rules/fault.h"
#include "rules/party.h"
#include "rules/rule.h"

const char *signature_state_name(enum signature_state state)
{
    static const char *const names[] = {
        "no signature recorded", "signed ad referendum", "signed", "consented", "declined", "denounced"
    };
    return names[state];
}

/* Searches the actor's signatures, newest first; one older than the instrument cannot be of it. */
struct signature *signature_find(const struct instrument *instrument, const struct actor *actor)
{
    struct signature *signature = actor->signatures_last;
    while (signature != NULL && signature->instrument != instrument)
        signature = signature->seq > instrument->object.made->seq ? signature->before : NULL;
    return signature;
}

bool signature_is_given(const struct signature *signature)
{
    return signature != NULL && signature->signed_by != NULL;
}

uint64_t signature_count(const struct instrument *instrument)
{
    uint64_t count = 0;
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next)
        count += signature_is_given(signature) ? 1 : 0;
    return count;
}

bool signature_force_reached(const struct instrument *instrument)
{
    uint64_t consents = 0;
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next)
        consents += signature->consented_by != NULL && signature->state != SIGNATURE_DENOUNCED ? 1 : 0;
    return consents >= instrument->force_consents;
}

static struct signature *signature_ensure(struct state *state, struct instrument *instrument, const struct actor *actor,
                                          const struct entry *entry)
{
    struct signature *const found = signature_find(instrument, actor);
    if (found != NULL)
        return found;
    struct actor *const signer = state_change(state, &actor->object);
    struct signature *const signature = state_memory(state, sizeof *signature);
    *signature = (struct signature){ .actor = actor,
                                     .instrument = instrument,
                                     .seq = entry->seq,
                                     .intent = INTENT_NONE,
                                     .before = signer->signatures_last };
    signer->signatures_last = signature;
    if (instrument->signatures_last != NULL)
        instrument->signatures_last->next = signature;
    else
        instrument->signatures = signature;
    instrument->signatures_last = signature;
    return signature;
}

/* The doer's own, of the instrument that the act names. */
static struct signature *signature_own(struct state *state, const struct entry *entry)
{
    return signature_ensure(state, state_change_of(state, entry, FIELD_INSTRUMENT), entry->by, entry);
}

static void signature_set(struct signature *signature, enum signature_state to, const struct entry *entry)
{
    signature->state = to;
    signature->state_by = entry;
}

APPLY(signature_apply_intent)
{
    struct signature *const signature = signature_own(state, entry);
    signature->intent = (enum intent)act_word(&entry->act, FIELD_INTENT);
    signature->intent_by = entry;
}

static bool signature_not_adopted(const struct instrument *instrument, struct error *error)
{
    return fail(error, FAULT_NOT_ADOPTED, 0, instrument->object.code);
}

static bool signature_step_fault(const struct instrument *instrument, struct error *error)
{
    return fail(error, FAULT_STEP, 0, instrument->object.code, slice_of(instrument_state_name(instrument->state)));
}

/* --- opening and closing ----------------------------------------------------------------------------------------- */

CHECK(signature_check_opening)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return instrument->state == INSTRUMENT_ADOPTED ||
           (instrument->state < INSTRUMENT_ADOPTED ? signature_not_adopted(instrument, error)
                                                   : signature_step_fault(instrument, error));
}

APPLY(signature_apply_opening)
{
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    if (instrument->state >= INSTRUMENT_OPEN_FOR_SIGNATURE)
        return;
    struct slice const entitled = act_value(&entry->act, FIELD_ENTITLED);
    instrument->state = INSTRUMENT_OPEN_FOR_SIGNATURE;
    instrument->state_by = instrument->opened_for_signature = entry;
    instrument->entitled.known = true;
    instrument->entitled.number = party_count(state).signers;
    if (entitled.length > 0)
        value_read_count(entitled, &instrument->entitled.known, &instrument->entitled.number);
}

CHECK(signature_check_closing)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return instrument->state == INSTRUMENT_OPEN_FOR_SIGNATURE ||
           fail(error, FAULT_SIGNING_CLOSED, 0, instrument->object.code);
}

APPLY(signature_apply_closing)
{
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    if (instrument->state >= INSTRUMENT_CLOSED_FOR_SIGNATURE)
        return;
    instrument->state = INSTRUMENT_CLOSED_FOR_SIGNATURE;
    instrument->state_by = entry;
}

/* --- signing ----------------------------------------------------------------------------------------------------- */

static bool signature_check_manner(const struct act *act, int from, int to, const char *what, struct error *error)
{
    int const manner = act_word(act, FIELD_MANNER);
    return manner < 0 || (manner >= from && manner <= to) ||
           fail(error, FAULT_MANNER, 0, act_value(act, FIELD_MANNER), slice_of(what));
}

CHECK(signature_check_sign)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    const struct actor *const actor = party_acted_for(entry);
    if (instrument->state != INSTRUMENT_OPEN_FOR_SIGNATURE)
        return fail(error, instrument->state < INSTRUMENT_ADOPTED ? FAULT_NOT_ADOPTED : FAULT_SIGNING_CLOSED, 0,
                    instrument->object.code);
    if (actor != entry->by && !party_may_sign_for(entry->by, actor))
        return fail(error, FAULT_PROXY_NONE, 0, actor->object.code, entry->act.by);
    if (!party_may_sign(actor))
        return fail(error, FAULT_SIGN_RIGHT, 0, actor->object.code);
    if (signature_is_given(signature_find(instrument, actor)))
        return fail(error, FAULT_SIGNED_ALREADY, 0, actor->object.code, instrument->object.code);
    return signature_check_manner(&entry->act, 0, 2, "signing", error);
}

APPLY(signature_apply_sign)
{
    struct signature *const signature =
        signature_ensure(state, state_change_of(state, entry, FIELD_INSTRUMENT), party_acted_for(entry), entry);
    bool const ad_referendum = act_word(&entry->act, FIELD_MANNER) == 0;
    bool const definitive = act_word(&entry->act, FIELD_MANNER) == 2;
    signature->signed_by = entry;
    if (definitive)
        signature->consented_by = entry;
    signature_set(signature,
                  ad_referendum ? SIGNATURE_AD_REFERENDUM
                  : definitive  ? SIGNATURE_CONSENTED
                                : SIGNATURE_SIGNED,
                  entry);
}

CHECK(signature_check_decline)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    if (instrument->state < INSTRUMENT_ADOPTED)
        return signature_not_adopted(instrument, error);
    return !signature_is_given(signature_find(instrument, entry->by)) ||
           fail(error, FAULT_SIGNED_ALREADY, 0, entry->act.by, instrument->object.code);
}

APPLY(signature_apply_decline)
{
    struct signature *const signature = signature_own(state, entry);
    if (signature->state == SIGNATURE_NONE)
        signature_set(signature, SIGNATURE_DECLINED, entry);
}

CHECK(signature_check_confirm)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    const struct signature *const signature = signature_find(instrument, entry->by);
    return (signature != NULL && signature->state == SIGNATURE_AD_REFERENDUM) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->object.code);
}

APPLY(signature_apply_confirm)
{
    struct signature *const signature = signature_own(state, entry);
    if (signature->state == SIGNATURE_AD_REFERENDUM)
        signature_set(signature, SIGNATURE_SIGNED, entry);
}

CHECK(signature_check_consent)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    const struct signature *const signature = signature_find(instrument, entry->by);
    int const accession = field_word(FIELD_MANNER, SLICE("accession"));
    if (!signature_check_manner(&entry->act, 3, 7, "consenting to be bound", error))
        return false;
    if (instrument->state < INSTRUMENT_ADOPTED)
        return signature_not_adopted(instrument, error);
    if (signature != NULL && signature->state == SIGNATURE_CONSENTED)
        return fail(error, FAULT_CONSENTED_ALREADY, 0, entry->act.by, instrument->object.code);
    bool const has_left = signature != NULL && signature->state == SIGNATURE_DENOUNCED;
    if (act_word(&entry->act, FIELD_MANNER) == accession)
        return has_left || !signature_is_given(signature) ||
               fail(error, FAULT_SIGNED_ALREADY, 0, entry->act.by, instrument->object.code);
    return (signature_is_given(signature) && signature->state == SIGNATURE_SIGNED) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->object.code);
}

APPLY(signature_apply_consent)
{
    struct signature *const signature = signature_own(state, entry);
    signature->acceded = act_word(&entry->act, FIELD_MANNER) == field_word(FIELD_MANNER, SLICE("accession"));
    signature->consented_by = entry;
    signature_set(signature, SIGNATURE_CONSENTED, entry);
}

CHECK(signature_check_denounce)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    const struct signature *const signature = signature_find(instrument, entry->by);
    return (signature != NULL && signature->state == SIGNATURE_CONSENTED) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->object.code);
}

APPLY(signature_apply_denounce)
{
    signature_set(signature_own(state, entry), SIGNATURE_DENOUNCED, entry);
}

CHECK(signature_check_provisional)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    return instrument->state >= INSTRUMENT_ADOPTED || signature_not_adopted(instrument, error);
}

APPLY(signature_apply_provisional)
{
    signature_own(state, entry)->provisional = true;
}

/* A base text, or a standard that the conference only refers to, was adopted before the conference. */
static bool signature_adopted_elsewhere(const struct instrument *instrument)
{
    return instrument->form == field_word(FIELD_FORM, SLICE("base")) ||
           instrument->form == field_word(FIELD_FORM, SLICE("standard"));
}

/* The date of effect lies before the day that the instrument's own clause names. */
static bool signature_force_too_early(const struct state *state, const struct instrument *instrument,
                                      const struct act *act)
{
    struct civil clause, effect;
    return instrument->force_date.length > 0 && civil_read(instrument->force_date, state->offset_seconds, &clause) &&
           civil_read(act_value(act, FIELD_EFFECT_DATE), state->offset_seconds, &effect) &&
           civil_before(&effect, &clause);
}

CHECK(signature_check_force)
{
    const struct instrument *const instrument = object_of(entry, FIELD_INSTRUMENT);
    if (instrument->state < INSTRUMENT_ADOPTED && !signature_adopted_elsewhere(instrument))
        return signature_not_adopted(instrument, error);
    if (instrument->state == INSTRUMENT_IN_FORCE)
        return signature_step_fault(instrument, error);
    return (signature_force_reached(instrument) && !signature_force_too_early(state, instrument, &entry->act)) ||
           fail(error, FAULT_FORCE_NOT_REACHED, 0, instrument->object.code);
}

APPLY(signature_apply_force)
{
    struct instrument *const instrument = state_change_of(state, entry, FIELD_INSTRUMENT);
    instrument->state = INSTRUMENT_IN_FORCE;
    instrument->state_by = instrument->force_by = entry;
}

RULE(INTENT_DECLARE, .apply = signature_apply_intent, .after_close = true);
RULE(SIGNING_OPEN, .check = signature_check_opening, .apply = signature_apply_opening, .after_close = true);
RULE(SIGNING_CLOSE, .check = signature_check_closing, .apply = signature_apply_closing, .after_close = true);
RULE(SIGN, .check = signature_check_sign, .apply = signature_apply_sign, .after_close = true);
RULE(SIGN_DECLINE, .check = signature_check_decline, .apply = signature_apply_decline, .after_close = true);
RULE(SIGN_CONFIRM, .check = signature_check_confirm, .apply = signature_apply_confirm, .after_close = true);
RULE(CONSENT_DEPOSIT, .check = signature_check_consent, .apply = signature_apply_consent, .after_close = true);
RULE(DENOUNCE, .check = signature_check_denounce, .apply = signature_apply_denounce, .after_close = true);
RULE(APPLY_PROVISIONAL, .check = signature_check_provisional, .apply = signature_apply_provisional,
     .after_close = true);
RULE(FORCE_ENTER, .check = signature_check_force, .apply = signature_apply_force, .after_close = true);
RULE(DEPOSITARY_NOTIFY, .after_close = true);
