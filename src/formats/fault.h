// SPDX-License-Identifier: Apache-2.0
/* formats/fault.h - faults of CSV, addresses and lists of contacts, as constants.
 *
 * What    FAULT_X for each row of formats/fault.def. */
#ifndef FORMATS_FAULT_H
#define FORMATS_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "formats/fault.def"
#undef FAULT

#endif
