// SPDX-License-Identifier: Apache-2.0
#include "store/public_log_sql.h"

static const char *const texts[PUBLIC_LOG_SQL_COUNT] = {
#define SQL(id, text) [PUBLIC_LOG_SQL_##id] = text,
#include "store/public_log.def"
};

static const struct driver_step schema[] = {
    { 1, "CREATE TABLE entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL, inbox INTEGER UNIQUE) STRICT;"
         "CREATE TABLE checkpoint (id INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;"
         "CREATE TABLE key_delegation (id INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;"
         "CREATE TABLE blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;"
         "CREATE TABLE comment (seq INTEGER PRIMARY KEY, about TEXT NOT NULL, country TEXT NOT NULL,"
         " at INTEGER NOT NULL, blob BLOB NOT NULL, source INTEGER NOT NULL, struck INTEGER,"
         " who TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '') STRICT;"
         "CREATE INDEX comment_about ON comment (about, seq, country);"
         "CREATE INDEX comment_source ON comment (source) WHERE source > 0;"
         "CREATE TABLE tally (about TEXT NOT NULL, country TEXT NOT NULL, published INTEGER NOT NULL,"
         " struck INTEGER NOT NULL, refused INTEGER NOT NULL, PRIMARY KEY (about, country)) STRICT, WITHOUT ROWID;"
         "CREATE TABLE count (campaign TEXT NOT NULL, place TEXT NOT NULL, total INTEGER NOT NULL,"
         " asked INTEGER NOT NULL DEFAULT 0, yes INTEGER NOT NULL DEFAULT 0, no INTEGER NOT NULL DEFAULT 0,"
         " seq INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;" },
    { 0, NULL },
};

static const struct driver_statements public_log_statements = { schema, texts, PUBLIC_LOG_SQL_COUNT, true };

const struct log_tables public_log_tables = {
    .statements = &public_log_statements,
    .entry_add = PUBLIC_LOG_SQL_ENTRY_ADD,
    .entry_values = 3,
    .entries_since = PUBLIC_LOG_SQL_ENTRIES_SINCE,
    .checkpoint_set = PUBLIC_LOG_SQL_CHECKPOINT_SET,
    .checkpoint_values = 1,
    .checkpoint_last = PUBLIC_LOG_SQL_CHECKPOINT_LAST,
    .blob_add = PUBLIC_LOG_SQL_BLOB_ADD,
    .blob_find = PUBLIC_LOG_SQL_BLOB_FIND,
    .blob_strike = PUBLIC_LOG_SQL_BLOB_STRIKE,
    .blob_hashes = PUBLIC_LOG_SQL_BLOB_HASHES,
};
