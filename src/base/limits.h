/* base/limits.h - every limit on what comes from outside, in one place.
 *
 * What    Each has a unit in its name and a reason beside it; those that lean on one another are checked here. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <assert.h>
#include <stdint.h>

enum {
    ACT_BYTES_MAX = 65535,          /* an entry of a tile bundle has a 16-bit length (C2SP tlog-tiles) */
    ACT_FIELDS_MAX = 1024,          /* repeats included; the longest act of a large conference has about 300 */
    ACT_LINE_BYTES_MAX = 32768,     /* one line of a value */
    CODE_BYTES_MAX = 64,            /* docs/format.md: code */
    ORIGIN_BYTES_MAX = 255,         /* C2SP tlog-witness: names of at most 255 bytes */
    KEY_NAME_BYTES_MAX = 255,       /* the same, for a note's signer */
    URL_BYTES_MAX = 2008,           /* docs/format.md: scheme and 2,000 characters */
    LANGUAGE_BYTES_MAX = 35,        /* of a tag: what RFC 5646, 4.4.1 wants to be taken */
    NUMBER_DIGITS_MAX = 18,         /* docs/format.md: number; fits 64 bits with room to add */
    MEMBERS_MAX = 2048,             /* the United Nations have 193; an assembly may have more */
    PROFILE_BYTES_MAX = 16384,      /* rules of procedure as data */
    ACT_SIGNATURE_BYTES_MAX = 2048, /* key ID and signature; a passkey line takes some 400 */
    NOTE_SIGNATURES_MAX = 100,      /* C2SP signed-note: at least 16 must be taken; Go takes 100 */
    BLOB_BYTES_MAX = 33554432,      /* 32 MiB: a scanned document */
    CLOCK_SKEW_SECONDS_MAX = 300    /* docs/format.md: a signed time of a run conference against the server's clock */
};

enum {
    NOTE_SIGNATURE_BYTES_MAX = 8192, /* key ID and signature; post-quantum ones take up to 5,000 */
    CHECKPOINT_TEXT_BYTES_MAX = 4096 /* origin, size, root; room for extension lines of others */
};

static_assert(ACT_BYTES_MAX <= UINT16_MAX, "an entry's length is stored in two bytes");
static_assert(ACT_LINE_BYTES_MAX < ACT_BYTES_MAX, "a line is part of an act");

#endif
