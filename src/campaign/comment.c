#include "campaign/comment.h"

#include "campaign/proof_of_work.h"
#include "campaign/text_check.h"
#include "store/rate_limits.h"
#include "store/comments.h"
#include "store/fields.h"

enum { HOLD_BYTES_MAX = 512, FIELD_EXTRA_BYTES = 256, LINKS_MAX = 2 /* in an honest comment */ };

struct comment_submission {
    const struct participation *participation;
    struct comment_new comment;
    struct buffer hold;
    bool compared;
    struct sender sender;
    struct proof_of_work work;
};

static bool check_draft(const struct comment_draft *draft, enum comment_field *wrong, struct error *error)
{
    *wrong = COMMENT_FIELD_TEXT;
    if (!text_check(draft->text, "your comment", COMMENT_TEXT_BYTES_MAX, "8,000", true, error))
        return false;
    *wrong = COMMENT_FIELD_NAME;
    if (draft->with_name && !text_check(draft->name, "your name", COMMENT_NAME_BYTES_MAX, "200", false, error))
        return false;
    *wrong = COMMENT_FIELD_NONE;
    return true;
}

/* --- doubts -------------------------------------------------------------------------------------------------------- */

static void doubt(struct buffer *words, const char *reason)
{
    if (words->length > 0)
        buffer_add_text(words, "; ");
    buffer_add_text(words, reason);
}

static unsigned count_links(struct slice text)
{
    unsigned count = 0;
    for (size_t at = slice_find(text, ':', 0); at < text.length; at = slice_find(text, ':', at + 1))
        count += slice_begins(slice_part(text, at, text.length), SLICE("://"));
    return count;
}

static void weigh(const struct comment_draft *draft, struct comment_submission *submission)
{
    if (draft->hidden.length > 0)
        doubt(&submission->hold, "a field that people do not see was filled in");
    if (!submission->work.done)
        doubt(&submission->hold, "it came without the calculation that a browser does");
    if (sender_is_disposable(submission->sender.email.domain))
        doubt(&submission->hold, "the address is of a service that gives out addresses to throw away");
    if (count_links(draft->text) > LINKS_MAX)
        doubt(&submission->hold, "it has many links");
}

/* --- the changes ----------------------------------------------------------------------------------------------------- */

/* With those before it: once, also where the change is done again. */
static void compare(struct comment_submission *submission)
{
    struct similarity *const similarity = submission->participation->comment_similarity;
    struct comment_new *const comment = &submission->comment;
    int64_t const group = similarity_group(comment->conference);
    if (submission->compared)
        return;
    if (similarity_has_many(similarity, group, comment->similarity))
        doubt(&submission->hold, "others with nearly the same words came before it");
    similarity_remember(similarity, group, comment->similarity);
    comment->hold_words = buffer_slice(&submission->hold);
    submission->compared = true;
}

static bool add_comment(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct comment_submission *const submission = context;
    struct comment_new *const comment = &submission->comment;
    struct driver *const driver = campaign_store_writer(campaigns);
    int64_t id;
    bool taken;
    if (!rate_limit_take(driver, &submission->work.key, submission->work.window, 1, &taken, error))
        return false;
    if (!taken)
        return fail(error, FAULT_FORM_USED, 0);
    if (!sender_count(driver, &submission->sender, comment->now, error))
        return false;
    compare(submission);
    return comment_add(driver, comment, &id, error);
}

static bool seal_draft(const struct seal *seal, const struct comment_draft *draft, struct arena *arena,
                       struct comment_new *comment, struct error *error)
{
    size_t const limit = draft->name.length + draft->email.length + draft->text.length + FIELD_EXTRA_BYTES;
    struct token token;
    struct buffer fields = { arena_take_unset(arena, limit), 0, limit, false };
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    token_new(&token);
    comment->token_hash = token.hash;
    fields_add(&fields, "name", draft->with_name ? draft->name : SLICE(""));
    fields_add(&fields, "email", draft->email);
    fields_add(&fields, "text", draft->text);
    fields_add(&fields, "token", token_slice(&token));
    bool const sealed = sealed_close(seal, buffer_slice(&fields), arena, &comment->sealed, error);
    sealed_wipe(&fields);
    sealed_wipe(&(struct buffer){ token.text, TOKEN_TEXT_BYTES, TOKEN_TEXT_BYTES, false });
    return sealed;
}

bool comment_take(const struct participation *participation, const struct comment_draft *draft, int64_t now,
                  struct arena *arena, struct write_queue_change *change, enum comment_field *wrong,
                  struct error *error)
{
    const struct seal *const seal = &participation->seal;
    struct comment_submission *const submission = arena_take(arena, sizeof *submission);
    char *const hold = arena_take_unset(arena, HOLD_BYTES_MAX);
    if (submission == NULL || hold == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"));
    submission->participation = participation;
    submission->hold = (struct buffer){ hold, 0, HOLD_BYTES_MAX, false };
    if (!check_draft(draft, wrong, error))
        return false;
    if (!sender_read(seal, draft->email, draft->network, &submission->sender, error)) {
        *wrong = COMMENT_FIELD_EMAIL;
        return false;
    }
    if (!proof_of_work_read(seal, SLICE("comment"), draft->token, draft->work, now, &submission->work, error))
        return false;
    submission->comment = (struct comment_new){ .conference = arena_copy(arena, draft->conference),
                                                .about = arena_copy(arena, draft->about),
                                                .country = arena_copy(arena, draft->country),
                                                .address_hash = submission->sender.address_hash,
                                                .network_hash = submission->sender.network_hash,
                                                .address = submission->sender.email.text,
                                                .with_name = draft->with_name,
                                                .now = now };
    unsigned own_percent;
    submission->comment.similarity = similarity_of(draft->text, SLICE(""), arena, &own_percent);
    weigh(draft, submission);
    if (!seal_draft(seal, draft, arena, &submission->comment, error))
        return false;
    change->apply = add_comment;
    change->context = submission;
    return true;
}

struct act_on_comment {
    enum comment_deed deed;
    struct hash token_hash;
    int64_t now;
};

static bool do_deed(struct campaign_store *campaigns, void *context, struct error *error)
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
    change->apply = do_deed;
    change->context = act;
    return true;
}
