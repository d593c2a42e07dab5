// SPDX-License-Identifier: Apache-2.0
#include "campaign/comment.h"

#include "campaign/fault.h"
#include "campaign/text_check.h"
#include "store/comments.h"
#include "store/fields.h"

enum { FIELD_EXTRA_BYTES = 256, LINKS_MAX = 2 /* in an honest comment */ };

/* --- what was written ---------------------------------------------------------------------------------------------- */

static bool comment_check(const struct comment_draft *draft, struct slice *wrong, struct error *error)
{
    struct text_field const fields[] = {
        { draft->text, "text", "your comment", COMMENT_TEXT_BYTES_MAX, true },
        { draft->name, "name", "your name", COMMENT_NAME_BYTES_MAX, false },
    };
    return text_check(fields, draft->with_name ? 2 : 1, wrong, error);
}

static unsigned comment_count_links(struct slice text)
{
    unsigned count = 0;
    for (size_t at = slice_find(text, ':', 0); at < text.length; at = slice_find(text, ':', at + 1))
        count += slice_begins(slice_part(text, at, text.length), SLICE("://"));
    return count;
}

static bool comment_seal(const struct seal *seal, const struct comment_draft *draft, struct arena *arena,
                         struct comment_new *comment, struct error *error)
{
    struct slice const email = draft->form.email;
    size_t const limit = draft->name.length + email.length + draft->text.length + FIELD_EXTRA_BYTES;
    struct token token;
    struct buffer fields = { arena_take_unset(arena, limit), 0, limit, false };
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    token_new(&token);
    comment->token_hash = token.hash;
    fields_add(&fields, "name", draft->with_name ? draft->name : SLICE(""));
    fields_add(&fields, "email", email);
    fields_add(&fields, "text", draft->text);
    fields_add(&fields, "token", token_slice(&token));
    bool const sealed = sealed_close(seal, buffer_slice(&fields), arena, &comment->sealed, error);
    sealed_wipe(&fields);
    sealed_wipe(&(struct buffer){ token.text, TOKEN_TEXT_BYTES, TOKEN_TEXT_BYTES, false });
    return sealed;
}

/* --- the changes ----------------------------------------------------------------------------------------------------- */

struct comment_submission {
    struct similarity *similarity;
    struct comment_new comment;
    struct screening screening;
};

static bool comment_apply(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct comment_submission *const submission = context;
    struct comment_new *const comment = &submission->comment;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t id;
    if (!screening_count(driver, &submission->screening, comment->now, error))
        return false;
    screening_compare(&submission->screening, submission->similarity, similarity_group(comment->conference),
                      comment->similarity, false);
    comment->hold_words = screening_doubts(&submission->screening);
    return comment_add(driver, comment, &id, error);
}

bool comment_take(const struct participation *participation, const struct comment_draft *draft, int64_t now,
                  struct arena *arena, struct write_queue_change *change, struct slice *wrong, struct error *error)
{
    unsigned own_percent;
    struct comment_submission *const submission = arena_take(arena, sizeof *submission);
    if (submission == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    struct screening *const screening = &submission->screening;
    if (!comment_check(draft, wrong, error) ||
        !screening_read(screening, &participation->seal, participation->disposable, COMMENT_PURPOSE, &draft->form, now,
                        wrong, error))
        return false;
    if (comment_count_links(draft->text) > LINKS_MAX)
        screening_doubt(screening, "it has many links");
    submission->similarity = participation->comment_similarity;
    submission->comment = (struct comment_new){ .conference = arena_copy(arena, draft->conference),
                                                .about = arena_copy(arena, draft->about),
                                                .country = arena_copy(arena, draft->country),
                                                .address_hash = screening->sender.address_hash,
                                                .network_hash = screening->sender.network_hash,
                                                .address = screening->sender.email.text,
                                                .with_name = draft->with_name,
                                                .now = now };
    submission->comment.similarity = similarity_of(draft->text, SLICE(""), arena, &own_percent);
    if (!comment_seal(&participation->seal, draft, arena, &submission->comment, error))
        return false;
    change->apply = comment_apply;
    change->context = submission;
    return true;
}

/* --- its writer's own page --------------------------------------------------------------------------------------- */

struct act_on_comment {
    enum comment_deed deed;
    struct hash token_hash;
    int64_t now;
};

static bool comment_do(struct campaign_store *campaigns, void *context, struct error *error)
{
    const struct act_on_comment *const act = context;
    struct driver *const driver = campaign_store_writer(campaigns);
    unsigned char memory[1 << 16];
    struct arena arena = { memory, 0, sizeof memory };
    struct comment comment;
    bool found;
    if (!comment_find(driver, &act->token_hash, &arena, &comment, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_COMMENT_UNKNOWN, 0);
    return act->deed == COMMENT_DO_CONFIRM ? comment_confirm(driver, comment.id, act->now, error)
                                           : comment_erase(driver, comment.id, error);
}

bool comment_act(enum comment_deed deed, struct slice token, int64_t now, struct arena *arena,
                 struct write_queue_change *change, struct error *error)
{
    struct act_on_comment *const act = arena_take(arena, sizeof *act);
    if (act == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    *act = (struct act_on_comment){ .deed = deed, .now = now };
    if (!token_hash(token, &act->token_hash))
        return fail(error, FAULT_COMMENT_UNKNOWN, 0);
    change->apply = comment_do;
    change->context = act;
    return true;
}
