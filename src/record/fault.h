// SPDX-License-Identifier: Apache-2.0
/* record/fault.h - faults of acts, notes, checkpoints and proofs, as constants.
 *
 * What    FAULT_X for each row of record/fault.def. */
#ifndef RECORD_FAULT_H
#define RECORD_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "record/fault.def"
#undef FAULT

#endif
