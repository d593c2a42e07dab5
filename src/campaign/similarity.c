// SPDX-License-Identifier: Apache-2.0
#include "campaign/similarity.h"

#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { RUN_WORDS = 3, WITHOUT_SPACES_FROM = 0x2e80, WITHOUT_SPACES_TO = 0xac00 };

/* Two that differ in at most SIMILARITY_BITS_MAX bits share at least one block. */
enum { BLOCKS = SIMILARITY_BITS_MAX + 1, BLOCK_BITS = 64 / BLOCKS, BLOCK_VALUES = 1 << BLOCK_BITS };

struct kept {
    int64_t group; /* 0: nothing is kept here */
    uint64_t of, number;
    uint16_t older[BLOCKS]; /* one place more than where the one before it stands that has the same block; 0: none */
};

static_assert(SIMILARITY_KEPT < UINT16_MAX, "a place is kept in two bytes");

struct similarity {
    uint64_t count; /* of all that were ever remembered */
    struct kept kept[SIMILARITY_KEPT];
    uint16_t newest[BLOCKS][BLOCK_VALUES]; /* as kept.older */
};

/* --- words --------------------------------------------------------------------------------------------------------- */

struct words {
    struct slice text;
    size_t at;
};

static uint64_t similarity_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static bool similarity_stands_alone(uint32_t scalar)
{
    return (scalar >= WITHOUT_SPACES_FROM && scalar < WITHOUT_SPACES_TO) || (scalar >= 0xe00 && scalar < 0x1000);
}

/* What a byte of ASCII is to a word: its letter in lower case or its digit; 0 where it parts words. */
static const char word_bytes[128] = {
    ['0'] = '0', '1', '2', '3', '4',         '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c', 'd', 'e', 'f',
    'g',         'h', 'i', 'j', 'k',         'l', 'm', 'n', 'o', 'p', 'q',         'r', 's', 't', 'u', 'v',
    'w',         'x', 'y', 'z', ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g',         'h', 'i', 'j', 'k', 'l',
    'm',         'n', 'o', 'p', 'q',         'r', 's', 't', 'u', 'v', 'w',         'x', 'y', 'z',
};

/* A letter, a digit, or any scalar beyond ASCII that is no punctuation of Latin-1 or of the general block. */
static bool similarity_is_word_scalar(uint32_t scalar)
{
    if (scalar < 0x80)
        return word_bytes[scalar] != 0;
    return scalar >= 0xc0 && !(scalar >= 0x2000 && scalar < 0x2070) && !(scalar >= 0x3000 && scalar < 0x3004);
}

static uint32_t similarity_folded(uint32_t scalar)
{
    if (scalar < 0x80)
        return (uint32_t)word_bytes[scalar];
    bool const capital = (scalar >= 0xc0 && scalar <= 0xde) || (scalar >= 0x391 && scalar <= 0x3a9) ||
                         (scalar >= 0x410 && scalar <= 0x42f);
    return capital ? scalar + 32 : scalar;
}

/* The next word as a hash. False at the end. */
static bool similarity_next_word(struct words *words, uint64_t *word)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    bool begun = false;
    while (words->at < words->text.length) {
        uint32_t scalar = (unsigned char)words->text.bytes[words->at];
        size_t const length = scalar < 0x80 ? 1 : utf8_read(words->text, words->at, &scalar);
        bool const alone = length > 0 && similarity_stands_alone(scalar),
                   inside = length > 0 && similarity_is_word_scalar(scalar);
        if (begun && (alone || !inside))
            break;
        words->at += length > 0 ? length : 1;
        if (!inside)
            continue;
        hash = (hash ^ similarity_folded(scalar)) * UINT64_C(0x100000001b3);
        begun = true;
        if (alone)
            break;
    }
    *word = hash;
    return begun;
}

struct runs {
    struct words words;
    uint64_t last[RUN_WORDS];
    size_t seen;
};

/* The next run of three words as a hash; a text with fewer has one of all its words. */
static bool similarity_next_run(struct runs *runs, uint64_t *run)
{
    uint64_t word;
    while (similarity_next_word(&runs->words, &word)) {
        runs->last[0] = runs->last[1];
        runs->last[1] = runs->last[2];
        runs->last[2] = word;
        if (++runs->seen >= RUN_WORDS) {
            *run = similarity_mix(similarity_mix(similarity_mix(runs->last[0]) + runs->last[1]) + runs->last[2]);
            return true;
        }
    }
    bool const few = runs->seen > 0 && runs->seen < RUN_WORDS;
    *run = similarity_mix(runs->last[1] + similarity_mix(runs->last[2]));
    runs->seen = few ? RUN_WORDS : runs->seen;
    return few;
}

/* --- similarity ------------------------------------------------------------------------------------------------------ */

/* How often each of 64 bits was set, eight counts of a byte in each of eight words until they are full. */
struct tally_of_bits {
    uint64_t lanes[8];
    uint32_t sums[64];
    unsigned in_lanes;
};

static void similarity_empty_lanes(struct tally_of_bits *tally)
{
    for (unsigned bit = 0; bit < 64; bit++)
        tally->sums[bit] += (uint32_t)(tally->lanes[bit / 8] >> 8 * (bit % 8) & 0xff);
    memset(tally->lanes, 0, sizeof tally->lanes);
    tally->in_lanes = 0;
}

static void similarity_count_bits(struct tally_of_bits *tally, uint64_t run)
{
    uint64_t const ones = UINT64_C(0x0101010101010101);
    for (unsigned i = 0; i < 8; i++) {
        /* Bit n of the byte alone in byte n, then moved to that byte's lowest bit. */
        uint64_t const spread = (run >> 8 * i & 0xff) * ones & UINT64_C(0x8040201008040201);
        tally->lanes[i] += (spread + UINT64_C(0x7f7f7f7f7f7f7f7f)) >> 7 & ones;
    }
    if (++tally->in_lanes == UINT8_MAX)
        similarity_empty_lanes(tally);
}

bool similarity_is_alike(uint64_t a, uint64_t b)
{
    uint64_t different = a ^ b;
    for (unsigned i = 0; i < SIMILARITY_BITS_MAX; i++)
        different &= different - 1;
    return different == 0;
}

/* Where the run stands in the table, or the free place for it. */
static size_t similarity_find_place(const uint32_t *table, size_t places, uint64_t run)
{
    size_t at = (run >> 32) & (places - 1);
    while (table[at] != 0 && table[at] != ((uint32_t)run | 1))
        at = (at + 1) & (places - 1);
    return at;
}

/* The runs of a template; NULL where it is empty. */
static uint32_t *similarity_tabulate(struct slice template, size_t *places, struct arena *arena)
{
    struct runs runs = { .words = { template, 0 } };
    uint64_t run;
    for (*places = 64; *places < template.length;) /* a word with what parts it takes two bytes: half are left free */
        *places *= 2;
    uint32_t *const table = template.length > 0 ? arena_take_many(arena, *places, sizeof *table) : NULL;
    while (table != NULL && similarity_next_run(&runs, &run))
        table[similarity_find_place(table, *places, run)] = (uint32_t)run | 1;
    return table;
}

uint64_t similarity_of(struct slice text, struct slice template, struct arena *arena, unsigned *own_percent)
{
    struct runs runs = { .words = { text, 0 } };
    struct tally_of_bits tally = { 0 };
    uint64_t run, of = 0;
    size_t places, own = 0, all = 0, mark = arena->used;
    const uint32_t *const table = similarity_tabulate(template, &places, arena);
    for (; similarity_next_run(&runs, &run); all++) {
        similarity_count_bits(&tally, run);
        own += table == NULL || table[similarity_find_place(table, places, run)] == 0;
    }
    arena->used = mark;
    similarity_empty_lanes(&tally);
    for (unsigned bit = 0; bit < 64; bit++)
        of |= (uint64_t)(2 * tally.sums[bit] > all) << bit;
    *own_percent = table == NULL ? 100 : all > 0 ? (unsigned)(own * 100 / all) : 0;
    return all > 0 && of == 0 ? 1 : of;
}

/* --- the last ones ------------------------------------------------------------------------------------------------- */

struct similarity *similarity_open(struct error *error)
{
    struct similarity *const similarity = calloc(1, sizeof *similarity);
    if (similarity == NULL)
        fail(error, FAULT_MEMORY, 0, SLICE("what was alike"));
    return similarity;
}

void similarity_close(struct similarity *similarity)
{
    free(similarity);
}

int64_t similarity_group(struct slice name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a: apart is enough, since names are few */
    for (size_t i = 0; i < name.length; i++)
        hash = (hash ^ (unsigned char)name.bytes[i]) * UINT64_C(0x100000001b3);
    return (int64_t)(hash >> 1);
}

static unsigned similarity_block_of(uint64_t of, unsigned block)
{
    return (unsigned)(of >> BLOCK_BITS * block) & (BLOCK_VALUES - 1);
}

void similarity_remember(struct similarity *similarity, int64_t group, uint64_t of)
{
    uint16_t const place = (uint16_t)(similarity->count % SIMILARITY_KEPT);
    struct kept *const kept = &similarity->kept[place];
    *kept = (struct kept){ .group = group, .of = of, .number = similarity->count++ };
    for (unsigned i = 0; i < BLOCKS; i++) {
        uint16_t *const newest = &similarity->newest[i][similarity_block_of(of, i)];
        kept->older[i] = *newest;
        *newest = (uint16_t)(place + 1);
    }
}

/* The one that `place` leads to, or NULL: another may stand there by now, which came after `than`. */
static const struct kept *similarity_follow(const struct similarity *similarity, uint16_t place, uint64_t than)
{
    const struct kept *const kept = place > 0 ? &similarity->kept[place - 1] : NULL;
    return kept != NULL && kept->number < than ? kept : NULL;
}

/* Whether an earlier block leads to it too. */
static bool similarity_was_met(uint64_t different, unsigned block)
{
    for (unsigned i = 0; i < block; i++)
        if (similarity_block_of(different, i) == 0)
            return true;
    return false;
}

bool similarity_has_many(const struct similarity *similarity, int64_t group, uint64_t of)
{
    size_t count = 0;
    for (unsigned i = 0; i < BLOCKS; i++) {
        uint64_t than = similarity->count;
        uint16_t place = similarity->newest[i][similarity_block_of(of, i)];
        const struct kept *kept;
        for (;
             (kept = similarity_follow(similarity, place, than)) != NULL && similarity_block_of(kept->of ^ of, i) == 0;
             place = kept->older[i]) {
            than = kept->number;
            count += kept->group == group && similarity_is_alike(kept->of, of) && !similarity_was_met(kept->of ^ of, i);
            if (count >= SIMILARITY_MANY)
                return true;
        }
    }
    return false;
}
