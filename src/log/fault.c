// SPDX-License-Identifier: Apache-2.0
#include "log/fault.h"

#define FAULT FAULT_DEFINE
#include "log/fault.def"
