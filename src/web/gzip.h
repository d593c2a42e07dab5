// SPDX-License-Identifier: Apache-2.0
/* web/gzip.h - gzip (RFC 1952) for answers that are worth it. Nothing secret is in a page, so its length may tell what it
 * likes. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "base/buffer.h"

enum { GZIP_BYTES_MIN = 1400 /* one packet: below it nothing is gained */ };

/* Whether an Accept-Encoding header takes gzip. */
bool gzip_is_wanted(struct slice accept_encoding);
/* Packs into `out`. False when it does not fit or gains nothing. */
bool gzip_write(struct slice bytes, struct buffer *out);

#endif
