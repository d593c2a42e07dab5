// SPDX-License-Identifier: Apache-2.0
#include "cmd/audit.h"

#include <stdlib.h>

#include "base/hex.h"
#include "cmd/checkers.h"
#include "cmd/fault.h"
#include "record/fault.h"
#include "room/unicode.h"
#include "rules/digest.h"
#include "rules/document.h"
#include "rules/entry.h"
#include "rules/fault.h"
#include "store/os.h"

/* Address space, not memory; the same as the room's. */
static const size_t state_bytes_max = (size_t)1 << 37;

/* --- acts -------------------------------------------------------------------------------------------------------- */

/* A type of act or a version of format or rules that this program does not know: the result is unknown. */
static bool audit_is_unknown(const struct error *error, struct slice bytes)
{
    return error->fault == FAULT_ACT_TYPE || error->fault == FAULT_RULES_VERSION ||
           (error->fault == FAULT_ACT_FIRST_LINE && slice_begins(bytes, SLICE("plenary/")) &&
            !slice_begins(bytes, SLICE("plenary/1")));
}

/* A warning only: the verdict must not depend on a version of Unicode. */
static void audit_note_form(struct audit *audit, const struct entry *entry)
{
    uint32_t line;
    if (!unicode_is_nfc(entry->act.text, &line) && audit->not_nfc++ == 0)
        audit->not_nfc_first = entry->seq;
}

static bool audit_take(void *context, uint64_t index, struct slice bytes, struct error *error)
{
    struct audit *const audit = context;
    struct log_problem problem = { .at_entry = true, .index = index };
    (void)error;
    if (audit->replay_ended)
        return true;
    struct entry *const entry = entry_read(&audit->state, bytes, &problem.error);
    if (entry != NULL && entry_take(&audit->state, entry, &problem.error)) {
        checkers_add(audit->checkers, entry);
        audit_note_form(audit, entry);
        return true;
    }
    audit->replay_ended = true;
    problem.unknown = audit_is_unknown(&problem.error, bytes) || problem.error.fault == FAULT_RECORD_FULL;
    log_audit_keep(&audit->log, &problem);
    return true;
}

static void audit_end_signatures(struct audit *audit)
{
    struct bad_signature bad[CHECKERS_BAD_MAX];
    size_t kept;
    audit->signatures_bad = checkers_end(audit->checkers, bad, &kept);
    audit->checkers = NULL;
    for (size_t i = 0; i < kept; i++)
        log_audit_find_at(&audit->log, bad[i].seq, bad[i].fault, audit->state.entries[bad[i].seq]->act.key_name);
    audit->log.problems_all += audit->signatures_bad - kept;
}

/* --- what goes with the acts ------------------------------------------------------------------------------------- */

/* The copy's own file "key" is not trusted; if it has another key, that is a problem. */
static bool audit_compare_key(struct audit *audit, struct error *error)
{
    char memory[2 * KEY_NAME_BYTES_MAX], own_memory[4 * KEY_NAME_BYTES_MAX];
    struct buffer key = BUFFER(memory), own = BUFFER(own_memory);
    if (!audit->input->source->has_tiles)
        return true;
    if (!log_audit_read_part(&audit->log, SLICE("key"), &own, error))
        return error->fault == FAULT_NONE;
    key_write(&audit->input->key, &key);
    buffer_add_byte(&key, '\n');
    if (!slice_equal(buffer_slice(&key), buffer_slice(&own)))
        log_audit_find(&audit->log, FAULT_AUDIT_KEY_FILE, SLICE(""), SLICE(""));
    return true;
}

static void audit_compare_first(struct audit *audit)
{
    const struct audit_input *const input = audit->input;
    char memory[2 * HASH_BYTES], key_memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer hex = BUFFER(memory), key = BUFFER(key_memory);
    if (audit->log.entries == 0)
        return;
    hex_write(&hex, audit->log.first.bytes, HASH_BYTES);
    if (input->genesis.length > 0 && !slice_equal(input->genesis, buffer_slice(&hex)))
        log_audit_find_at(&audit->log, 0, FAULT_AUDIT_GENESIS, buffer_slice(&hex));
    if (audit->state.count == 0)
        return;
    const struct key *const named = &audit->state.log_key;
    key_write(named, &key);
    if (named->id != input->key.id || !slice_equal(named->name, input->key.name))
        log_audit_find_at(&audit->log, 0, FAULT_AUDIT_LOG_KEY, buffer_slice(&key));
}

static bool audit_is_closed(const struct state *state, const struct blob *blob)
{
    for (const struct object *object = state->kinds[OBJECT_DOCUMENT].first; object != NULL; object = object->next) {
        const struct document *const document = (const void *)object;
        if (slice_equal(document->blob, blob->hash) && document->doors == DOORS_CLOSED && document->released == NULL)
            return true;
    }
    return false;
}

static bool audit_take_blob(struct audit *audit, const struct blob *blob, struct error *error)
{
    struct hash hash;
    enum log_blob_result result;
    if (!hex_read(blob->hash, hash.bytes, HASH_BYTES))
        return true; /* no act is taken that names such a one */
    if (!log_audit_read_blob(&audit->log, &hash, &result, error))
        return false;
    audit->blobs_struck += blob->struck != NULL;
    audit->blobs_struck_here += blob->struck != NULL && result != LOG_BLOB_ABSENT;
    if (result == LOG_BLOB_ABSENT && blob->struck == NULL) {
        bool const closed = audit_is_closed(&audit->state, blob);
        audit->blobs_closed += closed;
        audit->blobs_missing += !closed;
    }
    audit->blobs_here += result == LOG_BLOB_HERE;
    if (result == LOG_BLOB_WRONG)
        log_audit_find(&audit->log, FAULT_AUDIT_BLOB, blob->hash, SLICE(""));
    return true;
}

static bool audit_take_blobs(struct audit *audit, struct error *error)
{
    if (!audit->input->blobs)
        return true;
    for (const struct blob *blob = audit->state.blob_list; blob != NULL; blob = blob->next)
        if (!audit_take_blob(audit, blob, error))
            return false;
    return true;
}

static bool audit_belongs(void *context, struct slice path)
{
    struct audit *const audit = context;
    if (slice_begins(path, SLICE("public-log/"))) { /* cmd/public_log_audit.h */
        audit->log.parts--;
        return true;
    }
    return slice_begins(path, SLICE("blobs/")) &&
           (audit->replay_ended || state_find_blob(&audit->state, slice_part(path, 6, path.length)) != NULL);
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static bool audit_begin(struct audit *audit, struct error *error)
{
    const struct audit_input *const input = audit->input;
    uint64_t seed;
    audit->log.source = input->source;
    audit->log.key = input->key;
    audit->log.take = audit_take;
    audit->log.belongs = audit_belongs;
    audit->log.context = audit;
    audit->log.show = input->show;
    audit->log.show_context = input->context;
    if (!log_audit_begin(&audit->log, error) || !os_reserve(state_bytes_max, &audit->arena, error))
        return false;
    os_random(&seed, sizeof seed);
    state_begin(&audit->state, &audit->arena, audit->log.crypto, seed);
    audit->checkers = checkers_begin(audit->log.crypto, error);
    return audit->checkers != NULL;
}

static bool audit_all(struct audit *audit, struct error *error)
{
    struct log_audit *const log = &audit->log;
    if (!log_audit_read_checkpoint(log, error))
        return false;
    if (!log->signed_well)
        return true;
    if (!audit_compare_key(audit, error) ||
        !log_audit_read_earlier(log, audit->input->earlier, audit->input->earlier_checkpoint, error))
        return false;
    bool const read = log_audit_read_entries(log, error);
    audit->replay_ended |= !log->whole;
    audit_end_signatures(audit);
    if (!read)
        return false;
    log_audit_compare_earlier(log, &log->earlier);
    log_audit_compare_earlier(log, &log->apart);
    audit_compare_first(audit);
    digest_state(&audit->state, &audit->state_hash);
    audit->arena_used = audit->arena.used;
    return audit_take_blobs(audit, error) && log_audit_read_files(log, error);
}

struct audit *audit_run(const struct audit_input *input, struct error *error)
{
    struct bad_signature bad[CHECKERS_BAD_MAX];
    size_t kept;
    struct audit *const audit = calloc(1, sizeof *audit);
    if (audit == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("an audit"));
        return NULL;
    }
    audit->input = input;
    bool const good = audit_begin(audit, error) && audit_all(audit, error);
    if (audit->checkers != NULL)
        checkers_end(audit->checkers, bad, &kept);
    log_audit_end(&audit->log);
    if (good)
        return audit;
    audit_free(audit);
    return NULL;
}

void audit_free(struct audit *audit)
{
    if (audit == NULL)
        return;
    os_release(&audit->arena);
    free(audit);
}

enum audit_verdict audit_verdict(const struct audit *audit)
{
    if (audit->log.problems_all > audit->log.unknown_all)
        return AUDIT_NOT_SO;
    return audit->log.unknown_all > 0 ? AUDIT_CANNOT_KNOW : AUDIT_SO;
}
