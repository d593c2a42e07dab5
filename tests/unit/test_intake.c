/* The public's writer: what was answered good is durable, what fails leaves nothing, and a full queue says so. */
#include "folder.h"

#include <pthread.h>
#include <semaphore.h>

#include "room/intake.h"
#include "store/voice.h"

static unsigned char memory[4096];

static bool set_seven(struct voice *voice, void *context, struct error *error)
{
    return voice_set(voice_writer(voice), slice_of(context), SLICE("7"), error);
}

static bool set_and_fail(struct voice *voice, void *context, struct error *error)
{
    return voice_set(voice_writer(voice), slice_of(context), SLICE("7"), error) &&
           fail(error, FAULT_FILE, 0, slice_of(context), SLICE("no luck"));
}

static bool is_set(struct voice *voice, const char *name)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct error error;
    struct slice value;
    struct driver *const reader = voice_read(voice, &error);
    assert_true(voice_setting(reader, slice_of(name), &arena, &value, &error));
    voice_read_end(voice);
    return slice_equal(value, SLICE("7"));
}

static void each_change_stands_for_itself(void **state)
{
    struct error error;
    (void)state;
    struct voice *const voice = voice_open(slice_of(folder), &error);
    struct intake *const intake = intake_open(voice, &error);
    assert_true(intake_do(intake, set_seven, "a", &error));
    assert_false(intake_do(intake, set_and_fail, "b", &error));
    assert_int_equal(error.fault, FAULT_FILE);
    assert_slice(error.about[1], "no luck");
    assert_true(intake_do(intake, set_seven, "c", &error));
    assert_true(is_set(voice, "a"));
    assert_false(is_set(voice, "b"));
    assert_true(is_set(voice, "c"));
    intake_stop(intake);
    assert_false(intake_do(intake, set_seven, "d", &error));
    assert_int_equal(error.fault, FAULT_ROOM_CLOSED);
    intake_close(intake);
    voice_close(voice);
}

static sem_t gate, answered;

static bool wait_at_gate(struct voice *voice, void *context, struct error *error)
{
    (void)voice;
    (void)context;
    (void)error;
    sem_wait(&gate);
    return true;
}

static void count_answer(struct intake_change *change)
{
    (void)change;
    sem_post(&answered);
}

/* An intake whose first change waits at the gate, so that what comes after it comes together. */
static struct intake *open_gated(struct voice **voice)
{
    struct error error;
    sem_init(&gate, 0, 0);
    sem_init(&answered, 0, 0);
    *voice = voice_open(slice_of(folder), &error);
    return intake_open(*voice, &error);
}

/* What came together is made durable together, save what fails: it is done again without it. */
static void one_that_fails_hinders_no_other(void **state)
{
    static const char *const names[] = { "", "a", "b", "c" };
    struct intake_change changes[COUNT(names)];
    struct error error;
    (void)state;
    struct voice *voice;
    struct intake *const intake = open_gated(&voice);
    for (size_t i = 0; i < COUNT(changes); i++) {
        changes[i] = (struct intake_change){ .apply = i == 0   ? wait_at_gate
                                                      : i == 2 ? set_and_fail
                                                               : set_seven,
                                             .context = (void *)(uintptr_t)names[i],
                                             .answered = count_answer };
        assert_true(intake_hand(intake, &changes[i], &error));
    }
    sem_post(&gate);
    sem_post(&gate); /* where it shares the batch it is done twice */
    intake_close(intake);
    for (size_t i = 0; i < COUNT(changes); i++) {
        assert_int_equal(sem_trywait(&answered), 0);
        assert_int_equal(changes[i].good, i != 2);
    }
    assert_slice(changes[2].error.about[1], "no luck");
    assert_true(is_set(voice, "a"));
    assert_false(is_set(voice, "b"));
    assert_true(is_set(voice, "c"));
    voice_close(voice);
}

static void a_full_queue_says_so_and_keeps_what_it_took(void **state)
{
    static struct intake_change changes[INTAKE_WAITING_MAX + INTAKE_BATCH_MAX + 2];
    struct error error;
    size_t taken = 0;
    (void)state;
    struct voice *voice;
    struct intake *const intake = open_gated(&voice);
    for (size_t i = 0; i < COUNT(changes); i++) {
        changes[i] = (struct intake_change){ .apply = i == 0 ? wait_at_gate : set_seven,
                                             .context = "x",
                                             .answered = count_answer };
        if (!intake_hand(intake, &changes[i], &error))
            break;
        taken++;
    }
    assert_in_range(taken, INTAKE_WAITING_MAX, INTAKE_WAITING_MAX + INTAKE_BATCH_MAX);
    assert_int_equal(error.fault, FAULT_WAITING_FULL);
    sem_post(&gate);
    intake_stop(intake);
    for (size_t i = 0; i < taken; i++) {
        assert_int_equal(sem_trywait(&answered), 0);
        assert_true(changes[i].good);
    }
    assert_int_not_equal(sem_trywait(&answered), 0);
    intake_close(intake);
    voice_close(voice);
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
