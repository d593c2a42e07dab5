// SPDX-License-Identifier: Apache-2.0
#include "campaign/disposable.h"

#include <stdlib.h>

#include "campaign/fault.h"
#include "formats/address.h"
#include "store/fault.h"
#include "store/os.h"

struct disposable {
    struct slice *domains; /* in the order of bytes */
    size_t count;
    struct arena memory;
};

static int disposable_compare(const void *first, const void *second)
{
    return slice_compare(*(const struct slice *)first, *(const struct slice *)second);
}

/* Letters in lower case, digits, hyphens and at least one dot. */
static bool disposable_is_domain(struct slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char const byte = text.bytes[i];
        if ((byte < 'a' || byte > 'z') && (byte < '0' || byte > '9') && byte != '-' && byte != '.')
            return false;
    }
    size_t const dot = slice_find(text, '.', 0);
    return dot > 0 && dot + 1 < text.length && text.length <= ADDRESS_BYTES_MAX;
}

static bool disposable_take(struct disposable *list, struct slice path, struct slice text, struct error *error)
{
    struct slice line;
    uint32_t number = 0;
    list->domains = arena_take_many(&list->memory, DISPOSABLE_DOMAINS_MAX, sizeof *list->domains);
    if (list->domains == NULL)
        return fail(error, FAULT_MEMORY, 0, path);
    while (slice_next(&text, '\n', &line)) {
        number++;
        if (line.length == 0 || line.bytes[0] == '#')
            continue;
        if (!disposable_is_domain(line))
            return fail(error, FAULT_DISPOSABLE_DOMAIN, number, path, line);
        if (list->count == DISPOSABLE_DOMAINS_MAX)
            return fail(error, FAULT_DISPOSABLE_MANY, number, path);
        list->domains[list->count++] = line;
    }
    qsort(list->domains, list->count, sizeof *list->domains, disposable_compare);
    return true;
}

struct disposable *disposable_read(struct slice path, struct error *error)
{
    struct disposable *const list = calloc(1, sizeof *list);
    struct os_path file;
    struct slice text;
    if (list == NULL) {
        fail(error, FAULT_MEMORY, 0, path);
        return NULL;
    }
    if (os_reserve(DISPOSABLE_BYTES_MAX + DISPOSABLE_DOMAINS_MAX * sizeof *list->domains + OS_PATH_BYTES_MAX,
                   &list->memory, error) &&
        (os_path_join(&file, path, SLICE(""), SLICE("")) ||
         fail(error, FAULT_FILE, 0, path, SLICE("the path is too long"))) &&
        os_read_file(&file, DISPOSABLE_BYTES_MAX, &list->memory, &text, error) &&
        disposable_take(list, path, text, error))
        return list;
    disposable_close(list);
    return NULL;
}

void disposable_close(struct disposable *list)
{
    if (list == NULL)
        return;
    os_release(&list->memory);
    free(list);
}

bool disposable_has(const struct disposable *list, struct slice domain)
{
    char memory[ADDRESS_BYTES_MAX];
    struct buffer name = BUFFER(memory);
    if (list == NULL)
        return false;
    for (size_t i = 0; i < domain.length; i++)
        buffer_add_byte(&name, ascii_lower(domain.bytes[i]));
    for (struct slice rest = buffer_slice(&name); rest.length > 0;
         rest = slice_part(rest, slice_find(rest, '.', 0) + 1, rest.length))
        if (bsearch(&rest, list->domains, list->count, sizeof rest, disposable_compare) != NULL)
            return true;
    return false;
}
