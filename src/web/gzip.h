// SPDX-License-Identifier: Apache-2.0
/* web/gzip.h - gzip (RFC 1952) for answers that gain by it. Pages hold no secrets, so their compressed length reveals nothing. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "base/buffer.h"

enum { GZIP_BYTES_MIN = 1400 /* one packet: compressing less gains nothing */ };

/* Whether an Accept-Encoding header allows gzip. */
bool gzip_is_wanted(struct slice accept_encoding);
/* Compresses into `out`. False if it does not fit or saves nothing. */
bool gzip_write(struct slice bytes, struct buffer *out);

#endif
