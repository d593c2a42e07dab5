// SPDX-License-Identifier: Apache-2.0
#include "formats/fault.h"

#define FAULT FAULT_DEFINE
#include "formats/fault.def"
