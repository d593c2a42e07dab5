// SPDX-License-Identifier: Apache-2.0
/* campaign/fault.h - faults of campaigns, messages, comments, followers and passkeys, as constants.
 *
 * What    FAULT_X for each row of campaign/fault.def. */
#ifndef CAMPAIGN_FAULT_H
#define CAMPAIGN_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "campaign/fault.def"
#undef FAULT

#endif
