// SPDX-License-Identifier: Apache-2.0
#include "store/driver.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "store/fault.h"
#include "store/os.h"

/* temp_store: without it, SQLite writes a temporary file for every change after a savepoint. FULL: a commit returns when its
 * part of the log is synced. secure_delete: deleted bytes are overwritten. wal_autocheckpoint: every 16 MiB, because each
 * checkpoint costs two syncs. */
static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                              "PRAGMA busy_timeout = 10000; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
                              "PRAGMA wal_autocheckpoint = 4000;";

/* Statements that every database needs. */
enum { OWN_BEGIN, OWN_BEGIN_READING, OWN_COMMIT, OWN_ROLLBACK, OWN_MARK, OWN_KEEP, OWN_UNDO, OWN_COUNT };
static const char *const own_texts[OWN_COUNT] = {
    [OWN_BEGIN] = "BEGIN IMMEDIATE", [OWN_BEGIN_READING] = "BEGIN", [OWN_COMMIT] = "COMMIT",
    [OWN_ROLLBACK] = "ROLLBACK",     [OWN_MARK] = "SAVEPOINT one",  [OWN_KEEP] = "RELEASE one",
    [OWN_UNDO] = "ROLLBACK TO one",
};

enum { STATEMENT_BYTES_MAX = 4096 /* the longest has about 600 */ };

struct driver {
    sqlite3 *database;
    const struct driver_statements *sql;
    sqlite3_stmt *own[OWN_COUNT];
    sqlite3_stmt *statements[]; /* sql->count of them */
};

static bool driver_fail(struct driver *driver, struct error *error)
{
    const char *const path = sqlite3_db_filename(driver->database, "main");
    return fail(error, FAULT_STORE, 0, slice_of(path != NULL ? path : ""), slice_of(sqlite3_errmsg(driver->database)));
}

static bool driver_run_text(struct driver *driver, const char *text, struct error *error)
{
    return sqlite3_exec(driver->database, text, NULL, NULL, NULL) == SQLITE_OK || driver_fail(driver, error);
}

/* Turns $2 into ?2: SQLite treats $2 as a name and numbers names by order of appearance. */
static void driver_number_values(const char *text, struct buffer *out)
{
    for (; *text != '\0'; text++)
        buffer_add_byte(out, text[0] == '$' && text[1] >= '1' && text[1] <= '9' ? '?' : text[0]);
    buffer_add_byte(out, '\0');
}

static bool driver_prepare(struct driver *driver, const char *numbered, sqlite3_stmt **statement, struct error *error)
{
    char text[STATEMENT_BYTES_MAX];
    struct buffer out = BUFFER(text);
    driver_number_values(numbered, &out);
    if (out.full)
        return fail(error, FAULT_STORE, 0, SLICE("a statement"), SLICE("it is too long"));
    return sqlite3_prepare_v3(driver->database, text, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK ||
           driver_fail(driver, error);
}

/* Makes the files private before SQLite creates them. SQLite gives its further files the mode of the database. */
static bool driver_make_private(const char *path, struct error *error)
{
    struct os_path log, index;
    struct slice const database = slice_of(path);
    if (!os_path_add(database, SLICE("-wal"), &log) || !os_path_add(database, SLICE("-shm"), &index))
        return fail(error, FAULT_FILE, 0, database, SLICE("the path is too long"));
    return os_make_private(path, true, error) && os_make_private(log.text, false, error) &&
           os_make_private(index.text, false, error);
}

/* With memory statistics, every allocation takes a lock that all connections share. */
static void driver_count_no_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* --- the schema's version ------------------------------------------------------------------------------------------ */

static bool driver_read_version(struct driver *driver, unsigned *version, struct error *error)
{
    sqlite3_stmt *statement;
    bool const good = sqlite3_prepare_v2(driver->database, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
                      sqlite3_step(statement) == SQLITE_ROW;
    *version = good ? (unsigned)sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return good || driver_fail(driver, error);
}

static bool driver_write_version(struct driver *driver, unsigned version, struct error *error)
{
    char memory[64];
    struct buffer text = BUFFER(memory);
    buffer_add_text(&text, "PRAGMA user_version = ");
    buffer_add_number(&text, version);
    buffer_add_byte(&text, '\0');
    return driver_run_text(driver, memory, error);
}

static unsigned driver_newest_version(const struct driver_step *steps)
{
    unsigned newest = 0;
    for (; steps->sql != NULL; steps++)
        newest = steps->version > newest ? steps->version : newest;
    return newest;
}

/* Takes the steps that are newer than the database, in a transaction that has begun: its version is read anew, since another
 * process may have taken them meanwhile. */
static bool driver_take_steps(struct driver *driver, unsigned newest, struct error *error)
{
    unsigned version;
    bool good = driver_read_version(driver, &version, error);
    for (const struct driver_step *step = driver->sql->schema; good && step->sql != NULL; step++)
        good = step->version <= version || driver_run_text(driver, step->sql, error);
    return good && driver_write_version(driver, newest, error) && driver_run_text(driver, "COMMIT", error);
}

static bool driver_fail_version(struct driver *driver, const struct fault *fault, unsigned version, struct error *error)
{
    char digits[16];
    struct buffer number = BUFFER(digits);
    const char *const path = sqlite3_db_filename(driver->database, "main");
    buffer_add_number(&number, version);
    return fail(error, fault, 0, slice_of(path), buffer_slice(&number));
}

/* Brings the schema to the newest version, or says why that cannot be. */
static bool driver_migrate(struct driver *driver, bool reading, struct error *error)
{
    unsigned version, newest = driver_newest_version(driver->sql->schema);
    if (!driver_read_version(driver, &version, error))
        return false;
    if (version == newest)
        return true;
    if (version > newest || reading)
        return driver_fail_version(driver, version > newest ? FAULT_STORE_NEWER : FAULT_STORE_OLDER, version, error);
    if (!driver_run_text(driver, "BEGIN IMMEDIATE", error))
        return false;
    if (driver_take_steps(driver, newest, error))
        return true;
    (void)driver_run_text(driver, "ROLLBACK", NULL);
    return false;
}

/* --- opening ------------------------------------------------------------------------------------------------------- */

struct driver *driver_open(const char *path, bool reading, const struct driver_statements *sql, struct error *error)
{
    struct driver *const driver = calloc(1, sizeof *driver + sql->count * sizeof driver->statements[0]);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int const flags = (reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (driver == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the store"));
        return NULL;
    }
    driver->sql = sql;
    (void)pthread_once(&once, driver_count_no_memory);
    bool good = reading || !sql->private || driver_make_private(path, error);
    good = good && (sqlite3_open_v2(path, &driver->database, flags, NULL) == SQLITE_OK || driver_fail(driver, error));
    good = good && driver_run_text(driver, pragmas, error) && driver_migrate(driver, reading, error);
    for (size_t i = 0; good && i < OWN_COUNT; i++)
        good = driver_prepare(driver, own_texts[i], &driver->own[i], error);
    for (size_t i = 0; good && i < sql->count; i++)
        good = driver_prepare(driver, sql->texts[i], &driver->statements[i], error);
    if (good)
        return driver;
    driver_close(driver);
    return NULL;
}

void driver_close(struct driver *driver)
{
    if (driver == NULL)
        return;
    for (size_t i = 0; i < OWN_COUNT; i++)
        sqlite3_finalize(driver->own[i]);
    for (size_t i = 0; i < driver->sql->count; i++)
        sqlite3_finalize(driver->statements[i]);
    sqlite3_close(driver->database);
    free(driver);
}

static bool driver_run_own(struct driver *driver, unsigned which, struct error *error)
{
    bool const done = sqlite3_step(driver->own[which]) == SQLITE_DONE || driver_fail(driver, error);
    sqlite3_reset(driver->own[which]);
    return done;
}

bool driver_begin(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_BEGIN, error);
}

bool driver_begin_reading(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_BEGIN_READING, error);
}

bool driver_commit(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_COMMIT, error);
}

void driver_rollback(struct driver *driver)
{
    (void)driver_run_own(driver, OWN_ROLLBACK, NULL);
}

bool driver_mark(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_MARK, error);
}

bool driver_keep(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_KEEP, error);
}

bool driver_undo(struct driver *driver, struct error *error)
{
    return driver_run_own(driver, OWN_UNDO, error) && driver_run_own(driver, OWN_KEEP, error);
}

static int driver_bind(sqlite3_stmt *statement, int place, const struct driver_value *value)
{
    struct slice const bytes = value->bytes;
    const char *const start = bytes.length > 0 ? bytes.bytes : "";
    switch (value->kind) {
    case DRIVER_IS_NUMBER:
        return sqlite3_bind_int64(statement, place, value->number);
    case DRIVER_IS_BYTES:
        return sqlite3_bind_blob64(statement, place, start, bytes.length, SQLITE_STATIC);
    case DRIVER_IS_TEXT:
        return sqlite3_bind_text64(statement, place, start, bytes.length, SQLITE_STATIC, SQLITE_UTF8);
    case DRIVER_IS_NULL:
        break;
    }
    return sqlite3_bind_null(statement, place);
}

bool driver_start(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                  struct error *error)
{
    sqlite3_stmt *const statement = driver->statements[sql];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    for (size_t i = 0; i < count; i++)
        if (driver_bind(statement, (int)i + 1, &values[i]) != SQLITE_OK)
            return driver_fail(driver, error);
    return true;
}

bool driver_step(struct driver *driver, unsigned sql, struct error *error)
{
    if (error != NULL)
        error->fault = FAULT_NONE;
    int const got = sqlite3_step(driver->statements[sql]);
    if (got == SQLITE_ROW)
        return true;
    if (got != SQLITE_DONE)
        driver_fail(driver, error);
    sqlite3_reset(driver->statements[sql]);
    return false;
}

bool driver_run(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                struct error *error)
{
    if (!driver_start(driver, sql, values, count, error))
        return false;
    int const got = sqlite3_step(driver->statements[sql]);
    bool const done = got == SQLITE_DONE || driver_fail(driver, error);
    driver_stop(driver, sql);
    return done;
}

bool driver_find(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count, bool *found,
                 struct error *error)
{
    struct error trouble = { 0 };
    *found = driver_start(driver, sql, values, count, &trouble) && driver_step(driver, sql, &trouble);
    return trouble.fault == FAULT_NONE || fail_as(error, &trouble);
}

int64_t driver_number(struct driver *driver, unsigned sql, unsigned column)
{
    return sqlite3_column_int64(driver->statements[sql], (int)column);
}

struct slice driver_bytes(struct driver *driver, unsigned sql, unsigned column)
{
    const void *const bytes = sqlite3_column_blob(driver->statements[sql], (int)column);
    int const length = sqlite3_column_bytes(driver->statements[sql], (int)column);
    return length > 0 ? (struct slice){ bytes, (size_t)length } : SLICE("");
}

uint64_t driver_changed(struct driver *driver)
{
    return (uint64_t)sqlite3_changes64(driver->database);
}

int64_t driver_added(struct driver *driver)
{
    return sqlite3_last_insert_rowid(driver->database);
}

void driver_stop(struct driver *driver, unsigned sql)
{
    sqlite3_reset(driver->statements[sql]);
    sqlite3_clear_bindings(driver->statements[sql]); /* do not keep bound values */
}

bool driver_scrub(struct driver *driver, struct error *error)
{
    return driver_run_text(driver, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}
