// SPDX-License-Identifier: Apache-2.0
#include "record/receipt.h"

#include "base/hex.h"
#include "base/utf8.h"
#include "record/fault.h"
#include "record/value.h"

static const struct slice first_line = { "plenary/receipt/1", 17 };

void receipt_secret(struct slice token, const struct crypto *crypto, struct hash *secret)
{
    struct slice const parts[] = { SLICE("plenary/receipt-secret/1\n"), token };
    crypto->sha256(parts, 2, secret);
}

static void lower_address(struct slice address, struct buffer *out)
{
    for (size_t i = 0; i < address.length; i++) {
        char const byte = address.bytes[i];
        buffer_add_byte(out, byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte);
    }
}

bool receipt_commit(const struct receipt *receipt, const struct crypto *crypto, struct hash *commitment)
{
    char address_memory[RECEIPT_ADDRESS_BYTES_MAX], secret_memory[2 * HASH_BYTES];
    struct buffer address = BUFFER(address_memory), secret = BUFFER(secret_memory);
    struct slice const end = SLICE("\n");
    lower_address(receipt->address, &address);
    hex_write(&secret, receipt->secret.bytes, HASH_BYTES);
    if (address.full || address.length == 0)
        return false;
    struct slice const parts[] = { first_line,     end, receipt->origin,       end, receipt->campaign,      end,
                                   receipt->place, end, buffer_slice(&secret), end, buffer_slice(&address), end };
    crypto->sha256(parts, sizeof parts / sizeof *parts, commitment);
    return true;
}

static bool read_line(struct slice *rest, struct slice name, struct slice *value)
{
    struct slice line;
    if (!slice_next(rest, '\n', &line) || !slice_begins(line, name))
        return false;
    *value = slice_part(line, name.length, line.length);
    return utf8_plain_length(*value) == value->length;
}

bool receipt_parse(struct slice bytes, struct receipt *receipt, struct error *error)
{
    struct slice rest = bytes, first, secret;
    *receipt = (struct receipt){ .address = SLICE("") };
    bool const read =
        bytes.length <= RECEIPT_BYTES_MAX && slice_ends(bytes, SLICE("\n")) && slice_next(&rest, '\n', &first) &&
        slice_equal(first, first_line) && read_line(&rest, SLICE("conference: "), &receipt->origin) &&
        read_line(&rest, SLICE("campaign: "), &receipt->campaign) &&
        read_line(&rest, SLICE("place: "), &receipt->place) && read_line(&rest, SLICE("secret: "), &secret) &&
        read_line(&rest, SLICE("address: "), &receipt->address) && rest.length == 0;
    return (read && value_is_origin(receipt->origin) && value_is_code(receipt->campaign) &&
            value_is_code(receipt->place) && hex_read(secret, receipt->secret.bytes, HASH_BYTES) &&
            receipt->address.length <= RECEIPT_ADDRESS_BYTES_MAX) ||
           fail(error, FAULT_RECEIPT, 0);
}

void receipt_write(const struct receipt *receipt, struct buffer *out)
{
    buffer_add(out, first_line);
    buffer_add_text(out, "\nconference: ");
    buffer_add(out, receipt->origin);
    buffer_add_text(out, "\ncampaign: ");
    buffer_add(out, receipt->campaign);
    buffer_add_text(out, "\nplace: ");
    buffer_add(out, receipt->place);
    buffer_add_text(out, "\nsecret: ");
    hex_write(out, receipt->secret.bytes, HASH_BYTES);
    buffer_add_text(out, "\naddress: ");
    buffer_add(out, receipt->address);
    buffer_add_byte(out, '\n');
}
