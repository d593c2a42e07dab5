// SPDX-License-Identifier: Apache-2.0
/* rules/profile.c: rules of procedure as data, parsed and written back. */
#include "test.h"

#include "base/limits.h"
#include "rules/fault.h"
#include "rules/profile.h"

static const char everything[] = "name: all rules\n"
                                 "quorum: more than 1/2\n"
                                 "quorum-of: members\n"
                                 "majority: simple more than 1/2\n"
                                 "majority: grave at least 2/3\n"
                                 "majority-of: present\n"
                                 "abstentions-postpone: more than 1/2\n"
                                 "tie: chair\n"
                                 "supporters: 1\n"
                                 "roll-call-asked-by: 2\n"
                                 "secret-asked-by: 5\n"
                                 "proxies-held: 1\n"
                                 "withdrawal: lead\n"
                                 "amendment-depth: 2\n"
                                 "weights: counted\n"
                                 "answer: aye for\n"
                                 "answer: nay against\n"
                                 "answer: abstain abstain\n"
                                 "answer: object object\n"
                                 "appeal: for-majority\n";

static struct profile read_good(const char *lines)
{
    struct profile profile;
    struct error error = { 0 };
    if (!profile_read(slice_of(lines), &profile, &error))
        print_error("%s: %s\n", lines, fault_row(error.fault)->name);
    assert_ptr_equal(error.fault, FAULT_NONE);
    return profile;
}

static void reads_every_rule(void **state)
{
    (void)state;
    struct profile const profile = read_good(everything);
    assert_slice(profile.name, "all rules");
    assert_true(profile.has_quorum && profile.quorum.more_than);
    assert_int_equal(profile.quorum_of, PROFILE_OF_MEMBERS);
    assert_int_equal(profile.majority_count, 2);
    assert_slice(profile.majorities[1].name, "grave");
    assert_false(profile.majorities[1].fraction.more_than);
    assert_int_equal(profile.majority_of, PROFILE_OF_PRESENT);
    assert_true(profile.postpones && profile.chair_breaks_tie && profile.weights_counted);
    assert_int_equal(profile.supporters, 1);
    assert_int_equal(profile.roll_call_asked_by, 2);
    assert_int_equal(profile.secret_asked_by, 5);
    assert_int_equal(profile.withdrawal, WITHDRAWAL_LEAD);
    assert_int_equal(profile_answer(&profile, SLICE("nay")), ANSWER_AGAINST);
    assert_int_equal(profile_answer(&profile, SLICE("no")), ANSWER_NONE);
    assert_true(profile.appeal_needs_majority_for);
}

static void gives_back_what_it_read(void **state)
{
    (void)state;
    static const char *const others[] = { everything, "name: x", "quorum: none\nmajority: not-agreed",
                                          "abstentions-postpone: never\nappeal: against-majority\nwithdrawal: any" };
    for (size_t i = 0; i < COUNT(others); i++) {
        char first[4096], second[4096];
        struct buffer once = BUFFER(first), twice = BUFFER(second);
        struct profile profile = read_good(others[i]);
        profile_write(&profile, &once);
        buffer_add_byte(&once, '\0');
        profile = read_good(first);
        profile_write(&profile, &twice);
        buffer_add_byte(&twice, '\0');
        assert_slices(buffer_slice(&once), buffer_slice(&twice));
        if (i == 0)
            assert_string_equal(first, everything);
    }
}

/* As it stands in an act: folded, each with its source. */
static void reads_folded_lines_and_leaves_sources_out(void **state)
{
    (void)state;
    struct profile const profile =
        read_good("name: ITU  # General Rules\n quorum: at least 1/3  # CV 385\n supporters: 1");
    assert_slice(profile.name, "ITU");
    assert_int_equal(fraction_needs(profile.quorum, 10), 4);
    assert_int_equal(profile.supporters, 1);
}

static void what_is_not_said_has_a_default(void **state)
{
    (void)state;
    struct profile const profile = read_good("name: x");
    assert_true(profile.voting_agreed && profile.has_quorum);
    assert_non_null(profile_majority(&profile, SLICE("")));
    assert_null(profile_majority(&profile, SLICE("grave")));
    assert_int_equal(profile.supporters, 0);
    assert_int_equal(profile.proxies_held, 1);
    assert_int_equal(profile_answer(&profile, SLICE("yes")), ANSWER_FOR);
    assert_false(read_good("majority: not-agreed").voting_agreed);
}

static void refuses_what_is_no_rule(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        const struct fault *fault;
        uint32_t line;
    } cases[] = {
        { "quorum", FAULT_PROFILE_LINE, 1 },
        { "name:", FAULT_PROFILE_LINE, 1 },
        { "name: ", FAULT_PROFILE_LINE, 1 },
        { "name:  # nothing", FAULT_PROFILE_LINE, 1 },
        { "name: x\n\nquorum: none", FAULT_PROFILE_LINE, 2 },
        { "quorums: none", FAULT_PROFILE_KEY, 1 },
        { "name: x\nname: y", FAULT_PROFILE_TWICE, 2 },
        { "quorum: half", FAULT_PROFILE_VALUE, 1 },
        { "quorum: more than 1/0", FAULT_PROFILE_VALUE, 1 },
        { "quorum: more than 2/2", FAULT_PROFILE_VALUE, 1 },
        { "quorum: at least 3/2", FAULT_PROFILE_VALUE, 1 },
        { "quorum: at least 0/2", FAULT_PROFILE_VALUE, 1 },
        { "quorum: at least 1/1001", FAULT_PROFILE_VALUE, 1 },
        { "quorum: at least 4294967297/4294967298", FAULT_PROFILE_VALUE, 1 },
        { "quorum-of: cast", FAULT_PROFILE_VALUE, 1 },
        { "majority-of: entitled", FAULT_PROFILE_VALUE, 1 },
        { "majority: simple", FAULT_PROFILE_VALUE, 1 },
        { "majority: a more than 1/2\nmajority: a at least 2/3", FAULT_PROFILE_VALUE, 2 },
        { "majority: not-agreed\nmajority: a at least 2/3", FAULT_PROFILE_VALUE, 2 },
        { "majority: a at least 2/3\nmajority: not-agreed", FAULT_PROFILE_VALUE, 2 },
        { "answer: yes", FAULT_PROFILE_VALUE, 1 },
        { "answer: yes none", FAULT_PROFILE_VALUE, 1 },
        { "answer: yes for\nanswer: yes against", FAULT_PROFILE_VALUE, 2 },
        { "supporters: 2049", FAULT_PROFILE_VALUE, 1 },
        { "supporters: 01", FAULT_PROFILE_VALUE, 1 },
        { "tie: lot", FAULT_PROFILE_VALUE, 1 },
        { "withdrawal: some", FAULT_PROFILE_VALUE, 1 },
        { "weights: heavy", FAULT_PROFILE_VALUE, 1 },
        { "appeal: none", FAULT_PROFILE_VALUE, 1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct profile profile;
        struct error error = { 0 };
        assert_false(profile_read(slice_of(cases[i].lines), &profile, &error));
        if (error.fault != cases[i].fault || error.line != cases[i].line)
            print_error("%s: %s, line %u\n", cases[i].lines, fault_row(error.fault)->name, error.line);
        assert_ptr_equal(error.fault, cases[i].fault);
        assert_int_equal(error.line, cases[i].line);
    }
}

static void too_much_is_refused(void **state)
{
    (void)state;
    static char text[PROFILE_BYTES_MAX + 64];
    struct profile profile;
    struct error error;
    struct buffer out = BUFFER(text);
    for (size_t i = 0; i <= PROFILE_MAJORITIES_MAX; i++) {
        buffer_add(&out, SLICE("majority: m"));
        buffer_add_number(&out, i);
        buffer_add(&out, SLICE(" more than 1/2\n"));
    }
    assert_false(profile_read(buffer_slice(&out), &profile, &error));
    assert_int_equal(error.line, PROFILE_MAJORITIES_MAX + 1);
    buffer_clear(&out);
    for (size_t i = 0; i <= PROFILE_ANSWERS_MAX; i++) {
        buffer_add(&out, SLICE("answer: a"));
        buffer_add_number(&out, i);
        buffer_add(&out, SLICE(" for\n"));
    }
    assert_false(profile_read(buffer_slice(&out), &profile, &error));
    assert_int_equal(error.line, PROFILE_ANSWERS_MAX + 1);
    memset(text, 'x', sizeof text);
    assert_false(profile_read((struct slice){ text, PROFILE_BYTES_MAX + 1 }, &profile, &error));
    assert_ptr_equal(error.fault, FAULT_PROFILE_LINE);
}

static void fractions_are_exact(void **state)
{
    (void)state;
    struct fraction const more = { true, 1, 2 }, least = { false, 2, 3 }, all = { false, 1, 1 };
    assert_int_equal(fraction_needs(more, 0), 1);
    assert_int_equal(fraction_needs(more, 110), 56);
    assert_int_equal(fraction_needs(more, 111), 56);
    assert_int_equal(fraction_needs(least, 9), 6);
    assert_int_equal(fraction_needs(least, 10), 7);
    assert_int_equal(fraction_needs(least, 110), 74);
    assert_int_equal(fraction_needs(all, 7), 7);
    assert_int_equal(fraction_needs(all, 999999999999u), 999999999999u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_rule),
        cmocka_unit_test(gives_back_what_it_read),
        cmocka_unit_test(reads_folded_lines_and_leaves_sources_out),
        cmocka_unit_test(what_is_not_said_has_a_default),
        cmocka_unit_test(refuses_what_is_no_rule),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(fractions_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
