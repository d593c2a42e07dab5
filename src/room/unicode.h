// SPDX-License-Identifier: Apache-2.0
/* room/unicode.h - the one question about Unicode that depends on its version, from libunistring.
 *
 * What    Whether UTF-8 is in Normalization Form C (Unicode Standard Annex 15). Asked where an act enters, never when a record is
 *         replayed, so that no verdict depends on a library's tables.
 * Threads Any. */
#ifndef ROOM_UNICODE_H
#define ROOM_UNICODE_H

#include "base/slice.h"

/* Well-formed UTF-8 that is in NFC. *line, when not NULL, is the first that is not, from 1. */
bool unicode_is_nfc(struct slice text, uint32_t *line);

#endif
