// SPDX-License-Identifier: Apache-2.0
#include "rules/rule.h"

const struct rule *const rules[ACT_COUNT] = {
#define ACT(id, name, by, makes, flags, meaning, fields) [ACT_##id] = &rule_##id,
#include "record/acts.def"
};
