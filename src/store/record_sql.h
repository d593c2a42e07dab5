// SPDX-License-Identifier: Apache-2.0
/* store/record_sql.h - the schema of a record's database, and its statements by name.
 *
 * What    Only acts, blobs and checkpoints are stored. The state is replayed from `act` into memory. seq, size: from 0 without
 *         gaps. hash: 32 bytes. note: a signed checkpoint. */
#ifndef STORE_RECORD_SQL_H
#define STORE_RECORD_SQL_H

#include "store/log_store.h"

enum record_sql {
#define SQL(id, text) SQL_##id,
#include "store/record.def"
    SQL_COUNT
};

extern const struct log_tables record_tables;

#endif
