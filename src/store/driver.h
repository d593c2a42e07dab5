/* store/driver.h - a thin face over an SQL engine.
 *
 * What    A database has its schema and every statement that is ever run on it (store/record.def, store/campaign.def), with
 *         values as $1, $2 ... or as a bare ? each. All are prepared when it is opened, so that a slip is found at the start.
 *         The one engine so far is SQLite.
 *         The schema is a list of numbered steps. A database keeps the version that it has (PRAGMA user_version); opening it for
 *         writing takes the steps that are newer, in one transaction. A new database is one of version 0.
 * How     struct driver_value const values[] = { DRIVER_NUMBER(seq), DRIVER_BYTES(bytes) };
 *         driver_run(driver, SQL_ACT_ADD, values, 2, &error);
 *         driver_start(driver, SQL_ACTS_SINCE, values, 1, &error); while (driver_step(driver, SQL_ACTS_SINCE, &error)) ...
 * Owns    The connection, until driver_close. Columns are good until the next step of the same statement.
 * Threads One at a time a driver. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/error.h"

struct driver;

/* SQL that makes a schema of `version` of one that is older. A step that a release had is never changed: the next change is a
 * new step, with the next version, at the end of its list. */
struct driver_step {
    unsigned version; /* from 1 */
    const char *sql;
};

/* A statement is its place in the texts: an enum made from the same list. */
struct driver_statements {
    const struct driver_step *schema; /* in the order in which they are taken; ends with a NULL */
    const char *const *texts;
    unsigned count;
    bool private; /* the database is its owner's alone: os_make_private */
};

enum driver_kind { DRIVER_IS_NUMBER, DRIVER_IS_BYTES, DRIVER_IS_TEXT, DRIVER_IS_NULL };

struct driver_value {
    enum driver_kind kind;
    int64_t number;
    struct slice bytes;
};

#define DRIVER_NUMBER(n) ((struct driver_value){ .number = (int64_t)(n) })
#define DRIVER_BYTES(s) ((struct driver_value){ .kind = DRIVER_IS_BYTES, .bytes = (s) })
/* UTF-8, for columns that are TEXT: bytes and text are never equal there. */
#define DRIVER_TEXT(s) ((struct driver_value){ .kind = DRIVER_IS_TEXT, .bytes = (s) })
#define DRIVER_NULL ((struct driver_value){ .kind = DRIVER_IS_NULL })

/* Opens the database, making it where there is none and bringing its schema to the newest version; `reading` opens it for
 * reading alone. The statements live as long as the driver. FAULT_STORE; FAULT_STORE_NEWER where a newer program has changed the
 * schema; FAULT_STORE_OLDER where reading alone would need a step to be taken first. */
struct driver *driver_open(const char *path, bool reading, const struct driver_statements *sql, struct error *error);
void driver_close(struct driver *driver);
/* Begins to write; another process that writes is waited for. */
bool driver_begin(struct driver *driver, struct error *error);
/* Begins to read: until driver_rollback all statements see the same state. */
bool driver_begin_reading(struct driver *driver, struct error *error);
/* Durable when true. When false nobody knows: the program must stop and replay. */
bool driver_commit(struct driver *driver, struct error *error);
void driver_rollback(struct driver *driver);
/* Within a transaction: what comes after the mark is kept by driver_keep or taken back by driver_undo. One at a time. */
bool driver_mark(struct driver *driver, struct error *error);
bool driver_keep(struct driver *driver, struct error *error);
bool driver_undo(struct driver *driver, struct error *error);
/* Runs a statement that gives no rows. */
bool driver_run(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                struct error *error);
/* Starts one that gives rows. */
bool driver_start(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count,
                  struct error *error);
/* The next row. False at the end, and on an error: error->fault then is not FAULT_NONE. */
bool driver_step(struct driver *driver, unsigned sql, struct error *error);
/* Starts one and takes its first row; *found says whether there is one. After the columns: driver_stop. False on an error
 * alone. */
bool driver_find(struct driver *driver, unsigned sql, const struct driver_value *values, size_t count, bool *found,
                 struct error *error);
int64_t driver_number(struct driver *driver, unsigned sql, unsigned column);
struct slice driver_bytes(struct driver *driver, unsigned sql, unsigned column);
/* Rows that the last statement changed; the number of the row that was added last. */
uint64_t driver_changed(struct driver *driver);
int64_t driver_added(struct driver *driver);
/* Ends a statement before its last row. */
void driver_stop(struct driver *driver, unsigned sql);
/* What was deleted is gone from the files too, the log of the engine included. */
bool driver_scrub(struct driver *driver, struct error *error);

#endif
