// SPDX-License-Identifier: Apache-2.0
#include "rules/fault.h"

#define FAULT FAULT_DEFINE
#include "rules/fault.def"
