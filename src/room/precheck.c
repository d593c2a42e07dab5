// SPDX-License-Identifier: Apache-2.0
#include "room/precheck.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/civil.h"
#include "record/fault.h"
#include "record/note.h"
#include "room/fault.h"
#include "room/unicode.h"
#include "rules/fault.h"
#include "rules/keyring.h"
#include "store/os.h"

enum {
    KEYS_KEPT = 4096,                        /* a power of two, some more than members have keys */
    PARSE_BYTES = 48 * ACT_FIELDS_MAX + 4096 /* the fields of the longest act */
};

struct kept_key {
    uint32_t id;
    bool there;
    uint8_t name_length;
    char name[KEY_NAME_BYTES_MAX];
    unsigned char bytes[ED25519_KEY_BYTES];
};

static_assert(KEY_NAME_BYTES_MAX <= UINT8_MAX, "a name's length is kept in a byte");

struct precheck {
    struct slice origin;
    const struct crypto *crypto;
    pthread_mutex_t mutex;
    struct kept_key keys[KEYS_KEPT];
};

struct precheck *precheck_open(struct slice origin, const struct crypto *crypto, struct error *error)
{
    struct precheck *const precheck = calloc(1, sizeof *precheck);
    if (precheck == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the door"));
        return NULL;
    }
    precheck->origin = origin;
    precheck->crypto = crypto;
    pthread_mutex_init(&precheck->mutex, NULL);
    return precheck;
}

void precheck_close(struct precheck *precheck)
{
    if (precheck == NULL)
        return;
    pthread_mutex_destroy(&precheck->mutex);
    free(precheck);
}

/* --- keys that were seen ----------------------------------------------------------------------------------------- */

static void precheck_remember_key(struct precheck *precheck, const struct key *key)
{
    pthread_mutex_lock(&precheck->mutex);
    struct kept_key *const kept = &precheck->keys[key->id % KEYS_KEPT];
    kept->there = true;
    kept->id = key->id;
    kept->name_length = (uint8_t)key->name.length;
    memcpy(kept->name, key->name.bytes, key->name.length);
    memcpy(kept->bytes, key->bytes, ED25519_KEY_BYTES);
    pthread_mutex_unlock(&precheck->mutex);
}

static bool precheck_recall_key(struct precheck *precheck, struct slice name, uint32_t id, struct key *key)
{
    pthread_mutex_lock(&precheck->mutex);
    const struct kept_key *const kept = &precheck->keys[id % KEYS_KEPT];
    bool const found =
        kept->there && kept->id == id && slice_equal((struct slice){ kept->name, kept->name_length }, name);
    if (found) {
        *key = (struct key){ .name = name, .id = id };
        memcpy(key->bytes, kept->bytes, ED25519_KEY_BYTES);
    }
    pthread_mutex_unlock(&precheck->mutex);
    return found;
}

/* The key ID that the signature line begins with. */
static bool precheck_read_key_id(struct slice signature, uint32_t *id)
{
    unsigned char bytes[6]; /* eight characters of base64 */
    size_t count;
    if (!base64_read(slice_part(signature, 0, 8), bytes, sizeof bytes, &count) || count < 4)
        return false;
    *id = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    return true;
}

/* --- entering ---------------------------------------------------------------------------------------------------- */

bool precheck_act(struct precheck *precheck, struct slice bytes, struct precheck_passed *pass, bool *parsed,
                  struct error *error)
{
    unsigned char memory[PARSE_BYTES];
    struct arena arena = { memory, 0, sizeof memory };
    struct act act;
    uint32_t line, id;
    struct key key;
    *pass = (struct precheck_passed){ .arrived = os_clock_seconds() };
    *parsed = false;
    if (bytes.length > ACT_BYTES_MAX)
        return fail(error, FAULT_ACT_TOO_LONG, 0);
    if (!act_parse(bytes, &arena, &act, error))
        return false;
    *parsed = true;
    precheck->crypto->sha256(&act.text, 1, &pass->name);
    if (!unicode_is_nfc(act.text, &line))
        return fail(error, FAULT_NOT_NFC, line);
    if (!slice_equal(act.conference, precheck->origin))
        return fail(error, FAULT_OTHER_CONFERENCE, 2, act.conference, precheck->origin);
    if (!precheck_read_key_id(act.signature, &id) || !precheck_recall_key(precheck, act.key_name, id, &key))
        return true;
    memcpy(pass->key_bytes, key.bytes, ED25519_KEY_BYTES);
    pass->checked = note_check_act(&act, &key, precheck->crypto, error);
    return pass->checked;
}

/* --- in the turn ------------------------------------------------------------------------------------------------- */

/* Watched, or made after the event; of the act that opens a record its own fields say so. */
static bool precheck_has_no_clock(const struct state *state, const struct act *act)
{
    if (state->opened != NULL)
        return state->watched || state->reenactment;
    return act->type->id != ACT_CONFERENCE_OPEN || !slice_equal(act_value(act, FIELD_MODE), SLICE("run")) ||
           !slice_is_empty(act_value(act, FIELD_REENACTMENT));
}

bool precheck_check_clock(const struct state *state, const struct act *act, int64_t arrived, struct error *error)
{
    struct civil when;
    struct slice const said = act->basis == BASIS_SIGNED ? act->time : act_value(act, FIELD_ENTERED);
    if (precheck_has_no_clock(state, act) || !civil_read(said, state->offset_seconds, &when) ||
        when.precision == CIVIL_UNKNOWN)
        return true;
    if (when.begin - CLOCK_SKEW_SECONDS_MAX <= arrived && arrived <= when.end + CLOCK_SKEW_SECONDS_MAX)
        return true;
    char now[40];
    struct buffer out = BUFFER(now);
    civil_write_instant(&out, arrived, when.offset_seconds);
    return fail(error, FAULT_CLOCK_SKEW, 0, said, buffer_slice(&out));
}

bool precheck_check_key(struct precheck *precheck, const struct entry *entry, const struct precheck_passed *pass,
                        struct error *error)
{
    const struct key *const key = &entry->key->key;
    if (pass->checked && memcmp(pass->key_bytes, key->bytes, ED25519_KEY_BYTES) == 0)
        return true;
    precheck_remember_key(precheck, key);
    return note_check_act(&entry->act, key, precheck->crypto, error);
}
