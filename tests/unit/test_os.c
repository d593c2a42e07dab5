// SPDX-License-Identifier: Apache-2.0
/* Files that last: a value replaced in place survives a torn write; one process holds a lock. */
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/fault.h"
#include "store/os.h"

static char folder[64];
static unsigned char memory[8192];

static struct os_path path_to(const char *name)
{
    struct os_path path;
    assert_true(os_path_join(&path, slice_of(folder), slice_of(name), SLICE("")));
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    memcpy(folder, "/tmp/plenary-os.XXXXXX", 23);
    return mkdtemp(folder) == NULL;
}

static int take_folder(void **state)
{
    static const char *const names[] = { "pair", "unsynced", "taken up", "file", "lock" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct os_path const path = path_to(names[i]);
        unlink(path.text);
    }
    return rmdir(folder);
}

static struct slice value_of(const struct os_path *path)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct os_pair pair;
    struct slice value;
    struct error error;
    assert_true(os_pair_open(path, false, &arena, &pair, &value, &error));
    os_pair_close(&pair);
    return value;
}

static void spoil(const struct os_path *path, off_t at)
{
    int const file = open(path->text, O_WRONLY);
    assert_int_equal(pwrite(file, "torn", 4, at), 4);
    close(file);
}

static void test_pair(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct os_path const path = path_to("pair");
    struct os_pair pair;
    struct slice value;
    struct error error;
    (void)state;
    assert_false(os_pair_open(&path, false, &arena, &pair, &value, &error));
    assert_ptr_equal(error.fault, FAULT_FILE);
    assert_true(os_pair_open(&path, true, &arena, &pair, &value, &error));
    assert_true(slice_is_empty(value));
    assert_true(os_pair_write(&pair, SLICE("one"), true, &error));
    assert_slices(value_of(&path), SLICE("one"));
    assert_true(os_pair_write(&pair, SLICE("two"), true, &error));
    assert_slices(value_of(&path), SLICE("two"));
    assert_true(os_pair_write(&pair, SLICE("three"), true, &error));
    assert_slices(value_of(&path), SLICE("three"));
    /* The third stands in the first place; torn, the one before it is the last. */
    spoil(&path, 20);
    assert_slices(value_of(&path), SLICE("two"));
    spoil(&path, 2048 + 20);
    assert_true(slice_is_empty(value_of(&path)));
    os_pair_close(&pair);
}

/* What is not synced yet is written over, never the last that was. */
static void test_pair_unsynced(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct os_path const path = path_to("unsynced");
    struct os_pair pair;
    struct slice value;
    struct error error;
    (void)state;
    assert_true(os_pair_open(&path, true, &arena, &pair, &value, &error));
    assert_true(os_pair_write(&pair, SLICE("synced"), true, &error));
    assert_true(os_pair_write(&pair, SLICE("two"), false, &error));
    assert_true(os_pair_write(&pair, SLICE("three"), false, &error));
    assert_slices(value_of(&path), SLICE("three"));
    spoil(&path, 2048 + 20);
    assert_slices(value_of(&path), SLICE("synced"));
    assert_true(os_pair_write(&pair, SLICE("four"), true, &error));
    assert_slices(value_of(&path), SLICE("four"));
    assert_true(os_pair_write(&pair, SLICE("five"), false, &error));
    spoil(&path, 20);
    assert_slices(value_of(&path), SLICE("four"));
    os_pair_close(&pair);
}

/* Killed with a value that was not synced, the next process goes on from it: what it writes goes into the other place, so
 * that the value it has read stays whatever happens to that. */
static void test_pair_taken_up(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct os_path const path = path_to("taken up");
    struct os_pair killed, next;
    struct slice value;
    struct error error;
    (void)state;
    assert_true(os_pair_open(&path, true, &arena, &killed, &value, &error));
    assert_true(os_pair_write(&killed, SLICE("synced"), true, &error));
    assert_true(os_pair_write(&killed, SLICE("last"), false, &error)); /* in the second place */
    assert_true(os_pair_open(&path, false, &arena, &next, &value, &error));
    assert_slices(value, SLICE("last"));
    assert_true(os_pair_write(&next, SLICE("newer"), false, &error));
    assert_slices(value_of(&path), SLICE("newer"));
    spoil(&path, 20);
    assert_slices(value_of(&path), SLICE("last"));
    os_pair_close(&next);
    os_pair_close(&killed);
}

static void test_write_file(void **state)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct os_path const path = path_to("file"), nowhere = path_to("no/file");
    struct slice bytes;
    struct error error;
    (void)state;
    assert_true(os_write_file(&path, SLICE("first"), 0600, &error));
    assert_true(os_write_file(&path, SLICE("second"), 0600, &error));
    assert_true(os_read_file(&path, 100, &arena, &bytes, &error));
    assert_slices(bytes, SLICE("second"));
    assert_false(os_read_file(&path, 5, &arena, &bytes, &error));
    assert_false(os_write_file(&nowhere, SLICE("lost"), 0600, &error));
    assert_ptr_equal(error.fault, FAULT_FILE);
}

static void test_lock(void **state)
{
    struct os_path const path = path_to("lock");
    struct error error;
    int first, second;
    (void)state;
    assert_true(os_lock(&path, SLICE("test"), &first, &error));
    assert_false(os_lock(&path, SLICE("test"), &second, &error));
    assert_ptr_equal(error.fault, FAULT_LOCKED);
    assert_true(slice_begins(error_about(&error, 1), SLICE("test, process ")));
    os_unlock(first);
    assert_true(os_lock(&path, SLICE("test"), &second, &error));
    os_unlock(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pair),       cmocka_unit_test(test_pair_unsynced), cmocka_unit_test(test_pair_taken_up),
        cmocka_unit_test(test_write_file), cmocka_unit_test(test_lock),
    };
    return cmocka_run_group_tests(tests, make_folder, take_folder);
}
