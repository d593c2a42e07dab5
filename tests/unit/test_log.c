// SPDX-License-Identifier: Apache-2.0
/* The log: each checkpoint extends the last, nothing is published before it is durable, and a loss in the database is noticed. */
#include "test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "log/crypto.h"
#include "log/fault.h"
#include "log/log.h"
#include "record/proof.h"

enum { FILE_BYTES_MAX = 1 << 22, TREE_BYTES = 1 << 20, ENTRIES = 300 };

static const struct log_kind *const kinds[] = { &log_kind_record, &log_kind_public };

static char folder[64];
static unsigned char file_memory[2 * FILE_BYTES_MAX];

struct owner {
    struct log *log;
    struct merkle tree;
    struct arena arena;
    unsigned char memory[TREE_BYTES];
};

static struct owner owner;

static bool append(void *context, struct slice bytes, struct error *error)
{
    struct hash leaf;
    (void)context;
    (void)error;
    merkle_hash_leaf(bytes, crypto_native(), &leaf);
    return merkle_append(&owner.tree, &leaf, crypto_native(), &owner.arena);
}

static struct slice conference_of(const struct log_kind *kind)
{
    return kind == &log_kind_record ? SLICE("talks") : SLICE("others");
}

static bool open_log(const struct log_kind *kind, struct error *error)
{
    struct log_place const place = { slice_of(folder), SLICE("log.example"), conference_of(kind) };
    struct log_owner const given = { &owner.tree, append, NULL };
    owner.tree = (struct merkle){ 0 };
    owner.arena = (struct arena){ owner.memory, 0, sizeof owner.memory };
    owner.log = log_open(kind, &place, &given, error);
    return owner.log != NULL;
}

static struct log_paths paths_of(const struct log_kind *kind)
{
    struct log_paths paths;
    struct error error;
    assert_true(log_paths_of(kind, slice_of(folder), conference_of(kind), &paths, &error));
    return paths;
}

static struct slice entry_of(size_t number, char memory[32])
{
    return (struct slice){ memory, (size_t)snprintf(memory, 32, "entry %zu", number) };
}

static void add_one(size_t number)
{
    char memory[32];
    struct slice const bytes = entry_of(number, memory);
    struct error error;
    assert_true(append(NULL, bytes, &error));
    assert_true(log_add(owner.log, bytes, (int64_t)number, &error));
}

static void commit_one(size_t number)
{
    struct error error;
    assert_true(log_begin(owner.log, &error));
    add_one(number);
    assert_true(log_commit(owner.log, &error));
    log_unlock(owner.log);
}

static struct checkpoint checkpoint_of(char memory[LOG_CHECKPOINT_BYTES_MAX])
{
    struct buffer note = { memory, 0, LOG_CHECKPOINT_BYTES_MAX, false };
    struct checkpoint checkpoint;
    struct key const key = log_key(owner.log);
    struct error error;
    assert_true(log_checkpoint(owner.log, &note));
    assert_true(checkpoint_parse(buffer_slice(&note), &checkpoint, &error));
    assert_true(checkpoint_check(&checkpoint, &key, crypto_native(), &error));
    return checkpoint;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void nothing_is_shown_before_it_is_durable(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        char memory[LOG_PROOF_BYTES_MAX], entry_memory[32];
        struct buffer out = BUFFER(memory);
        struct proof_file proof;
        struct hash leaf;
        struct error error;
        assert_true(open_log(kinds[i], &error));
        struct key const key = log_key(owner.log);
        assert_true(log_begin(owner.log, &error));
        add_one(0);
        assert_int_equal(log_size(owner.log), 0);
        assert_false(log_write_entry(owner.log, 0, &out));
        assert_false(log_write_proof(owner.log, 0, &out));
        assert_false(log_write_tile(owner.log, &(struct tile){ 0, 0, 1 }, &out));
        assert_true(log_commit(owner.log, &error));
        log_unlock(owner.log);
        assert_int_equal(log_size(owner.log), 1);
        assert_true(log_write_entry(owner.log, 0, &out));
        assert_slice(buffer_slice(&out), "entry 0");
        buffer_clear(&out);
        assert_true(log_write_proof(owner.log, 0, &out));
        merkle_hash_leaf(entry_of(0, entry_memory), crypto_native(), &leaf);
        assert_true(proof_parse(buffer_slice(&out), &proof, &error));
        assert_true(proof_check(&proof, &leaf, &key, crypto_native(), &error));
        log_close(owner.log);
    }
}

static void what_is_rolled_back_leaves_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        char before[LOG_CHECKPOINT_BYTES_MAX], after[LOG_CHECKPOINT_BYTES_MAX];
        struct error error;
        assert_true(open_log(kinds[i], &error));
        uint64_t const size = log_size(owner.log);
        struct hash const root = checkpoint_of(before).root;
        assert_true(log_begin(owner.log, &error));
        for (size_t j = 100; j < 103; j++)
            add_one(j);
        log_rollback(owner.log);
        log_unlock(owner.log);
        assert_int_equal(owner.tree.size, size);
        assert_memory_equal(checkpoint_of(after).root.bytes, root.bytes, HASH_BYTES);
        commit_one(1);
        log_close(owner.log);
        assert_true(open_log(kinds[i], &error)); /* its history is what was signed */
        assert_int_equal(log_size(owner.log), size + 1);
        log_close(owner.log);
    }
}

static void each_checkpoint_extends_the_one_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        char first[LOG_CHECKPOINT_BYTES_MAX], second[LOG_CHECKPOINT_BYTES_MAX];
        struct error error;
        assert_true(open_log(kinds[i], &error));
        for (size_t j = 2; j < ENTRIES; j += 37) {
            struct merkle_proof path;
            struct checkpoint const old = checkpoint_of(first);
            assert_true(log_begin(owner.log, &error));
            for (size_t k = j; k < j + 37; k++)
                add_one(k);
            assert_true(log_commit(owner.log, &error));
            log_unlock(owner.log);
            struct checkpoint const new = checkpoint_of(second);
            assert_int_equal(new.size, old.size + 37);
            merkle_prove_consistency(&owner.tree, old.size, new.size, crypto_native(), &path);
            assert_true(proof_connects(&path, old.size, new.size, &old.root, &new.root, crypto_native()));
        }
        assert_true(log_begin(owner.log, &error)); /* without an entry nothing is signed */
        assert_true(log_commit(owner.log, &error));
        log_unlock(owner.log);
        log_close(owner.log);
    }
}

/* A file as it is now, to be put back later. */
static struct slice keep_file(const struct os_path *path, struct arena *arena)
{
    struct slice bytes;
    struct error error;
    assert_true(os_read_file(path, FILE_BYTES_MAX, arena, &bytes, &error));
    return bytes;
}

static void an_older_database_is_not_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct arena arena = { file_memory, 0, sizeof file_memory };
        struct log_paths const paths = paths_of(kinds[i]);
        struct slice const older = keep_file(&paths.database, &arena);
        struct error error;
        assert_true(open_log(kinds[i], &error));
        commit_one(1000);
        log_close(owner.log);
        struct slice const newer = keep_file(&paths.database, &arena);
        assert_true(os_write_file(&paths.database, older, 0600, &error));
        assert_false(open_log(kinds[i], &error));
        assert_ptr_equal(error.fault, FAULT_RECORD_BEHIND);
        assert_true(os_write_file(&paths.database, newer, 0600, &error));
        assert_true(open_log(kinds[i], &error));
        log_close(owner.log);
    }
}

/* As after a kill between the commit and the checkpoint apart; but without any checkpoint apart it is not opened. */
static void the_checkpoint_apart_may_be_behind(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct arena arena = { file_memory, 0, sizeof file_memory };
        struct log_paths const paths = paths_of(kinds[i]);
        struct slice const older = keep_file(&paths.apart, &arena);
        struct slice apart;
        struct error error;
        char memory[LOG_CHECKPOINT_BYTES_MAX];
        assert_true(open_log(kinds[i], &error));
        commit_one(2000);
        log_close(owner.log);
        assert_true(os_write_file(&paths.apart, older, 0600, &error));
        assert_true(open_log(kinds[i], &error));
        struct checkpoint const checkpoint = checkpoint_of(memory);
        log_close(owner.log);
        assert_true(log_read_apart(kinds[i], slice_of(folder), conference_of(kinds[i]), &arena, &apart, &error));
        assert_slices(apart, ((struct slice){ memory, apart.length }));
        assert_int_equal(checkpoint.size, owner.tree.size);
        assert_int_equal(unlink(paths.apart.text), 0);
        assert_false(open_log(kinds[i], &error));
    }
}

/* --- the folder -------------------------------------------------------------------------------------------------- */

static int make_folder(void **state)
{
    (void)state;
    struct os_path path;
    struct error error;
    memcpy(folder, "/tmp/plenary-log.XXXXXX", 24);
    if (mkdtemp(folder) == NULL)
        return 1;
    for (size_t i = 0; i < 2; i++)
        if (!os_path_join(&path, slice_of(folder), i == 0 ? SLICE("keys") : SLICE("checkpoints"), SLICE("")) ||
            !os_make_directory(&path, 0700, &error))
            return 1;
    return 0;
}

static int take_file(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

static int take_folder(void **state)
{
    enum { DESCRIPTORS = 8 };
    (void)state;
    return nftw(folder, take_file, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_before_it_is_durable),  cmocka_unit_test(what_is_rolled_back_leaves_nothing),
        cmocka_unit_test(each_checkpoint_extends_the_one_before), cmocka_unit_test(an_older_database_is_not_opened),
        cmocka_unit_test(the_checkpoint_apart_may_be_behind),
    };
    return cmocka_run_group_tests(tests, make_folder, take_folder);
}
