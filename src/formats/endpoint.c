// SPDX-License-Identifier: Apache-2.0
#include "formats/endpoint.h"

#include "formats/fault.h"

static bool endpoint_refuse(struct slice text, struct slice why, struct error *error)
{
    return fail(error, FAULT_ENDPOINT, 0, text, why);
}

/* Unreserved, reserved and "%": no space, control character, quote or byte beyond ASCII. */
static bool endpoint_is_address_byte(char byte)
{
    return byte > 0x20 && byte < 0x7f && byte != '"' && byte != '<' && byte != '>' && byte != '\\' && byte != '^' &&
           byte != '`' && byte != '{' && byte != '|' && byte != '}';
}

static bool endpoint_is_host_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '.';
}

static bool endpoint_check_host(struct slice text, struct slice host, bool near, struct error *error)
{
    for (size_t i = 0; i < host.length; i++)
        if (!endpoint_is_host_byte(host.bytes[i]))
            return endpoint_refuse(text, SLICE("the host is no name of letters, digits, dots and hyphens"), error);
    if (host.length == 0 || host.length > 253 || host.bytes[0] == '.' || host.bytes[0] == '-')
        return endpoint_refuse(text, SLICE("the host is missing or no name"), error);
    return near || slice_find(host, '.', 0) < host.length ||
           endpoint_refuse(text, SLICE("the host is no public name"), error);
}

static bool endpoint_check_port(struct slice text, struct slice port, bool near, struct error *error)
{
    uint64_t number = 0;
    if (port.length > 5 || !slice_number(port, &number) || number > 65535)
        return endpoint_refuse(text, SLICE("the port is no number up to 65535"), error);
    return near || number == 443 || number >= 1024 ||
           endpoint_refuse(text, SLICE("the port is neither 443 nor above 1023"), error);
}

bool endpoint_check(struct slice text, bool near, struct error *error)
{
    struct slice const secure = SLICE("https://"), plain = SLICE("http://");
    bool const is_plain = near && slice_begins(text, plain);
    if (text.length > ENDPOINT_BYTES_MAX)
        return endpoint_refuse(slice_part(text, 0, 40), SLICE("it is too long"), error);
    for (size_t i = 0; i < text.length; i++)
        if (!endpoint_is_address_byte(text.bytes[i]))
            return endpoint_refuse(text, SLICE("it has characters that an address cannot have"), error);
    if (!is_plain && !slice_begins(text, secure))
        return endpoint_refuse(text, SLICE("it does not begin with https://"), error);
    struct slice const rest = slice_part(text, is_plain ? plain.length : secure.length, text.length);
    size_t end = slice_find(rest, '/', 0), question = slice_find(rest, '?', 0);
    end = question < end ? question : end;
    struct slice const place = slice_part(rest, 0, end);
    if (slice_find(place, '@', 0) < place.length)
        return endpoint_refuse(text, SLICE("it holds a name or a password"), error);
    if (slice_find(rest, '#', 0) < rest.length)
        return endpoint_refuse(text, SLICE("it has a fragment"), error);
    size_t const colon = slice_find(place, ':', 0);
    if (colon < place.length && !endpoint_check_port(text, slice_part(place, colon + 1, place.length), near, error))
        return false;
    return endpoint_check_host(text, slice_part(place, 0, colon), near, error);
}
