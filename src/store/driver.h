// SPDX-License-Identifier: Apache-2.0
/* store/driver.h - a thin interface to an SQL engine.
 *
 * What    A database has a schema and a fixed list of statements (store/record.def, store/campaign.def), with values as $1, $2 ...
 *         or as a bare ? each. All statements are prepared when the database is opened, so an error in one shows at the start. The
 *         only engine so far is SQLite.
 *         A schema is a list of numbered steps. A database keeps its version (PRAGMA user_version). Opening it for writing runs the
 *         steps that are newer, in one transaction; a new database has version 0.
 * How     struct driver_value const values[] = { DRIVER_NUMBER(7), DRIVER_BYTES(SLICE("...")) };
 *         if (!driver_run(driver, SQL_ACT_ADD, values, 2, &error)) return false;
 *         if (!driver_start(driver, SQL_ACTS_SINCE, values, 1, &error)) return false;
 *         while (driver_step(driver, SQL_ACTS_SINCE, &error)) driver_bytes(driver, SQL_ACTS_SINCE, 1);
 * Owns    The connection, until driver_close. Columns are valid until the next step of the same statement.
 * Threads One at a time. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/error.h"

struct driver;

/* SQL that brings a schema to `version`. A step that was released is never changed: the next change is a new step with the next
 * version, at the end of the list. */
struct driver_step {
    unsigned version; /* from 1 */
    const char *sql;
};

/* A statement is known by its index in `texts`. An enum is made from the same list. */
struct driver_statements {
    const struct driver_step *schema; /* in the order in which they are taken; ends with a NULL */
    const char *const *texts;
    unsigned count;
    bool private; /* only the owner may read the files: os_make_private */
};

enum driver_kind { DRIVER_IS_NUMBER, DRIVER_IS_BYTES, DRIVER_IS_TEXT, DRIVER_IS_NULL };

struct driver_value {
    enum driver_kind kind;
    int64_t number;
    struct slice bytes;
};

#define DRIVER_NUMBER(n) ((struct driver_value){ .number = (int64_t)(n) })
#define DRIVER_BYTES(s) ((struct driver_value){ .kind = DRIVER_IS_BYTES, .bytes = (s) })
/* UTF-8, for TEXT columns: SQLite never finds bytes and text equal. */
#define DRIVER_TEXT(s) ((struct driver_value){ .kind = DRIVER_IS_TEXT, .bytes = (s) })
#define DRIVER_NULL ((struct driver_value){ .kind = DRIVER_IS_NULL })

/* Opens the database; makes it when it is new, and brings its schema to the newest version. `reading`: read-only. `sql` must
 * outlive the driver. FAULT_STORE; FAULT_STORE_NEWER when a newer program changed the schema; FAULT_STORE_OLDER when a read-only
 * database needs a step first. */
struct driver *driver_open(const char *path, bool reading, const struct driver_statements *sql, struct error *error);
void driver_close(struct driver *driver);
/* Begins a write transaction; waits for another process that writes. */
bool driver_begin(struct driver *driver, struct error *error);
/* Begins a read transaction: until driver_rollback all statements see the same state. */
bool driver_begin_reading(struct driver *driver, struct error *error);
/* True: durable. False: the result is unknown; the program must stop and replay. */
bool driver_commit(struct driver *driver, struct error *error);
void driver_rollback(struct driver *driver);
/* Sets a savepoint in a transaction; driver_keep keeps the changes after it, driver_undo reverts them. One at a time. */
bool driver_mark(struct driver *driver, struct error *error);
bool driver_keep(struct driver *driver, struct error *error);
bool driver_undo(struct driver *driver, struct error *error);
/* Runs a statement that gives no rows. */
bool driver_run(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                struct error *error);
/* Starts a statement that gives rows. */
bool driver_start(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                  struct error *error);
/* Steps to the next row. False at the end and on an error: then error->fault is not FAULT_NONE. */
bool driver_step(struct driver *driver, unsigned sql, struct error *error);
/* Starts a statement and steps to its first row; *found: there is one. Call driver_stop after reading the columns. False
 * only on an error. */
bool driver_find(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count, bool *found,
                 struct error *error);
int64_t driver_number(struct driver *driver, unsigned sql, unsigned column);
struct slice driver_bytes(struct driver *driver, unsigned sql, unsigned column);
/* The number of rows that the last statement changed; the id of the last added row. */
uint64_t driver_changed(struct driver *driver);
int64_t driver_added(struct driver *driver);
/* Ends a statement before its last row. */
void driver_stop(struct driver *driver, unsigned sql);
/* Removes deleted data from the files too, the write-ahead log included. */
bool driver_scrub(struct driver *driver, struct error *error);

#endif
