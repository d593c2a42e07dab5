// SPDX-License-Identifier: Apache-2.0
#include "record_check.h"

#include "record/checkpoint.h"
#include "log/crypto.h"
#include "rules/keyring.h"

static const char *check_entries(const struct state *state, const struct checkpoint *checkpoint)
{
    const struct crypto *const crypto = crypto_native();
    struct merkle_frontier tree = { 0 };
    struct hash leaf, root;
    struct error error;
    if (state->count != checkpoint->size)
        return "the checkpoint does not cover all acts";
    for (uint32_t i = 0; i < state->count; i++) {
        const struct entry *const entry = state->entries[i];
        if (!note_check_act(&entry->act, &entry->key->key, crypto, &error))
            return "a signature is not good";
        merkle_hash_leaf(entry->act.bytes, crypto, &leaf);
        merkle_frontier_append(&tree, &leaf, crypto);
    }
    merkle_frontier_root(&tree, crypto, &root);
    return hash_equal(&root, &checkpoint->root) ? NULL : "the tree that is built again has another root";
}

static const char *check_answered(const struct state *state, const struct answered *answered, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct entry *const entry = state_find_entry(state, &answered[i].name);
        if (entry == NULL)
            return "an act that was answered is not there";
        if (entry->seq != answered[i].seq)
            return "an act that was answered stands at another place";
    }
    return NULL;
}

const char *record_check(struct fixture *fixture, const struct answered *answered, size_t count)
{
    static char words_memory[1024];
    char memory[1024];
    struct buffer note = BUFFER(memory), words = BUFFER(words_memory);
    struct checkpoint checkpoint;
    struct key key;
    struct error error;
    if (!fixture_enter(fixture, &error)) {
        error_words(&error, &words);
        buffer_add_byte(&words, '\0');
        return words_memory;
    }
    if (!log_checkpoint(room_log(fixture->room), &note) ||
        !checkpoint_parse(buffer_slice(&note), &checkpoint, &error) ||
        !key_read(log_key_text(room_log(fixture->room)), &key) ||
        !checkpoint_check(&checkpoint, &key, crypto_native(), &error))
        return "the checkpoint is not good";
    const struct state *const state = room_read(fixture->room);
    const char *wrong = check_entries(state, &checkpoint);
    if (wrong == NULL)
        wrong = check_answered(state, answered, count);
    room_read_end(fixture->room);
    return wrong;
}
