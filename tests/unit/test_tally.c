// SPDX-License-Identifier: Apache-2.0
/* rules/tally.c: majorities and quorum in integers; what is not known stays unknown. */
#include "test.h"

#include "rules/tally.h"

static struct count known(uint64_t number)
{
    return (struct count){ true, number };
}

static struct ballots ballots(uint64_t yes, uint64_t no, uint64_t abstain, uint64_t entitled)
{
    return (struct ballots){ .yes = known(yes),
                             .no = known(no),
                             .abstain = known(abstain),
                             .entitled = known(entitled),
                             .members = known(entitled),
                             .member_votes = known(entitled) };
}

static struct profile with(const char *lines)
{
    struct profile profile;
    struct error error;
    assert_true(profile_read(slice_of(lines), &profile, &error));
    return profile;
}

/* domain: test vectors. */
static void gives_what_the_rule_gives(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        uint64_t yes, no, abstain, entitled;
        enum outcome outcome;
        uint64_t base, needed, quorum;
    } cases[] = {
        { "majority: simple more than 1/2", 77, 33, 8, 134, OUTCOME_ADOPTED, 110, 56, 68 },
        { "majority: grave at least 2/3", 77, 33, 8, 134, OUTCOME_ADOPTED, 110, 74, 68 },
        { "majority: grave at least 2/3", 73, 37, 8, 134, OUTCOME_REJECTED, 110, 74, 68 },
        { "majority: simple more than 1/2", 50, 50, 10, 134, OUTCOME_REJECTED, 100, 51, 68 },
        { "tie: chair", 50, 50, 10, 134, OUTCOME_TIE, 100, 51, 68 },
        { "abstentions-postpone: more than 1/2", 30, 20, 60, 134, OUTCOME_POSTPONED, 50, 26, 68 },
        { "abstentions-postpone: more than 1/2", 30, 25, 55, 134, OUTCOME_ADOPTED, 55, 28, 68 },
        { "name: x", 40, 10, 10, 134, OUTCOME_NO_QUORUM, 50, 26, 68 },
        { "name: x", 40, 10, 18, 134, OUTCOME_ADOPTED, 50, 26, 68 },
        { "majority: least at least 2/3", 6, 3, 0, 9, OUTCOME_ADOPTED, 9, 6, 5 },
        { "majority: more more than 2/3", 6, 3, 0, 9, OUTCOME_REJECTED, 9, 7, 5 },
        { "majority: all at least 1/1", 9, 0, 0, 9, OUTCOME_ADOPTED, 9, 9, 5 },
        { "majority-of: members", 5, 0, 0, 10, OUTCOME_NO_QUORUM, 10, 6, 6 },
        { "quorum: none\nmajority-of: members", 5, 0, 0, 10, OUTCOME_REJECTED, 10, 6, 0 },
        { "quorum: none\nmajority-of: present", 5, 0, 5, 10, OUTCOME_REJECTED, 10, 6, 0 },
        { "quorum: none", 0, 0, 0, 10, OUTCOME_REJECTED, 0, 1, 0 },
        { "quorum: none", 0, 0, 5, 10, OUTCOME_REJECTED, 0, 1, 0 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct profile const profile = with(cases[i].lines);
        struct ballots const given = ballots(cases[i].yes, cases[i].no, cases[i].abstain, cases[i].entitled);
        struct tally const tally = tally_count(&profile, &profile.majorities[0], &given);
        assert_int_equal(tally.outcome, cases[i].outcome);
        assert_int_equal(tally.base, cases[i].base);
        assert_int_equal(tally.needed, cases[i].needed);
        assert_int_equal(tally.quorum_needed.number, cases[i].quorum);
        assert_int_equal(tally.took_part, cases[i].yes + cases[i].no + cases[i].abstain);
    }
}

static void what_is_not_known_is_not_counted(void **state)
{
    (void)state;
    struct profile const profile = with("name: x");
    struct ballots some = ballots(77, 33, 8, 134);
    some.no.known = false;
    assert_int_equal(tally_count(&profile, &profile.majorities[0], &some).outcome, OUTCOME_UNCOUNTED);
    assert_int_equal(tally_count(&profile, NULL, &some).outcome, OUTCOME_UNCOUNTED);
    /* Who may vote is not known: no quorum can be missed. */
    some = ballots(1, 0, 0, 134);
    some.entitled.known = false;
    struct tally const tally = tally_count(&profile, &profile.majorities[0], &some);
    assert_int_equal(tally.outcome, OUTCOME_ADOPTED);
    assert_false(tally.quorum_needed.known);
}

static void abstentions_are_ignored_the_second_time(void **state)
{
    (void)state;
    struct profile const profile = with("abstentions-postpone: more than 1/2");
    struct ballots again = ballots(30, 20, 60, 134);
    again.abstentions_ignored = true;
    assert_int_equal(tally_count(&profile, &profile.majorities[0], &again).outcome, OUTCOME_ADOPTED);
}

/* Delegations make the quorum, votes the majority. */
static void weights_count_for_the_majority_alone(void **state)
{
    (void)state;
    struct profile const profile = with("weights: counted\nmajority-of: members");
    struct ballots weighed = ballots(9, 7, 0, 3);
    weighed.voters = known(2);
    weighed.member_votes = known(16);
    struct tally const tally = tally_count(&profile, &profile.majorities[0], &weighed);
    assert_int_equal(tally.took_part, 2);
    assert_int_equal(tally.quorum_needed.number, 2);
    assert_int_equal(tally.base, 16);
    assert_int_equal(tally.needed, 9);
    assert_int_equal(tally.outcome, OUTCOME_ADOPTED);
}

static void outcomes_have_names(void **state)
{
    (void)state;
    assert_string_equal(tally_outcome_name(OUTCOME_UNCOUNTED), "not counted");
    assert_string_equal(tally_outcome_name(OUTCOME_NO_QUORUM), "no quorum");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_the_rule_gives),
        cmocka_unit_test(what_is_not_known_is_not_counted),
        cmocka_unit_test(abstentions_are_ignored_the_second_time),
        cmocka_unit_test(weights_count_for_the_majority_alone),
        cmocka_unit_test(outcomes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
