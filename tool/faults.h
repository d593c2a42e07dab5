// SPDX-License-Identifier: Apache-2.0
/* tool/faults.h - all faults of all floors, for docs/faults.md and for tests: base/fault.h. */
#ifndef TOOL_FAULTS_H
#define TOOL_FAULTS_H

#include "campaign/fault.h"
#include "cmd/fault.h"
#include "formats/fault.h"
#include "log/fault.h"
#include "mail/fault.h"
#include "record/fault.h"
#include "room/fault.h"
#include "rules/fault.h"
#include "store/fault.h"
#include "web/fault.h"

static const struct fault *const all_faults[] = {
#define FAULT(id, name, class, source, words, mending) FAULT_##id,
#include "base/fault.def"
#include "record/fault.def"
#include "rules/fault.def"
#include "formats/fault.def"
#include "store/fault.def"
#include "log/fault.def"
#include "room/fault.def"
#include "campaign/fault.def"
#include "web/fault.def"
#include "mail/fault.def"
#include "cmd/fault.def"
#undef FAULT
};

enum { FAULT_COUNT = sizeof all_faults / sizeof all_faults[0] };

#endif
