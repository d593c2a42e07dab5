// SPDX-License-Identifier: Apache-2.0
/* store/sealed.h - data that the serving process can write but not read back: sealed boxes, tokens, keyed hashes.
 *
 * What    DIR/keys/campaign/seal.pub   the public key: who has it can seal (X25519, libsodium's crypto_box_seal)
 *         DIR/keys/campaign/seal.key   the secret key, mode 0600: only for the worker
 *         DIR/keys/campaign/secret     the key of hashes and form tokens, mode 0600
 *         Each file is one line of base64. A token is 32 bytes in base64url: six bytes of time, so that rows made together are
 *         stored together, and 26 random bytes. The store keeps the time and 26 bytes of its SHA-256.
 * How     if (!sealed_read_seal(directory, &seal, &error)) return false;
 *         if (!sealed_close(&seal, fields, arena, &sealed, &error)) return false;
 *         if (!sealed_read_key(directory, &key, &error)) return false;
 *         if (!sealed_open(&key, sealed, arena, &text, &error)) return false;
 * Owns    Secrets, until sealed_forget or sealed_forget_key.
 * Threads Any; seal and key are only read. */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "base/arena.h"
#include "base/error.h"
#include "record/crypto.h"

enum {
    SEAL_KEY_BYTES = 32,
    SEAL_EXTRA_BYTES = 48, /* a sealed text is this much longer than the text */
    SEAL_KEYED_WORDS = 26, /* the size of crypto_auth_hmacsha256_state */
    TOKEN_TEXT_BYTES = 43  /* 32 bytes in base64url without padding */
};

struct seal {
    unsigned char public_key[SEAL_KEY_BYTES];
    unsigned char secret[SEAL_KEY_BYTES];
    uint64_t keyed[SEAL_KEYED_WORDS]; /* state of HMAC-SHA-256 after the secret */
};

struct seal_key {
    unsigned char public_key[SEAL_KEY_BYTES], secret_key[SEAL_KEY_BYTES];
};

struct token {
    char text[TOKEN_TEXT_BYTES];
    struct hash hash; /* as stored */
};

/* Makes the three files if they do not exist. FAULT_FILE, FAULT_LOCKED, FAULT_CRYPTO. */
bool sealed_make_keys(struct slice directory, struct error *error);
/* FAULT_FILE, FAULT_SEAL_KEY. */
bool sealed_read_seal(struct slice directory, struct seal *seal, struct error *error);
bool sealed_read_key(struct slice directory, struct seal_key *key, struct error *error);
void sealed_forget(struct seal *seal);
void sealed_forget_key(struct seal_key *key);

/* FAULT_MEMORY. */
bool sealed_close(const struct seal *seal, struct slice text, struct arena *arena, struct slice *sealed,
                  struct error *error);
/* FAULT_SEALED when it was changed or sealed for another key; FAULT_MEMORY. */
bool sealed_open(const struct seal_key *key, struct slice sealed, struct arena *arena, struct slice *text,
                 struct error *error);

/* HMAC-SHA-256 of `text` for a purpose ("address", "network", "form"), so that the database alone does not allow guessing. */
void sealed_hash(const struct seal *seal, const char *purpose, struct slice text, struct hash *hash);

/* Overwrites the text. */
void sealed_wipe(struct buffer *text);

void token_new(struct token *token);
struct slice token_slice(const struct token *token);
/* The stored hash of a token. False when the text is not a token. */
bool token_hash(struct slice text, struct hash *hash);

#endif
