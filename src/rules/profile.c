// SPDX-License-Identifier: Apache-2.0
#include "rules/profile.h"

#include "base/limits.h"
#include "rules/fault.h"

static const char *const base_names[] = { "entitled", "members", "cast", "present" };
static const char *const answer_names[] = { "none", "for", "against", "abstain", "object" };
static const char *const withdrawal_names[] = { "all", "lead", "any" };

enum profile_key {
    KEY_NAME,
    KEY_QUORUM,
    KEY_QUORUM_OF,
    KEY_MAJORITY,
    KEY_MAJORITY_OF,
    KEY_ABSTENTIONS_POSTPONE,
    KEY_TIE,
    KEY_SUPPORTERS,
    KEY_ROLL_CALL_ASKED_BY,
    KEY_SECRET_ASKED_BY,
    KEY_PROXIES_HELD,
    KEY_WITHDRAWAL,
    KEY_AMENDMENT_DEPTH,
    KEY_WEIGHTS,
    KEY_ANSWER,
    KEY_APPEAL,
    KEY_COUNT
};

static const char *const key_names[KEY_COUNT] = {
    "name",
    "quorum",
    "quorum-of",
    "majority",
    "majority-of",
    "abstentions-postpone",
    "tie",
    "supporters",
    "roll-call-asked-by",
    "secret-asked-by",
    "proxies-held",
    "withdrawal",
    "amendment-depth",
    "weights",
    "answer",
    "appeal",
};

struct profile profile_default(void)
{
    struct fraction const half = { true, 1, 2 };
    struct profile profile = {
        .name = SLICE("simple majority"),
        .has_quorum = true,
        .quorum = half,
        .quorum_of = PROFILE_OF_ENTITLED,
        .voting_agreed = true,
        .majority_of = PROFILE_OF_CAST,
        .supporters = 0,
        .roll_call_asked_by = 0,
        .secret_asked_by = 0,
        .proxies_held = 1,
        .amendment_depth = 2,
        .withdrawal = WITHDRAWAL_ALL,
        .majority_count = 1,
        .answer_count = 6,
    };
    profile.majorities[0].name = SLICE("simple");
    profile.majorities[0].fraction = half;
    static const char *const words[] = { "for", "against", "abstain", "object", "yes", "no" };
    static const enum answer means[] = { ANSWER_FOR,    ANSWER_AGAINST, ANSWER_ABSTAIN,
                                         ANSWER_OBJECT, ANSWER_FOR,     ANSWER_AGAINST };
    for (size_t i = 0; i < profile.answer_count; i++) {
        profile.answers[i].word = slice_of(words[i]);
        profile.answers[i].means = means[i];
    }
    return profile;
}

static int profile_word(struct slice word, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(word, slice_of(names[i])))
            return (int)i;
    return -1;
}

static bool profile_read_fraction(struct slice text, struct fraction *fraction)
{
    bool const more_than = slice_begins(text, SLICE("more than "));
    if (!more_than && !slice_begins(text, SLICE("at least ")))
        return false;
    text = slice_part(text, more_than ? 10 : 9, text.length);
    size_t const bar = slice_find(text, '/', 0);
    uint64_t over, under;
    if (!slice_number(slice_part(text, 0, bar), &over) || !slice_number(slice_part(text, bar + 1, text.length), &under))
        return false;
    *fraction = (struct fraction){ more_than, (uint32_t)over, (uint32_t)under };
    return under > 0 && under <= 1000 && (more_than ? over < under : over > 0 && over <= under);
}

static bool profile_read_number(struct slice value, uint32_t *number)
{
    uint64_t wide;
    if (!slice_number(value, &wide) || wide > MEMBERS_MAX)
        return false;
    *number = (uint32_t)wide;
    return true;
}

/* One of the words; its index in *choice. */
static bool profile_read_choice(struct slice value, const char *const *names, size_t count, int *choice)
{
    *choice = profile_word(value, names, count);
    return *choice >= 0;
}

static bool profile_read_majority(struct profile *profile, struct slice value, bool first)
{
    if (first)
        profile->majority_count = 0;
    if (slice_equal(value, SLICE("not-agreed"))) {
        profile->voting_agreed = false;
        return first;
    }
    size_t const space = slice_find(value, ' ', 0);
    struct majority *const majority = &profile->majorities[profile->majority_count];
    if (space == 0 || !profile->voting_agreed || profile->majority_count == PROFILE_MAJORITIES_MAX)
        return false;
    majority->name = slice_part(value, 0, space);
    for (size_t i = 0; i < profile->majority_count; i++)
        if (slice_equal(profile->majorities[i].name, majority->name))
            return false;
    profile->majority_count++;
    return profile_read_fraction(slice_part(value, space + 1, value.length), &majority->fraction);
}

static bool profile_read_answer(struct profile *profile, struct slice value, bool first)
{
    if (first)
        profile->answer_count = 0;
    size_t const space = slice_find(value, ' ', 0);
    struct slice const word = slice_part(value, 0, space);
    int const means = profile_word(slice_part(value, space + 1, value.length), answer_names, 5);
    if (means <= 0 || word.length == 0 || profile->answer_count == PROFILE_ANSWERS_MAX ||
        profile_answer(profile, word) != ANSWER_NONE)
        return false;
    profile->answers[profile->answer_count].word = word;
    profile->answers[profile->answer_count++].means = (enum answer)means;
    return true;
}

static bool profile_read_value(struct profile *profile, enum profile_key key, struct slice value, bool first)
{
    static const char *const ties[] = { "rejected", "chair" };
    static const char *const weights[] = { "equal", "counted" };
    static const char *const appeals[] = { "against-majority", "for-majority" };
    int choice = 0;
    bool read = false;
    switch (key) {
    case KEY_NAME:
        profile->name = value;
        return value.length > 0;
    case KEY_QUORUM:
        profile->has_quorum = !slice_equal(value, SLICE("none"));
        return !profile->has_quorum || profile_read_fraction(value, &profile->quorum);
    case KEY_QUORUM_OF:
        read = profile_read_choice(value, base_names, 2, &choice);
        profile->quorum_of = (enum profile_base)choice;
        return read;
    case KEY_MAJORITY:
        return profile_read_majority(profile, value, first);
    case KEY_MAJORITY_OF:
        read = profile_read_choice(value, base_names, 4, &choice) && choice != PROFILE_OF_ENTITLED;
        profile->majority_of = (enum profile_base)choice;
        return read;
    case KEY_ABSTENTIONS_POSTPONE:
        profile->postpones = !slice_equal(value, SLICE("never"));
        return !profile->postpones || profile_read_fraction(value, &profile->postponed_when);
    case KEY_TIE:
        read = profile_read_choice(value, ties, 2, &choice);
        profile->chair_breaks_tie = choice == 1;
        return read;
    case KEY_SUPPORTERS:
        return profile_read_number(value, &profile->supporters);
    case KEY_ROLL_CALL_ASKED_BY:
        return profile_read_number(value, &profile->roll_call_asked_by);
    case KEY_SECRET_ASKED_BY:
        return profile_read_number(value, &profile->secret_asked_by);
    case KEY_PROXIES_HELD:
        return profile_read_number(value, &profile->proxies_held);
    case KEY_AMENDMENT_DEPTH:
        return profile_read_number(value, &profile->amendment_depth);
    case KEY_WITHDRAWAL:
        read = profile_read_choice(value, withdrawal_names, 3, &choice);
        profile->withdrawal = (enum withdrawal)choice;
        return read;
    case KEY_WEIGHTS:
        read = profile_read_choice(value, weights, 2, &choice);
        profile->weights_counted = choice == 1;
        return read;
    case KEY_ANSWER:
        return profile_read_answer(profile, value, first);
    case KEY_APPEAL:
        read = profile_read_choice(value, appeals, 2, &choice);
        profile->appeal_needs_majority_for = choice == 1;
        return read;
    case KEY_COUNT:
        break;
    }
    return false;
}

/* Cuts the source, "  # CV 385", off a line. */
static struct slice profile_without_source(struct slice line)
{
    for (size_t i = 0; i + 2 < line.length; i++)
        if (line.bytes[i] == ' ' && line.bytes[i + 1] == ' ' && line.bytes[i + 2] == '#')
            return slice_part(line, 0, i);
    return line;
}

bool profile_read(struct slice lines, struct profile *profile, struct error *error)
{
    bool seen[KEY_COUNT] = { false };
    struct slice rest = lines, line;
    *profile = profile_default();
    profile->lines = lines;
    if (lines.length > PROFILE_BYTES_MAX)
        return fail(error, FAULT_PROFILE_LINE, 0, SLICE("its length"));
    for (uint32_t number = 1; slice_next(&rest, '\n', &line); number++) {
        if (slice_begins(line, SLICE(" ")))
            line = slice_part(line, 1, line.length);
        line = profile_without_source(line);
        size_t const colon = slice_find(line, ':', 0);
        struct slice const name = slice_part(line, 0, colon);
        if (colon + 2 >= line.length || line.bytes[colon + 1] != ' ')
            return fail(error, FAULT_PROFILE_LINE, number, line);
        int const key = profile_word(name, key_names, KEY_COUNT);
        if (key < 0)
            return fail(error, FAULT_PROFILE_KEY, number, name);
        if (seen[key] && key != KEY_MAJORITY && key != KEY_ANSWER)
            return fail(error, FAULT_PROFILE_TWICE, number, name);
        struct slice const value = slice_part(line, colon + 2, line.length);
        if (!profile_read_value(profile, (enum profile_key)key, value, !seen[key]))
            return fail(error, FAULT_PROFILE_VALUE, number, name, value);
        seen[key] = true;
    }
    return true;
}

static void profile_write_line(struct buffer *out, enum profile_key key, struct slice value)
{
    buffer_add_text(out, key_names[key]);
    buffer_add(out, SLICE(": "));
    buffer_add(out, value);
    buffer_add_byte(out, '\n');
}

static void profile_write_number(struct buffer *out, enum profile_key key, uint32_t number)
{
    char memory[16];
    struct buffer value = BUFFER(memory);
    buffer_add_number(&value, number);
    profile_write_line(out, key, buffer_slice(&value));
}

static void profile_write_fraction(struct buffer *out, enum profile_key key, bool stands, struct fraction fraction,
                                   struct slice otherwise)
{
    char memory[64];
    struct buffer value = BUFFER(memory);
    if (stands)
        fraction_write(fraction, &value);
    else
        buffer_add(&value, otherwise);
    profile_write_line(out, key, buffer_slice(&value));
}

static void profile_write_majorities(const struct profile *profile, struct buffer *out)
{
    if (!profile->voting_agreed)
        profile_write_line(out, KEY_MAJORITY, SLICE("not-agreed"));
    for (size_t i = 0; i < profile->majority_count; i++) {
        buffer_add(out, SLICE("majority: "));
        buffer_add(out, profile->majorities[i].name);
        buffer_add_byte(out, ' ');
        fraction_write(profile->majorities[i].fraction, out);
        buffer_add_byte(out, '\n');
    }
}

void profile_write(const struct profile *profile, struct buffer *out)
{
    profile_write_line(out, KEY_NAME, profile->name);
    profile_write_fraction(out, KEY_QUORUM, profile->has_quorum, profile->quorum, SLICE("none"));
    profile_write_line(out, KEY_QUORUM_OF, slice_of(base_names[profile->quorum_of]));
    profile_write_majorities(profile, out);
    profile_write_line(out, KEY_MAJORITY_OF, slice_of(base_names[profile->majority_of]));
    profile_write_fraction(out, KEY_ABSTENTIONS_POSTPONE, profile->postpones, profile->postponed_when, SLICE("never"));
    profile_write_line(out, KEY_TIE, profile->chair_breaks_tie ? SLICE("chair") : SLICE("rejected"));
    profile_write_number(out, KEY_SUPPORTERS, profile->supporters);
    profile_write_number(out, KEY_ROLL_CALL_ASKED_BY, profile->roll_call_asked_by);
    profile_write_number(out, KEY_SECRET_ASKED_BY, profile->secret_asked_by);
    profile_write_number(out, KEY_PROXIES_HELD, profile->proxies_held);
    profile_write_line(out, KEY_WITHDRAWAL, slice_of(withdrawal_names[profile->withdrawal]));
    profile_write_number(out, KEY_AMENDMENT_DEPTH, profile->amendment_depth);
    profile_write_line(out, KEY_WEIGHTS, profile->weights_counted ? SLICE("counted") : SLICE("equal"));
    for (size_t i = 0; i < profile->answer_count; i++) {
        buffer_add(out, SLICE("answer: "));
        buffer_add(out, profile->answers[i].word);
        buffer_add_byte(out, ' ');
        buffer_add_text(out, answer_names[profile->answers[i].means]);
        buffer_add_byte(out, '\n');
    }
    profile_write_line(out, KEY_APPEAL,
                       profile->appeal_needs_majority_for ? SLICE("for-majority") : SLICE("against-majority"));
}

enum answer profile_answer(const struct profile *profile, struct slice word)
{
    for (size_t i = 0; i < profile->answer_count; i++)
        if (slice_equal(profile->answers[i].word, word))
            return profile->answers[i].means;
    return ANSWER_NONE;
}

const struct majority *profile_majority(const struct profile *profile, struct slice name)
{
    for (size_t i = 0; i < profile->majority_count; i++)
        if (name.length == 0 || slice_equal(profile->majorities[i].name, name))
            return &profile->majorities[i];
    return NULL;
}

uint64_t fraction_needs(struct fraction fraction, uint64_t base)
{
    uint64_t const product = base * fraction.over;
    if (fraction.more_than)
        return product / fraction.under + 1;
    return (product + fraction.under - 1) / fraction.under;
}

void fraction_write(struct fraction fraction, struct buffer *out)
{
    buffer_add_text(out, fraction.more_than ? "more than " : "at least ");
    buffer_add_number(out, fraction.over);
    buffer_add_byte(out, '/');
    buffer_add_number(out, fraction.under);
}

const char *profile_base_name(enum profile_base base)
{
    return base_names[base];
}

const char *answer_name(enum answer answer)
{
    return answer_names[answer];
}
