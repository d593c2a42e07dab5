// SPDX-License-Identifier: Apache-2.0
#include "store/fault.h"

#define FAULT FAULT_DEFINE
#include "store/fault.def"
