// SPDX-License-Identifier: Apache-2.0
#include "record/checkpoint.h"

#include "base/base64.h"
#include "record/fault.h"

static bool checkpoint_read_root(struct slice text, struct hash *root)
{
    size_t count;
    return base64_read(text, root->bytes, HASH_BYTES, &count) && count == HASH_BYTES;
}

bool checkpoint_parse(struct slice bytes, struct checkpoint *checkpoint, struct error *error)
{
    struct slice size = SLICE(""), root = SLICE(""), line;
    if (!note_parse(bytes, &checkpoint->note, error))
        return false;
    if (checkpoint->note.text.length > CHECKPOINT_TEXT_BYTES_MAX)
        return fail(error, FAULT_CHECKPOINT, 0, SLICE("its text is too long"));
    struct slice rest = checkpoint->note.text;
    slice_next(&rest, '\n', &checkpoint->origin);
    slice_next(&rest, '\n', &size);
    slice_next(&rest, '\n', &root);
    checkpoint->extensions = rest;
    if (checkpoint->origin.length == 0 || checkpoint->origin.length > ORIGIN_BYTES_MAX)
        return fail(error, FAULT_CHECKPOINT, 1, SLICE("no origin"));
    if (!slice_number(size, &checkpoint->size))
        return fail(error, FAULT_CHECKPOINT, 2, SLICE("no size"));
    if (!checkpoint_read_root(root, &checkpoint->root))
        return fail(error, FAULT_CHECKPOINT, 3, SLICE("no root"));
    for (uint32_t number = 4; slice_next(&rest, '\n', &line); number++)
        if (line.length == 0)
            return fail(error, FAULT_CHECKPOINT, number, SLICE("an empty line"));
    return true;
}

void checkpoint_write(const struct checkpoint *checkpoint, struct buffer *out)
{
    struct note signatures = checkpoint->note;
    signatures.text = SLICE("");
    checkpoint_write_text(checkpoint->origin, checkpoint->size, &checkpoint->root, out);
    buffer_add(out, checkpoint->extensions);
    note_write(&signatures, out);
}

void checkpoint_write_text(struct slice origin, uint64_t size, const struct hash *root, struct buffer *out)
{
    buffer_add(out, origin);
    buffer_add_byte(out, '\n');
    buffer_add_number(out, size);
    buffer_add_byte(out, '\n');
    base64_write(out, root->bytes, HASH_BYTES);
    buffer_add_byte(out, '\n');
}

bool checkpoint_check(const struct checkpoint *checkpoint, const struct key *log, const struct crypto *crypto,
                      struct error *error)
{
    struct hash empty;
    if (!slice_equal(checkpoint->origin, log->name))
        return fail(error, FAULT_CHECKPOINT_ORIGIN, 1, checkpoint->origin, log->name);
    if (!note_check(&checkpoint->note, log, 1, crypto, error))
        return false;
    crypto->sha256(NULL, 0, &empty);
    return checkpoint->size > 0 || hash_equal(&checkpoint->root, &empty) ||
           fail(error, FAULT_CHECKPOINT_EMPTY, 3, checkpoint->origin);
}
