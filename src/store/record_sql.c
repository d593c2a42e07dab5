#include "store/record_sql.h"

static const char *const texts[SQL_COUNT] = {
#define SQL(id, text) [SQL_##id] = text,
#include "store/record.def"
};

static const char *const schema[] = {
    "PRAGMA wal_autocheckpoint = 4000", /* checkpoint the write-ahead log every 16 MiB: each checkpoint costs two syncs */
    "CREATE TABLE IF NOT EXISTS act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL);",
    NULL,
};

static const struct driver_statements record_statements = { schema, texts, SQL_COUNT, false };

const struct log_tables record_tables = {
    .statements = &record_statements,
    .entry_add = SQL_ACT_ADD,
    .entry_values = 2,
    .entries_since = SQL_ACTS_SINCE,
    .checkpoint_set = SQL_CHECKPOINT_ADD,
    .checkpoint_values = 2,
    .checkpoint_last = SQL_CHECKPOINT_LAST,
    .blob_add = SQL_BLOB_ADD,
    .blob_find = SQL_BLOB_FIND,
    .blob_strike = SQL_BLOB_STRIKE,
    .blob_hashes = SQL_BLOB_HASHES,
};
