// SPDX-License-Identifier: Apache-2.0
#include "rules/digest.h"

#include "rules/bracket.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/keyring.h"
#include "rules/meeting.h"
#include "rules/package.h"
#include "rules/proposal.h"
#include "rules/report.h"
#include "rules/signature.h"

enum { BLOCK_BYTES = 4096 };

/* Blocks are chained, hash = SHA-256(hash || block), so that the memory needed does not grow with the record. */
struct digest {
    const struct crypto *crypto;
    struct hash hash;
    char memory[BLOCK_BYTES];
    struct buffer block;
};

static void digest_flush(struct digest *digest)
{
    struct slice const parts[] = { { (const char *)digest->hash.bytes, HASH_BYTES }, buffer_slice(&digest->block) };
    digest->crypto->sha256(parts, 2, &digest->hash);
    buffer_clear(&digest->block);
}

static void digest_add(struct digest *digest, struct slice value)
{
    size_t from = 0;
    do {
        if (digest->block.length == BLOCK_BYTES)
            digest_flush(digest);
        size_t const room = BLOCK_BYTES - digest->block.length;
        struct slice const piece = slice_part(value, from, from + room);
        buffer_add(&digest->block, piece);
        from += piece.length;
    } while (from < value.length);
}

static void digest_add_number(struct digest *digest, uint64_t number)
{
    char memory[24];
    struct buffer digits = BUFFER(memory);
    buffer_add_number(&digits, number);
    buffer_add_byte(&digits, ' ');
    digest_add(digest, buffer_slice(&digits));
}

static void digest_add_code(struct digest *digest, const struct object *object)
{
    digest_add(digest, object != NULL ? object->code : SLICE("-"));
    digest_add(digest, SLICE(" "));
}

static void digest_add_seq(struct digest *digest, const struct entry *entry)
{
    digest_add_number(digest, entry != NULL ? (uint64_t)entry->seq + 1 : 0);
}

/* By its name, which stays when other faults come and go. */
static void digest_add_fault(struct digest *digest, const struct fault *fault)
{
    digest_add(digest, fault != FAULT_NONE ? slice_of(fault->name) : SLICE("0"));
    digest_add(digest, SLICE(" "));
}

static void digest_add_actor(struct digest *digest, const struct actor *actor)
{
    digest_add_number(digest, actor->roles);
    digest_add_number(digest, actor->weight);
    digest_add_number(digest, (uint64_t)actor->vote * 3 + actor->sign);
    digest_add_code(digest, actor->proxy_to != NULL ? &actor->proxy_to->object : NULL);
    digest_add_code(digest, actor->powers_to != NULL ? &actor->powers_to->object : NULL);
    for (const struct actor_key *key = actor->keys; key != NULL; key = key->next) {
        digest_add_number(digest, key->key.id);
        digest_add_number(digest, key->from);
        digest_add_number(digest, key->until);
    }
}

static void digest_add_meeting(struct digest *digest, const struct meeting *meeting)
{
    digest_add_number(digest, meeting->state);
    digest_add_number(digest, meeting->doors);
    digest_add_number(digest, meeting->present_known ? meeting->present + 1 : 0);
}

static void digest_add_instrument(struct digest *digest, const struct instrument *instrument)
{
    digest_add_number(digest, instrument->state);
    digest_add_seq(digest, instrument->state_by);
    for (const struct provision *provision = instrument->provisions; provision != NULL; provision = provision->next)
        digest_add_code(digest, &provision->object);
    for (const struct signature *signature = instrument->signatures; signature != NULL; signature = signature->next) {
        digest_add_code(digest, &signature->actor->object);
        digest_add_number(digest, signature->state);
        digest_add_number(digest, (uint64_t)(signature->intent + 1));
    }
}

static void digest_add_provision(struct digest *digest, const struct provision *provision)
{
    digest_add_number(digest, provision->state);
    digest_add_number(digest, provision->brackets_open);
    digest_add(digest, provision_number(provision));
    digest_add(digest, SLICE("\n"));
    digest_add(digest, provision_words(provision));
}

static void digest_add_proposal(struct digest *digest, const struct proposal *proposal)
{
    digest_add_number(digest, proposal->state);
    digest_add_number(digest, proposal->supporters);
    for (const struct sponsor *sponsor = proposal->sponsors.first; sponsor != NULL; sponsor = sponsor->next) {
        digest_add_code(digest, &sponsor->actor->object);
        digest_add_number(digest, sponsor->state);
    }
}

static void digest_add_decision(struct digest *digest, const struct decision *decision)
{
    digest_add_number(digest, decision->kind);
    digest_add_number(digest, decision->state);
    digest_add_number(digest, (uint64_t)(decision->declared + 1));
    digest_add_code(digest, decision->overturned_by != NULL ? &decision->overturned_by->object : NULL);
    digest_add_number(digest, decision->said_for.known ? decision->said_for.number + 1 : 0);
    digest_add_number(digest, decision->said_against.known ? decision->said_against.number + 1 : 0);
    for (const struct cast *cast = decision->casts; cast != NULL; cast = cast->next) {
        digest_add_code(digest, &cast->actor->object);
        digest_add_number(digest, cast->means);
    }
}

static void digest_add_object(struct digest *digest, const struct object *object)
{
    const struct report *const report = (const struct report *)object;
    digest_add_number(digest, object->kind);
    digest_add_code(digest, object);
    digest_add_seq(digest, object->made);
    digest_add_number(digest, object->mention_count);
    switch (object->kind) {
    case OBJECT_ACTOR:
        digest_add_actor(digest, (const struct actor *)object);
        break;
    case OBJECT_MEETING:
        digest_add_meeting(digest, (const struct meeting *)object);
        break;
    case OBJECT_INSTRUMENT:
        digest_add_instrument(digest, (const struct instrument *)object);
        break;
    case OBJECT_PROVISION:
        digest_add_provision(digest, (const struct provision *)object);
        break;
    case OBJECT_PROPOSAL:
        digest_add_proposal(digest, (const struct proposal *)object);
        break;
    case OBJECT_ITEM:
        digest_add_number(digest, ((const struct item *)object)->state);
        digest_add(digest, ((const struct item *)object)->words);
        break;
    case OBJECT_DECISION:
        digest_add_decision(digest, (const struct decision *)object);
        break;
    case OBJECT_BRACKET:
        digest_add_seq(digest, ((const struct bracket *)object)->lifted);
        break;
    case OBJECT_PACKAGE:
        digest_add_number(digest, package_state((const struct package *)object));
        break;
    case OBJECT_REPORT:
        digest_add_number(digest, report->denials);
        digest_add_number(digest, report->confirmations);
        digest_add_number(digest, report->corrections);
        break;
    case OBJECT_NONE:
    case OBJECT_ANY:
    case OBJECT_PLACE:
    case OBJECT_BODY:
    case OBJECT_DOCUMENT:
    case OBJECT_TEXT:
    case OBJECT_SERIES:
    case OBJECT_RECOMMENDATION:
    case OBJECT_MOTION:
    case OBJECT_STATEMENT:
    case OBJECT_CREDENTIALS:
    case OBJECT_DECLARATION:
    case OBJECT_OBJECTION:
    case OBJECT_KIND_COUNT:
        break; /* these have nothing that other objects do not show */
    }
    digest_add(digest, SLICE("\n"));
}

void digest_state(const struct state *state, struct hash *out)
{
    struct digest digest = { .crypto = state->crypto };
    digest.block = BUFFER(digest.memory);
    digest_add_number(&digest, state->count);
    digest_add_number(&digest, state->irregularities);
    digest_add_seq(&digest, state->profile_by);
    digest_add_seq(&digest, state->closed);
    for (size_t kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        for (const struct object *object = state->kinds[kind].first; object != NULL; object = object->next)
            digest_add_object(&digest, object);
    for (uint32_t seq = 0; seq < state->count; seq++) {
        digest_add_fault(&digest, state->entries[seq]->irregularity);
        digest_add(&digest, (struct slice){ (const char *)state->entries[seq]->name.bytes, HASH_BYTES });
    }
    digest_flush(&digest);
    *out = digest.hash;
}
