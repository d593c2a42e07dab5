// SPDX-License-Identifier: Apache-2.0
/* log/fault.h - faults of keys, logs and copies of a record, as constants.
 *
 * What    FAULT_X for each row of log/fault.def. */
#ifndef LOG_FAULT_H
#define LOG_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "log/fault.def"
#undef FAULT

#endif
