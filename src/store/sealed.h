/* store/sealed.h - what the public's process may write and not read back: sealed boxes, tokens, keyed hashes.
 *
 * What    DIR/keys/campaign/seal.pub   the public half: whoever has it can seal (X25519, libsodium's crypto_box_seal)
 *         DIR/keys/campaign/seal.key   the secret half, mode 0600: the worker's alone
 *         DIR/keys/campaign/secret     the key of hashes and form tokens, mode 0600
 *         Each is one line of base64. A token is 32 bytes in base64url: six of the time, so that what was made together
 *         stands together in the store, and 26 random ones. The store keeps the time and 26 bytes of its SHA-256.
 * How     struct seal seal; sealed_read_seal(directory, &seal, &error);
 *         sealed_close(&seal, fields, &arena, &sealed, &error);
 *         struct seal_key key; sealed_read_key(directory, &key, &error); sealed_open(&key, sealed, &arena, &fields, &error);
 * Owns    Secrets, until sealed_forget or sealed_forget_key.
 * Threads Any; seal and key are only read. */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "base/arena.h"
#include "base/error.h"
#include "record/crypto.h"

enum {
    SEAL_KEY_BYTES = 32,
    SEAL_EXTRA_BYTES = 48, /* that a sealed text is longer than the text */
    SEAL_KEYED_WORDS = 26, /* as libsodium has it */
    TOKEN_TEXT_BYTES = 43  /* 32 bytes in base64url without padding */
};

struct seal {
    unsigned char public_key[SEAL_KEY_BYTES];
    unsigned char secret[SEAL_KEY_BYTES];
    uint64_t keyed[SEAL_KEYED_WORDS]; /* HMAC-SHA-256 that has taken the secret in */
};

struct seal_key {
    unsigned char public_key[SEAL_KEY_BYTES], secret_key[SEAL_KEY_BYTES];
};

struct token {
    char text[TOKEN_TEXT_BYTES];
    struct hash hash; /* what the store keeps */
};

/* Makes the three files where they are not there yet. FAULT_FILE, FAULT_LOCKED, FAULT_CRYPTO. */
bool sealed_make_keys(struct slice directory, struct error *error);
/* FAULT_FILE, FAULT_SEAL_KEY. */
bool sealed_read_seal(struct slice directory, struct seal *seal, struct error *error);
bool sealed_read_key(struct slice directory, struct seal_key *key, struct error *error);
void sealed_forget(struct seal *seal);
void sealed_forget_key(struct seal_key *key);

/* FAULT_MEMORY. */
bool sealed_close(const struct seal *seal, struct slice text, struct arena *arena, struct slice *sealed,
                  struct error *error);
/* FAULT_SEALED where it was changed or sealed to another key; FAULT_MEMORY. */
bool sealed_open(const struct seal_key *key, struct slice sealed, struct arena *arena, struct slice *text,
                 struct error *error);

/* HMAC-SHA-256 of `text` for a purpose ("address", "network", "form"): who has only the store learns nothing by guessing. */
void sealed_hash(const struct seal *seal, const char *purpose, struct slice text, struct hash *hash);

/* Overwrites what was written in it. */
void sealed_wipe(struct buffer *text);

void token_new(struct token *token);
struct slice token_slice(const struct token *token);
/* The hash under which the store knows it. False where the text is no token. */
bool token_hash(struct slice text, struct hash *hash);

#endif
