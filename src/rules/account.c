/* The canonical account of a state and its hash, and the walk over its invariants. */
#include <string.h>

#include "rules/rule.h"

enum { BLOCK_BYTES = 4096 };

/* Blocks are chained: hash = SHA-256(hash || block), so that no memory grows with the record. */
struct account {
    const struct crypto *crypto;
    struct hash hash;
    char memory[BLOCK_BYTES];
    struct buffer block;
};

static void flush(struct account *account)
{
    struct slice const parts[] = { { (const char *)account->hash.bytes, HASH_BYTES }, buffer_slice(&account->block) };
    account->crypto->sha256(parts, 2, &account->hash);
    buffer_clear(&account->block);
}

static void add(struct account *account, struct slice value)
{
    size_t from = 0;
    do {
        if (account->block.length == BLOCK_BYTES)
            flush(account);
        size_t const room = BLOCK_BYTES - account->block.length;
        struct slice const piece = slice_part(value, from, from + room);
        buffer_add(&account->block, piece);
        from += piece.length;
    } while (from < value.length);
}

static void add_number(struct account *account, uint64_t number)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    buffer_add_number(&digits, number);
    buffer_add_byte(&digits, ' ');
    add(account, buffer_slice(&digits));
}

static void add_code(struct account *account, const struct thing *thing)
{
    add(account, thing != NULL ? thing->code : SLICE("-"));
    add(account, SLICE(" "));
}

static void add_seq(struct account *account, const struct entry *entry)
{
    add_number(account, entry != NULL ? (uint64_t)entry->seq + 1 : 0);
}

static void add_actor(struct account *account, const struct actor *actor)
{
    add_number(account, actor->roles);
    add_number(account, actor->weight);
    add_number(account, (uint64_t)actor->vote * 3 + actor->sign);
    add_code(account, actor->proxy_to != NULL ? &actor->proxy_to->thing : NULL);
    add_code(account, actor->powers_to != NULL ? &actor->powers_to->thing : NULL);
    for (const struct actor_key *key = actor->keys; key != NULL; key = key->next) {
        add_number(account, key->key.id);
        add_number(account, key->from);
        add_number(account, key->until);
    }
}

static void add_meeting(struct account *account, const struct meeting *meeting)
{
    add_number(account, meeting->state);
    add_number(account, meeting->doors);
    add_number(account, meeting->present_known ? meeting->present + 1 : 0);
}

static void add_instrument(struct account *account, const struct instrument *instrument)
{
    add_number(account, instrument->state);
    add_seq(account, instrument->state_by);
    for (const struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        add_code(account, &provision->thing);
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next) {
        add_code(account, &signature->actor->thing);
        add_number(account, signature->state);
        add_number(account, (uint64_t)(signature->intent + 1));
    }
}

static void add_provision(struct account *account, const struct provision *provision)
{
    add_number(account, provision->state);
    add_number(account, provision->brackets_open);
    add(account, provision_number(provision));
    add(account, SLICE("\n"));
    add(account, provision_words(provision));
}

static void add_proposal(struct account *account, const struct proposal *proposal)
{
    add_number(account, proposal->state);
    add_number(account, proposal->supporters);
    for (const struct sponsor *sponsor = proposal->sponsors; sponsor != NULL; sponsor = sponsor->next) {
        add_code(account, &sponsor->actor->thing);
        add_number(account, sponsor->state);
    }
}

static void add_decision(struct account *account, const struct decision *decision)
{
    add_number(account, decision->kind);
    add_number(account, decision->state);
    add_number(account, (uint64_t)(decision->declared + 1));
    add_code(account, decision->overturned_by != NULL ? &decision->overturned_by->thing : NULL);
    add_number(account, decision->said_for.known ? decision->said_for.number + 1 : 0);
    add_number(account, decision->said_against.known ? decision->said_against.number + 1 : 0);
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next) {
        add_code(account, &cast->actor->thing);
        add_number(account, cast->means);
    }
}

static void add_thing(struct account *account, const struct thing *thing)
{
    const struct report *const report = (const struct report *)thing;
    add_number(account, thing->kind);
    add_code(account, thing);
    add_seq(account, thing->made);
    add_number(account, thing->touch_count);
    switch (thing->kind) {
    case THING_ACTOR:
        add_actor(account, (const struct actor *)thing);
        break;
    case THING_MEETING:
        add_meeting(account, (const struct meeting *)thing);
        break;
    case THING_INSTRUMENT:
        add_instrument(account, (const struct instrument *)thing);
        break;
    case THING_PROVISION:
        add_provision(account, (const struct provision *)thing);
        break;
    case THING_PROPOSAL:
        add_proposal(account, (const struct proposal *)thing);
        break;
    case THING_ITEM:
        add_number(account, ((const struct item *)thing)->state);
        add(account, ((const struct item *)thing)->words);
        break;
    case THING_DECISION:
        add_decision(account, (const struct decision *)thing);
        break;
    case THING_BRACKET:
        add_seq(account, ((const struct bracket *)thing)->lifted);
        break;
    case THING_PACKAGE:
        add_number(account, package_state((const struct package *)thing));
        break;
    case THING_REPORT:
        add_number(account, report->denials);
        add_number(account, report->confirmations);
        add_number(account, report->corrections);
        break;
    default:
        break;
    }
    add(account, SLICE("\n"));
}

void state_hash(const struct state *state, struct hash *out)
{
    struct account account = { .crypto = state->crypto };
    account.block = BUFFER(account.memory);
    add_number(&account, state->count);
    add_number(&account, state->findings);
    add_seq(&account, state->profile_by);
    add_seq(&account, state->closed);
    for (size_t kind = 0; kind < THING_KIND_COUNT; kind++)
        for (const struct thing *thing = state->kinds[kind].first; thing != NULL; thing = thing->next)
            add_thing(&account, thing);
    for (uint32_t seq = 0; seq < state->count; seq++) {
        add_number(&account, state->entries[seq]->finding);
        add(&account, (struct slice){ (const char *)state->entries[seq]->name.bytes, HASH_BYTES });
    }
    flush(&account);
    *out = account.hash;
}

/* --- invariants -------------------------------------------------------------------------------------------------- */

static bool thing_is_found(const struct state *state, const struct thing *thing)
{
    return state_find(state, thing->kind, thing->code) == thing;
}

/* What a thing lists as its act, that act lists as its thing: whoever asks either way hears the same. */
static bool touch_is_mutual(const struct touch *touch, const struct thing *thing)
{
    const struct touch *also = touch->entry->touches;
    while (also != NULL && also != touch)
        also = also->also;
    return also == touch && touch->thing == thing;
}

static bool touches_ascend(const struct thing *thing)
{
    uint32_t count = 0;
    for (const struct touch *touch = thing->touches; touch != NULL; touch = touch->next, count++)
        if (!touch_is_mutual(touch, thing) || (touch->next != NULL && touch->next->entry->seq <= touch->entry->seq))
            return false;
    return count == thing->touch_count;
}

static bool sponsors_are_single(const struct proposal *proposal)
{
    for (const struct sponsor *sponsor = proposal->sponsors; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor_find(proposal, sponsor->actor) != sponsor)
            return false;
    return true;
}

static bool casts_are_single(const struct decision *decision)
{
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next)
        for (const struct cast *other = cast->next; other != NULL; other = other->next)
            if (other->actor == cast->actor)
                return false;
    return true;
}

static bool brackets_are_counted(const struct state *state)
{
    uint64_t open = 0, counted = 0;
    for (const struct thing *thing = state->kinds[THING_BRACKET].first; thing != NULL; thing = thing->next)
        open += ((const struct bracket *)thing)->lifted == NULL ? 1 : 0;
    for (const struct thing *thing = state->kinds[THING_PROVISION].first; thing != NULL; thing = thing->next)
        counted += ((const struct provision *)thing)->brackets_open;
    return open == counted;
}

static bool parties_are_counted(const struct state *state)
{
    struct party_counts const counts = party_count(state);
    return counts.members == state->parties.members && counts.voters == state->parties.voters &&
           counts.signers == state->parties.signers && counts.weights == state->parties.weights;
}

static bool indication_is_idle(const struct state *state, const struct decision *decision)
{
    for (const struct thing *thing = state->kinds[THING_PROVISION].first; thing != NULL; thing = thing->next)
        for (const struct version *version = ((const struct provision *)thing)->versions; version != NULL;
             version = version->next)
            if (version->cause == &decision->thing)
                return false;
    return true;
}

static const char *broken_decision(const struct state *state, const struct decision *decision)
{
    if (!casts_are_single(decision))
        return "one answer a member";
    if (decision->state == DECISION_OPEN && (decision->closed_by != NULL || decision->declared != DECLARED_NONE))
        return "an open decision has no result";
    if (decision->state == DECISION_CLOSED && decision->closed_by == NULL)
        return "a closed decision was closed by an act";
    if (decision->state == DECISION_ANNULLED && decision->annulled_by == NULL)
        return "a decision is annulled by an act";
    if (decision->kind == DECISION_INDICATION && !indication_is_idle(state, decision))
        return "an indication changes no text";
    return NULL;
}

const char *state_broken(const struct state *state)
{
    for (size_t kind = 0; kind < THING_KIND_COUNT; kind++)
        for (const struct thing *thing = state->kinds[kind].first; thing != NULL; thing = thing->next)
            if (!thing_is_found(state, thing) || !touches_ascend(thing))
                return "every thing is found by its code, its touches in the order of the record";
    for (const struct thing *thing = state->kinds[THING_PROPOSAL].first; thing != NULL; thing = thing->next)
        if (!sponsors_are_single((const struct proposal *)thing))
            return "a sponsor stands once";
    for (const struct thing *thing = state->kinds[THING_DECISION].first; thing != NULL; thing = thing->next) {
        const char *const broken = broken_decision(state, (const struct decision *)thing);
        if (broken != NULL)
            return broken;
    }
    for (uint32_t seq = 0; seq < state->count; seq++)
        if (state->entries[seq]->seq != seq)
            return "an entry knows its index";
    if (!parties_are_counted(state))
        return "members, voters and signers are counted";
    return brackets_are_counted(state) ? NULL : "open brackets are counted";
}
