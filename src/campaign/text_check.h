/* campaign/text_check.h - whether what a person wrote into a field can stand: not empty, not too long, nothing that cannot be shown. */
#ifndef CAMPAIGN_TEXT_CHECK_H
#define CAMPAIGN_TEXT_CHECK_H

#include "base/error.h"

/* `called` is how a fault calls it: "the subject"; `bytes_words` the limit in words: "20,000". With `lines` it may have several, and
 * tabs. FAULT_WRITTEN_EMPTY, FAULT_WRITTEN_LONG, FAULT_WRITTEN_CHARACTER. */
bool text_check(struct slice text, const char *called, size_t bytes_max, const char *bytes_words, bool lines,
                struct error *error);

#endif
