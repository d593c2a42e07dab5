/* store/driver.h - a thin face over an SQL engine.
 *
 * What    Every statement stands in store/sql.def with its values as $1, $2 ... and is prepared when the store is opened, so
 *         that a slip is found at the start. The one engine so far is SQLite.
 * How     struct driver_value const values[] = { DRIVER_NUMBER(seq), DRIVER_BYTES(bytes) };
 *         driver_run(driver, SQL_ACT_ADD, values, 2, &error);
 *         driver_start(driver, SQL_ACTS_SINCE, values, 1, &error); while (driver_step(driver, SQL_ACTS_SINCE, &error)) ...
 * Owns    The connection, until driver_close. Columns are good until the next step of the same statement.
 * Threads One at a time a driver. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/error.h"

struct driver;

enum sql {
#define SQL(id, text) SQL_##id,
#include "store/sql.def"
    SQL_COUNT
};

struct driver_value {
    bool is_bytes;
    int64_t number;
    struct slice bytes;
};

#define DRIVER_NUMBER(n) ((struct driver_value){ .number = (int64_t)(n) })
#define DRIVER_BYTES(s) ((struct driver_value){ .is_bytes = true, .bytes = (s) })

/* Opens the database, making it with its schema when it is new; `reading` opens it for reading alone. FAULT_STORE. */
struct driver *driver_open(const char *path, bool reading, struct error *error);
void driver_close(struct driver *driver);
bool driver_begin(struct driver *driver, struct error *error);
/* Durable when true. When false nobody knows: the program must stop and replay. */
bool driver_commit(struct driver *driver, struct error *error);
void driver_rollback(struct driver *driver);
/* Runs a statement that gives no rows. */
bool driver_run(struct driver *driver, enum sql sql, const struct driver_value *values, size_t count,
                struct error *error);
/* Starts one that gives rows. */
bool driver_start(struct driver *driver, enum sql sql, const struct driver_value *values, size_t count,
                  struct error *error);
/* The next row. False at the end, and on an error: error->fault then is not FAULT_NONE. */
bool driver_step(struct driver *driver, enum sql sql, struct error *error);
int64_t driver_number(struct driver *driver, enum sql sql, unsigned column);
struct slice driver_bytes(struct driver *driver, enum sql sql, unsigned column);
/* Ends a statement before its last row. */
void driver_stop(struct driver *driver, enum sql sql);
/* What was deleted is gone from the files too, the log of the engine included. */
bool driver_scrub(struct driver *driver, struct error *error);

#endif
