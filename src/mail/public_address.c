// SPDX-License-Identifier: Apache-2.0
#include "mail/public_address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

struct range4 {
    uint32_t base;
    unsigned bits;
};

#define IPV4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static const struct range4 closed4[] = {
    { IPV4(0, 0, 0, 0), 8 },        /* this network */
    { IPV4(10, 0, 0, 0), 8 },       /* private */
    { IPV4(100, 64, 0, 0), 10 },    /* shared address space of carriers */
    { IPV4(127, 0, 0, 0), 8 },      /* loopback */
    { IPV4(168, 63, 129, 16), 32 }, /* a public address where Azure answers its own machines */
    { IPV4(169, 254, 0, 0), 16 },   /* link-local; metadata of cloud machines */
    { IPV4(172, 16, 0, 0), 12 },    /* private */
    { IPV4(192, 0, 0, 0), 24 },     /* protocols */
    { IPV4(192, 0, 2, 0), 24 },     /* documentation */
    { IPV4(192, 88, 99, 0), 24 },   /* 6to4 relays */
    { IPV4(192, 168, 0, 0), 16 },   /* private */
    { IPV4(198, 18, 0, 0), 15 },    /* benchmarking */
    { IPV4(198, 51, 100, 0), 24 },  /* documentation */
    { IPV4(203, 0, 113, 0), 24 },   /* documentation */
    { IPV4(224, 0, 0, 0), 3 },      /* multicast, reserved, broadcast */
};

struct range6 {
    unsigned char base[6];
    unsigned bits;
};

/* Within 2000::/3. */
static const struct range6 closed6[] = {
    { { 0x20, 0x01, 0x00 }, 23 },       /* protocols, with Teredo */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
    { { 0x20, 0x02 }, 16 },             /* 6to4: contains an IPv4 address */
    { { 0x3f, 0xff, 0x00 }, 20 },       /* documentation */
};

static bool public_address_v4_is_public(uint32_t address)
{
    for (size_t i = 0; i < sizeof closed4 / sizeof closed4[0]; i++)
        if ((address ^ closed4[i].base) >> (32 - closed4[i].bits) == 0)
            return false;
    return true;
}

static bool public_address_is_in(const unsigned char *address, const struct range6 *range)
{
    unsigned const whole = range->bits / 8, rest = range->bits % 8;
    if (memcmp(address, range->base, whole) != 0)
        return false;
    return rest == 0 || (address[whole] ^ range->base[whole]) >> (8 - rest) == 0;
}

static bool public_address_v6_is_public(const unsigned char *address)
{
    if (address[0] >> 5 != 1) /* 2000::/3 */
        return false;
    for (size_t i = 0; i < sizeof closed6 / sizeof closed6[0]; i++)
        if (public_address_is_in(address, &closed6[i]))
            return false;
    return true;
}

static uint32_t public_address_read_v4(const struct sockaddr *address)
{
    struct sockaddr_in in;
    memcpy(&in, address, sizeof in);
    return ntohl(in.sin_addr.s_addr);
}

static struct in6_addr public_address_read_v6(const struct sockaddr *address)
{
    struct sockaddr_in6 in;
    memcpy(&in, address, sizeof in);
    return in.sin6_addr;
}

bool public_address_is(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return public_address_v4_is_public(public_address_read_v4(address));
    return address->sa_family == AF_INET6 && public_address_v6_is_public(public_address_read_v6(address).s6_addr);
}

bool public_address_is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return public_address_read_v4(address) >> 24 == 127;
    struct in6_addr const own = IN6ADDR_LOOPBACK_INIT;
    struct in6_addr const at =
        address->sa_family == AF_INET6 ? public_address_read_v6(address) : (struct in6_addr){ 0 };
    return memcmp(&at, &own, sizeof own) == 0;
}
