// SPDX-License-Identifier: Apache-2.0
/* log/signer.h - the private half of a key: signing notes.
 *
 * What    A private key is PRIVATE+KEY+name+8 hex digits+base64(0x01 || 32 bytes of seed), the form that Go's sumdb/note
 *         made and that the tools of transparency logs share; the digits are the ID of the public key.
 * How     struct signer signer;
 *         if (!signer_read(text, &signer, &error)) ...
 *         signer_sign(&signer, act, out);  // the whole note
 *         signer_forget(&signer);
 * Owns    The secret, until signer_forget. Copying a signer copies the secret. */
#ifndef LOG_SIGNER_H
#define LOG_SIGNER_H

#include "base/error.h"
#include "base/limits.h"
#include "record/key.h"

enum { SIGNER_SECRET_BYTES = 64, SIGNER_SEED_BYTES = 32, SIGNER_TEXT_BYTES_MAX = KEY_NAME_BYTES_MAX + 80 };

struct signer {
    char name[KEY_NAME_BYTES_MAX];
    size_t name_length;
    uint32_t id;
    unsigned char public_bytes[ED25519_KEY_BYTES];
    unsigned char secret[SIGNER_SECRET_BYTES]; /* seed, then public key: as libsodium keeps it */
};

/* A new key from the system's random numbers. FAULT_KEY_NAME. */
bool signer_new(struct slice name, struct signer *signer, struct error *error);
/* A key from 32 bytes that the caller knows to be random. FAULT_KEY_NAME. */
bool signer_from_seed(struct slice name, const unsigned char seed[SIGNER_SEED_BYTES], struct signer *signer,
                      struct error *error);
/* Reads a private key, without a line feed. FAULT_KEY_PRIVATE, FAULT_KEY_ID. */
bool signer_read(struct slice text, struct signer *signer, struct error *error);
/* Writes the private key as signer_read takes it. */
void signer_write(const struct signer *signer, struct buffer *out);
/* The public half; its name points into the signer. */
struct key signer_key(const struct signer *signer);
/* Writes the whole note: the text (its last byte is LF), an empty line, the signature line. */
void signer_sign(const struct signer *signer, struct slice text, struct buffer *out);
/* Writes the signature line alone, over that text. */
void signer_write_line(const struct signer *signer, struct slice text, struct buffer *out);
/* Wipes the secret. */
void signer_forget(struct signer *signer);

#endif
