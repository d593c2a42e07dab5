// SPDX-License-Identifier: Apache-2.0
/* fuzz/address.c - any bytes as an e-mail address: what is taken can carry no header and no second address. */
#include "fuzz.h"

#include "base/utf8.h"
#include "formats/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct slice const input = { (const char *)bytes, count };
    struct address address;
    struct error error;
    struct buffer out = room();
    if (!address_read(input, &address, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    check(count <= ADDRESS_BYTES_MAX && utf8_plain_length(input) == count);
    for (size_t i = 0; i < count; i++)
        check((unsigned char)input.bytes[i] >= 0x20 && input.bytes[i] != 0x7f);
    buffer_add(&out, address.local);
    buffer_add_byte(&out, '@');
    buffer_add(&out, address.domain);
    check(slice_equal(buffer_slice(&out), input));
    check(slice_find(address.domain, '@', 0) == address.domain.length &&
          slice_find(address.domain, ' ', 0) == address.domain.length &&
          slice_find(address.domain, '.', 0) < address.domain.length);
    if (!slice_begins(address.local, SLICE("\"")))
        check(slice_find(address.local, ' ', 0) == address.local.length &&
              slice_find(address.local, ',', 0) == address.local.length &&
              slice_find(address.local, '<', 0) == address.local.length &&
              slice_find(address.local, '(', 0) == address.local.length);
    check(address_equal(input, address.text));
    plant_bug(address.domain, 24);
    return 0;
}
