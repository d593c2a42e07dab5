// SPDX-License-Identifier: Apache-2.0
#include "room/fault.h"

#define FAULT FAULT_DEFINE
#include "room/fault.def"
