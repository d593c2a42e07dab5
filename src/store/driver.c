#include "store/driver.h"

#include <sqlite3.h>
#include <stdlib.h>

/* What endures. Everything else is derived: the state is replayed from `act` into memory, and no table keeps a part of it.
 * seq, size: from 0, without gaps. hash: 32 bytes. note: a signed checkpoint. */
static const char schema[] = "CREATE TABLE IF NOT EXISTS act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
                             "CREATE TABLE IF NOT EXISTS checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);"
                             "CREATE TABLE IF NOT EXISTS blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL,"
                             " bytes BLOB NOT NULL);";

/* FULL: a commit returns when its part of the log is synced. secure_delete: a struck blob's bytes are overwritten. */
static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                              "PRAGMA busy_timeout = 10000; PRAGMA trusted_schema = OFF;";

static const char *const texts[SQL_COUNT] = {
#define SQL(id, text) [SQL_##id] = text,
#include "store/sql.def"
};

struct driver {
    sqlite3 *database;
    sqlite3_stmt *statements[SQL_COUNT];
};

static bool fail_store(struct driver *driver, struct error *error)
{
    const char *const path = sqlite3_db_filename(driver->database, "main");
    fail(error, FAULT_STORE, 0, slice_of(path != NULL ? path : ""), slice_of(sqlite3_errmsg(driver->database)));
    if (error != NULL)
        error_keep(error);
    return false;
}

static bool run_text(struct driver *driver, const char *text, struct error *error)
{
    return sqlite3_exec(driver->database, text, NULL, NULL, NULL) == SQLITE_OK || fail_store(driver, error);
}

struct driver *driver_open(const char *path, bool reading, struct error *error)
{
    struct driver *const driver = calloc(1, sizeof *driver);
    int const flags = (reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (driver == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the store"), SLICE(""));
        return NULL;
    }
    bool good = sqlite3_open_v2(path, &driver->database, flags, NULL) == SQLITE_OK || fail_store(driver, error);
    good = good && run_text(driver, pragmas, error) && (reading || run_text(driver, schema, error));
    for (size_t i = 0; good && i < SQL_COUNT; i++)
        good = sqlite3_prepare_v3(driver->database, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &driver->statements[i],
                                  NULL) == SQLITE_OK ||
               fail_store(driver, error);
    if (good)
        return driver;
    driver_close(driver);
    return NULL;
}

void driver_close(struct driver *driver)
{
    if (driver == NULL)
        return;
    for (size_t i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(driver->statements[i]);
    sqlite3_close(driver->database);
    free(driver);
}

bool driver_begin(struct driver *driver, struct error *error)
{
    return run_text(driver, "BEGIN IMMEDIATE", error);
}

bool driver_commit(struct driver *driver, struct error *error)
{
    return run_text(driver, "COMMIT", error);
}

void driver_rollback(struct driver *driver)
{
    sqlite3_exec(driver->database, "ROLLBACK", NULL, NULL, NULL);
}

bool driver_start(struct driver *driver, enum sql sql, const struct driver_value *values, size_t count,
                  struct error *error)
{
    sqlite3_stmt *const statement = driver->statements[sql];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    for (size_t i = 0; i < count; i++) {
        int const place = (int)i + 1;
        struct slice const bytes = values[i].bytes;
        int const bound = values[i].is_bytes
                              ? sqlite3_bind_blob64(statement, place, bytes.length > 0 ? bytes.bytes : "", bytes.length,
                                                    SQLITE_STATIC)
                              : sqlite3_bind_int64(statement, place, values[i].number);
        if (bound != SQLITE_OK)
            return fail_store(driver, error);
    }
    return true;
}

bool driver_step(struct driver *driver, enum sql sql, struct error *error)
{
    if (error != NULL)
        error->fault = FAULT_NONE;
    int const got = sqlite3_step(driver->statements[sql]);
    if (got == SQLITE_ROW)
        return true;
    if (got != SQLITE_DONE)
        fail_store(driver, error);
    sqlite3_reset(driver->statements[sql]);
    return false;
}

bool driver_run(struct driver *driver, enum sql sql, const struct driver_value *values, size_t count,
                struct error *error)
{
    if (!driver_start(driver, sql, values, count, error))
        return false;
    int const got = sqlite3_step(driver->statements[sql]);
    bool const done = got == SQLITE_DONE || fail_store(driver, error);
    driver_stop(driver, sql);
    return done;
}

int64_t driver_number(struct driver *driver, enum sql sql, unsigned column)
{
    return sqlite3_column_int64(driver->statements[sql], (int)column);
}

struct slice driver_bytes(struct driver *driver, enum sql sql, unsigned column)
{
    const void *const bytes = sqlite3_column_blob(driver->statements[sql], (int)column);
    int const length = sqlite3_column_bytes(driver->statements[sql], (int)column);
    return length > 0 ? (struct slice){ bytes, (size_t)length } : SLICE("");
}

void driver_stop(struct driver *driver, enum sql sql)
{
    sqlite3_reset(driver->statements[sql]);
    sqlite3_clear_bindings(driver->statements[sql]); /* what was bound need not live on */
}

bool driver_scrub(struct driver *driver, struct error *error)
{
    return run_text(driver, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}
