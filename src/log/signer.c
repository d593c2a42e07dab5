// SPDX-License-Identifier: Apache-2.0
#include "log/signer.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/base64.h"
#include "base/hex.h"
#include "log/crypto.h"
#include "log/fault.h"
#include "record/fault.h"
#include "store/fault.h"

static_assert(SIGNER_SECRET_BYTES == crypto_sign_ed25519_SECRETKEYBYTES, "a secret is libsodium's");
static_assert(SIGNER_SEED_BYTES == crypto_sign_ed25519_SEEDBYTES, "a seed is Ed25519's");

enum { TYPE_ED25519 = 0x01, ID_BYTES = 4, MATERIAL_BYTES = 1 + SIGNER_SEED_BYTES };

static const struct slice private_words = { "PRIVATE+KEY+", 12 };

bool signer_from_seed(struct slice name, const unsigned char seed[SIGNER_SEED_BYTES], struct signer *signer,
                      struct error *error)
{
    const struct crypto *const crypto = crypto_native();
    *signer = (struct signer){ 0 };
    if (!key_name_is_good(name))
        return fail(error, FAULT_KEY_NAME, 0, name);
    if (crypto == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    memcpy(signer->name, name.bytes, name.length);
    signer->name_length = name.length;
    crypto_sign_ed25519_seed_keypair(signer->public_bytes, signer->secret, seed);
    signer->id = key_id(name, signer->public_bytes, crypto);
    return true;
}

bool signer_new(struct slice name, struct signer *signer, struct error *error)
{
    unsigned char seed[SIGNER_SEED_BYTES];
    if (crypto_native() == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    randombytes_buf(seed, sizeof seed);
    bool const made = signer_from_seed(name, seed, signer, error);
    sodium_memzero(seed, sizeof seed);
    return made;
}

bool signer_read(struct slice text, struct signer *signer, struct error *error)
{
    unsigned char material[MATERIAL_BYTES], id[ID_BYTES];
    size_t count;
    if (!slice_begins(text, private_words))
        return fail(error, FAULT_KEY_PRIVATE, 0);
    size_t const first = slice_find(text, '+', private_words.length);
    size_t const second = slice_find(text, '+', first + 1);
    struct slice const name = slice_part(text, private_words.length, first);
    if (second >= text.length || !hex_read(slice_part(text, first + 1, second), id, ID_BYTES) ||
        !base64_read(slice_part(text, second + 1, text.length), material, sizeof material, &count) ||
        count != sizeof material || material[0] != TYPE_ED25519)
        return fail(error, FAULT_KEY_PRIVATE, 0);
    bool const read = signer_from_seed(name, material + 1, signer, error);
    sodium_memzero(material, sizeof material);
    if (!read)
        return false;
    uint32_t const said = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3];
    if (said != signer->id) {
        signer_forget(signer);
        return fail(error, FAULT_KEY_ID, 0, name);
    }
    return true;
}

void signer_write(const struct signer *signer, struct buffer *out)
{
    unsigned char material[MATERIAL_BYTES] = { TYPE_ED25519 };
    memcpy(material + 1, signer->secret, SIGNER_SEED_BYTES);
    buffer_add(out, private_words);
    buffer_add(out, (struct slice){ signer->name, signer->name_length });
    buffer_add_byte(out, '+');
    key_write_id(signer->id, out);
    buffer_add_byte(out, '+');
    base64_write(out, material, sizeof material);
    sodium_memzero(material, sizeof material);
}

struct key signer_key(const struct signer *signer)
{
    struct key key = { .name = { signer->name, signer->name_length }, .id = signer->id };
    memcpy(key.bytes, signer->public_bytes, sizeof key.bytes);
    return key;
}

void signer_write_line(const struct signer *signer, struct slice text, struct buffer *out)
{
    unsigned char bytes[ID_BYTES + ED25519_SIGNATURE_BYTES] = { (unsigned char)(signer->id >> 24),
                                                                (unsigned char)(signer->id >> 16),
                                                                (unsigned char)(signer->id >> 8),
                                                                (unsigned char)signer->id };
    crypto_sign_ed25519_detached(bytes + ID_BYTES, NULL, (const unsigned char *)text.bytes, text.length,
                                 signer->secret);
    buffer_add(out, SLICE("\xE2\x80\x94 "));
    buffer_add(out, (struct slice){ signer->name, signer->name_length });
    buffer_add_byte(out, ' ');
    base64_write(out, bytes, sizeof bytes);
    buffer_add_byte(out, '\n');
}

void signer_sign(const struct signer *signer, struct slice text, struct buffer *out)
{
    buffer_add(out, text);
    buffer_add_byte(out, '\n');
    signer_write_line(signer, text, out);
}

void signer_forget(struct signer *signer)
{
    sodium_memzero(signer, sizeof *signer);
}
