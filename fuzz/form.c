// SPDX-License-Identifier: Apache-2.0
/* fuzz/form.c - any bytes as the body of a form. */
#include "fuzz.h"

#include "base/utf8.h"
#include "web/form.h"
#include "web/request.h"

static unsigned char memory[2][1 << 18];

/* As a browser would send it. */
static void encode(struct slice text, struct buffer *out)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char const byte = (unsigned char)text.bytes[i];
        buffer_add_byte(out, '%');
        buffer_add_byte(out, digits[byte >> 4]);
        buffer_add_byte(out, digits[byte & 15]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    static struct form form, again;
    struct arena arena = { memory[0], 0, sizeof memory[0] }, second = { memory[1], 0, sizeof memory[1] };
    struct error error;
    struct buffer out = room();
    if (!form_read((struct slice){ (const char *)bytes, count }, &arena, &form, &error)) {
        error_words(&error, &out);
        check(out.length > 0);
        return 0;
    }
    for (size_t i = 0; i < form.count; i++) {
        check(utf8_is_valid(form.values[i]) && form.names[i].length > 0);
        check(slice_find(form.values[i], '\r', 0) == form.values[i].length);
        check(slice_find(form.values[i], '\0', 0) == form.values[i].length);
        if (i > 0)
            buffer_add_byte(&out, '&');
        encode(form.names[i], &out);
        buffer_add_byte(&out, '=');
        encode(form.values[i], &out);
    }
    check(!out.full && form_read(buffer_slice(&out), &second, &again, &error) && again.count == form.count);
    for (size_t i = 0; i < form.count; i++)
        check(slice_equal(form.names[i], again.names[i]) && slice_equal(form.values[i], again.values[i]));
    plant_bug(form_value(&form, "name"), 40);
    check(form_type_is_good(SLICE("text/plain")) == false);
    (void)form_ticked(&form, "tick");
    (void)form_is_ours(form_value(&form, "site"), form_value(&form, "origin"), form_value(&form, "host"));
    (void)form_type_is_good(form_value(&form, "type"));
    return 0;
}
