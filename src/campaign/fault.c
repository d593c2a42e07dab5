// SPDX-License-Identifier: Apache-2.0
#include "campaign/fault.h"

#define FAULT FAULT_DEFINE
#include "campaign/fault.def"
