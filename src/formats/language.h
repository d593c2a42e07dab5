/* formats/language.h - language tags (BCP 47), and which of several a browser would rather have (RFC 9110, 12.5.4).
 *
 * How     language_pick(SLICE("fr-CA, en;q=0.5"), tags, count, &at)          at: the tag that fits best; false: none does
 * Holds   Total: an Accept-Language of any bytes picks one or none.
 * Limits  LANGUAGE_BYTES_MAX of a tag; of a header LANGUAGE_RANGES_MAX are looked at. */
#ifndef FORMATS_LANGUAGE_H
#define FORMATS_LANGUAGE_H

#include "base/limits.h"
#include "base/slice.h"

enum { LANGUAGE_RANGES_MAX = 32 };

/* Whether it has the form of a tag: "en", "pt-BR". */
bool language_is_tag(struct slice tag);
/* Tags have no case. */
bool language_equal(struct slice a, struct slice b);
/* Each range in the order of its weight: the tag itself, a shorter tag of the same language (fr-CA takes fr), then a longer one
 * (pt takes pt-BR). "*" takes the first that is not refused with q=0. */
bool language_pick(struct slice accept, const struct slice *tags, size_t count, size_t *at);

#endif
