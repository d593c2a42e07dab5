// SPDX-License-Identifier: Apache-2.0
#include "web/form.h"

#include "web/fault.h"
#include "web/request.h"

static bool form_name_is_good(struct slice name)
{
    if (name.length == 0 || name.length > FORM_NAME_BYTES_MAX)
        return false;
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] <= ' ' || name.bytes[i] >= 0x7f)
            return false;
    return true;
}

/* CR LF and CR become LF, in place. */
static struct slice form_join_lines(struct slice text)
{
    char *const bytes = (char *)(uintptr_t)text.bytes; /* in the arena, from request_decode */
    size_t const first = slice_find(text, '\r', 0);
    size_t length = first;
    for (size_t i = first; i < text.length; i++) {
        if (bytes[i] == '\r' && i + 1 < text.length && bytes[i + 1] == '\n')
            continue;
        bytes[length++] = bytes[i] == '\r' ? '\n' : bytes[i];
    }
    return (struct slice){ bytes, length };
}

bool form_read(struct slice body, struct arena *arena, struct form *form, struct error *error)
{
    struct slice pair;
    struct error inner;
    form->count = 0;
    while (slice_next(&body, '&', &pair)) {
        if (form->count == FORM_FIELDS_MAX)
            return fail(error, FAULT_FORM_FIELDS, 0, SLICE("there are too many"));
        size_t const equals = slice_find(pair, '=', 0), at = form->count;
        if (!request_decode(slice_part(pair, 0, equals), REQUEST_ARGUMENT, arena, &form->names[at], &inner) ||
            !request_decode(slice_part(pair, equals + 1, pair.length), REQUEST_LINES, arena, &form->values[at], &inner))
            return fail(error, inner.fault == FAULT_MEMORY ? FAULT_MEMORY : FAULT_FORM_ENCODING, 0,
                        error_about(&inner, 0));
        if (!form_name_is_good(form->names[at]))
            return fail(error, FAULT_FORM_FIELDS, 0, SLICE("one has no name"));
        form->values[at] = form_join_lines(form->values[at]);
        form->count++;
    }
    return true;
}

static bool form_is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

struct slice form_value(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (!slice_equal(form->names[i], slice_of(name)))
            continue;
        struct slice value = form->values[i];
        while (value.length > 0 && form_is_space(value.bytes[value.length - 1]))
            value.length--;
        while (value.length > 0 && form_is_space(value.bytes[0]))
            value = slice_part(value, 1, value.length);
        return value;
    }
    return SLICE("");
}

bool form_ticked(const struct form *form, const char *name)
{
    return form_value(form, name).length > 0;
}

bool form_type_is_good(struct slice type)
{
    struct slice const plain = SLICE("application/x-www-form-urlencoded");
    if (!slice_begins(type, plain))
        return false;
    struct slice rest = slice_part(type, plain.length, type.length);
    return rest.length == 0 || slice_equal(rest, SLICE("; charset=utf-8")) ||
           slice_equal(rest, SLICE(";charset=utf-8")) || slice_equal(rest, SLICE("; charset=UTF-8")) ||
           slice_equal(rest, SLICE(";charset=UTF-8"));
}

bool form_is_ours(struct slice fetch_site, struct slice origin, struct slice host)
{
    if (fetch_site.length > 0)
        return slice_equal(fetch_site, SLICE("same-origin")) || slice_equal(fetch_site, SLICE("none"));
    if (origin.length == 0 || slice_equal(origin, SLICE("null")))
        return true;
    for (size_t i = 0; i + 2 < origin.length; i++)
        if (origin.bytes[i] == ':')
            return slice_equal(slice_part(origin, i, i + 3), SLICE("://")) &&
                   slice_equal(slice_part(origin, i + 3, origin.length), host);
    return false;
}
