// SPDX-License-Identifier: Apache-2.0
#include "web/client.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/buffer.h"

/* IPv4 is ::ffff:a.b.c.d (RFC 4291, 2.5.5.2). */
static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

bool client_is_local(const unsigned char address[CLIENT_ADDRESS_BYTES])
{
    static const unsigned char loopback[CLIENT_ADDRESS_BYTES] = { [CLIENT_ADDRESS_BYTES - 1] = 1 };
    return memcmp(address, loopback, CLIENT_ADDRESS_BYTES) == 0 ||
           (memcmp(address, mapped, sizeof mapped) == 0 && address[12] == 127);
}

bool client_forwarded(struct slice list, unsigned char address[CLIENT_ADDRESS_BYTES])
{
    char memory[INET6_ADDRSTRLEN + 1];
    unsigned char four[4], six[CLIENT_ADDRESS_BYTES];
    struct buffer text = BUFFER(memory);
    size_t from = list.length;
    while (from > 0 && list.bytes[from - 1] != ',')
        from--;
    struct slice last = slice_part(list, from, list.length);
    while (slice_begins(last, SLICE(" ")))
        last = slice_part(last, 1, last.length);
    while (slice_ends(last, SLICE(" ")))
        last.length--;
    buffer_add(&text, last);
    buffer_add_byte(&text, '\0');
    if (text.full)
        return false;
    if (inet_pton(AF_INET, memory, four) == 1) {
        memcpy(address, mapped, sizeof mapped);
        memcpy(address + sizeof mapped, four, sizeof four);
        return true;
    }
    if (inet_pton(AF_INET6, memory, six) != 1)
        return false;
    memcpy(address, six, sizeof six);
    return true;
}

void client_address(struct MHD_Connection *connection, unsigned char address[CLIENT_ADDRESS_BYTES])
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    memset(address, 0, CLIENT_ADDRESS_BYTES);
    if (info != NULL && info->client_addr->sa_family == AF_INET6) {
        memcpy(address, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, 16);
    } else if (info != NULL && info->client_addr->sa_family == AF_INET) {
        memcpy(address, mapped, sizeof mapped);
        memcpy(address + 12, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, 4);
    }
    if (client_is_local(address))
        (void)client_forwarded(slice_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Forwarded-For")),
                               address);
}
