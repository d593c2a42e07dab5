// SPDX-License-Identifier: Apache-2.0
/* cmd/log.c - a log's checkpoint, the receipt of an act, a proof that it only grew. */
#include <stdio.h>

#include "base/base64.h"
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/record_source.h"
#include "log/fault.h"
#include "room/replay.h"
#include "cmd/terminal.h"
#include "record/proof.h"
#include "record/tile.h"
#include "log/crypto.h"
#include "rules/fault.h"
#include "store/fault.h"
#include "store/os.h"

struct log_options {
    struct slice size, conference;
};

/* Address space: 64 bytes an entry. */
static const size_t tree_bytes_max = (size_t)1 << 36;

struct tree {
    struct replay replay; /* its checkpoint */
    struct arena arena;
    struct merkle merkle;
};

static bool log_take_leaf(void *context, uint64_t index, struct slice entry, struct error *error)
{
    struct tree *const tree = context;
    struct hash leaf;
    (void)index;
    merkle_hash_leaf(entry, crypto_native(), &leaf);
    return merkle_append(&tree->merkle, &leaf, crypto_native(), &tree->arena) || fail(error, FAULT_RECORD_FULL, 0);
}

/* The whole tree from the entries; checks that they give the checkpoint's root. */
static bool log_read_tree(struct tree *tree, struct log_source *copy, struct error *error)
{
    struct hash root;
    if (crypto_native() == NULL)
        return fail(error, FAULT_CRYPTO, 0);
    if (!os_reserve(tree_bytes_max, &tree->arena, error) ||
        !replay_entries(&tree->replay, copy, log_take_leaf, tree, error))
        return false;
    merkle_root(&tree->merkle, tree->merkle.size, crypto_native(), &root);
    return hash_equal(&root, &tree->replay.checkpoint.root) || fail(error, FAULT_AUDIT_ROOT, 0);
}

static bool log_read_number(struct slice text, const char *name, uint64_t most, uint64_t *number, struct error *error)
{
    return (slice_number(text, number) && *number <= most) || fail(error, FAULT_OPTION_NUMBER, 0, slice_of(name), text);
}

static void log_print(const struct buffer *out)
{
    fwrite(out->bytes, 1, out->length, stdout);
}

static bool log_checkpoint(struct log_source *copy, struct error *error)
{
    char memory[REPLAY_NOTE_BYTES_MAX];
    struct buffer note = BUFFER(memory);
    enum log_source_result const result = copy->read(copy, SLICE("checkpoint"), &note, error);
    if (result == LOG_SOURCE_ABSENT)
        fail(error, FAULT_AUDIT_MISSING, 0, SLICE("checkpoint"));
    if (result == LOG_SOURCE_HERE)
        log_print(&note);
    return result == LOG_SOURCE_HERE;
}

static void log_print_hashes(const struct merkle_proof *proof)
{
    for (size_t i = 0; i < proof->count; i++) {
        char memory[2 * HASH_BYTES];
        struct buffer line = BUFFER(memory);
        base64_write(&line, proof->hashes[i].bytes, HASH_BYTES);
        printf("%.*s\n", SLICE_ARGS(buffer_slice(&line)));
    }
}

/* At a size of which no checkpoint is kept: index, path, and what a checkpoint of that size would say, unsigned. */
static void log_print_unsigned_proof(const struct tree *tree, uint64_t index, uint64_t size,
                                     const struct merkle_proof *path)
{
    char memory[CHECKPOINT_TEXT_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    struct hash root;
    merkle_root(&tree->merkle, size, crypto_native(), &root);
    checkpoint_write_text(tree->replay.checkpoint.origin, size, &root, &text);
    printf("c2sp.org/tlog-proof@v1\nindex %llu\n", (unsigned long long)index);
    log_print_hashes(path);
    printf("\n");
    log_print(&text);
    fprintf(stderr,
            "plenary: only the newest checkpoint is kept, so this one of size %llu is not signed; plenary log "
            "consistency leads\nfrom it to the newest\n",
            (unsigned long long)size);
}

static bool log_proof(struct tree *tree, struct slice index_text, struct slice size_text, struct error *error)
{
    char memory[REPLAY_NOTE_BYTES_MAX + 8192];
    struct buffer out = BUFFER(memory);
    struct proof_file file = { .checkpoint = tree->replay.checkpoint };
    uint64_t size = tree->merkle.size;
    if ((size_text.length > 0 && !log_read_number(size_text, "--size", tree->merkle.size, &size, error)) || size == 0)
        return size > 0 || fail(error, FAULT_OPTION_NUMBER, 0, SLICE("--size"), size_text);
    if (!log_read_number(index_text, "INDEX", size - 1, &file.index, error))
        return false;
    merkle_prove_inclusion(&tree->merkle, file.index, size, crypto_native(), &file.path);
    if (size == tree->merkle.size) {
        proof_write(&file, &out);
        log_print(&out);
    } else {
        log_print_unsigned_proof(tree, file.index, size, &file.path);
    }
    return true;
}

/* As the body of C2SP tlog-witness's add-checkpoint: what a witness is sent. */
static bool log_consistency(const struct tree *tree, struct slice old_text, struct error *error)
{
    struct merkle_proof proof;
    uint64_t old;
    if (!log_read_number(old_text, "OLD", tree->merkle.size, &old, error))
        return false;
    merkle_prove_consistency(&tree->merkle, old, tree->merkle.size, crypto_native(), &proof);
    printf("old %llu\n", (unsigned long long)old);
    log_print_hashes(&proof);
    printf("\n%.*s", SLICE_ARGS(tree->replay.note));
    return true;
}

static bool log_run_verb(const struct log_options *options, const struct slice *rest, struct log_source *copy,
                         struct error *error)
{
    struct tree tree = { 0 };
    if (slice_equal(rest[0], SLICE("checkpoint")))
        return log_checkpoint(copy, error);
    bool good = log_read_tree(&tree, copy, error);
    if (good && slice_equal(rest[0], SLICE("proof")))
        good = log_proof(&tree, rest[2], options->size, error);
    else if (good)
        good = log_consistency(&tree, rest[2], error);
    os_release(&tree.arena);
    return good;
}

static int log_run(const void *values, const struct slice *rest, size_t count)
{
    const struct log_options *const options = values;
    struct error error = { 0 };
    bool const proof = count > 0 && slice_equal(rest[0], SLICE("proof"));
    bool const consistency = count > 0 && slice_equal(rest[0], SLICE("consistency"));
    bool const checkpoint = count > 0 && slice_equal(rest[0], SLICE("checkpoint"));
    if (!(checkpoint && count == 2) && !((proof || consistency) && count == 3)) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("checkpoint, proof or consistency"), SLICE("log"));
        return terminal_error(&error);
    }
    struct log_source *const copy = record_source_open(rest[1], options->conference, &error);
    bool const good = copy != NULL && log_run_verb(options, rest, copy, &error);
    int const status = good ? STATUS_OK : terminal_error(&error);
    if (copy != NULL)
        copy->close(copy);
    return !good && fault_class_of(error.fault) == FAULT_CLASS_PROOF ? STATUS_NOT_SO : status;
}

static const struct option_type log_options[] = {
    { "size", 0, "N", offsetof(struct log_options, size), "the proof for the log as it was at that size" },
    { "conference", 'c', "NAME", offsetof(struct log_options, conference), "which, where a directory holds several" },
    { 0 },
};

const struct command command_log = {
    .name = "log",
    .arguments = "checkpoint PLACE | proof PLACE INDEX | consistency PLACE OLD",
    .meaning = "a log's checkpoint, the receipt of an act, a proof that it only grew",
    .more =
        "PLACE is a conference's address, a mirror or a data directory. proof writes a C2SP tlog-proof; consistency "
        "writes\n"
        "what a C2SP witness takes: the old size, the hashes, the checkpoint. The tree is built from the entries.\n",
    .options = log_options,
    .size = sizeof(struct log_options),
    .run = log_run,
};
