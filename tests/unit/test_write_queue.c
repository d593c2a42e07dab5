// SPDX-License-Identifier: Apache-2.0
/* The write queue: a change that was answered good is durable, a failed one leaves nothing, a full queue is a fault. */
#include "folder.h"

#include <pthread.h>
#include <semaphore.h>

#include "campaign/write_queue.h"
#include "room/fault.h"
#include "store/campaign_store.h"
#include "store/fault.h"

static unsigned char memory[4096];

static bool set_seven(struct campaign_store *campaigns, void *context, struct error *error)
{
    return campaign_store_set(campaign_store_writer(campaigns), slice_of(context), SLICE("7"), error);
}

static bool set_and_fail(struct campaign_store *campaigns, void *context, struct error *error)
{
    return campaign_store_set(campaign_store_writer(campaigns), slice_of(context), SLICE("7"), error) &&
           fail(error, FAULT_FILE, 0, slice_of(context), SLICE("no luck"));
}

static bool is_set(struct campaign_store *campaigns, const char *name)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct error error;
    struct slice value;
    struct driver *const reader = campaign_store_read(campaigns, &error);
    assert_true(campaign_store_setting(reader, slice_of(name), &arena, &value, &error));
    campaign_store_read_end(campaigns);
    return slice_equal(value, SLICE("7"));
}

static void each_change_stands_for_itself(void **state)
{
    struct error error;
    (void)state;
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    struct write_queue *const write_queue = write_queue_open(campaigns, &error);
    assert_true(write_queue_do(write_queue, set_seven, "a", &error));
    assert_false(write_queue_do(write_queue, set_and_fail, "b", &error));
    assert_ptr_equal(error.fault, FAULT_FILE);
    assert_slice(error_about(&error, 1), "no luck");
    assert_true(write_queue_do(write_queue, set_seven, "c", &error));
    assert_true(is_set(campaigns, "a"));
    assert_false(is_set(campaigns, "b"));
    assert_true(is_set(campaigns, "c"));
    write_queue_stop(write_queue);
    assert_false(write_queue_do(write_queue, set_seven, "d", &error));
    assert_ptr_equal(error.fault, FAULT_ROOM_CLOSED);
    write_queue_close(write_queue);
    campaign_store_close(campaigns);
}

static sem_t gate, answered;

static bool wait_at_gate(struct campaign_store *campaigns, void *context, struct error *error)
{
    (void)campaigns;
    (void)context;
    (void)error;
    sem_wait(&gate);
    return true;
}

static void count_answer(struct write_queue_change *change)
{
    (void)change;
    sem_post(&answered);
}

/* An write queue whose first change waits at the gate, so that what comes after it comes together. */
static struct write_queue *open_gated(struct campaign_store **campaigns)
{
    struct error error;
    sem_init(&gate, 0, 0);
    sem_init(&answered, 0, 0);
    *campaigns = campaign_store_open(slice_of(folder), &error);
    return write_queue_open(*campaigns, &error);
}

/* What came together is made durable together, save what fails: it is done again without it. */
static void one_that_fails_hinders_no_other(void **state)
{
    static const char *const names[] = { "", "a", "b", "c" };
    struct write_queue_change changes[COUNT(names)];
    struct error error;
    (void)state;
    struct campaign_store *campaigns;
    struct write_queue *const write_queue = open_gated(&campaigns);
    for (size_t i = 0; i < COUNT(changes); i++) {
        changes[i] = (struct write_queue_change){ .apply = i == 0   ? wait_at_gate
                                                           : i == 2 ? set_and_fail
                                                                    : set_seven,
                                                  .context = (void *)(uintptr_t)names[i],
                                                  .answered = count_answer };
        assert_true(write_queue_hand(write_queue, &changes[i], &error));
    }
    sem_post(&gate);
    sem_post(&gate); /* where it shares the batch it is done twice */
    write_queue_close(write_queue);
    for (size_t i = 0; i < COUNT(changes); i++) {
        assert_int_equal(sem_trywait(&answered), 0);
        assert_int_equal(changes[i].good, i != 2);
    }
    assert_slice(error_about(&changes[2].error, 1), "no luck");
    assert_true(is_set(campaigns, "a"));
    assert_false(is_set(campaigns, "b"));
    assert_true(is_set(campaigns, "c"));
    campaign_store_close(campaigns);
}

static void a_full_queue_says_so_and_keeps_what_it_took(void **state)
{
    static struct write_queue_change changes[WRITE_QUEUE_WAITING_MAX + WRITE_QUEUE_BATCH_MAX + 2];
    struct error error;
    size_t taken = 0;
    (void)state;
    struct campaign_store *campaigns;
    struct write_queue *const write_queue = open_gated(&campaigns);
    for (size_t i = 0; i < COUNT(changes); i++) {
        changes[i] = (struct write_queue_change){ .apply = i == 0 ? wait_at_gate : set_seven,
                                                  .context = "x",
                                                  .answered = count_answer };
        if (!write_queue_hand(write_queue, &changes[i], &error))
            break;
        taken++;
    }
    assert_in_range(taken, WRITE_QUEUE_WAITING_MAX, WRITE_QUEUE_WAITING_MAX + WRITE_QUEUE_BATCH_MAX);
    assert_ptr_equal(error.fault, FAULT_WAITING_FULL);
    sem_post(&gate);
    write_queue_stop(write_queue);
    for (size_t i = 0; i < taken; i++) {
        assert_int_equal(sem_trywait(&answered), 0);
        assert_true(changes[i].good);
    }
    assert_int_not_equal(sem_trywait(&answered), 0);
    write_queue_close(write_queue);
    campaign_store_close(campaigns);
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(each_change_stands_for_itself, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(one_that_fails_hinders_no_other, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_full_queue_says_so_and_keeps_what_it_took, folder_make, folder_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
