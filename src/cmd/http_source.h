// SPDX-License-Identifier: Apache-2.0
/* cmd/http_source.h - a record read from a server, over HTTP (libcurl).
 *
 * What    The address of a conference (http://HOST/CONFERENCE, whose log is under /log/), of a log, or of a folder in which any
 *         file server serves a mirror. What is fetched is not trusted; the caller checks it.
 * Holds   Only http and https; at most three redirections; a connection in 10 s; no transfer slower than 100 bytes a second
 *         for 30 s; never more bytes than the buffer has, after decompression.
 * Owns    The connection, until close. */
#ifndef CMD_HTTP_SOURCE_H
#define CMD_HTTP_SOURCE_H

#include "log/log_source.h"

/* Whether the place is an address. */
bool http_source_is_address(struct slice place);
/* FAULT_COPY_NONE when there is no log; FAULT_FETCH. */
struct log_source *http_source_open(struct slice address, struct error *error);

#endif
