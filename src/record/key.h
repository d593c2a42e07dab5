/* record/key.h - Ed25519 keys of signed notes (C2SP signed-note, type 0x01).
 *
 * What    A verifier key is NAME+8 hex digits+base64(0x01 || 32 bytes); the digits are the key ID, the first four bytes of
 *         SHA-256(name LF 0x01 key). Lower-case hex and canonical base64 only.
 * Holds   A key that key_read took has a name that may stand in a note; whether its ID is right needs a hash: key_has_id.
 * Not     Signing: log/signer.h. */
#ifndef RECORD_KEY_H
#define RECORD_KEY_H

#include "base/buffer.h"
#include "record/crypto.h"

struct key {
    struct slice name; /* points into the text that was read */
    uint32_t id;
    unsigned char bytes[ED25519_KEY_BYTES];
};

/* Reads a verifier key; false when it is not one of type 0x01 in canonical form. */
bool key_read(struct slice text, struct key *key);
/* The same for a key of another type byte with 32 bytes of key, as a cosigner's (0x04). */
bool key_read_typed(struct slice text, unsigned char type, struct key *key);
/* Writes it as key_read takes it. */
void key_write(const struct key *key, struct buffer *out);
/* The key ID that the name and the bytes give. */
uint32_t key_id(struct slice name, const unsigned char bytes[ED25519_KEY_BYTES], const struct crypto *crypto);
uint32_t key_id_typed(struct slice name, unsigned char type, const unsigned char bytes[ED25519_KEY_BYTES],
                      const struct crypto *crypto);
/* Writes a key ID: eight digits. */
void key_write_id(uint32_t id, struct buffer *out);
bool key_has_id(const struct key *key, const struct crypto *crypto);
/* Small-order or non-canonical: refused before any library is asked, since libraries disagree on them. */
bool key_is_weak(const struct key *key);
/* The same for the point R of a signature. */
bool signature_is_weak(const unsigned char signature[ED25519_SIGNATURE_BYTES]);
/* A name that may stand in a note: 1 to KEY_NAME_BYTES_MAX printable ASCII characters, no plus and no space. C2SP allows
 * more of Unicode; look-alikes and what cannot be seen are kept out here. */
bool key_name_is_good(struct slice name);

#endif
