// SPDX-License-Identifier: Apache-2.0
#include "formats/address.h"

#include "base/utf8.h"
#include "formats/fault.h"

static bool address_refuse(struct slice text, const char *why, struct error *error)
{
    return fail(error, FAULT_ADDRESS, 0, text, slice_of(why));
}

static bool address_is_alphanumeric(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (unsigned char)byte >= 0x80;
}

/* RFC 5322, atext. */
static bool address_is_atom(char byte)
{
    return address_is_alphanumeric(byte) || (byte != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", byte) != NULL);
}

static bool address_dotted_is_good(struct slice local)
{
    for (size_t i = 0; i < local.length; i++) {
        bool const dot = local.bytes[i] == '.';
        bool const inside = i > 0 && i + 1 < local.length && local.bytes[i - 1] != '.';
        if (dot ? !inside : !address_is_atom(local.bytes[i]))
            return false;
    }
    return local.length > 0;
}

/* "...": quotes and backslashes inside must be escaped. */
static bool address_quoted_is_good(struct slice local)
{
    if (local.length < 3 || local.bytes[local.length - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < local.length; i++) {
        if (local.bytes[i] == '"')
            return false;
        if (local.bytes[i] == '\\' && ++i + 1 >= local.length)
            return false;
    }
    return true;
}

static bool address_label_is_good(struct slice label)
{
    if (label.length == 0 || label.length > ADDRESS_LABEL_BYTES_MAX || label.bytes[0] == '-' ||
        label.bytes[label.length - 1] == '-')
        return false;
    for (size_t i = 0; i < label.length; i++)
        if (!address_is_alphanumeric(label.bytes[i]) && label.bytes[i] != '-')
            return false;
    return true;
}

static bool address_domain_is_good(struct slice domain)
{
    struct slice rest = domain, label, last = SLICE("");
    size_t labels = 0;
    if (slice_ends(domain, SLICE(".")))
        return false;
    for (; slice_next(&rest, '.', &label); labels++) {
        if (!address_label_is_good(label))
            return false;
        last = label;
    }
    bool digits = true;
    for (size_t i = 0; i < last.length; i++)
        digits &= last.bytes[i] >= '0' && last.bytes[i] <= '9';
    return labels >= 2 && !digits;
}

/* The last "@": a quoted local part may contain others. */
static size_t address_find_at(struct slice text)
{
    size_t at = text.length;
    while (at > 0 && text.bytes[at - 1] != '@')
        at--;
    return at > 0 ? at - 1 : text.length;
}

bool address_read(struct slice text, struct address *address, struct error *error)
{
    size_t const at = address_find_at(text);
    struct slice const local = slice_part(text, 0, at), domain = slice_part(text, at + 1, text.length);
    *address = (struct address){ text, local, domain, false };
    if (text.length == 0 || text.length > ADDRESS_BYTES_MAX)
        return address_refuse(SLICE("this"), "it must have 3 to 254 bytes", error);
    if (utf8_plain_length(text) != text.length)
        return address_refuse(SLICE("this"), "it holds a character that cannot stand in one", error);
    if (at == text.length)
        return address_refuse(text, "it has no @", error);
    if (local.length > ADDRESS_LOCAL_BYTES_MAX ||
        !(slice_begins(local, SLICE("\"")) ? address_quoted_is_good : address_dotted_is_good)(local))
        return address_refuse(text, "what stands before the @ cannot stand there", error);
    if (!address_domain_is_good(domain))
        return address_refuse(text, "what stands behind the @ is no name of a host", error);
    for (size_t i = 0; i < local.length; i++)
        address->international |= (unsigned char)local.bytes[i] >= 0x80;
    return true;
}

bool address_equal(struct slice a, struct slice b)
{
    return slice_equal_caseless(a, b);
}
