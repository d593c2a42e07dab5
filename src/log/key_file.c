// SPDX-License-Identifier: Apache-2.0
#include "log/key_file.h"

#include "log/fault.h"

static bool key_file_make(const struct os_path *folder, const struct os_path *path, struct slice name,
                          struct signer *signer, struct error *error)
{
    char memory[SIGNER_TEXT_BYTES_MAX + 2];
    struct buffer out = BUFFER(memory);
    if (!signer_new(name, signer, error))
        return false;
    signer_write(signer, &out);
    buffer_add_byte(&out, '\n');
    return os_make_directory(folder, 0700, error) && os_write_file(path, buffer_slice(&out), 0600, error);
}

bool key_file_open(const struct os_path *folder, const struct os_path *path, struct slice name, bool make,
                   struct signer *signer, struct error *error)
{
    unsigned char memory[SIGNER_TEXT_BYTES_MAX + 64];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice text;
    if (make && !os_exists(path))
        return key_file_make(folder, path, name, signer, error);
    if (!os_read_file(path, SIGNER_TEXT_BYTES_MAX + 1, &arena, &text, error))
        return false;
    if (slice_ends(text, SLICE("\n")))
        text.length--;
    if (!signer_read(text, signer, error))
        return false;
    struct slice const own = signer_key(signer).name;
    return slice_equal(own, name) || fail(error, FAULT_LOG_KEY_OTHER, 0, own);
}
