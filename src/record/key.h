// SPDX-License-Identifier: Apache-2.0
/* record/key.h - Ed25519 keys of signed notes (C2SP signed-note, type 0x01).
 *
 * What    A verifier key is NAME+8 hex digits+base64(0x01 || 32 bytes). The digits are the key ID, the first four bytes of
 *         SHA-256(name LF 0x01 key). Only lower-case hex and canonical base64 are accepted.
 * How     if (!key_read(text, &key) || !key_has_id(&key, crypto) || key_is_weak(&key)) return false;
 * Holds   The name of a key that key_read accepted may stand in a note. Checking its ID needs a hash: key_has_id.
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

/* Reads a verifier key of type 0x01 in canonical form; false on anything else. */
bool key_read(struct slice text, struct key *key);
/* The same for another type with 32 bytes, such as a cosigner's key (0x04). */
bool key_read_typed(struct slice text, unsigned char type, struct key *key);
/* Writes the key as key_read reads it. */
void key_write(const struct key *key, struct buffer *out);
/* The key ID of that name and those bytes. */
uint32_t key_id(struct slice name, const unsigned char bytes[ED25519_KEY_BYTES], const struct crypto *crypto);
uint32_t key_id_typed(struct slice name, unsigned char type, const unsigned char bytes[ED25519_KEY_BYTES],
                      const struct crypto *crypto);
/* Writes a key ID as eight hex digits. */
void key_write_id(uint32_t id, struct buffer *out);
/* Whether the ID in the key is the one that its name and bytes give. */
bool key_has_id(const struct key *key, const struct crypto *crypto);
/* Whether the point is of small order or not canonical. Such keys are refused before a library is called, because libraries
 * disagree on them. */
bool key_is_weak(const struct key *key);
/* The same for the point R of a signature. */
bool signature_is_weak(const unsigned char signature[ED25519_SIGNATURE_BYTES]);
/* Whether a note may have that name: 1 to KEY_NAME_BYTES_MAX printable ASCII characters, no plus, no space. C2SP allows more of
 * Unicode; this keeps out look-alikes and invisible characters. */
bool key_name_is_good(struct slice name);

#endif
