/* store/copy_part.h - a part of a copy as a copy of its own: what stands below a folder of it. The gallery of a record is one. */
#ifndef STORE_COPY_PART_H
#define STORE_COPY_PART_H

#include "store/copy.h"

/* `folder` ends with a slash and lives as long. Closing it leaves the whole open. NULL: FAULT_MEMORY. */
struct copy *copy_part_open(struct copy *whole, struct slice folder, struct error *error);

#endif
