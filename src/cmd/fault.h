// SPDX-License-Identifier: Apache-2.0
/* cmd/fault.h - faults of the command line and of what it verifies, as constants.
 *
 * What    FAULT_X for each row of cmd/fault.def. */
#ifndef CMD_FAULT_H
#define CMD_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "cmd/fault.def"
#undef FAULT

#endif
