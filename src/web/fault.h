// SPDX-License-Identifier: Apache-2.0
/* web/fault.h - faults of HTTP requests, forms and the desk, as constants.
 *
 * What    FAULT_X for each row of web/fault.def. */
#ifndef WEB_FAULT_H
#define WEB_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "web/fault.def"
#undef FAULT

#endif
