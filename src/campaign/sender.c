// SPDX-License-Identifier: Apache-2.0
#include "campaign/sender.h"

#include "base/civil.h"
#include "campaign/fault.h"
#include "store/rate_limits.h"
#include "store/sealed.h"

enum { V4_KEPT_BYTES = 15, V6_KEPT_BYTES = 7 };

static bool sender_is_v4(const unsigned char network[SENDER_NETWORK_BYTES])
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    return memcmp(network, mapped, sizeof mapped) == 0;
}

static bool sender_is_local(const unsigned char network[SENDER_NETWORK_BYTES])
{
    static const unsigned char loopback[SENDER_NETWORK_BYTES] = { [15] = 1 };
    return (sender_is_v4(network) && network[12] == 127) || memcmp(network, loopback, sizeof loopback) == 0;
}

static void sender_hash_network(const struct seal *seal, const unsigned char network[SENDER_NETWORK_BYTES],
                                struct hash *hash)
{
    struct slice const whole = { (const char *)network, SENDER_NETWORK_BYTES };
    sealed_hash(seal, "network", slice_part(whole, 0, sender_is_v4(network) ? V4_KEPT_BYTES : V6_KEPT_BYTES), hash);
}

bool sender_read(const struct seal *seal, struct slice email, const unsigned char network[SENDER_NETWORK_BYTES],
                 struct sender *sender, struct error *error)
{
    char whole_memory[ADDRESS_BYTES_MAX], mailbox_memory[ADDRESS_BYTES_MAX];
    struct buffer whole = BUFFER(whole_memory), mailbox = BUFFER(mailbox_memory);
    if (!address_read(email, &sender->email, error))
        return false;
    size_t const local = sender->email.local.length;
    bool tag = false;
    for (size_t i = 0; i < email.length; i++) {
        char const byte = ascii_lower(email.bytes[i]);
        buffer_add_byte(&whole, byte);
        tag = i < local && (tag || byte == '+');
        if (i >= local || (!tag && byte != '.'))
            buffer_add_byte(&mailbox, byte);
    }
    sealed_hash(seal, "address", buffer_slice(&whole), &sender->address_hash);
    sealed_hash(seal, "mailbox", buffer_slice(&mailbox), &sender->mailbox_key);
    sender_hash_network(seal, network, &sender->network_hash);
    sender->local = sender_is_local(network);
    return true;
}

bool sender_count(struct driver *driver, const struct sender *sender, int64_t now, struct error *error)
{
    bool taken;
    if (!rate_limit_take(driver, &sender->mailbox_key, now - now % DAY_SECONDS, SENDER_MAILS_DAY, &taken, error))
        return false;
    if (!taken)
        return fail(error, FAULT_SENDER_OFTEN, 0);
    if (sender->local)
        return true;
    if (!rate_limit_take(driver, &sender->network_hash, now - now % HOUR_SECONDS, SENDER_MAILS_HOUR, &taken, error))
        return false;
    return taken || fail(error, FAULT_NETWORK_OFTEN, 0);
}

bool sender_network_count(struct driver *driver, const struct seal *seal,
                          const unsigned char network[SENDER_NETWORK_BYTES], int64_t now, uint64_t *count,
                          struct error *error)
{
    struct hash hash;
    sender_hash_network(seal, network, &hash);
    return rate_limit_count(driver, &hash, now - now % HOUR_SECONDS, count, error);
}
