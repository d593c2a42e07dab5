// SPDX-License-Identifier: Apache-2.0
#include "formats/language.h"

enum { WEIGHT_FULL = 1000 };

struct range {
    struct slice tag;
    unsigned weight; /* in thousandths */
};

static bool language_is_letter(char byte)
{
    return ascii_lower(byte) >= 'a' && ascii_lower(byte) <= 'z';
}

bool language_is_tag(struct slice tag)
{
    struct slice part;
    bool first = true, good = tag.length >= 2 && tag.length <= LANGUAGE_BYTES_MAX && !slice_ends(tag, SLICE("-"));
    while (good && slice_next(&tag, '-', &part)) {
        good = part.length >= (first ? 2 : 1) && part.length <= 8;
        for (size_t i = 0; i < part.length; i++)
            good &= language_is_letter(part.bytes[i]) || (!first && part.bytes[i] >= '0' && part.bytes[i] <= '9');
        first = false;
    }
    return good;
}

bool language_equal(struct slice a, struct slice b)
{
    return slice_equal_caseless(a, b);
}

/* Whether the longer tag is the shorter one with more subtags. */
static bool language_is_within(struct slice longer, struct slice shorter)
{
    return longer.length > shorter.length && longer.bytes[shorter.length] == '-' &&
           language_equal(slice_part(longer, 0, shorter.length), shorter);
}

static struct slice language_trim(struct slice text)
{
    while (text.length > 0 && (text.bytes[0] == ' ' || text.bytes[0] == '\t'))
        text = slice_part(text, 1, text.length);
    while (text.length > 0 && (text.bytes[text.length - 1] == ' ' || text.bytes[text.length - 1] == '\t'))
        text.length--;
    return text;
}

/* Reads "q=0.7" as 700. Anything that is not a weight counts as 1,000. */
static unsigned language_read_weight(struct slice words)
{
    unsigned weight = 0, place = WEIGHT_FULL;
    words = language_trim(words);
    if (words.length < 3 || ascii_lower(words.bytes[0]) != 'q' || words.bytes[1] != '=')
        return WEIGHT_FULL;
    for (size_t i = 2; i < words.length && place > 0; i++) {
        if (words.bytes[i] == '.' && i == 3)
            continue;
        if (words.bytes[i] < '0' || words.bytes[i] > '9')
            return WEIGHT_FULL;
        weight += (unsigned)(words.bytes[i] - '0') * place;
        place /= 10;
    }
    return weight < WEIGHT_FULL ? weight : WEIGHT_FULL;
}

/* Reads the ranges, sorted by weight; equal weights keep their order. */
static size_t language_read_ranges(struct slice accept, struct range *ranges)
{
    struct slice part;
    size_t count = 0;
    while (count < LANGUAGE_RANGES_MAX && slice_next(&accept, ',', &part)) {
        size_t const semicolon = slice_find(part, ';', 0);
        struct range const range = { language_trim(slice_part(part, 0, semicolon)),
                                     language_read_weight(slice_part(part, semicolon + 1, part.length)) };
        size_t at = count++;
        for (; at > 0 && ranges[at - 1].weight < range.weight; at--)
            ranges[at] = ranges[at - 1];
        ranges[at] = range;
    }
    return count;
}

static bool language_is_refused(const struct range *ranges, size_t count, struct slice tag)
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].weight == 0 && (language_equal(ranges[i].tag, tag) || language_is_within(tag, ranges[i].tag)))
            return true;
    return false;
}

/* How well a tag fits a range: 1 is best, larger is worse, 0 does not fit. */
static size_t language_fit(struct slice range, struct slice tag)
{
    if (slice_equal(range, SLICE("*")))
        return 1;
    if (language_equal(range, tag))
        return 1;
    if (language_is_within(range, tag))
        return 1 + range.length - tag.length;
    return language_is_within(tag, range) ? 1 + LANGUAGE_BYTES_MAX + tag.length : 0;
}

bool language_pick(struct slice accept, const struct slice *tags, size_t count, size_t *at)
{
    struct range ranges[LANGUAGE_RANGES_MAX];
    size_t const range_count = language_read_ranges(accept, ranges);
    for (size_t i = 0; i < range_count && ranges[i].weight > 0; i++) {
        size_t best = 0;
        if (ranges[i].tag.length == 0 || ranges[i].tag.length > LANGUAGE_BYTES_MAX)
            continue;
        for (size_t j = 0; j < count; j++) {
            size_t const fits = language_fit(ranges[i].tag, tags[j]);
            if (fits == 0 || (best > 0 && fits >= best) || language_is_refused(ranges, range_count, tags[j]))
                continue;
            best = fits;
            *at = j;
        }
        if (best > 0)
            return true;
    }
    return false;
}
