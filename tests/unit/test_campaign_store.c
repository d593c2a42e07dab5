// SPDX-License-Identifier: Apache-2.0
/* The campaign store: committed changes are seen, others are gone, and a reader sees one state. */
#include "folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/fault.h"
#include "store/os.h"
#include "store/outbox.h"
#include "store/campaign_store.h"

static unsigned char memory[4096];

static struct slice setting(struct driver *driver, const char *name)
{
    struct arena arena = { memory, 0, sizeof memory };
    struct error error;
    struct slice value;
    assert_true(campaign_store_setting(driver, slice_of(name), &arena, &value, &error));
    return value;
}

static void commit(struct campaign_store *campaigns, const char *name, const char *value)
{
    struct error error;
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_non_null(writer);
    assert_true(campaign_store_set(writer, slice_of(name), slice_of(value), &error));
    assert_true(campaign_store_commit(campaigns, &error));
}

static void what_is_committed_stays(void **state)
{
    struct error error;
    (void)state;
    struct campaign_store *campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    commit(campaigns, "kept", "yes");
    assert_non_null(campaign_store_begin(campaigns, &error));
    assert_true(campaign_store_set(campaign_store_writer(campaigns), SLICE("kept"), SLICE("no"), &error));
    campaign_store_rollback(campaigns);
    campaign_store_close(campaigns);
    campaigns = campaign_store_open(slice_of(folder), &error);
    struct driver *const reader = campaign_store_read(campaigns, &error);
    assert_slice(setting(reader, "kept"), "yes");
    assert_slice(setting(reader, "unknown"), "");
    campaign_store_read_end(campaigns);
    campaign_store_close(campaigns);
}

static int remove_database(void)
{
    struct os_path path;
    assert_true(os_path_join(&path, slice_of(folder), SLICE("campaign.db"), SLICE("")));
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
    static const char *const names[] = { "campaign.db", "campaign.db-wal", "campaign.db-shm" };
    static const mode_t masks[] = { 0, 022, 0277 };
    struct error error;
    (void)state;
    for (size_t i = 0; i < COUNT(masks); i++) {
        mode_t const before = umask(masks[i]);
        struct campaign_store *campaigns = campaign_store_open(slice_of(folder), &error);
        umask(before);
        assert_non_null(campaigns);
        commit(campaigns, "a", "1");
        for (size_t j = 0; j < COUNT(names); j++)
            assert_mode(names[j], 0600);
        /* What an older program left open to all is closed; what a group was given is left to it. */
        for (size_t j = 0; j < COUNT(names); j++) {
            struct os_path path;
            assert_true(os_path_join(&path, slice_of(folder), slice_of(names[j]), SLICE("")));
            assert_int_equal(chmod(path.text, 0644), 0);
        }
        struct campaign_store *const other = campaign_store_open(slice_of(folder), &error);
        assert_non_null(other);
        for (size_t j = 0; j < COUNT(names); j++)
            assert_mode(names[j], 0600);
        campaign_store_close(other);
        campaign_store_close(campaigns);
        assert_int_equal(remove_database(), 0);
    }
}

static void a_group_that_was_let_in_stays(void **state)
{
    struct os_path path;
    struct error error;
    (void)state;
    assert_true(os_path_join(&path, slice_of(folder), SLICE("campaign.db"), SLICE("")));
    campaign_store_close(campaign_store_open(slice_of(folder), &error));
    assert_int_equal(chmod(path.text, 0664), 0);
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    commit(campaigns, "a", "1");
    assert_mode("campaign.db", 0660);
    assert_mode("campaign.db-wal", 0660);
    campaign_store_close(campaigns);
}

static void a_reader_sees_one_state(void **state)
{
    struct error error;
    (void)state;
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    commit(campaigns, "a", "1");
    struct driver *reader = campaign_store_read(campaigns, &error);
    assert_slice(setting(reader, "a"), "1");
    commit(campaigns, "a", "2");
    assert_slice(setting(reader, "a"), "1");
    campaign_store_read_end(campaigns);
    reader = campaign_store_read(campaigns, &error);
    assert_slice(setting(reader, "a"), "2");
    campaign_store_read_end(campaigns);
    campaign_store_close(campaigns);
}

static void run_sql(const char *words, const char *said)
{
    char command[2048];
    assert_true(snprintf(command, sizeof command, "test \"$(sqlite3 %s/campaign.db \"%s\")\" = '%s'", folder, words,
                         said) < (int)sizeof command);
    assert_int_equal(system(command), 0);
}

static void add_kind(void *context, const struct mail_row *row)
{
    struct buffer *const kinds = context;
    buffer_add(kinds, row->kind);
    buffer_add_byte(kinds, ' ');
}

static bool add_claimed(void *context, const struct mail_claimed *mail)
{
    struct buffer *const kinds = context;
    buffer_add(kinds, mail_kind_word(mail->kind));
    buffer_add_byte(kinds, ' ');
    return true;
}

static void confirmations_go_before_all_else(void **state)
{
    char memory_of_kinds[256];
    struct buffer kinds = BUFFER(memory_of_kinds);
    struct mail_rates const rates = { 0 };
    struct error error;
    size_t count;
    (void)state;
    campaign_store_close(campaign_store_open(slice_of(folder), &error));
    run_sql(
        "INSERT INTO mail (kind, state, due_at, created_at) VALUES ('test', 'queued', 1, 1), ('report', 'queued', 2, "
        "1),"
        " ('follow-confirm', 'queued', 3, 1), ('comment-confirm', 'queued', 4, 1), ('confirm', 'queued', 5, 1)",
        "");
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_true(outbox_list(writer, 10, 0, 0, add_kind, &kinds, &error));
    assert_slice(buffer_slice(&kinds), "test report follow-confirm comment-confirm confirm ");
    buffer_clear(&kinds);
    assert_true(outbox_claim(writer, &rates, 10, add_claimed, &kinds, 10, &count, &error));
    assert_slice(buffer_slice(&kinds), "follow-confirm comment-confirm confirm test report ");
    assert_true(campaign_store_commit(campaigns, &error));
    campaign_store_close(campaigns);
}

/* Somebody waits at a screen for these and for no others: the indexes tell them by the end of their words. */
static void the_kinds_that_go_first_are_confirmations(void **state)
{
    (void)state;
    for (unsigned i = 0; i < MAIL_KIND_COUNT; i++) {
        bool const first = i == MAIL_KIND_CONFIRM || i == MAIL_KIND_FOLLOW_CONFIRM || i == MAIL_KIND_COMMENT_CONFIRM;
        assert_int_equal(slice_ends(mail_kind_word((enum mail_kind)i), SLICE("confirm")), first);
    }
}

static void a_mark_takes_back_a_part(void **state)
{
    struct error error;
    (void)state;
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_true(campaign_store_set(writer, SLICE("first"), SLICE("1"), &error));
    assert_true(driver_mark(writer, &error));
    assert_true(campaign_store_set(writer, SLICE("second"), SLICE("2"), &error));
    assert_true(driver_undo(writer, &error));
    assert_true(driver_mark(writer, &error));
    assert_true(campaign_store_set(writer, SLICE("third"), SLICE("3"), &error));
    assert_true(driver_keep(writer, &error));
    assert_true(campaign_store_commit(campaigns, &error));
    struct driver *const reader = campaign_store_read(campaigns, &error);
    assert_slice(setting(reader, "first"), "1");
    assert_slice(setting(reader, "second"), "");
    assert_slice(setting(reader, "third"), "3");
    campaign_store_read_end(campaigns);
    campaign_store_close(campaigns);
}

/* Bytes where text belongs would never be found again: the engine refuses them. */
static void tables_are_strict(void **state)
{
    struct error error;
    (void)state;
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    struct driver_value const values[] = { DRIVER_TEXT(SLICE("x")), DRIVER_BYTES(SLICE("y")) };
    assert_non_null(campaign_store_begin(campaigns, &error));
    assert_false(driver_run(campaign_store_writer(campaigns), CAMPAIGN_SQL_SETTING_SET, values, 2, &error));
    assert_ptr_equal(error.fault, FAULT_STORE);
    campaign_store_rollback(campaigns);
    campaign_store_close(campaigns);
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(what_is_committed_stays, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(the_files_are_their_owner_s_alone, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_group_that_was_let_in_stays, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_reader_sees_one_state, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(confirmations_go_before_all_else, folder_make, folder_take),
        cmocka_unit_test(the_kinds_that_go_first_are_confirmations),
        cmocka_unit_test_setup_teardown(a_mark_takes_back_a_part, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(tables_are_strict, folder_make, folder_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
