// SPDX-License-Identifier: Apache-2.0
/* store/fault.h - faults of files, databases and what is stored in them, as constants.
 *
 * What    FAULT_X for each row of store/fault.def. */
#ifndef STORE_FAULT_H
#define STORE_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "store/fault.def"
#undef FAULT

#endif
