// SPDX-License-Identifier: Apache-2.0
#include "record/cosignature.h"

#include "base/base64.h"
#include "record/fault.h"

enum {
    TYPE_COSIGNATURE = 0x04,
    TIME_BYTES = 8,
    MESSAGE_BYTES_MAX = CHECKPOINT_TEXT_BYTES_MAX + 64,
    OTHER_KEY_BYTES_MAX = 4096 /* type byte and key of another type; ML-DSA-44 has 1,312 */
};

bool cosigner_read(struct slice text, const struct crypto *crypto, struct key *cosigner, struct error *error)
{
    if (!key_read_typed(text, TYPE_COSIGNATURE, cosigner)) {
        unsigned char bytes[OTHER_KEY_BYTES_MAX];
        size_t const second = slice_find(text, '+', slice_find(text, '+', 0) + 1);
        size_t count;
        bool const other = base64_read(slice_part(text, second + 1, text.length), bytes, sizeof bytes, &count) &&
                           count > 1 && bytes[0] != TYPE_COSIGNATURE;
        return fail(error, other ? FAULT_COSIGNER_TYPE : FAULT_COSIGNER_KEY, 0, cosigner->name);
    }
    if (cosigner->id != key_id_typed(cosigner->name, TYPE_COSIGNATURE, cosigner->bytes, crypto))
        return fail(error, FAULT_KEY_ID, 0, cosigner->name);
    return !key_is_weak(cosigner) || fail(error, FAULT_SIGNATURE_WEAK, 0, cosigner->name);
}

void cosignature_write_text(struct slice checkpoint_text, int64_t time, struct buffer *out)
{
    buffer_add(out, SLICE("cosignature/v1\ntime "));
    buffer_add_number(out, (uint64_t)time);
    buffer_add_byte(out, '\n');
    buffer_add(out, checkpoint_text);
}

static enum cosignature cosignature_check_line(const struct note_line *line, struct slice text,
                                               const struct key *cosigner, const struct crypto *crypto, int64_t *time)
{
    unsigned char bytes[TIME_BYTES + ED25519_SIGNATURE_BYTES];
    char memory[MESSAGE_BYTES_MAX];
    struct buffer message = BUFFER(memory);
    uint64_t seconds = 0;
    if (!note_line_read(line, bytes, sizeof bytes) || signature_is_weak(bytes + TIME_BYTES))
        return COSIGNATURE_BAD;
    for (size_t i = 0; i < TIME_BYTES; i++)
        seconds = seconds << 8 | bytes[i];
    if (seconds > INT64_MAX)
        return COSIGNATURE_BAD;
    cosignature_write_text(text, (int64_t)seconds, &message);
    if (message.full || !crypto->ed25519_check(cosigner->bytes, bytes + TIME_BYTES, buffer_slice(&message)))
        return COSIGNATURE_BAD;
    *time = (int64_t)seconds;
    return COSIGNATURE_GOOD;
}

enum cosignature cosignature_check(const struct checkpoint *checkpoint, const struct key *cosigner,
                                   const struct crypto *crypto, int64_t *time)
{
    for (size_t i = 0; i < checkpoint->note.count; i++)
        if (note_line_is_of(&checkpoint->note.lines[i], cosigner))
            return cosignature_check_line(&checkpoint->note.lines[i], checkpoint->note.text, cosigner, crypto, time);
    return COSIGNATURE_ABSENT;
}
