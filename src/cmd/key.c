// SPDX-License-Identifier: Apache-2.0
/* cmd/key.c - make a key, or print its verifier key. */
#include <sodium.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/terminal.h"
#include "log/signer.h"
#include "store/fault.h"
#include "store/os.h"

struct key_options {
    bool force;
};

static void key_print(const struct signer *signer)
{
    char memory[KEY_NAME_BYTES_MAX + 80];
    struct buffer out = BUFFER(memory);
    struct key const key = signer_key(signer);
    key_write(&key, &out);
    printf("%.*s\n", SLICE_ARGS(buffer_slice(&out)));
}

static int key_make(struct slice name, struct slice file, bool force)
{
    char memory[SIGNER_TEXT_BYTES_MAX + 1];
    struct buffer text = BUFFER(memory);
    struct signer signer;
    struct os_path path;
    struct error error;
    if (!os_path_join(&path, file, SLICE(""), SLICE("")) || (!force && os_exists(&path))) {
        fail(&error, FAULT_FILE, 0, file, SLICE("the file is there already; --force replaces it"));
        return terminal_error(&error);
    }
    if (!signer_new(name, &signer, &error))
        return terminal_error(&error);
    signer_write(&signer, &text);
    buffer_add_byte(&text, '\n');
    bool const written = os_write_file(&path, buffer_slice(&text), 0600, &error);
    if (written)
        key_print(&signer);
    signer_forget(&signer);
    sodium_memzero(memory, sizeof memory);
    return written ? STATUS_OK : terminal_error(&error);
}

static int key_show(struct slice file)
{
    unsigned char memory[SIGNER_TEXT_BYTES_MAX + 64];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice text;
    struct signer signer;
    struct os_path path;
    struct error error;
    if (!os_path_join(&path, file, SLICE(""), SLICE("")) ||
        !os_read_file(&path, SIGNER_TEXT_BYTES_MAX + 1, &arena, &text, &error))
        return terminal_error(&error);
    if (slice_ends(text, SLICE("\n")))
        text.length--;
    bool const read = signer_read(text, &signer, &error);
    if (read)
        key_print(&signer);
    signer_forget(&signer);
    sodium_memzero(memory, sizeof memory);
    return read ? STATUS_OK : terminal_error(&error);
}

static int key_run(const void *options, const struct slice *rest, size_t count)
{
    const struct key_options *const given = options;
    struct error error;
    if (count == 3 && slice_equal(rest[0], SLICE("new")))
        return key_make(rest[1], rest[2], given->force);
    if (count == 2 && slice_equal(rest[0], SLICE("show")))
        return key_show(rest[1]);
    fail(&error, FAULT_OPTION_MISSING, 0, SLICE("new NAME FILE, or show FILE,"), SLICE("key"));
    return terminal_error(&error);
}

static const struct option_type key_options[] = {
    { "force", 'f', NULL, offsetof(struct key_options, force), "replace a file that is there" },
    { 0 },
};

const struct command command_key = {
    .name = "key",
    .arguments = "new NAME FILE | show FILE",
    .meaning = "make a key, or print its verifier key",
    .more = "NAME is HOST/CONFERENCE/CODE, or HOST/CONFERENCE/CODE/WORD for a further key of the same party. FILE gets "
            "the\n"
            "private key, readable by its owner alone; the verifier key is printed: the registrar admits it to the "
            "record.\n",
    .options = key_options,
    .size = sizeof(struct key_options),
    .run = key_run,
};
