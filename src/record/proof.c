// SPDX-License-Identifier: Apache-2.0
#include "record/proof.h"

#include "base/base64.h"
#include "record/fault.h"

static const struct slice first_line = { "c2sp.org/tlog-proof@v1", 22 };

bool proof_leads_to(const struct merkle_proof *path, uint64_t index, uint64_t size, const struct hash *leaf,
                    const struct hash *root, const struct crypto *crypto)
{
    if (index >= size)
        return false;
    uint64_t first = index, last = size - 1;
    struct hash hash = *leaf;
    for (size_t i = 0; i < path->count; i++) {
        if (last == 0)
            return false;
        if ((first & 1) != 0 || first == last) {
            merkle_hash_node(&path->hashes[i], &hash, crypto, &hash);
            for (; (first & 1) == 0 && first != 0; first >>= 1)
                last >>= 1;
        } else
            merkle_hash_node(&hash, &path->hashes[i], crypto, &hash);
        first >>= 1;
        last >>= 1;
    }
    return last == 0 && hash_equal(&hash, root);
}

/* The loop of RFC 9162, 2.1.4.2: from a subtree that both trees have up to the root of each. */
static bool proof_climb(const struct merkle_proof *path, size_t from, uint64_t first, uint64_t last,
                        const struct hash *start, const struct hash *old_root, const struct hash *root,
                        const struct crypto *crypto)
{
    struct hash old_hash = *start, hash = *start;
    for (size_t i = from; i < path->count; i++) {
        if (last == 0)
            return false;
        if ((first & 1) != 0 || first == last) {
            merkle_hash_node(&path->hashes[i], &old_hash, crypto, &old_hash);
            merkle_hash_node(&path->hashes[i], &hash, crypto, &hash);
            for (; (first & 1) == 0 && first != 0; first >>= 1)
                last >>= 1;
        } else
            merkle_hash_node(&hash, &path->hashes[i], crypto, &hash);
        first >>= 1;
        last >>= 1;
    }
    return last == 0 && hash_equal(&old_hash, old_root) && hash_equal(&hash, root);
}

bool proof_connects(const struct merkle_proof *path, uint64_t old_size, uint64_t size, const struct hash *old_root,
                    const struct hash *root, const struct crypto *crypto)
{
    struct hash empty;
    if (old_size > size)
        return false;
    if (old_size == size)
        return path->count == 0 && hash_equal(old_root, root);
    if (old_size == 0) {
        crypto->sha256(NULL, 0, &empty);
        return path->count == 0 && hash_equal(old_root, &empty);
    }
    if (path->count == 0)
        return false;
    uint64_t first = old_size - 1, last = size - 1;
    for (; (first & 1) != 0; first >>= 1)
        last >>= 1;
    bool const whole = first == 0; /* the old tree is a complete subtree: start from its root */
    return proof_climb(path, whole ? 0 : 1, first, last, whole ? old_root : &path->hashes[0], old_root, root, crypto);
}

/* Reads "NAME rest". */
static bool proof_read_word(struct slice line, struct slice name, struct slice *rest)
{
    *rest = slice_part(line, name.length + 1, line.length);
    return slice_begins(line, name) && line.length > name.length && line.bytes[name.length] == ' ';
}

/* Reads hashes up to and including the empty line. */
static bool proof_read_path(struct slice *rest, uint32_t number, struct merkle_proof *path, struct error *error)
{
    struct slice line;
    path->count = 0;
    for (; slice_next(rest, '\n', &line); number++) {
        size_t count;
        if (line.length == 0)
            return true;
        if (path->count == MERKLE_PROOF_MAX - 1)
            return fail(error, FAULT_PROOF_LONG, number);
        if (!base64_read(line, path->hashes[path->count].bytes, HASH_BYTES, &count) || count != HASH_BYTES)
            return fail(error, FAULT_PROOF_LINE, number, SLICE("no hash"));
        path->count++;
    }
    return fail(error, FAULT_PROOF_LINE, number, SLICE("no empty line"));
}

bool proof_parse(struct slice bytes, struct proof_file *file, struct error *error)
{
    struct slice rest = bytes, line = SLICE(""), word;
    uint32_t number = 2;
    unsigned char extra[PROOF_EXTRA_BYTES_MAX];
    size_t count;
    file->extra = SLICE("");
    if (!slice_next(&rest, '\n', &line) || !slice_equal(line, first_line))
        return fail(error, FAULT_PROOF_LINE, 1, SLICE("no tlog-proof"));
    if (!slice_next(&rest, '\n', &line))
        return fail(error, FAULT_PROOF_LINE, number, SLICE("no index"));
    if (proof_read_word(line, SLICE("extra"), &file->extra)) {
        if (!base64_read(file->extra, extra, sizeof extra, &count) || count == 0)
            return fail(error, FAULT_PROOF_LINE, number, SLICE("no extra data"));
        number++;
        line = SLICE("");
        slice_next(&rest, '\n', &line);
    } else
        file->extra = SLICE("");
    if (!proof_read_word(line, SLICE("index"), &word) || !slice_number(word, &file->index))
        return fail(error, FAULT_PROOF_LINE, number, SLICE("no index"));
    return proof_read_path(&rest, number + 1, &file->path, error) && checkpoint_parse(rest, &file->checkpoint, error);
}

static void proof_write_path(uint64_t index, const struct merkle_proof *path, struct buffer *out)
{
    buffer_add(out, SLICE("\nindex "));
    buffer_add_number(out, index);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < path->count; i++) {
        base64_write(out, path->hashes[i].bytes, HASH_BYTES);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\n');
}

void proof_write(const struct proof_file *file, struct buffer *out)
{
    buffer_add(out, first_line);
    if (file->extra.length > 0) {
        buffer_add(out, SLICE("\nextra "));
        buffer_add(out, file->extra);
    }
    proof_write_path(file->index, &file->path, out);
    checkpoint_write(&file->checkpoint, out);
}

void proof_write_parts(uint64_t index, const struct merkle_proof *path, struct slice checkpoint, struct buffer *out)
{
    buffer_add(out, first_line);
    proof_write_path(index, path, out);
    buffer_add(out, checkpoint);
}

bool proof_check(const struct proof_file *file, const struct hash *leaf, const struct key *log,
                 const struct crypto *crypto, struct error *error)
{
    const struct checkpoint *const checkpoint = &file->checkpoint;
    if (!checkpoint_check(checkpoint, log, crypto, error))
        return false;
    return proof_leads_to(&file->path, file->index, checkpoint->size, leaf, &checkpoint->root, crypto) ||
           fail(error, FAULT_PROOF_FALSE, 0, checkpoint->origin);
}
