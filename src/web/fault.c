// SPDX-License-Identifier: Apache-2.0
#include "web/fault.h"

#define FAULT FAULT_DEFINE
#include "web/fault.def"
