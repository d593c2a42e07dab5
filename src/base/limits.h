// SPDX-License-Identifier: Apache-2.0
/* base/limits.h - every limit on input from outside, in one place.
 *
 * What    Each limit has its unit in its name and its reason beside it. Limits that depend on each other are checked here. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <assert.h>
#include <stdint.h>

enum {
    ACT_BYTES_MAX = 65535,          /* C2SP tlog-tiles: the length of an entry has 16 bits */
    ACT_FIELDS_MAX = 1024,          /* repeated fields included; the longest act of a large conference has about 300 */
    ACT_LINE_BYTES_MAX = 32768,     /* one line of a value */
    CODE_BYTES_MAX = 64,            /* docs/format.md: code */
    ORIGIN_BYTES_MAX = 255,         /* C2SP tlog-witness: names of at most 255 bytes */
    KEY_NAME_BYTES_MAX = 255,       /* the same, for the signer of a note */
    URL_BYTES_MAX = 2008,           /* docs/format.md: scheme and 2,000 characters */
    LANGUAGE_BYTES_MAX = 35,        /* of a tag: RFC 5646, 4.4.1 */
    NUMBER_DIGITS_MAX = 18,         /* docs/format.md: number; sums still fit 64 bits */
    MEMBERS_MAX = 2048,             /* the United Nations has 193; an assembly may have more */
    PROFILE_BYTES_MAX = 16384,      /* the rules of procedure of one conference */
    ACT_SIGNATURE_BYTES_MAX = 2048, /* key ID and signature; a passkey's take about 400 */
    NOTE_SIGNATURES_MAX = 100,      /* C2SP signed-note: readers accept at least 16; Go accepts 100 */
    BLOB_BYTES_MAX = 33554432,      /* 32 MiB: a scanned document */
    CLOCK_SKEW_SECONDS_MAX = 300    /* docs/format.md: signed time against the server's clock */
};

enum {
    NOTE_SIGNATURE_BYTES_MAX = 8192, /* key ID and signature; post-quantum ones take up to 5,000 */
    CHECKPOINT_TEXT_BYTES_MAX = 4096 /* origin, size, root, and extension lines of other logs */
};

static_assert(ACT_BYTES_MAX <= UINT16_MAX, "the length of an entry is stored in two bytes");
static_assert(ACT_LINE_BYTES_MAX < ACT_BYTES_MAX, "a line is part of an act");

#endif
