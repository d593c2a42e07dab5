// SPDX-License-Identifier: Apache-2.0
#include "mail/fault.h"

#define FAULT FAULT_DEFINE
#include "mail/fault.def"
