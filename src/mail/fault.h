// SPDX-License-Identifier: Apache-2.0
/* mail/fault.h - faults of mails and mailboxes, as constants.
 *
 * What    FAULT_X for each row of mail/fault.def. */
#ifndef MAIL_FAULT_H
#define MAIL_FAULT_H

#include "base/fault.h"

#define FAULT FAULT_DECLARE
#include "mail/fault.def"
#undef FAULT

#endif
