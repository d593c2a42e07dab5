// SPDX-License-Identifier: Apache-2.0
/* A comment from the form to the store: a flood of nearly the same words is held for moderation, also across restarts, and is
 * released or refused at once; other comments go on. */
#include "campaigns.h"

#include "campaign/comment.h"
#include "campaign/moderate.h"
#include "campaign/proof_of_work.h"
#include "store/comments.h"
#include "store/statistics.h"

static struct participation participation;
static unsigned people;

static int set_up(void **state)
{
    if (campaign_store_make(state) != 0)
        return 1;
    participation = (struct participation){ .seal = seal, .comment_similarity = similarity_open(&error) };
    participation.write_queue = write_queue_open(campaigns, &error);
    return 0;
}

static int tear_down(void **state)
{
    write_queue_close(participation.write_queue);
    similarity_close(participation.comment_similarity);
    return campaign_store_take(state);
}

/* The smallest number that does the work of the token. */
static struct slice work_for(struct slice token, char *number, size_t limit)
{
    struct proof_of_work work;
    for (uint64_t i = 0;; i++) {
        struct buffer out = { number, 0, limit, false };
        buffer_add_number(&out, i);
        if (proof_of_work_read(&seal, COMMENT_PURPOSE, token, buffer_slice(&out), NOW, &work, &error))
            return buffer_slice(&out);
    }
}

static int64_t last_id(void)
{
    struct comment comments[64];
    int64_t id = 0;
    bool found = true;
    campaigns_begin_test();
    while (found) {
        assert_true(comment_of_id(driver, id + 1, &arena, &comments[0], &found, &error));
        id += found;
    }
    campaigns_end_test();
    return id;
}

/* Hands one in from a person and a network of their own, confirms it, and gives its number. */
static int64_t confirmed(struct slice conference, struct slice text)
{
    char token[PROOF_OF_WORK_TOKEN_BYTES_MAX], number[PROOF_OF_WORK_NUMBER_BYTES_MAX], email[64];
    struct buffer asked = BUFFER(token), address = BUFFER(email);
    struct write_queue_change change = { 0 };
    struct slice wrong;
    proof_of_work_ask(&seal, COMMENT_PURPOSE, 8, NOW, &asked);
    buffer_add_text(&address, "person");
    buffer_add_number(&address, ++people);
    buffer_add_text(&address, "@home.example");
    struct comment_draft const draft = { .conference = conference,
                                         .about = SLICE("proposal:X"),
                                         .text = text,
                                         .form = {
                                             .email = buffer_slice(&address),
                                             .token = buffer_slice(&asked),
                                             .work = work_for(buffer_slice(&asked), number, sizeof number),
                                             .network = { [10] = 0xff, 0xff, 192, 0, 2, (unsigned char)people } } };
    assert_true(comment_take(&participation, &draft, NOW, &arena, &change, &wrong, &error));
    assert_true(write_queue_do(participation.write_queue, change.apply, change.context, &error));
    int64_t const id = last_id();
    campaigns_begin_test();
    assert_true(comment_confirm(driver, id, NOW, &error));
    campaigns_end_test();
    return id;
}

static struct comment get(int64_t id)
{
    struct comment comment;
    bool found;
    campaigns_begin_test();
    assert_true(comment_of_id(driver, id, &arena, &comment, &found, &error) && found);
    campaigns_end_test();
    return comment;
}

static struct slice const texts[] = {
    { "Vote no on this. It harms the network that all of us use, every day.", 68 },
    { "VOTE NO on this: it harms the network that all of us use, every day!", 68 },
};

static void a_flood_is_held_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIMILARITY_MANY; i++)
        assert_slice(get(confirmed(SLICE("one"), texts[i % 2])).state, "confirmed");
    struct comment const sixth = get(confirmed(SLICE("one"), texts[1]));
    assert_slice(sixth.state, "held");
    assert_slice(sixth.hold_words, "others with nearly the same words came before it");
    assert_slice(get(confirmed(SLICE("one"), SLICE("I keep a shop, and I should like to know who pays."))).state,
                 "confirmed");
    assert_slice(get(confirmed(SLICE("another"), texts[0])).state, "confirmed");
}

static void remember(void *context, struct slice conference, uint64_t of)
{
    (void)context;
    similarity_remember(participation.comment_similarity, similarity_group(conference), of);
}

static void a_restart_forgets_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIMILARITY_MANY; i++)
        (void)confirmed(SLICE("one"), texts[0]);
    similarity_close(participation.comment_similarity);
    participation.comment_similarity = similarity_open(&error);
    campaigns_begin_test();
    assert_true(comment_similarities(driver, SIMILARITY_KEPT, remember, NULL, &error));
    campaigns_end_test();
    assert_slice(get(confirmed(SLICE("one"), texts[0])).state, "held");
}

static void all_alike_are_judged_at_once(void **state)
{
    struct organise by = { .who = SLICE("Ada"), .arena = &arena, .now = NOW };
    int64_t held[3];
    size_t count;
    (void)state;
    for (size_t i = 0; i < SIMILARITY_MANY; i++)
        (void)confirmed(SLICE("one"), texts[0]);
    for (size_t i = 0; i < 3; i++)
        held[i] = confirmed(SLICE("one"), texts[i % 2]);
    campaigns_begin_test();
    by.driver = driver;
    assert_true(moderate_comments(&by, held[0], SLICE(""), false, &count, &error));
    assert_int_equal(count, 1);
    assert_true(moderate_comments(&by, held[1], SLICE("copied"), true, &count, &error));
    assert_int_equal(count, 2);
    assert_false(moderate_comments(&by, 999, SLICE("copied"), true, &count, &error));
    campaigns_end_test();
    assert_slice(get(held[0]).state, "confirmed");
    assert_slice(get(held[1]).state, "refused");
    assert_slice(get(held[2]).state, "refused");
    assert_true(get(held[0]).similarity != 0);
    assert_true(get(held[2]).similarity == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_flood_is_held_and_nothing_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_restart_forgets_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_alike_are_judged_at_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
