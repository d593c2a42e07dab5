// SPDX-License-Identifier: Apache-2.0
#include "store/record_sql.h"

static const char *const texts[SQL_COUNT] = {
#define SQL(id, text) [SQL_##id] = text,
#include "store/record.def"
};

static const struct driver_step schema[] = {
    { 1, "CREATE TABLE act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
         "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);"
         "CREATE TABLE blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL);" },
    { 0, NULL },
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
