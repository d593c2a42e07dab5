// SPDX-License-Identifier: Apache-2.0
#include "campaign/proof_of_work.h"

#include <sodium.h>

#include "base/hex.h"
#include "campaign/fault.h"
#include "store/os.h"
#include "store/sealed.h"

enum { NONCE_BYTES = 12, MAC_BYTES = 16, SKEW_SECONDS = 60, WAITING_FREE = 256, NETWORK_FREE = 16 };

static unsigned proof_of_work_doublings(uint64_t number, uint64_t free)
{
    unsigned count = 0;
    for (; number > free; number /= 2)
        count++;
    return count;
}

unsigned proof_of_work_bits(size_t waiting, uint64_t from_network)
{
    unsigned const bits = PROOF_OF_WORK_BITS_MIN + proof_of_work_doublings(waiting, WAITING_FREE) +
                          proof_of_work_doublings(from_network, NETWORK_FREE);
    return bits < PROOF_OF_WORK_BITS_MAX ? bits : PROOF_OF_WORK_BITS_MAX;
}

/* TIME.BITS.NONCE and, behind another dot, the keyed hash of that and the purpose. */
static void proof_of_work_add_mac(const struct seal *seal, struct slice purpose, struct slice head, struct buffer *out)
{
    char memory[PROOF_OF_WORK_TOKEN_BYTES_MAX + 128];
    struct buffer text = BUFFER(memory);
    struct hash hash;
    buffer_add(&text, head);
    buffer_add_byte(&text, ' ');
    buffer_add(&text, slice_part(purpose, 0, 127));
    sealed_hash(seal, "form", buffer_slice(&text), &hash);
    hex_write(out, hash.bytes, MAC_BYTES);
}

void proof_of_work_ask(const struct seal *seal, struct slice purpose, unsigned bits, int64_t now, struct buffer *token)
{
    unsigned char nonce[NONCE_BYTES];
    size_t const start = token->length;
    os_random(nonce, sizeof nonce);
    buffer_add_number(token, (uint64_t)now);
    buffer_add_byte(token, '.');
    buffer_add_number(token, bits);
    buffer_add_byte(token, '.');
    hex_write(token, nonce, sizeof nonce);
    struct slice const head = slice_part(buffer_slice(token), start, token->length);
    buffer_add_byte(token, '.');
    proof_of_work_add_mac(seal, purpose, head, token);
}

static bool proof_of_work_has_zero_bits(const struct hash *hash, uint64_t bits)
{
    size_t const whole = bits / 8, rest = bits % 8;
    for (size_t i = 0; i < whole; i++)
        if (hash->bytes[i] != 0)
            return false;
    return rest == 0 || hash->bytes[whole] >> (8 - rest) == 0;
}

bool proof_of_work_read(const struct seal *seal, struct slice purpose, struct slice token, struct slice number,
                        int64_t now, struct proof_of_work *work, struct error *error)
{
    char memory[2 * MAC_BYTES];
    struct buffer mac = BUFFER(memory);
    uint64_t made = 0, bits = 0;
    size_t const first = slice_find(token, '.', 0), second = slice_find(token, '.', first + 1);
    size_t const third = slice_find(token, '.', second + 1);
    *work = (struct proof_of_work){ 0 };
    if (token.length > PROOF_OF_WORK_TOKEN_BYTES_MAX || token.length != third + 1 + 2 * MAC_BYTES ||
        !slice_number(slice_part(token, 0, first), &made) || !slice_number(slice_part(token, first + 1, second), &bits))
        return fail(error, FAULT_FORM_TOKEN, 0);
    proof_of_work_add_mac(seal, purpose, slice_part(token, 0, third), &mac);
    if (sodium_memcmp(memory, token.bytes + third + 1, sizeof memory) != 0 || bits > PROOF_OF_WORK_BITS_MAX)
        return fail(error, FAULT_FORM_TOKEN, 0);
    if ((int64_t)made > now + SKEW_SECONDS || now - (int64_t)made > PROOF_OF_WORK_SECONDS)
        return fail(error, FAULT_FORM_OLD, 0);
    for (unsigned i = 0; i < 8; i++) /* keys that were made together sort together */
        work->key.bytes[i] = (unsigned char)(made >> (56 - 8 * i));
    (void)hex_read(slice_part(token, third + 1, token.length), work->key.bytes + 8, MAC_BYTES);
    work->window = (int64_t)made - (int64_t)made % PROOF_OF_WORK_SECONDS;
    if (number.length == 0)
        return true;
    crypto_hash_sha256_state state;
    struct hash hash;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)token.bytes, token.length);
    crypto_hash_sha256_update(&state, (const unsigned char *)number.bytes, number.length);
    crypto_hash_sha256_final(&state, hash.bytes);
    work->done = number.length <= PROOF_OF_WORK_NUMBER_BYTES_MAX && proof_of_work_has_zero_bits(&hash, bits);
    return work->done || fail(error, FAULT_PROOF_OF_WORK_WRONG, 0);
}
