/* store/voice_book.h - the schema of the voice store, and its statements by name.
 *
 * What    Times are seconds since 1970, 0 where there is none; states and kinds are words. What is `sealed` only the clerk
 *         opens (store/sealed.h); tokens and addresses stand as hashes. Tables are STRICT: text is bound as text
 *         (DRIVER_TEXT), bytes as bytes.
 * Not     What the words mean and which steps are allowed: the lists beside each subject (store/message_step.def). */
#ifndef STORE_VOICE_BOOK_H
#define STORE_VOICE_BOOK_H

#include "store/driver.h"

enum voice_sql {
#define SQL(id, text) VOICE_##id,
#include "store/voice.def"
    VOICE_COUNT
};

extern const struct driver_book voice_book;

#endif
