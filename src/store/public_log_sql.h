// SPDX-License-Identifier: Apache-2.0
/* store/public_log_sql.h - the schema of a public log's database, and its statements by name.
 *
 * What    entry: the entries in order, each with its number in the inbox, so that none enters twice. blob: texts of comments that
 *         were not struck. comment, tally, count: an index over the entries for pages, updated in the same transactions. */
#ifndef STORE_PUBLIC_LOG_SQL_H
#define STORE_PUBLIC_LOG_SQL_H

#include "store/log_store.h"

enum public_log_sql {
#define SQL(id, text) PUBLIC_LOG_SQL_##id,
#include "store/public_log.def"
    PUBLIC_LOG_SQL_COUNT
};

extern const struct log_tables public_log_tables;

#endif
