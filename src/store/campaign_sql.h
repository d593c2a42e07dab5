// SPDX-License-Identifier: Apache-2.0
/* store/campaign_sql.h - the schema of the campaign store, and its statements by name.
 *
 * What    Times are seconds since 1970, 0 where there is none; states and kinds are words. What is `sealed` only the worker
 *         opens (store/sealed.h); tokens and addresses stand as hashes. Tables are STRICT: text is bound as text
 *         (DRIVER_TEXT), bytes as bytes.
 * Not     What the words mean and which steps are allowed: the lists beside each subject (store/message_step.def). */
#ifndef STORE_CAMPAIGN_SQL_H
#define STORE_CAMPAIGN_SQL_H

#include "store/driver.h"

enum campaign_sql {
#define SQL(id, text) CAMPAIGN_SQL_##id,
#include "store/campaign.def"
    CAMPAIGN_SQL_COUNT
};

extern const struct driver_statements campaign_statements;

#endif
