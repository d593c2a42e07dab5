// SPDX-License-Identifier: Apache-2.0
#include "base/fault.h"

#define FAULT FAULT_DEFINE
#include "base/fault.def"

const struct fault *fault_row(const struct fault *fault)
{
    static const struct fault none = { "none", FAULT_CLASS_NONE, "", "nothing is wrong", "" };
    return fault != FAULT_NONE ? fault : &none;
}

enum fault_class fault_class_of(const struct fault *fault)
{
    return fault_row(fault)->class;
}
