#include "room/attest.h"

#include "base/hex.h"
#include "record/checkpoint.h"
#include "record/proof.h"
#include "room/publish.h"

enum { REFUSAL_BYTES_MAX = 2048 /* before it is signed */ };

void attest_checkpoint(const struct signer *signer, struct slice log, uint64_t size, const struct hash *root,
                       struct buffer *note)
{
    char memory[PUBLISH_CHECKPOINT_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    checkpoint_write_text(log, size, root, &text);
    signer_sign(signer, buffer_slice(&text), note);
}

bool attest_proof(const struct merkle *tree, uint64_t seq, uint64_t size, const struct crypto *crypto,
                  struct slice checkpoint, struct buffer *out)
{
    struct merkle_proof path;
    if (seq >= size)
        return false;
    merkle_prove_inclusion(tree, seq, size, crypto, &path);
    proof_write_parts(seq, &path, checkpoint, out);
    return !out->full;
}

void attest_refusal(const struct signer *signer, struct slice record, const struct hash *act, enum fault fault,
                    uint64_t size, struct buffer *note)
{
    char memory[REFUSAL_BYTES_MAX];
    struct buffer text = BUFFER(memory);
    enum fault_class const class = fault_class_of(fault);
    if (class < FAULT_CLASS_KEY || class > FAULT_CLASS_CONFLICT)
        return;
    buffer_add_text(&text, "plenary/refusal/1\nrecord: ");
    buffer_add(&text, record);
    buffer_add_text(&text, "\nact: ");
    hex_write(&text, act->bytes, HASH_BYTES);
    buffer_add_text(&text, "\nrule: ");
    buffer_add_text(&text, fault_rows[fault].name);
    buffer_add_text(&text, "\nsize: ");
    buffer_add_number(&text, size);
    buffer_add_byte(&text, '\n');
    signer_sign(signer, buffer_slice(&text), note);
}
