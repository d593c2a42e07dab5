/* store/part_source.h - a part of a copy as a copy of its own: what stands below a folder of it. The public log of a record is one. */
#ifndef STORE_PART_SOURCE_H
#define STORE_PART_SOURCE_H

#include "store/log_source.h"

/* `folder` ends with a slash and lives as long. Closing it leaves the whole open. NULL: FAULT_MEMORY. */
struct log_source *part_source_open(struct log_source *whole, struct slice folder, struct error *error);

#endif
