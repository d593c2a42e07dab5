// SPDX-License-Identifier: Apache-2.0
/* rules/fault.h - faults of profiles, keys and the rules of procedure, as constants.
 *
 * What    FAULT_X for each row of rules/fault.def. */
#ifndef RULES_FAULT_H
#define RULES_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "rules/fault.def"
#undef FAULT

#endif
