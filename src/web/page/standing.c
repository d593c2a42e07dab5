// SPDX-License-Identifier: Apache-2.0
#include "web/page/standing.h"

#include "rules/instrument.h"
#include "rules/object.h"
#include "rules/party.h"
#include "rules/signature.h"

#include <string.h>

static bool standing_set_holds(struct slice set, struct slice code)
{
    for (struct slice rest = set, each; slice_next(&rest, ' ', &each);)
        if (slice_equal(each, code))
            return true;
    return false;
}

/* Whether the last act on rights is a report on credentials that does not name the member. */
static bool standing_is_not_named(const struct actor *actor)
{
    static const enum field_id fields[] = { FIELD_VOTE_AND_SIGN, FIELD_VOTE_ONLY, FIELD_SIGN_ONLY, FIELD_NEITHER };
    if (actor->rights_by == NULL || actor->rights_by->act.type->id != ACT_CREDENTIALS_DECIDE)
        return false;
    const struct object *report = object_of(actor->rights_by, FIELD_CREDENTIALS);
    for (size_t i = 0; report != NULL && i < sizeof fields / sizeof fields[0]; i++)
        if (standing_set_holds(act_value(&report->made->act, fields[i]), actor->object.code))
            return false;
    return true;
}

enum standing standing_of(const struct instrument *instrument, const struct actor *actor)
{
    if (signature_is_given(signature_find(instrument, actor)))
        return STANDING_SIGNED;
    if (party_may_sign(actor))
        return STANDING_ENTITLED;
    return standing_is_not_named(actor) ? STANDING_UNKNOWN : STANDING_NOT_ENTITLED;
}

const char *standing_name(enum standing standing)
{
    static const char *const names[STANDING_COUNT] = { "signed", "entitled", "not-entitled", "not-established" };
    return names[standing];
}

const char *standing_right(const struct actor *actor, enum right right)
{
    if (right == RIGHT_UNKNOWN)
        return "not decided";
    if (right == RIGHT_YES)
        return "yes";
    return standing_is_not_named(actor) ? "not established" : "no";
}

struct slice standing_words(const struct signature *signature)
{
    if (signature == NULL || signature->state == SIGNATURE_NONE)
        return SLICE("no signature recorded");
    if (signature->state == SIGNATURE_DECLINED)
        return SLICE("declined to sign");
    return slice_of(signature_state_name(signature->state));
}

const struct instrument *standing_instrument(const struct state *state, struct slice chosen)
{
    const struct instrument *last = NULL;
    for (const struct object *object = state->kinds[OBJECT_INSTRUMENT].first; object != NULL; object = object->next) {
        const struct instrument *instrument = (const void *)object;
        if (instrument->opened_for_signature == NULL)
            continue;
        if (slice_equal(object->code, chosen))
            return instrument;
        last = instrument;
    }
    return chosen.length > 0 ? NULL : last;
}

struct slice intent_words(const struct gather *from, enum intent intent)
{
    if (intent == INTENT_NONE)
        return SLICE("");
    char memory[32];
    struct buffer out = BUFFER(memory);
    struct slice const word = field_word_at(FIELD_INTENT, (unsigned)intent);
    for (size_t i = 0; i < word.length; i++)
        buffer_add_byte(&out, word.bytes[i] == '-' ? ' ' : word.bytes[i]);
    return arena_copy(from->arena, buffer_slice(&out));
}
