/* The voice store: what was committed is seen, what was not is gone, and a reader sees one state. */
#include "folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/os.h"
#include "store/voice.h"

static unsigned char memory[4096];

static struct slice setting(struct driver *driver, const char *name)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct error error;
    struct slice value;
    assert_true(voice_setting(driver, slice_of(name), &arena, &value, &error));
    return value;
}

static void commit(struct voice *voice, const char *name, const char *value)
{
    struct error error;
    struct driver *const writer = voice_begin(voice, &error);
    assert_non_null(writer);
    assert_true(voice_set(writer, slice_of(name), slice_of(value), &error));
    assert_true(voice_commit(voice, &error));
}

static void what_is_committed_stays(void **state)
{
    struct error error;
    (void)state;
    struct voice *voice = voice_open(slice_of(folder), &error);
    assert_non_null(voice);
    commit(voice, "kept", "yes");
    assert_non_null(voice_begin(voice, &error));
    assert_true(voice_set(voice_writer(voice), SLICE("kept"), SLICE("no"), &error));
    voice_rollback(voice);
    voice_close(voice);
    voice = voice_open(slice_of(folder), &error);
    struct driver *const reader = voice_read(voice, &error);
    assert_slice(setting(reader, "kept"), "yes");
    assert_slice(setting(reader, "unknown"), "");
    voice_read_end(voice);
    voice_close(voice);
}

static int remove_database(void)
{
    struct os_path path;
    assert_true(os_path_join(&path, slice_of(folder), SLICE("voice.db"), SLICE("")));
    return unlink(path.text);
}

static void assert_mode(const char *name, unsigned mode)
{
    struct os_path path;
    struct stat about;
    assert_true(os_path_join(&path, slice_of(folder), slice_of(name), SLICE("")));
    assert_int_equal(stat(path.text, &about), 0);
    assert_int_equal(about.st_mode & 0777, mode);
}

/* What is sealed is out of others' reach too: the database and what the engine keeps beside it. */
static void the_files_are_their_owner_s_alone(void **state)
{
    static const char *const names[] = { "voice.db", "voice.db-wal", "voice.db-shm" };
    static const mode_t masks[] = { 0, 022, 0277 };
    struct error error;
    (void)state;
    for (size_t i = 0; i < COUNT(masks); i++) {
        mode_t const before = umask(masks[i]);
        struct voice *voice = voice_open(slice_of(folder), &error);
        umask(before);
        assert_non_null(voice);
        commit(voice, "a", "1");
        for (size_t j = 0; j < COUNT(names); j++)
            assert_mode(names[j], 0600);
        /* What an older program left open to all is closed; what a group was given is left to it. */
        for (size_t j = 0; j < COUNT(names); j++) {
            struct os_path path;
            assert_true(os_path_join(&path, slice_of(folder), slice_of(names[j]), SLICE("")));
            assert_int_equal(chmod(path.text, 0644), 0);
        }
        struct voice *const other = voice_open(slice_of(folder), &error);
        assert_non_null(other);
        for (size_t j = 0; j < COUNT(names); j++)
            assert_mode(names[j], 0600);
        voice_close(other);
        voice_close(voice);
        assert_int_equal(remove_database(), 0);
    }
}

static void a_group_that_was_let_in_stays(void **state)
{
    struct os_path path;
    struct error error;
    (void)state;
    assert_true(os_path_join(&path, slice_of(folder), SLICE("voice.db"), SLICE("")));
    voice_close(voice_open(slice_of(folder), &error));
    assert_int_equal(chmod(path.text, 0664), 0);
    struct voice *const voice = voice_open(slice_of(folder), &error);
    assert_non_null(voice);
    commit(voice, "a", "1");
    assert_mode("voice.db", 0660);
    assert_mode("voice.db-wal", 0660);
    voice_close(voice);
}

static void a_reader_sees_one_state(void **state)
{
    struct error error;
    (void)state;
    struct voice *const voice = voice_open(slice_of(folder), &error);
    commit(voice, "a", "1");
    struct driver *reader = voice_read(voice, &error);
    assert_slice(setting(reader, "a"), "1");
    commit(voice, "a", "2");
    assert_slice(setting(reader, "a"), "1");
    voice_read_end(voice);
    reader = voice_read(voice, &error);
    assert_slice(setting(reader, "a"), "2");
    voice_read_end(voice);
    voice_close(voice);
}

static void a_mark_takes_back_a_part(void **state)
{
    struct error error;
    (void)state;
    struct voice *const voice = voice_open(slice_of(folder), &error);
    struct driver *const writer = voice_begin(voice, &error);
    assert_true(voice_set(writer, SLICE("first"), SLICE("1"), &error));
    assert_true(driver_mark(writer, &error));
    assert_true(voice_set(writer, SLICE("second"), SLICE("2"), &error));
    assert_true(driver_undo(writer, &error));
    assert_true(driver_mark(writer, &error));
    assert_true(voice_set(writer, SLICE("third"), SLICE("3"), &error));
    assert_true(driver_keep(writer, &error));
    assert_true(voice_commit(voice, &error));
    struct driver *const reader = voice_read(voice, &error);
    assert_slice(setting(reader, "first"), "1");
    assert_slice(setting(reader, "second"), "");
    assert_slice(setting(reader, "third"), "3");
    voice_read_end(voice);
    voice_close(voice);
}

/* Bytes where text belongs would never be found again: the engine refuses them. */
static void tables_are_strict(void **state)
{
    struct error error;
    (void)state;
    struct voice *const voice = voice_open(slice_of(folder), &error);
    struct driver_value const values[] = { DRIVER_TEXT(SLICE("x")), DRIVER_BYTES(SLICE("y")) };
    assert_non_null(voice_begin(voice, &error));
    assert_false(driver_run(voice_writer(voice), VOICE_SETTING_SET, values, 2, &error));
    assert_int_equal(error.fault, FAULT_STORE);
    voice_rollback(voice);
    voice_close(voice);
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(what_is_committed_stays, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(the_files_are_their_owner_s_alone, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_group_that_was_let_in_stays, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_reader_sees_one_state, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_mark_takes_back_a_part, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(tables_are_strict, folder_make, folder_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
