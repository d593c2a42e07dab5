// SPDX-License-Identifier: Apache-2.0
/* log/part_source.h - a folder of a log source, as a source of its own. The public log of a record is one. */
#ifndef LOG_PART_SOURCE_H
#define LOG_PART_SOURCE_H

#include "log/log_source.h"

/* `folder` ends with a slash and lives as long. Closing it leaves the whole open. NULL: FAULT_MEMORY. */
struct log_source *part_source_open(struct log_source *whole, struct slice folder, struct error *error);

#endif
