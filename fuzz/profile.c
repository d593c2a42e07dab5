// SPDX-License-Identifier: Apache-2.0
/* fuzz/profile.c - any bytes as rules of procedure. */
#include "fuzz.h"

#include "rules/profile.h"
#include "rules/tally.h"

/* Numbers of votes that could occur, counted under the rules that were read. */
static void count(const struct profile *profile)
{
    struct ballots const ballots = { .yes = { true, 77 },
                                     .no = { true, 33 },
                                     .abstain = { true, 8 },
                                     .entitled = { true, 134 },
                                     .members = { true, 152 },
                                     .present = { true, 140 },
                                     .member_votes = { true, 152 } };
    struct tally const tally = tally_count(profile, profile_majority(profile, SLICE("")), &ballots);
    check(profile->voting_agreed == (tally.outcome != OUTCOME_UNCOUNTED));
    check(tally.outcome != OUTCOME_ADOPTED || ballots.yes.number >= tally.needed);
    check(tally_outcome_name(tally.outcome) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static char memory[1 << 16];
    struct slice const input = { (const char *)bytes, length };
    struct profile profile;
    struct error error;
    struct buffer once = BUFFER(memory), twice = room();
    if (!profile_read(input, &profile, &error)) {
        error_words(&error, &twice);
        check(twice.length > 0);
        return 0;
    }
    count(&profile);
    for (size_t i = 0; i < profile.answer_count; i++)
        check(profile_answer(&profile, profile.answers[i].word) == profile.answers[i].means &&
              answer_name(profile.answers[i].means) != NULL);
    check(profile_base_name(profile.quorum_of) != NULL);
    plant_bug(profile.name, 40);
    profile_write(&profile, &once);
    check(!once.full && profile_read(buffer_slice(&once), &profile, &error));
    profile_write(&profile, &twice);
    check(slice_equal(buffer_slice(&once), buffer_slice(&twice)));
    return 0;
}
