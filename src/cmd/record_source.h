// SPDX-License-Identifier: Apache-2.0
/* cmd/record_source.h - opens a record for reading, wherever it stands: an address, a mirror's directory, a server's data directory. */
#ifndef CMD_RECORD_SOURCE_H
#define CMD_RECORD_SOURCE_H

#include "log/log_source.h"

/* `conference` is needed where a data directory holds several. NULL with the error. */
struct log_source *record_source_open(struct slice place, struct slice conference, struct error *error);

#endif
