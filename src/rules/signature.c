/* Intent, signature, consent, entry into force: docs/rules.md, signing, VCLT 10 to 25. That a state did not sign is no act. */
#include "base/civil.h"
#include "rules/rule.h"

const char *signature_state_name(enum signature_state state)
{
    static const char *const names[] = {
        "no signature recorded", "signed ad referendum", "signed", "consented", "declined", "denounced"
    };
    return names[state];
}

/* Among the actor's own, the newest first: none of those before the instrument can be of it. */
struct signature *signature_find(const struct instrument *instrument, const struct actor *actor)
{
    struct signature *signature = actor->signatures_last;
    while (signature != NULL && signature->instrument != instrument)
        signature = signature->seq > instrument->thing.made->seq ? signature->before : NULL;
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

bool instrument_force_reached(const struct instrument *instrument)
{
    uint64_t consents = 0;
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next)
        consents += signature->consented_by != NULL && signature->state != SIGNATURE_DENOUNCED ? 1 : 0;
    return consents >= instrument->force_consents;
}

static struct instrument *instrument_of(const struct state *state, const struct entry *entry)
{
    return (struct instrument *)state_reference(state, entry, FIELD_INSTRUMENT);
}

static struct signature *need(struct state *state, struct instrument *instrument, struct actor *actor)
{
    struct signature *const found = signature_find(instrument, actor);
    if (found != NULL)
        return found;
    struct signature *const signature = state_memory(state, sizeof *signature);
    signature->actor = actor;
    signature->instrument = instrument;
    signature->seq = state->count - 1; /* the act's own, which has been appended */
    signature->before = actor->signatures_last;
    actor->signatures_last = signature;
    signature->intent = INTENT_NONE;
    if (instrument->signatures_last != NULL)
        instrument->signatures_last->next = signature;
    else
        instrument->signatures = signature;
    instrument->signatures_last = signature;
    return signature;
}

static void set(struct signature *signature, enum signature_state to, const struct entry *entry)
{
    signature->state = to;
    signature->state_by = entry;
}

APPLY(signature_apply_intent)
{
    struct signature *const signature = need(state, instrument_of(state, entry), entry->by);
    signature->intent = (enum intent)act_word(&entry->act, FIELD_INTENT);
    signature->intent_by = entry;
}

static bool not_adopted(const struct instrument *instrument, struct error *error)
{
    return fail(error, FAULT_NOT_ADOPTED, 0, instrument->thing.code);
}

static bool step_fault(const struct instrument *instrument, struct error *error)
{
    return fail(error, FAULT_STEP, 0, instrument->thing.code, slice_of(instrument_state_name(instrument->state)));
}

/* --- opening and closing ----------------------------------------------------------------------------------------- */

CHECK(signature_check_opening)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    return instrument->state == INSTRUMENT_ADOPTED ||
           (instrument->state < INSTRUMENT_ADOPTED ? not_adopted(instrument, error) : step_fault(instrument, error));
}

APPLY(signature_apply_opening)
{
    struct instrument *const instrument = instrument_of(state, entry);
    if (instrument->state >= INSTRUMENT_OPEN_FOR_SIGNATURE)
        return;
    struct slice const entitled = act_value(&entry->act, FIELD_ENTITLED);
    instrument->state = INSTRUMENT_OPEN_FOR_SIGNATURE;
    instrument->state_by = instrument->opened_for_signature = entry;
    instrument->entitled.known = true;
    instrument->entitled.number = state->parties.signers;
    if (entitled.length > 0)
        value_read_count(entitled, &instrument->entitled.known, &instrument->entitled.number);
}

CHECK(signature_check_closing)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    return instrument->state == INSTRUMENT_OPEN_FOR_SIGNATURE ||
           fail(error, FAULT_SIGNING_CLOSED, 0, instrument->thing.code);
}

APPLY(signature_apply_closing)
{
    struct instrument *const instrument = instrument_of(state, entry);
    if (instrument->state >= INSTRUMENT_CLOSED_FOR_SIGNATURE)
        return;
    instrument->state = INSTRUMENT_CLOSED_FOR_SIGNATURE;
    instrument->state_by = entry;
}

/* --- signing ----------------------------------------------------------------------------------------------------- */

static struct actor *signs_for(const struct state *state, const struct entry *entry)
{
    struct actor *const other = (struct actor *)state_reference(state, entry, FIELD_FOR);
    return other != NULL ? other : entry->by;
}

static bool check_manner(const struct act *act, int from, int to, const char *what, struct error *error)
{
    int const manner = act_word(act, FIELD_MANNER);
    return manner < 0 || (manner >= from && manner <= to) ||
           fail(error, FAULT_MANNER, 0, act_value(act, FIELD_MANNER), slice_of(what));
}

CHECK(signature_check_sign)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct actor *const actor = signs_for(state, entry);
    if (instrument->state != INSTRUMENT_OPEN_FOR_SIGNATURE)
        return fail(error, instrument->state < INSTRUMENT_ADOPTED ? FAULT_NOT_ADOPTED : FAULT_SIGNING_CLOSED, 0,
                    instrument->thing.code);
    if (actor != entry->by && !party_may_sign_for(entry->by, actor))
        return fail(error, FAULT_PROXY_NONE, 0, actor->thing.code, entry->act.by);
    if (!party_may_sign(actor))
        return fail(error, FAULT_SIGN_RIGHT, 0, actor->thing.code);
    if (signature_is_given(signature_find(instrument, actor)))
        return fail(error, FAULT_SIGNED_ALREADY, 0, actor->thing.code, instrument->thing.code);
    return check_manner(&entry->act, 0, 2, "signing", error);
}

APPLY(signature_apply_sign)
{
    struct signature *const signature = need(state, instrument_of(state, entry), signs_for(state, entry));
    bool const ad_referendum = act_word(&entry->act, FIELD_MANNER) == 0;
    bool const definitive = act_word(&entry->act, FIELD_MANNER) == 2;
    signature->signed_by = entry;
    if (definitive)
        signature->consented_by = entry;
    set(signature,
        ad_referendum ? SIGNATURE_AD_REFERENDUM
        : definitive  ? SIGNATURE_CONSENTED
                      : SIGNATURE_SIGNED,
        entry);
}

CHECK(signature_check_decline)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    if (instrument->state < INSTRUMENT_ADOPTED)
        return not_adopted(instrument, error);
    return !signature_is_given(signature_find(instrument, entry->by)) ||
           fail(error, FAULT_SIGNED_ALREADY, 0, entry->act.by, instrument->thing.code);
}

APPLY(signature_apply_decline)
{
    struct signature *const signature = need(state, instrument_of(state, entry), entry->by);
    if (signature->state == SIGNATURE_NONE)
        set(signature, SIGNATURE_DECLINED, entry);
}

CHECK(signature_check_confirm)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct signature *const signature = signature_find(instrument, entry->by);
    return (signature != NULL && signature->state == SIGNATURE_AD_REFERENDUM) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->thing.code);
}

APPLY(signature_apply_confirm)
{
    struct signature *const signature = need(state, instrument_of(state, entry), entry->by);
    if (signature->state == SIGNATURE_AD_REFERENDUM)
        set(signature, SIGNATURE_SIGNED, entry);
}

CHECK(signature_check_consent)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct signature *const signature = signature_find(instrument, entry->by);
    int const accession = field_word(FIELD_MANNER, SLICE("accession"));
    if (!check_manner(&entry->act, 3, 7, "consenting to be bound", error))
        return false;
    if (instrument->state < INSTRUMENT_ADOPTED)
        return not_adopted(instrument, error);
    if (signature != NULL && signature->state == SIGNATURE_CONSENTED)
        return fail(error, FAULT_CONSENTED_ALREADY, 0, entry->act.by, instrument->thing.code);
    bool const has_left = signature != NULL && signature->state == SIGNATURE_DENOUNCED;
    if (act_word(&entry->act, FIELD_MANNER) == accession)
        return has_left || !signature_is_given(signature) ||
               fail(error, FAULT_SIGNED_ALREADY, 0, entry->act.by, instrument->thing.code);
    return (signature_is_given(signature) && signature->state == SIGNATURE_SIGNED) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->thing.code);
}

APPLY(signature_apply_consent)
{
    struct signature *const signature = need(state, instrument_of(state, entry), entry->by);
    signature->acceded = act_word(&entry->act, FIELD_MANNER) == field_word(FIELD_MANNER, SLICE("accession"));
    signature->consented_by = entry;
    set(signature, SIGNATURE_CONSENTED, entry);
}

CHECK(signature_check_denounce)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    const struct signature *const signature = signature_find(instrument, entry->by);
    return (signature != NULL && signature->state == SIGNATURE_CONSENTED) ||
           fail(error, FAULT_NOT_SIGNED, 0, entry->act.by, instrument->thing.code);
}

APPLY(signature_apply_denounce)
{
    set(need(state, instrument_of(state, entry), entry->by), SIGNATURE_DENOUNCED, entry);
}

CHECK(signature_check_provisional)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    return instrument->state >= INSTRUMENT_ADOPTED || not_adopted(instrument, error);
}

APPLY(signature_apply_provisional)
{
    need(state, instrument_of(state, entry), entry->by)->provisional = true;
}

/* The text that is revised, and a standard that is only referred to, came into force before this conference. */
static bool was_adopted_elsewhere(const struct instrument *instrument)
{
    return instrument->form == field_word(FIELD_FORM, SLICE("base")) ||
           instrument->form == field_word(FIELD_FORM, SLICE("standard"));
}

/* Its own clause names a day, and the date of effect lies before it. */
static bool is_too_early(const struct state *state, const struct instrument *instrument, const struct act *act)
{
    struct civil clause, effect;
    return instrument->force_date.length > 0 && civil_read(instrument->force_date, state->offset_seconds, &clause) &&
           civil_read(act_value(act, FIELD_EFFECT_DATE), state->offset_seconds, &effect) &&
           civil_before(&effect, &clause);
}

CHECK(signature_check_force)
{
    const struct instrument *const instrument = instrument_of(state, entry);
    if (instrument->state < INSTRUMENT_ADOPTED && !was_adopted_elsewhere(instrument))
        return not_adopted(instrument, error);
    if (instrument->state == INSTRUMENT_IN_FORCE)
        return step_fault(instrument, error);
    return (instrument_force_reached(instrument) && !is_too_early(state, instrument, &entry->act)) ||
           fail(error, FAULT_FORCE_NOT_REACHED, 0, instrument->thing.code);
}

APPLY(signature_apply_force)
{
    struct instrument *const instrument = instrument_of(state, entry);
    instrument->state = INSTRUMENT_IN_FORCE;
    instrument->state_by = instrument->force_by = entry;
}
