// SPDX-License-Identifier: Apache-2.0
/* The schema of a database: steps run once, in one transaction; a database of an earlier version opens with all its data. */
#include "folder.h"

#include <sqlite3.h>
#include <unistd.h>

#include "store/campaign_texts.h"
#include "store/fault.h"
#include "store/os.h"
#include "store/public_log_sql.h"
#include "store/record_sql.h"

static struct os_path path;
static struct error error;

static void at(const char *name)
{
    assert_true(os_path_join(&path, slice_of(folder), slice_of(name), SLICE("")));
}

static sqlite3 *raw(void)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path.text, &database), SQLITE_OK);
    return database;
}

static void run(const char *sql)
{
    sqlite3 *const database = raw();
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

/* The first column of all rows, joined. */
static const char *ask(const char *sql)
{
    static char memory[1 << 16];
    struct buffer out = BUFFER(memory);
    sqlite3 *const database = raw();
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    for (const char *between = ""; sqlite3_step(statement) == SQLITE_ROW; between = "\n") {
        buffer_add_text(&out, between);
        buffer_add_text(&out, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    buffer_add_byte(&out, '\0');
    assert_false(out.full);
    return memory;
}

/* --- steps --------------------------------------------------------------------------------------------------------- */

static const char *const counting[] = { "SELECT count(*) FROM plant" };

#define PLANT "CREATE TABLE plant (name TEXT NOT NULL) STRICT"
#define COLOUR "ALTER TABLE plant ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'"

static const struct driver_step first_steps[] = { { 1, PLANT }, { 0, NULL } };
static const struct driver_step two_steps[] = { { 1, PLANT }, { 2, COLOUR }, { 0, NULL } };
static const struct driver_step broken_steps[] = { { 1, PLANT }, { 2, COLOUR }, { 3, "no SQL" }, { 0, NULL } };

static bool open_with(const struct driver_step *steps, bool reading)
{
    struct driver_statements const sql = { steps, counting, 1, false };
    struct driver *const driver = driver_open(path.text, reading, &sql, &error);
    driver_close(driver);
    return driver != NULL;
}

static void a_field_comes_to_what_is_there(void **state)
{
    (void)state;
    at("plants");
    assert_true(open_with(first_steps, false));
    run("INSERT INTO plant (name) VALUES ('fern')");
    assert_true(open_with(two_steps, false));
    assert_string_equal(ask("SELECT name || ' ' || colour FROM plant"), "fern green");
    assert_string_equal(ask("PRAGMA user_version"), "2");
    assert_true(open_with(two_steps, false)); /* and not twice */
    assert_true(open_with(two_steps, true));
}

static void a_step_that_fails_leaves_all_as_it_was(void **state)
{
    (void)state;
    at("plants");
    assert_true(open_with(first_steps, false));
    assert_false(open_with(broken_steps, false));
    assert_ptr_equal(error.fault, FAULT_STORE);
    assert_string_equal(ask("PRAGMA user_version"), "1");
    assert_string_equal(ask("SELECT name FROM pragma_table_info('plant')"), "name");
    assert_true(open_with(two_steps, false));
}

static void what_a_newer_program_wrote_is_refused(void **state)
{
    (void)state;
    at("plants");
    assert_true(open_with(two_steps, false));
    assert_false(open_with(first_steps, false));
    assert_ptr_equal(error.fault, FAULT_STORE_NEWER);
    assert_slice(error_about(&error, 1), "2");
    assert_false(open_with(first_steps, true));
    assert_ptr_equal(error.fault, FAULT_STORE_NEWER);
    assert_string_equal(ask("PRAGMA user_version"), "2");
}

static void who_only_reads_takes_no_step(void **state)
{
    (void)state;
    at("plants");
    assert_true(open_with(first_steps, false));
    assert_false(open_with(two_steps, true));
    assert_ptr_equal(error.fault, FAULT_STORE_OLDER);
    assert_slice(error_about(&error, 1), "1");
}

/* --- what releases wrote ------------------------------------------------------------------------------------------- */

#define COLUMNS                                                                                   \
    "SELECT coalesce(m.name || ' ' || p.name || ' ' || p.type || p.\"notnull\" || p.pk || ' ' ||" \
    " coalesce(p.dflt_value, ''), m.sql, m.name) FROM sqlite_schema m"                            \
    " LEFT JOIN pragma_table_info(m.name) p ON m.type = 'table' ORDER BY m.type, m.name, p.name"

static const struct {
    const char *file, *database;
} kept[] = {
    { "tests/vectors/store/campaign-1.sql", "campaign.db" },
    { "tests/vectors/store/public-log-1.sql", "log.db" },
    { "tests/vectors/store/record-1.sql", "record.db" },
};

static const struct driver_statements *statements(size_t which)
{
    return which == 0 ? &campaign_statements : which == 1 ? public_log_tables.statements : record_tables.statements;
}

static void load(size_t which)
{
    static char memory[1 << 16];
    FILE *const in = fopen(kept[which].file, "rb");
    assert_non_null(in);
    size_t const length = fread(memory, 1, sizeof memory - 1, in);
    fclose(in);
    memory[length] = '\0';
    at(kept[which].database);
    run(memory);
}

/* The schema that comes of the steps is the one that a new database has, to the last column and its default. */
static void each_becomes_what_a_new_one_is(void **state)
{
    static char fresh[1 << 16];
    (void)state;
    for (size_t i = 0; i < COUNT(kept); i++) {
        at("fresh");
        driver_close(driver_open(path.text, false, statements(i), &error));
        snprintf(fresh, sizeof fresh, "%s", ask(COLUMNS));
        assert_int_equal(unlink(path.text), 0);
        load(i);
        struct driver *const driver = driver_open(path.text, false, statements(i), &error);
        assert_non_null(driver);
        driver_close(driver);
        assert_string_equal(ask(COLUMNS), fresh);
    }
}

static void a_campaign_of_version_1_is_found_whole(void **state)
{
    unsigned char memory[16384];
    struct arena arena = { memory, 0, sizeof memory };
    struct campaign campaign;
    struct campaign_text text;
    struct past_list past;
    struct contact contact;
    bool found;
    (void)state;
    load(0);
    struct campaign_store *const campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    struct driver *const driver = campaign_store_read(campaigns, &error);
    assert_true(campaign_find(driver, SLICE("assembly"), SLICE("letters"), &arena, &campaign, &found, &error) && found);
    assert_slice(campaign.state, "open");
    assert_slice(campaign.title, "Write");
    assert_slice(campaign.about, "proposal FUND");
    assert_slice(campaign.look, "all");
    assert_int_equal(campaign.closes_at - campaign.opens_at, 86399);
    assert_int_equal(campaign.keep_days, 14);
    assert_true(campaign_text_find(driver, 7, SLICE("fr"), &arena, &text, &found, &error) && found);
    assert_slice(text.subject, "Sur {title}");
    assert_slice(text.thanks, "Merci.");
    assert_true(contact_find(driver, 3, &arena, &contact, &found, &error) && found);
    assert_slice(contact.address, "ann@assembly.example");
    assert_true(campaign_past(driver, 7, &arena, &past, &error));
    assert_int_equal(past.count, 1);
    campaign_recall(past.items[0].words, &campaign); /* a field that the wording has not gets its standard */
    assert_slice(campaign.title, "Woite");
    assert_slice(campaign.addressed, "country");
    assert_int_equal(campaign.keep_days, 30);
    campaign_store_read_end(campaigns);
    campaign_store_close(campaigns);
    assert_string_equal(ask("SELECT count FROM turnout WHERE place = 'EAST'"), "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_field_comes_to_what_is_there, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_step_that_fails_leaves_all_as_it_was, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(what_a_newer_program_wrote_is_refused, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(who_only_reads_takes_no_step, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(each_becomes_what_a_new_one_is, folder_make, folder_take),
        cmocka_unit_test_setup_teardown(a_campaign_of_version_1_is_found_whole, folder_make, folder_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
