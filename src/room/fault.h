// SPDX-License-Identifier: Apache-2.0
/* room/fault.h - faults of sites, rooms and scripts, as constants.
 *
 * What    FAULT_X for each row of room/fault.def. */
#ifndef ROOM_FAULT_H
#define ROOM_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "room/fault.def"
#undef FAULT

#endif
