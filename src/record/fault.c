// SPDX-License-Identifier: Apache-2.0
#include "record/fault.h"

#define FAULT FAULT_DEFINE
#include "record/fault.def"
