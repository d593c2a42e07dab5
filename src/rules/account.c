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

static void add_code(struct account *account, const struct object *object)
{
    add(account, object != NULL ? object->code : SLICE("-"));
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
    add_code(account, actor->proxy_to != NULL ? &actor->proxy_to->object : NULL);
    add_code(account, actor->powers_to != NULL ? &actor->powers_to->object : NULL);
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
        add_code(account, &provision->object);
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next) {
        add_code(account, &signature->actor->object);
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
        add_code(account, &sponsor->actor->object);
        add_number(account, sponsor->state);
    }
}

static void add_decision(struct account *account, const struct decision *decision)
{
    add_number(account, decision->kind);
    add_number(account, decision->state);
    add_number(account, (uint64_t)(decision->declared + 1));
    add_code(account, decision->overturned_by != NULL ? &decision->overturned_by->object : NULL);
    add_number(account, decision->said_for.known ? decision->said_for.number + 1 : 0);
    add_number(account, decision->said_against.known ? decision->said_against.number + 1 : 0);
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next) {
        add_code(account, &cast->actor->object);
        add_number(account, cast->means);
    }
}

static void add_object(struct account *account, const struct object *object)
{
    const struct report *const report = (const struct report *)object;
    add_number(account, object->kind);
    add_code(account, object);
    add_seq(account, object->made);
    add_number(account, object->mention_count);
    switch (object->kind) {
    case OBJECT_ACTOR:
        add_actor(account, (const struct actor *)object);
        break;
    case OBJECT_MEETING:
        add_meeting(account, (const struct meeting *)object);
        break;
    case OBJECT_INSTRUMENT:
        add_instrument(account, (const struct instrument *)object);
        break;
    case OBJECT_PROVISION:
        add_provision(account, (const struct provision *)object);
        break;
    case OBJECT_PROPOSAL:
        add_proposal(account, (const struct proposal *)object);
        break;
    case OBJECT_ITEM:
        add_number(account, ((const struct item *)object)->state);
        add(account, ((const struct item *)object)->words);
        break;
    case OBJECT_DECISION:
        add_decision(account, (const struct decision *)object);
        break;
    case OBJECT_BRACKET:
        add_seq(account, ((const struct bracket *)object)->lifted);
        break;
    case OBJECT_PACKAGE:
        add_number(account, package_state((const struct package *)object));
        break;
    case OBJECT_REPORT:
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
    add_number(&account, state->irregularities);
    add_seq(&account, state->profile_by);
    add_seq(&account, state->closed);
    for (size_t kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        for (const struct object *object = state->kinds[kind].first; object != NULL; object = object->next)
            add_object(&account, object);
    for (uint32_t seq = 0; seq < state->count; seq++) {
        add_number(&account, state->entries[seq]->irregularity);
        add(&account, (struct slice){ (const char *)state->entries[seq]->name.bytes, HASH_BYTES });
    }
    flush(&account);
    *out = account.hash;
}

/* --- invariants -------------------------------------------------------------------------------------------------- */

static bool object_is_found(const struct state *state, const struct object *object)
{
    return state_find(state, object->kind, object->code) == object;
}

/* What an object lists as its act, that act lists as its object: whoever asks either way hears the same. */
static bool mention_is_mutual(const struct mention *mention, const struct object *object)
{
    const struct mention *also = mention->entry->mentions;
    while (also != NULL && also != mention)
        also = also->next_of_entry;
    return also == mention && mention->object == object;
}

static bool mentions_ascend(const struct object *object)
{
    uint32_t count = 0;
    for (const struct mention *mention = object->mentions; mention != NULL; mention = mention->next, count++)
        if (!mention_is_mutual(mention, object) ||
            (mention->next != NULL && mention->next->entry->seq <= mention->entry->seq))
            return false;
    return count == object->mention_count;
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
    for (const struct object *object = state->kinds[OBJECT_BRACKET].first; object != NULL; object = object->next)
        open += ((const struct bracket *)object)->lifted == NULL ? 1 : 0;
    for (const struct object *object = state->kinds[OBJECT_PROVISION].first; object != NULL; object = object->next)
        counted += ((const struct provision *)object)->brackets_open;
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
    for (const struct object *object = state->kinds[OBJECT_PROVISION].first; object != NULL; object = object->next)
        for (const struct version *version = ((const struct provision *)object)->versions; version != NULL;
             version = version->next)
            if (version->cause == &decision->object)
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
    for (size_t kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        for (const struct object *object = state->kinds[kind].first; object != NULL; object = object->next)
            if (!object_is_found(state, object) || !mentions_ascend(object))
                return "every thing is found by its code, its touches in the order of the record";
    for (const struct object *object = state->kinds[OBJECT_PROPOSAL].first; object != NULL; object = object->next)
        if (!sponsors_are_single((const struct proposal *)object))
            return "a sponsor stands once";
    for (const struct object *object = state->kinds[OBJECT_DECISION].first; object != NULL; object = object->next) {
        const char *const broken = broken_decision(state, (const struct decision *)object);
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
