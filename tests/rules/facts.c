// SPDX-License-Identifier: Apache-2.0
#include "facts.h"

#include <string.h>

#include "record/value.h"
#include "rules/bracket.h"
#include "rules/decision.h"
#include "rules/declaration.h"
#include "rules/document.h"
#include "rules/instrument.h"
#include "rules/meeting.h"
#include "rules/motion.h"
#include "rules/package.h"
#include "rules/party.h"
#include "rules/position.h"
#include "rules/profile.h"
#include "rules/proposal.h"
#include "rules/reading.h"
#include "rules/report.h"
#include "rules/result.h"
#include "rules/rule.h"
#include "rules/signature.h"
#include "rules/sponsor.h"
#include "rules/state.h"
#include "rules/tally.h"

static void add_words(struct buffer *out, struct slice words)
{
    for (size_t i = 0; i < words.length; i++)
        buffer_add_byte(out, words.bytes[i] == ' ' || words.bytes[i] == '\n' ? '-' : words.bytes[i]);
}

static void add_name(struct buffer *out, const char *name)
{
    add_words(out, slice_of(name));
}

static void add_flag(struct buffer *out, bool flag)
{
    buffer_add_text(out, flag ? "yes" : "no");
}

static void add_code(struct buffer *out, const struct object *object)
{
    buffer_add(out, object != NULL ? object->code : SLICE("none"));
}

static void add_count(struct buffer *out, struct count count)
{
    if (count.known)
        buffer_add_number(out, count.number);
    else
        buffer_add_text(out, "unknown");
}

static unsigned length_of(const struct entry_list *list)
{
    unsigned length = 0;
    for (const struct entry_link *link = list->first; link != NULL; link = link->next)
        length++;
    return length;
}

static bool is(struct slice part, const char *word)
{
    return slice_equal(part, slice_of(word));
}

/* --- by kind ----------------------------------------------------------------------------------------------------- */

static bool proposal_part(const struct state *state, const struct proposal *proposal, struct slice part,
                          struct buffer *out)
{
    const struct actor *const actor = party_find(state, part);
    const struct sponsor *const sponsor = actor != NULL ? sponsor_find(&proposal->sponsors, actor) : NULL;
    if (actor != NULL)
        add_name(out, sponsor != NULL ? sponsor_state_name(sponsor->state) : "none");
    else if (is(part, "supporters"))
        buffer_add_number(out, proposal->supporters);
    else if (is(part, "items"))
        buffer_add_number(out, proposal->item_count);
    else if (is(part, "body"))
        add_code(out, proposal->body != NULL ? &proposal->body->object : NULL);
    else if (is(part, "from"))
        add_code(out, proposal->taken_from != NULL ? &proposal->taken_from->object : NULL);
    else
        return false;
    return true;
}

static bool decision_part(const struct state *state, const struct decision *decision, struct slice part,
                          struct buffer *out)
{
    struct result const result = result_count(state, decision);
    if (is(part, "kind"))
        add_name(out, decision_kind_name(decision->kind));
    else if (is(part, "declared"))
        add_name(out, declared_name(decision->declared));
    else if (is(part, "gives"))
        add_name(out, declared_name(result.gives));
    else if (is(part, "differs"))
        add_flag(out, result.differs);
    else if (is(part, "outcome"))
        add_name(out, tally_outcome_name(result.tally.outcome));
    else if (is(part, "needed"))
        buffer_add_number(out, result.tally.needed);
    else if (is(part, "base"))
        buffer_add_number(out, result.tally.base);
    else if (is(part, "quorum"))
        add_count(out, result.tally.quorum_needed);
    else if (is(part, "took-part"))
        buffer_add_number(out, result.tally.took_part);
    else if (is(part, "for"))
        add_count(out, result.ballots.yes);
    else if (is(part, "against"))
        add_count(out, result.ballots.no);
    else if (is(part, "abstain"))
        add_count(out, result.ballots.abstain);
    else if (is(part, "objections"))
        buffer_add_number(out, result.objections);
    else if (is(part, "contests"))
        buffer_add_number(out, length_of(&decision->contests));
    else if (is(part, "reservations"))
        buffer_add_number(out, length_of(&decision->reservations));
    else if (is(part, "ballots"))
        buffer_add_number(out, decision->ballot_count);
    else if (is(part, "overturned"))
        add_code(out, decision->overturned_by != NULL ? &decision->overturned_by->object : NULL);
    else
        return false;
    return true;
}

static bool instrument_part(const struct state *state, const struct instrument *instrument, struct slice part,
                            struct buffer *out)
{
    size_t const dot = slice_find(part, '.', 0);
    const struct actor *const actor = party_find(state, slice_part(part, 0, dot));
    const struct actor *const other = party_find(state, slice_part(part, dot + 1, part.length));
    const struct signature *const signature = actor != NULL ? signature_find(instrument, actor) : NULL;
    static const char *const intents[] = { "none", "will-sign", "will-not-sign", "consulting", "undecided" };
    if (other != NULL)
        buffer_add_text(out, objection_blocks(state, actor, other, instrument) ? "blocked" : "free");
    else if (actor != NULL && is(slice_part(part, dot + 1, part.length), "intent"))
        buffer_add_text(out, intents[signature != NULL ? signature->intent + 1 : 0]);
    else if (actor != NULL)
        add_name(out, signature_state_name(signature != NULL ? signature->state : SIGNATURE_NONE));
    else if (is(part, "signatures"))
        buffer_add_number(out, signature_count(instrument));
    else if (is(part, "entitled"))
        add_count(out, (struct count){ instrument->entitled.known, instrument->entitled.number });
    else if (is(part, "provisions"))
        buffer_add_number(out, instrument->provision_count);
    else
        return false;
    return true;
}

static bool provision_part(const struct provision *provision, struct slice part, struct buffer *out)
{
    if (is(part, "words"))
        add_words(out, provision_words(provision));
    else if (is(part, "number"))
        add_words(out, provision_number(provision));
    else if (is(part, "brackets"))
        buffer_add_number(out, provision->brackets_open);
    else if (is(part, "next"))
        add_code(out, provision->next != NULL ? &provision->next->object : NULL);
    else
        return false;
    return true;
}

static bool actor_part(const struct actor *actor, struct slice part, struct buffer *out)
{
    if (is(part, "vote"))
        add_flag(out, party_may_vote(actor));
    else if (is(part, "sign"))
        add_flag(out, party_may_sign(actor));
    else if (is(part, "weight"))
        buffer_add_number(out, actor->weight);
    else if (is(part, "proxy"))
        add_code(out, actor->proxy_to != NULL ? &actor->proxy_to->object : NULL);
    else if (is(part, "powers"))
        add_code(out, actor->powers_to != NULL ? &actor->powers_to->object : NULL);
    else
        return false;
    return true;
}

static bool report_part(const struct report *report, struct slice part, struct buffer *out)
{
    if (is(part, "denials"))
        buffer_add_number(out, report->denials);
    else if (is(part, "confirmations"))
        buffer_add_number(out, report->confirmations);
    else if (is(part, "corrections"))
        buffer_add_number(out, report->corrections);
    else
        return false;
    return true;
}

static bool write_part(const struct state *state, const struct object *object, struct slice part, struct buffer *out)
{
    switch (object->kind) {
    case OBJECT_PROPOSAL:
        return proposal_part(state, (const struct proposal *)object, part, out);
    case OBJECT_DECISION:
        return decision_part(state, (const struct decision *)object, part, out);
    case OBJECT_INSTRUMENT:
        return instrument_part(state, (const struct instrument *)object, part, out);
    case OBJECT_PROVISION:
        return provision_part((const struct provision *)object, part, out);
    case OBJECT_ACTOR:
        return actor_part((const struct actor *)object, part, out);
    case OBJECT_REPORT:
        return report_part((const struct report *)object, part, out);
    case OBJECT_ITEM:
        add_words(out, ((const struct item *)object)->words);
        return is(part, "words");
    case OBJECT_MEETING:
        buffer_add_text(out, doors_name(((const struct meeting *)object)->doors));
        return is(part, "doors");
    case OBJECT_MOTION:
        buffer_add_number(out, ((const struct motion *)object)->seconds);
        return is(part, "seconds");
    case OBJECT_RECOMMENDATION:
        buffer_add_number(out, length_of(&((const struct recommendation *)object)->answers));
        return is(part, "answers");
    case OBJECT_SERIES:
        buffer_add_number(out, length_of(&((const struct series *)object)->contests));
        return is(part, "contests");
    case OBJECT_DOCUMENT:
        add_code(out, ((const struct document *)object)->revised_by != NULL
                          ? &((const struct document *)object)->revised_by->object
                          : NULL);
        return is(part, "revised");
    default:
        return false;
    }
}

static const char *state_name(const struct object *object)
{
    static const char *const decisions[] = { "open", "closed", "annulled" };
    const struct document *const document = (const struct document *)object;
    const struct declaration *const declaration = (const struct declaration *)object;
    switch (object->kind) {
    case OBJECT_PROPOSAL:
        return item_state_name(((const struct proposal *)object)->state);
    case OBJECT_ITEM:
        return item_state_name(((const struct item *)object)->state);
    case OBJECT_DECISION:
        return decisions[((const struct decision *)object)->state];
    case OBJECT_MEETING:
        return meeting_state_name(((const struct meeting *)object)->state);
    case OBJECT_BODY:
        return ((const struct body *)object)->closed ? "closed" : "active";
    case OBJECT_INSTRUMENT:
        return instrument_state_name(((const struct instrument *)object)->state);
    case OBJECT_PROVISION:
        return provision_state_name(((const struct provision *)object)->state);
    case OBJECT_PACKAGE:
        return package_state_name(package_state((const struct package *)object));
    case OBJECT_BRACKET:
        return ((const struct bracket *)object)->lifted != NULL ? "lifted" : "open";
    case OBJECT_DOCUMENT:
        return document->released != NULL ? "released" : doors_name(document->doors);
    case OBJECT_DECLARATION:
        return declaration->withdrawn != NULL ? "withdrawn" : declaration->confirmed != NULL ? "confirmed" : "lodged";
    case OBJECT_OBJECTION:
        return ((const struct objection *)object)->withdrawn != NULL ? "withdrawn" : "stands";
    default:
        return "made";
    }
}

static bool of_the_record(const struct state *state, struct slice name, struct buffer *out)
{
    if (is(name, "findings"))
        buffer_add_number(out, state->irregularities);
    else if (is(name, "acts"))
        buffer_add_number(out, state->count);
    else if (is(name, "conference"))
        buffer_add_text(out, state->closed != NULL ? "closed" : "open");
    else if (is(name, "rules"))
        add_words(out, state->profile->name);
    else if (is(name, "milestones"))
        buffer_add_number(out, length_of(&state->milestones));
    else
        return false;
    return true;
}

void fact_write(const struct state *state, struct slice name, struct buffer *out)
{
    const struct object *object = state_find(state, OBJECT_ANY, name);
    size_t const length = out->length;
    if (of_the_record(state, name, out))
        return;
    if (name.length == 2 && name.bytes[0] == '#') {
        char hash[64];
        memset(hash, name.bytes[1], sizeof hash);
        const struct blob *const blob = state_find_blob(state, (struct slice){ hash, sizeof hash });
        buffer_add_text(out, blob == NULL ? "unknown" : blob->struck != NULL ? "struck" : "kept");
        return;
    }
    if (object != NULL) {
        add_name(out, state_name(object));
        return;
    }
    size_t const dot = slice_find(name, '.', 0);
    object = state_find(state, OBJECT_ANY, slice_part(name, 0, dot));
    if (object != NULL && write_part(state, object, slice_part(name, dot + 1, name.length), out))
        return;
    out->length = length;
    buffer_add_byte(out, '?');
}
