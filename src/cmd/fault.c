// SPDX-License-Identifier: Apache-2.0
#include "cmd/fault.h"

#define FAULT FAULT_DEFINE
#include "cmd/fault.def"
