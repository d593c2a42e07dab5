// SPDX-License-Identifier: Apache-2.0
/* The one writer with many submitters: order, waking, what readers see, and a full queue. */
#include "../unit/test.h"
#include "fixture.h"

#include <pthread.h>
#include <stdatomic.h>

#include "record/checkpoint.h"
#include "record/proof.h"
#include "log/crypto.h"
#include "rules/fault.h"
#include "store/os.h"

enum { SUBMITTERS = 16, EACH = 20, READERS = 2 };

static int open_fixture(void **state)
{
    static struct fixture fixture;
    fixture_open(&fixture);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    fixture_close(*state);
    return 0;
}

/* What the submitter is given proves, by itself and the log's key, that the act is on the record. */
static bool receipt_holds(struct room *room, struct slice act, const struct room_answer *answer)
{
    struct proof_file proof;
    struct error error;
    struct hash leaf;
    struct key key;
    merkle_hash_leaf(act, crypto_native(), &leaf);
    return key_read(log_key_text(room_log(room)), &key) &&
           proof_parse((struct slice){ answer->receipt, answer->receipt_length }, &proof, &error) &&
           proof_check(&proof, &leaf, &key, crypto_native(), &error) && proof.index == answer->seq;
}

struct crowd {
    struct fixture *fixture;
    struct slice acts[SUBMITTERS][EACH];
    struct room_answer answers[SUBMITTERS][EACH];
    _Atomic bool over;
    _Atomic unsigned wrong, reads;
};

struct member {
    struct crowd *crowd;
    unsigned number;
};

static void *submit(void *context)
{
    const struct member *const self = context;
    for (unsigned i = 0; i < EACH; i++) {
        struct room_answer *const answer = &self->crowd->answers[self->number][i];
        room_submit(self->crowd->fixture->room, self->crowd->acts[self->number][i], answer);
        /* Answered last: it is published by now. */
        if (room_count(self->crowd->fixture->room) <= answer->seq)
            self->crowd->wrong++;
    }
    return NULL;
}

/* What a reader sees is what the last checkpoint covers, to the root. */
static void *read_on(void *context)
{
    struct crowd *const crowd = context;
    while (!crowd->over) {
        char memory[1024];
        struct buffer note = BUFFER(memory);
        struct checkpoint checkpoint;
        struct hash root;
        struct error error;
        const struct state *const state = room_read(crowd->fixture->room);
        bool const good = log_checkpoint(room_log(crowd->fixture->room), &note) &&
                          checkpoint_parse(buffer_slice(&note), &checkpoint, &error) && checkpoint.size == state->count;
        merkle_root(&state->tree, state->count, state->crypto, &root);
        if (!good || !hash_equal(&root, &checkpoint.root))
            crowd->wrong++;
        room_read_end(crowd->fixture->room);
        crowd->reads++;
    }
    return NULL;
}

static void test_crowd(void **state)
{
    static struct crowd crowd;
    static struct member members[SUBMITTERS];
    static bool seen[SUBMITTERS * EACH];
    pthread_t submitters[SUBMITTERS], readers[READERS];
    crowd.fixture = *state;
    uint32_t const before = room_count(crowd.fixture->room);
    for (unsigned i = 0; i < SUBMITTERS; i++)
        for (unsigned j = 0; j < EACH; j++)
            crowd.acts[i][j] = fixture_sign(crowd.fixture, i % 2 == 0 ? "AAA" : "BBB", "record.correct",
                                            fixture_print(crowd.fixture, "act: 0\nstatement: %u of %u.\n", j, i).bytes);
    for (unsigned i = 0; i < READERS; i++)
        pthread_create(&readers[i], NULL, read_on, &crowd);
    for (unsigned i = 0; i < SUBMITTERS; i++) {
        members[i] = (struct member){ &crowd, i };
        pthread_create(&submitters[i], NULL, submit, &members[i]);
    }
    for (unsigned i = 0; i < SUBMITTERS; i++)
        pthread_join(submitters[i], NULL);
    crowd.over = true;
    for (unsigned i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    assert_int_equal(crowd.wrong, 0);
    assert_true(crowd.reads > 0);
    assert_int_equal(room_count(crowd.fixture->room), before + SUBMITTERS * EACH);
    for (unsigned i = 0; i < SUBMITTERS; i++)
        for (unsigned j = 0; j < EACH; j++) {
            const struct room_answer *const answer = &crowd.answers[i][j];
            assert_int_equal(answer->verdict, ROOM_TAKEN);
            assert_in_range(answer->seq, before, before + SUBMITTERS * EACH - 1);
            assert_false(seen[answer->seq - before]);
            seen[answer->seq - before] = true;
            assert_true(j == 0 || answer->seq > crowd.answers[i][j - 1].seq);
            assert_true(receipt_holds(crowd.fixture->room, crowd.acts[i][j], answer));
        }
}

/* In the order given, the bad one refused, those after it still taken; one checkpoint for all. */
static void test_many(void **state)
{
    struct fixture *const fixture = *state;
    struct slice acts[5];
    struct room_answer answers[5];
    for (unsigned i = 0; i < 5; i++)
        acts[i] =
            fixture_sign(fixture, "AAA", i == 2 ? "sponsor.confirm" : "record.correct",
                         i == 2 ? "proposal: P-1\n" : fixture_print(fixture, "act: 0\nstatement: %u.\n", i).bytes);
    uint32_t const before = room_count(fixture->room);
    assert_int_equal(room_submit_many(fixture->room, acts, 5, answers), 4);
    assert_int_equal(answers[0].seq, before);
    assert_int_equal(answers[1].seq, before + 1);
    assert_int_equal(answers[2].verdict, ROOM_REFUSED);
    assert_true(answers[2].receipt_length > 0);
    assert_int_equal(answers[4].seq, before + 3);
    assert_true(receipt_holds(fixture->room, acts[4], &answers[4]));
    assert_false(receipt_holds(fixture->room, acts[3], &answers[4]));
    /* Among others that are taken, the same bytes again get the proof too. */
    acts[0] = acts[4];
    acts[1] = fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: One more.\n");
    assert_int_equal(room_submit_many(fixture->room, acts, 2, answers), 2);
    assert_int_equal(answers[0].verdict, ROOM_ALREADY);
    assert_true(receipt_holds(fixture->room, acts[0], &answers[0]));
    assert_true(receipt_holds(fixture->room, acts[1], &answers[1]));
}

struct late {
    struct fixture *fixture;
    struct slice act;
};

static void *submit_late(void *context)
{
    struct late *const late = context;
    struct room_answer answer;
    struct timespec const moment = { 0, 30 * 1000000 };
    nanosleep(&moment, NULL);
    room_submit(late->fixture->room, late->act, &answer);
    return NULL;
}

static void test_waiting(void **state)
{
    struct fixture *const fixture = *state;
    uint32_t const before = room_count(fixture->room);
    pthread_t thread;
    int64_t const began = os_monotonic_ms();
    assert_int_equal(log_wait(room_log(fixture->room), before, began + 20), before);
    assert_true(os_monotonic_ms() - began >= 20);
    assert_int_equal(log_wait(room_log(fixture->room), before - 1, os_monotonic_ms() + 60000), before);
    struct late late = { fixture, fixture_sign(fixture, "AAA", "record.correct", "act: 0\nstatement: At last.\n") };
    pthread_create(&thread, NULL, submit_late, &late);
    assert_int_equal(log_wait(room_log(fixture->room), before, os_monotonic_ms() + 60000), before + 1);
    pthread_join(thread, NULL);
}

/* An irregular act is refused where the conference is run, with the act that is in the way. */
static void test_in_the_way(void **state)
{
    struct fixture *const fixture = *state;
    struct room_answer answer;
    struct slice const admit =
        fixture_sign(fixture, "secretariat", "actor.admit", "id: CCC\nrole: member\nname: Celand\n");
    assert_true(room_submit(fixture->room, admit, &answer));
    struct slice const body = fixture_sign(fixture, "secretariat", "body.establish",
                                           "id: COM-1\nname: Committee\ndoors: open\ndecides: report\n");
    assert_true(room_submit(fixture->room, body, &answer));
    uint32_t const made = answer.seq;
    struct slice const again = fixture_sign(fixture, "secretariat", "body.establish",
                                            "id: COM-1\nname: Another\ndoors: open\ndecides: report\n");
    assert_false(room_submit(fixture->room, again, &answer));
    assert_ptr_equal(answer.error.fault, FAULT_ID_TAKEN);
    assert_true(answer.has_in_the_way);
    assert_int_equal(answer.in_the_way, made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_in_the_way),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
