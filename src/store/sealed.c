// SPDX-License-Identifier: Apache-2.0
#include "store/sealed.h"

#include <assert.h>
#include <sodium.h>

#include "base/base64.h"
#include "store/fault.h"
#include "store/os.h"

static_assert(SEAL_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "a public key is X25519's");
static_assert(SEAL_KEY_BYTES == crypto_box_SECRETKEYBYTES, "a secret key is X25519's");
static_assert(SEAL_EXTRA_BYTES == crypto_box_SEALBYTES, "a sealed box is libsodium's");
static_assert(HASH_BYTES == crypto_hash_sha256_BYTES, "a hash is SHA-256's");
static_assert(HASH_BYTES == crypto_auth_hmacsha256_BYTES, "so is a code of HMAC-SHA-256");
static_assert(SEAL_KEY_BYTES == crypto_auth_hmacsha256_KEYBYTES, "a secret keys HMAC-SHA-256");
static_assert(SEAL_KEYED_WORDS * sizeof(uint64_t) == sizeof(crypto_auth_hmacsha256_state), "its state is libsodium's");

enum { KEY_FILE_BYTES_MAX = 64, LOCK_TRIES = 100, LOCK_PAUSE_MS = 20, TOKEN_TIME_BYTES = 6 };

static bool sealed_path(struct slice directory, const char *name, struct os_path *path, struct error *error)
{
    return os_path_join(path, directory, SLICE("keys/campaign"), slice_of(name)) ||
           fail(error, FAULT_FILE, 0, SLICE("DIR"), SLICE("the path is too long"));
}

static bool sealed_write_key_file(struct slice directory, const char *name, const unsigned char bytes[SEAL_KEY_BYTES],
                                  unsigned mode, struct error *error)
{
    char memory[KEY_FILE_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    struct os_path path;
    base64_write(&text, bytes, SEAL_KEY_BYTES);
    buffer_add_byte(&text, '\n');
    bool const done =
        sealed_path(directory, name, &path, error) && os_write_file(&path, buffer_slice(&text), mode, error);
    sodium_memzero(memory, sizeof memory);
    return done;
}

static bool sealed_read_key_file(struct slice directory, const char *name, unsigned char bytes[SEAL_KEY_BYTES],
                                 struct error *error)
{
    unsigned char memory[KEY_FILE_BYTES_MAX + 16];
    struct arena arena = { memory, 0, sizeof memory };
    struct os_path path;
    struct slice text;
    size_t count = 0;
    if (!sealed_path(directory, name, &path, error))
        return false;
    if (!os_read_file(&path, KEY_FILE_BYTES_MAX, &arena, &text, error)) {
        return false;
    }
    bool const good = slice_ends(text, SLICE("\n")) &&
                      base64_read(slice_part(text, 0, text.length - 1), bytes, SEAL_KEY_BYTES, &count) &&
                      count == SEAL_KEY_BYTES;
    sodium_memzero(memory, sizeof memory);
    if (good)
        return true;
    return fail(error, FAULT_SEAL_KEY, 0, slice_of(path.text));
}

static bool sealed_is_there(struct slice directory, const char *name)
{
    struct os_path path;
    return sealed_path(directory, name, &path, NULL) && os_exists(&path);
}

/* The public key is written last: when it exists, all files exist. */
static bool sealed_make_key_files(struct slice directory, struct error *error)
{
    unsigned char secret[SEAL_KEY_BYTES];
    struct seal_key key;
    if (sealed_is_there(directory, "seal.pub") && sealed_is_there(directory, "secret"))
        return true;
    randombytes_buf(secret, sizeof secret);
    crypto_box_keypair(key.public_key, key.secret_key);
    bool const made =
        (sealed_is_there(directory, "secret") || sealed_write_key_file(directory, "secret", secret, 0600, error)) &&
        (sealed_is_there(directory, "seal.pub") ||
         (sealed_write_key_file(directory, "seal.key", key.secret_key, 0600, error) &&
          sealed_write_key_file(directory, "seal.pub", key.public_key, 0644, error)));
    sodium_memzero(secret, sizeof secret);
    sealed_forget_key(&key);
    return made;
}

bool sealed_make_keys(struct slice directory, struct error *error)
{
    struct os_path path;
    int lock = -1;
    if (sodium_init() < 0)
        return fail(error, FAULT_CRYPTO, 0);
    os_path_join(&path, directory, SLICE("keys"), SLICE(""));
    if (!os_make_directory(&path, 0700, error) || !sealed_path(directory, "", &path, error) ||
        !os_make_directory(&path, 0700, error) || !sealed_path(directory, "lock", &path, error))
        return false;
    for (unsigned i = 0; i < LOCK_TRIES; i++) { /* server and worker may start at the same time */
        if (os_lock(&path, SLICE("plenary"), &lock, error))
            break;
        if (error != NULL && error->fault != FAULT_LOCKED)
            return false;
        os_sleep_ms(LOCK_PAUSE_MS);
    }
    if (lock < 0)
        return false;
    bool const made = sealed_make_key_files(directory, error);
    os_unlock(lock);
    return made;
}

bool sealed_read_seal(struct slice directory, struct seal *seal, struct error *error)
{
    if (sodium_init() < 0)
        return fail(error, FAULT_CRYPTO, 0);
    if (!sealed_read_key_file(directory, "seal.pub", seal->public_key, error) ||
        !sealed_read_key_file(directory, "secret", seal->secret, error))
        return false;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, seal->secret, sizeof seal->secret);
    memcpy(seal->keyed, &state, sizeof state);
    sodium_memzero(&state, sizeof state);
    return true;
}

bool sealed_read_key(struct slice directory, struct seal_key *key, struct error *error)
{
    unsigned char public_key[SEAL_KEY_BYTES];
    if (sodium_init() < 0)
        return fail(error, FAULT_CRYPTO, 0);
    if (!sealed_read_key_file(directory, "seal.pub", public_key, error) ||
        !sealed_read_key_file(directory, "seal.key", key->secret_key, error))
        return false;
    crypto_scalarmult_base(key->public_key, key->secret_key);
    if (sodium_memcmp(public_key, key->public_key, SEAL_KEY_BYTES) == 0)
        return true;
    sealed_forget_key(key);
    return fail(error, FAULT_SEAL_KEY, 0, SLICE("keys/campaign/seal.key"));
}

void sealed_forget(struct seal *seal)
{
    sodium_memzero(seal, sizeof *seal);
}

void sealed_forget_key(struct seal_key *key)
{
    sodium_memzero(key, sizeof *key);
}

bool sealed_close(const struct seal *seal, struct slice text, struct arena *arena, struct slice *sealed,
                  struct error *error)
{
    unsigned char *const bytes = arena_take_unset(arena, text.length + SEAL_EXTRA_BYTES);
    if (bytes == NULL || crypto_box_seal(bytes, (const unsigned char *)text.bytes, text.length, seal->public_key) != 0)
        return fail(error, FAULT_MEMORY, 0, SLICE("what is sealed"));
    *sealed = (struct slice){ (const char *)bytes, text.length + SEAL_EXTRA_BYTES };
    return true;
}

bool sealed_open(const struct seal_key *key, struct slice sealed, struct arena *arena, struct slice *text,
                 struct error *error)
{
    if (sealed.length < SEAL_EXTRA_BYTES)
        return fail(error, FAULT_SEALED, 0);
    size_t const length = sealed.length - SEAL_EXTRA_BYTES;
    unsigned char *const bytes = arena_take_unset(arena, length + 1);
    if (bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("what is sealed"));
    if (crypto_box_seal_open(bytes, (const unsigned char *)sealed.bytes, sealed.length, key->public_key,
                             key->secret_key) != 0)
        return fail(error, FAULT_SEALED, 0);
    *text = (struct slice){ (const char *)bytes, length };
    return true;
}

void sealed_hash(const struct seal *seal, const char *purpose, struct slice text, struct hash *hash)
{
    crypto_auth_hmacsha256_state state;
    memcpy(&state, seal->keyed, sizeof state);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)text.bytes, text.length);
    crypto_auth_hmacsha256_final(&state, hash->bytes);
}

void sealed_wipe(struct buffer *text)
{
    if (text->length > 0)
        sodium_memzero(text->bytes, text->length);
    text->length = 0;
}

/* The time of the token, then the first bytes of its SHA-256. */
static void sealed_hash_token(const unsigned char bytes[HASH_BYTES], struct hash *hash)
{
    unsigned char whole[HASH_BYTES];
    crypto_hash_sha256(whole, bytes, HASH_BYTES);
    memcpy(hash->bytes, bytes, TOKEN_TIME_BYTES);
    memcpy(hash->bytes + TOKEN_TIME_BYTES, whole, HASH_BYTES - TOKEN_TIME_BYTES);
}

void token_new(struct token *token)
{
    unsigned char bytes[HASH_BYTES];
    char text[TOKEN_TEXT_BYTES + 1];
    uint64_t const now = (uint64_t)os_clock_ms();
    randombytes_buf(bytes, sizeof bytes);
    for (unsigned i = 0; i < TOKEN_TIME_BYTES; i++)
        bytes[i] = (unsigned char)(now >> 8 * (TOKEN_TIME_BYTES - 1 - i));
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    memcpy(token->text, text, TOKEN_TEXT_BYTES);
    sealed_hash_token(bytes, &token->hash);
}

struct slice token_slice(const struct token *token)
{
    return (struct slice){ token->text, TOKEN_TEXT_BYTES };
}

bool token_hash(struct slice text, struct hash *hash)
{
    unsigned char bytes[HASH_BYTES];
    size_t count = 0;
    if (text.length != TOKEN_TEXT_BYTES ||
        sodium_base642bin(bytes, sizeof bytes, text.bytes, text.length, NULL, &count, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        count != sizeof bytes)
        return false;
    sealed_hash_token(bytes, hash);
    return true;
}
