// SPDX-License-Identifier: Apache-2.0
/* web/listen.h - a listening socket from "ADDR:PORT". */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "base/buffer.h"
#include "base/error.h"

enum { LISTEN_ADDRESS_BYTES_MAX = 300, LISTEN_WAITING_MAX = 1024 };

/* Listens at 127.0.0.1:8080, localhost:8080 or [::1]:8080; port 0 takes a free one. Writes the address for a browser on this
 * machine: "localhost:PORT" for a loopback address. -1 with FAULT_LISTEN. */
int listen_at(struct slice address, struct buffer *shown, struct error *error);

#endif
