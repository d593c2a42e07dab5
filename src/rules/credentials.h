// SPDX-License-Identifier: Apache-2.0
/* rules/credentials.h - reports on credentials, and what the plenary's decision on one does to rights.
 *
 * What    A credentials committee reports which members' papers are in order. Nothing changes until the plenary decides on the
 *         report (CV 333, 334). */
#ifndef RULES_CREDENTIALS_H
#define RULES_CREDENTIALS_H

#include "rules/party.h"

struct credentials_report {
    struct object object;
    const struct entry *decided;
};

#endif
