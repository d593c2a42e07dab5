// SPDX-License-Identifier: Apache-2.0
#include "record/key.h"

#include <string.h>

#include "base/base64.h"
#include "base/hex.h"
#include "base/limits.h"

enum { TYPE_ED25519 = 0x01, ID_DIGITS = 8, ID_BYTES = 4, MATERIAL_BYTES = 1 + ED25519_KEY_BYTES };

/* The y coordinates of the points of small order, little-endian, without the sign of x: 0, 1, p - 1 and the two of order 8.
 * Encodings from p on are refused as not canonical. */
static const unsigned char small_order[][ED25519_KEY_BYTES] = {
    { 0 },
    { 1 },
    { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
    { 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
      0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05 },
    { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
      0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a },
};

bool key_name_is_good(struct slice name)
{
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] <= ' ' || name.bytes[i] > '~' || name.bytes[i] == '+')
            return false;
    return name.length > 0 && name.length <= KEY_NAME_BYTES_MAX;
}

bool key_read_typed(struct slice text, unsigned char type, struct key *key)
{
    size_t const first = slice_find(text, '+', 0);
    size_t const second = slice_find(text, '+', first + 1);
    unsigned char id[ID_BYTES], material[MATERIAL_BYTES];
    size_t count;
    *key = (struct key){ .name = slice_part(text, 0, first) };
    if (second >= text.length || !key_name_is_good(key->name) ||
        !hex_read(slice_part(text, first + 1, second), id, ID_BYTES) ||
        !base64_read(slice_part(text, second + 1, text.length), material, sizeof material, &count) ||
        count != sizeof material || material[0] != type)
        return false;
    key->id = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3];
    memcpy(key->bytes, material + 1, ED25519_KEY_BYTES);
    return true;
}

bool key_read(struct slice text, struct key *key)
{
    return key_read_typed(text, TYPE_ED25519, key);
}

void key_write_id(uint32_t id, struct buffer *out)
{
    unsigned char const bytes[ID_BYTES] = { (unsigned char)(id >> 24), (unsigned char)(id >> 16),
                                            (unsigned char)(id >> 8), (unsigned char)id };
    hex_write(out, bytes, sizeof bytes);
}

void key_write(const struct key *key, struct buffer *out)
{
    unsigned char material[MATERIAL_BYTES] = { TYPE_ED25519 };
    memcpy(material + 1, key->bytes, ED25519_KEY_BYTES);
    buffer_add(out, key->name);
    buffer_add_byte(out, '+');
    key_write_id(key->id, out);
    buffer_add_byte(out, '+');
    base64_write(out, material, sizeof material);
}

uint32_t key_id_typed(struct slice name, unsigned char type, const unsigned char bytes[ED25519_KEY_BYTES],
                      const struct crypto *crypto)
{
    char const middle[] = { '\n', (char)type };
    struct slice const parts[] = { name, { middle, sizeof middle }, { (const char *)bytes, ED25519_KEY_BYTES } };
    struct hash hash;
    crypto->sha256(parts, 3, &hash);
    return (uint32_t)hash.bytes[0] << 24 | (uint32_t)hash.bytes[1] << 16 | (uint32_t)hash.bytes[2] << 8 | hash.bytes[3];
}

uint32_t key_id(struct slice name, const unsigned char bytes[ED25519_KEY_BYTES], const struct crypto *crypto)
{
    return key_id_typed(name, TYPE_ED25519, bytes, crypto);
}

bool key_has_id(const struct key *key, const struct crypto *crypto)
{
    return key->id == key_id(key->name, key->bytes, crypto);
}

/* Whether y < p = 2^255 - 19, ignoring the sign of x. */
static bool key_is_canonical(const unsigned char y[ED25519_KEY_BYTES])
{
    if ((y[31] & 0x7Fu) != 0x7F || y[0] < 0xED)
        return true;
    for (size_t i = 1; i < 31; i++)
        if (y[i] != 0xFF)
            return true;
    return false;
}

static bool key_point_is_weak(const unsigned char point[ED25519_KEY_BYTES])
{
    unsigned char y[ED25519_KEY_BYTES];
    memcpy(y, point, sizeof y);
    y[31] &= 0x7F;
    for (size_t i = 0; i < sizeof small_order / sizeof small_order[0]; i++)
        if (memcmp(y, small_order[i], sizeof y) == 0)
            return true;
    return !key_is_canonical(y);
}

bool key_is_weak(const struct key *key)
{
    return key_point_is_weak(key->bytes);
}

bool signature_is_weak(const unsigned char signature[ED25519_SIGNATURE_BYTES])
{
    return key_point_is_weak(signature);
}
