// SPDX-License-Identifier: Apache-2.0
/* tests/rules/property.c - what holds for any sequence of acts, lawful and not, run and watched.
 *
 * What    Sequences are drawn from a seed. After each act the state is sound, and a refused one left no trace (tests/rules/stage.c);
 *         what was taken, replayed, gives the same state and hash, in batches of any size; without one of its acts it does not.
 *         And every step of a proposal, a sponsor and a meeting that no row of their tables has is refused.
 * How     property [SEED]      the seed is printed, so that a failure can be seen again */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "rules/digest.h"
#include "rules/entry.h"
#include "rules/fault.h"
#include "rules/party.h"
#include "stage.h"

enum { SCENES = 30, ACTS = 400, KEPT_BYTES = 1 << 20, MEMORY = 48 << 20, FIELDS = 64 };

static uint64_t seed;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 11) % below;
}

static void demand(bool holds, const char *what, struct slice act)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n%.*s\n", what, SLICE_ARGS(act));
    exit(1);
}

/* --- drawing acts ------------------------------------------------------------------------------------------------ */

static struct slice pick(const struct slice *from, unsigned count)
{
    return from[draw(count)];
}

/* Something on the record, mostly of the kind that is asked for; now and then of another, or nothing that is there. */
static struct slice draw_code(const struct state *state, enum object_kind kind)
{
    unsigned const luck = draw(60);
    if (luck == 0)
        return SLICE("NOBODY");
    if (kind == OBJECT_ANY && draw(3) != 0)
        kind = draw(2) == 0 ? OBJECT_PROVISION : OBJECT_ITEM;
    else if (luck == 1 || kind == OBJECT_ANY)
        kind = (enum object_kind)(OBJECT_ACTOR + (int)draw(OBJECT_KIND_COUNT - OBJECT_ACTOR));
    if (kind == OBJECT_PLACE)
        kind = draw(2) == 0 ? OBJECT_BODY : OBJECT_MEETING;
    if (state->kinds[kind].count == 0)
        return SLICE("NOTHING");
    const struct object *object = state->kinds[kind].first;
    for (unsigned steps = draw(state->kinds[kind].count); steps > 0; steps--)
        object = object->next;
    return object->code;
}

static struct slice draw_id(char memory[8])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (size_t i = 0; i < 3; i++)
        memory[i] = letters[draw(26)];
    return (struct slice){ memory, 3 };
}

static struct slice draw_word(const struct field_type *field)
{
    unsigned count = 0;
    while (field_word_at(field->id, count).length > 0)
        count++;
    return field_word_at(field->id, draw(count));
}

/* Codes in ascending order, each once. */
static void draw_set(const struct state *state, const struct field_type *field, struct buffer *out)
{
    const struct object *object = state->kinds[field->refers == OBJECT_NONE ? OBJECT_ACTOR : field->refers].first;
    struct slice last = SLICE("");
    for (; object != NULL; object = object->next) {
        if (draw(3) != 0 || slice_compare(object->code, last) <= 0)
            continue;
        if (out->length > 0)
            buffer_add_byte(out, ' ');
        buffer_add(out, object->code);
        last = object->code;
    }
    if (out->length == 0)
        buffer_add(out, SLICE("AAA"));
}

static void draw_item(const struct state *state, struct buffer *out)
{
    static const char *const marks[] = { "ADD", "MOD", "(MOD)", "SUP", "NOC", "NOC!" };
    unsigned const mark = draw(6);
    buffer_add_text(out, marks[mark]);
    buffer_add_byte(out, ' ');
    if (draw(3) == 0 && state->kinds[OBJECT_ITEM].count > 0)
        buffer_add(out, draw_code(state, OBJECT_ITEM));
    else
        buffer_add_byte(out, (char)('1' + draw(5)));
    if (mark < 3) {
        buffer_add(out, SLICE("\nwords "));
        buffer_add_number(out, draw(1000));
    }
}

static void draw_value(struct stage *stage, const struct field_type *field, struct buffer *out)
{
    static const struct slice answers[] = {
        { "for", 3 }, { "against", 7 }, { "abstain", 7 }, { "object", 6 }, { "x", 1 }
    };
    static const struct slice profiles[] = {
        { "name: a", 7 }, { "quorum: none\nsupporters: 1", 26 }, { "majority: not-agreed", 20 }, { "quorum: maybe", 13 }
    };
    char memory[8];
    switch (field->kind) {
    case FIELD_KIND_CODE:
        buffer_add(out, field->id == FIELD_ID          ? draw_id(memory)
                        : field->id == FIELD_ANSWER    ? pick(answers, 5)
                        : field->refers != OBJECT_NONE ? draw_code(&stage->state, field->refers)
                                                       : draw_id(memory));
        break;
    case FIELD_KIND_TARGET:
        buffer_add(out, draw_code(&stage->state, field->refers));
        break;
    case FIELD_KIND_SET:
        draw_set(&stage->state, field, out);
        break;
    case FIELD_KIND_WORD:
        buffer_add(out, draw_word(field));
        break;
    case FIELD_KIND_ITEM:
        draw_item(&stage->state, out);
        break;
    case FIELD_KIND_PART:
        buffer_add_byte(out, (char)('1' + draw(5)));
        buffer_add(out, field->id == FIELD_CHANGE ? SLICE(" editorial\nmended") : SLICE(" new\nissued"));
        break;
    case FIELD_KIND_NUMBER:
    case FIELD_KIND_COUNT:
        buffer_add_number(out, draw(field->id == FIELD_ACT ? stage->state.count + 2 : 8));
        break;
    case FIELD_KIND_PAIR:
    case FIELD_KIND_BLOB:
        buffer_add(out, field->kind == FIELD_KIND_PAIR ? SLICE("en ") : SLICE(""));
        for (size_t i = 0, digit = draw(4); i < 64; i++)
            buffer_add_byte(out, "0123"[digit]);
        break;
    case FIELD_KIND_PROFILE:
        buffer_add(out, pick(profiles, 4));
        break;
    case FIELD_KIND_TIME:
        buffer_add(out, SLICE("2027-01-01"));
        break;
    case FIELD_KIND_KEY:
        buffer_add(out, stage_key(stage, SLICE("test.example/week/AAA")));
        break;
    case FIELD_KIND_URL:
        buffer_add(out, SLICE("https://example.org/"));
        break;
    default:
        buffer_add(out, SLICE("line "));
        buffer_add_number(out, draw(50));
        break;
    }
}

static size_t draw_fields(struct stage *stage, const struct act_type *type, struct stage_field fields[FIELDS])
{
    static char memory[FIELDS][2048];
    size_t count = 0;
    if (type->makes != OBJECT_NONE) {
        struct buffer out = BUFFER(memory[count]);
        draw_value(stage, &field_types[FIELD_ID], &out);
        fields[count++] = (struct stage_field){ FIELD_ID, buffer_slice(&out) };
    }
    for (size_t i = ENVELOPE_COUNT; i < type->count; i++) {
        const struct field_type *const field = &field_types[type->places[i].field];
        enum field_many const many = field->id == FIELD_INSTRUMENT ? FIELD_ONE : type->places[i].many;
        bool const empty = field->refers > OBJECT_PLACE && stage->state.kinds[field->refers].count == 0;
        if (empty && many != FIELD_ONE && many != FIELD_MANY)
            continue;
        unsigned times = many == FIELD_ONE                   ? 1
                         : many == FIELD_MANY                ? 1 + draw(3)
                         : many == FIELD_MAY && draw(3) == 0 ? 1
                         : many == FIELD_ANY_NUMBER          ? draw(3)
                                                             : 0;
        for (; times > 0 && count < FIELDS; times--) {
            struct buffer out = BUFFER(memory[count]);
            draw_value(stage, field, &out);
            fields[count++] = (struct stage_field){ field->id, buffer_slice(&out) };
        }
    }
    return count;
}

/* Somebody who may do it, and now and then somebody who may not. */
static struct slice draw_party(const struct stage *stage, const struct act_type *type)
{
    const struct object *object;
    for (unsigned tries = 0; tries < 40; tries++) {
        object = stage->state.kinds[OBJECT_ACTOR].first;
        for (unsigned steps = draw(stage->state.kinds[OBJECT_ACTOR].count); steps > 0; steps--)
            object = object->next;
        if ((((const struct actor *)object)->roles & type->roles) != 0 || draw(12) == 0)
            return object->code;
    }
    return object->code;
}

/* Whether everything that it must point at has something to be pointed at. */
static bool has_targets(const struct state *state, const struct act_type *type)
{
    for (size_t i = ENVELOPE_COUNT; i < type->count; i++) {
        const struct field_type *const field = &field_types[type->places[i].field];
        if (field_is_needed(&type->places[i]) && field->refers > OBJECT_PLACE && state->kinds[field->refers].count == 0)
            return false;
    }
    return true;
}

static void draw_act(struct stage *stage, struct buffer *out)
{
    struct stage_field fields[FIELDS];
    struct slice unknown;
    const struct act_type *type;
    static const enum act_id often[] = {
        ACT_DECISION_OPEN,    ACT_DECISION_OPEN,   ACT_DECISION_ANSWER,   ACT_DECISION_ANSWER,    ACT_DECISION_CLOSE,
        ACT_DECISION_CLOSE,   ACT_PROPOSAL_SUBMIT, ACT_PROPOSAL_ALLOCATE, ACT_PROPOSAL_INTRODUCE, ACT_PROPOSAL_SUPPORT,
        ACT_PROPOSAL_TAKE_UP, ACT_SPONSOR_CONFIRM, ACT_SPONSOR_DISOWN,    ACT_DOCUMENT_REGISTER,  ACT_PROVISION_ADD,
        ACT_BRACKET_OPEN,     ACT_BRACKET_LIFT,    ACT_READING_APPROVE,   ACT_INSTRUMENT_ADOPT,   ACT_SIGN,
    };
    /* Few close the conference or change its first acts: nothing comes after. */
    do
        type = &act_types[draw(3) == 0 ? draw(ACT_COUNT) : often[draw(sizeof often / sizeof often[0])]];
    while ((type->id == ACT_CONFERENCE_CLOSE && draw(40) != 0) || type->id == ACT_REGISTRAR_CONFIRM ||
           (!has_targets(&stage->state, type) && draw(20) != 0));
    size_t const count = draw_fields(stage, type, fields);
    stage_write(stage, draw_party(stage, type), type, fields, count, out, &unknown);
}

/* --- scenes ------------------------------------------------------------------------------------------------------ */

/* The texts that were taken, one after another. */
struct kept {
    char memory[KEPT_BYTES];
    size_t used, count, starts[ACTS + 64];
    struct hash hash;
};

static struct slice kept_text(const struct kept *kept, size_t index)
{
    size_t const end = index + 1 < kept->count ? kept->starts[index + 1] : kept->used;
    return (struct slice){ kept->memory + kept->starts[index], end - kept->starts[index] };
}

static void take(struct stage *stage, struct kept *kept, struct slice text)
{
    struct stage_result const result = stage_take(stage, text);
    demand(result.wrong == NULL, result.wrong, text);

    if (!result.taken || text.length > KEPT_BYTES - kept->used)
        return;
    kept->starts[kept->count++] = kept->used;
    memcpy(kept->memory + kept->used, text.bytes, text.length);
    kept->used += text.length;
}

static void make(struct stage *stage, struct kept *kept, enum act_id act, const struct stage_field *fields,
                 size_t count)
{
    char memory[ACT_BYTES_MAX];
    struct buffer out = BUFFER(memory);
    struct slice unknown;
    stage_write(stage, SLICE(STAGE_REGISTRAR), &act_types[act], fields, count, &out, &unknown);
    take(stage, kept, buffer_slice(&out));
}

/* Something to work on: a text with provisions, a body that meets. */
static void furnish(struct stage *stage, struct kept *kept)
{
    static const char *const ids[] = { "1", "2", "3", "4" };
    struct stage_field const text[] = { { FIELD_ID, SLICE("T") }, { FIELD_FORM, SLICE("treaty") } };
    struct stage_field const body[] = { { FIELD_ID, SLICE("PL") },
                                        { FIELD_DOORS, SLICE("open") },
                                        { FIELD_DECIDES, SLICE("all") } };
    struct stage_field const meeting[] = { { FIELD_ID, SLICE("M1") },
                                           { FIELD_BODY, SLICE("PL") },
                                           { FIELD_DOORS, SLICE("open") } };
    struct stage_field const opening[] = { { FIELD_MEETING, SLICE("M1") } };
    make(stage, kept, ACT_INSTRUMENT_OPEN, text, 2);
    make(stage, kept, ACT_BODY_ESTABLISH, body, 3);
    make(stage, kept, ACT_MEETING_CONVENE, meeting, 3);
    make(stage, kept, ACT_MEETING_OPEN, opening, 1);
    for (size_t i = 0; i < 4; i++) {
        struct stage_field const provision[] = { { FIELD_INSTRUMENT, SLICE("T") },
                                                 { FIELD_PROVISION, slice_of(ids[i]) },
                                                 { FIELD_WORDS, SLICE("old words") } };
        make(stage, kept, ACT_PROVISION_ADD, provision, 3);
    }
}

static void admit(struct stage *stage, struct kept *kept, const char *code, const char *role, const char *office)
{
    struct stage_field const fields[] = { { FIELD_ID, slice_of(code) },
                                          { FIELD_ROLE, slice_of(role) },
                                          { FIELD_OFFICE, slice_of(office) } };
    make(stage, kept, ACT_ACTOR_ADMIT, fields, office != NULL ? 3 : 2);
}

static void begin(struct stage *stage, struct kept *kept, bool watched)
{
    static const char *const offices[] = { "chair", "secretariat", "depositary", "credentials", "editorial", "teller" };
    static const char *const members[] = { "AAA", "BBB", "CCC", "DDD", "EEE" };
    kept->used = kept->count = 0;
    stage_begin(stage, MEMORY);
    struct stage_result const opened =
        stage_open(stage, watched, SLICE("abstentions-postpone: more than 1/2\nweights: counted"));
    demand(opened.taken && opened.wrong == NULL, "conference.open", SLICE(""));
    kept->starts[kept->count++] = 0;
    struct slice const text = stage->state.entries[0]->act.text;
    memcpy(kept->memory, text.bytes, text.length);
    kept->used = text.length;
    for (size_t i = 0; i < 6; i++)
        admit(stage, kept, offices[i], "office", offices[i]);
    for (size_t i = 0; i < 5; i++)
        admit(stage, kept, members[i], "member", NULL);
    admit(stage, kept, "OBS", "observer", NULL);
    furnish(stage, kept);
}

static unsigned findings, refusals, acts;

static void play(struct stage *stage, struct kept *kept, bool watched)
{
    begin(stage, kept, watched);
    for (unsigned i = 0; i < ACTS; i++) {
        static char memory[2 * ACT_BYTES_MAX];
        struct buffer out = BUFFER(memory);
        uint32_t const before = stage->state.count;
        draw_act(stage, &out);
        take(stage, kept, buffer_slice(&out));
        acts++;
        refusals += stage->state.count == before ? 1 : 0;
    }
    findings += stage->state.irregularities;
    digest_state(&stage->state, &kept->hash);
}

/* In batches: what is asked of the state between them, as pages and the log do, changes nothing. One act is left out where
 * `without` says which. */
static void replay(struct stage *stage, const struct kept *kept, size_t without, struct hash *hash)
{
    stage_begin(stage, MEMORY);
    for (size_t at = 0; at < kept->count; at++) {
        struct error error;
        if (at == without)
            continue;
        struct entry *const entry = entry_read_unsigned(&stage->state, kept_text(kept, at), &error);
        if (entry != NULL)
            entry_take(&stage->state, entry, &error);
        if (draw(9) == 0) /* a batch ends here: who reads at that moment changes nothing */
            digest_state(&stage->state, hash);
    }
    digest_state(&stage->state, hash);
}

static void any_sequence(void)
{
    static struct kept kept;
    struct stage stage;
    struct hash hash;
    for (unsigned scene = 0; scene < SCENES; scene++) {
        play(&stage, &kept, scene % 2 == 1);
        for (unsigned again = 0; again < 3; again++) {
            replay(&stage, &kept, SIZE_MAX, &hash);
            demand(stage.state.count == kept.count, "a replay refuses what was taken", SLICE(""));
            demand(hash_equal(&hash, &kept.hash), "a replay gives another state", SLICE(""));
        }
        size_t const without = 1 + draw((unsigned)kept.count - 1);
        replay(&stage, &kept, without, &hash);
        demand(!hash_equal(&hash, &kept.hash), "without an act the state is the same", kept_text(&kept, without));
    }
    printf("any sequence: %u acts, %u refused, %u with a finding\n", acts, refusals, findings);
}

/* In a small arena the record is full at some point: then nothing more is taken, and all that was is whole. */
static void until_it_is_full(void)
{
    static struct kept kept;
    struct stage stage;
    struct stage_result result = { .taken = false };
    begin(&stage, &kept, true);
    stage.arena.limit = stage.arena.used + (6 << 20);
    for (unsigned i = 0; i < 20000 && result.error.fault != FAULT_RECORD_FULL; i++) {
        static char memory[2 * ACT_BYTES_MAX];
        struct buffer out = BUFFER(memory);
        draw_act(&stage, &out);
        result = stage_take(&stage, buffer_slice(&out));
        demand(result.wrong == NULL, result.wrong, buffer_slice(&out));
    }
    demand(result.error.fault == FAULT_RECORD_FULL, "the record is never full", SLICE(""));
    printf("full after %u acts\n", stage.state.count);
}

int main(int count, char **arguments)
{
    seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 20121213;
    printf("seed %llu\n", (unsigned long long)seed);
    any_sequence();
    until_it_is_full();
    return 0;
}
