// SPDX-License-Identifier: Apache-2.0
/* formats/language.h - language tags (BCP 47), and which of several a browser prefers (RFC 9110, 12.5.4).
 *
 * How     language_pick(SLICE("fr-CA, en;q=0.5"), tags, count, &at);  // at: the tag that fits best; false: none does
 * Holds   Any Accept-Language header picks one tag or none.
 * Limits  LANGUAGE_BYTES_MAX per tag. Only the first LANGUAGE_RANGES_MAX ranges of a header count. */
#ifndef FORMATS_LANGUAGE_H
#define FORMATS_LANGUAGE_H

#include "base/limits.h"
#include "base/slice.h"

enum { LANGUAGE_RANGES_MAX = 32 };

/* Whether it is formed like a tag: "en", "pt-BR". */
bool language_is_tag(struct slice tag);
/* Compares without case. */
bool language_equal(struct slice a, struct slice b);
/* Tries the ranges by weight. A range takes the same tag, else a shorter tag of the language (fr-CA takes fr), else a longer
 * one (pt takes pt-BR). "*" takes the first tag without q=0. False when no tag fits. */
bool language_pick(struct slice accept, const struct slice *tags, size_t count, size_t *at);

#endif
