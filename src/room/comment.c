#include "room/comment.h"

#include "room/likeness.h"
#include "room/work.h"
#include "room/written.h"
#include "store/caps.h"
#include "store/comments.h"
#include "store/fields.h"
#include "store/voice.h"

enum { HOLD_BYTES_MAX = 512, FIELD_EXTRA_BYTES = 256, LINKS_MAX = 2 /* in an honest comment */ };

struct intake_of_comment {
    const struct comment_room *room;
    struct comment_new comment;
    struct buffer hold;
    bool compared;
    struct sender sender;
    struct work work;
};

static bool check_draft(const struct comment_draft *draft, enum comment_field *wrong, struct error *error)
{
    *wrong = COMMENT_FIELD_TEXT;
    if (!written_check(draft->text, "your comment", COMMENT_TEXT_BYTES_MAX, "8,000", true, error))
        return false;
    *wrong = COMMENT_FIELD_NAME;
    if (draft->with_name && !written_check(draft->name, "your name", COMMENT_NAME_BYTES_MAX, "200", false, error))
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

static void weigh(const struct comment_draft *draft, struct intake_of_comment *intake)
{
    if (draft->hidden.length > 0)
        doubt(&intake->hold, "a field that people do not see was filled in");
    if (!intake->work.done)
        doubt(&intake->hold, "it came without the calculation that a browser does");
    if (sender_is_disposable(intake->sender.email.domain))
        doubt(&intake->hold, "the address is of a service that gives out addresses to throw away");
    if (count_links(draft->text) > LINKS_MAX)
        doubt(&intake->hold, "it has many links");
}

/* --- the changes ----------------------------------------------------------------------------------------------------- */

/* With those before it: once, also where the change is done again. */
static void compare(struct intake_of_comment *intake)
{
    struct likeness *const likeness = intake->room->likeness;
    struct comment_new *const comment = &intake->comment;
    int64_t const group = likeness_group(comment->conference);
    if (intake->compared)
        return;
    if (likeness_has_many(likeness, group, comment->likeness))
        doubt(&intake->hold, "others with nearly the same words came before it");
    likeness_remember(likeness, group, comment->likeness);
    comment->hold_words = buffer_slice(&intake->hold);
    intake->compared = true;
}

static bool add_comment(struct voice *voice, void *context, struct error *error)
{
    struct intake_of_comment *const intake = context;
    struct comment_new *const comment = &intake->comment;
    struct driver *const driver = voice_writer(voice);
    int64_t id;
    bool taken;
    if (!cap_take(driver, &intake->work.key, intake->work.window, 1, &taken, error))
        return false;
    if (!taken)
        return fail(error, FAULT_FORM_USED, 0, SLICE(""), SLICE(""));
    if (!sender_count(driver, &intake->sender, comment->now, error))
        return false;
    compare(intake);
    return comment_add(driver, comment, &id, error);
}

static bool seal_draft(const struct seal *seal, const struct comment_draft *draft, struct arena *arena,
                       struct comment_new *comment, struct error *error)
{
    size_t const limit = draft->name.length + draft->email.length + draft->text.length + FIELD_EXTRA_BYTES;
    struct token token;
    struct buffer fields = { arena_take_unset(arena, limit), 0, limit, false };
    if (fields.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"), SLICE(""));
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

bool comment_take(const struct comment_room *room, const struct comment_draft *draft, int64_t now, struct arena *arena,
                  struct intake_change *change, enum comment_field *wrong, struct error *error)
{
    const struct seal *const seal = room->seal;
    struct intake_of_comment *const intake = arena_take(arena, sizeof *intake);
    char *const hold = arena_take_unset(arena, HOLD_BYTES_MAX);
    if (intake == NULL || hold == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"), SLICE(""));
    intake->room = room;
    intake->hold = (struct buffer){ hold, 0, HOLD_BYTES_MAX, false };
    if (!check_draft(draft, wrong, error))
        return false;
    if (!sender_read(seal, draft->email, draft->network, &intake->sender, error)) {
        *wrong = COMMENT_FIELD_EMAIL;
        return false;
    }
    if (!work_read(seal, SLICE("comment"), draft->token, draft->work, now, &intake->work, error))
        return false;
    intake->comment = (struct comment_new){ .conference = arena_copy(arena, draft->conference),
                                            .about = arena_copy(arena, draft->about),
                                            .country = arena_copy(arena, draft->country),
                                            .address_hash = intake->sender.address_hash,
                                            .network_hash = intake->sender.network_hash,
                                            .address = intake->sender.email.text,
                                            .with_name = draft->with_name,
                                            .now = now };
    unsigned own_percent;
    intake->comment.likeness = likeness_of(draft->text, SLICE(""), arena, &own_percent);
    weigh(draft, intake);
    if (!seal_draft(seal, draft, arena, &intake->comment, error))
        return false;
    change->apply = add_comment;
    change->context = intake;
    return true;
}

struct act_on_comment {
    enum comment_deed deed;
    struct hash token_hash;
    int64_t now;
};

static bool do_deed(struct voice *voice, void *context, struct error *error)
{
    const struct act_on_comment *const act = context;
    struct driver *const driver = voice_writer(voice);
    unsigned char memory[1 << 16];
    struct arena arena = { memory, 0, sizeof memory };
    struct comment comment;
    bool found;
    if (!comment_find(driver, &act->token_hash, &arena, &comment, &found, error))
        return false;
    if (!found)
        return fail(error, FAULT_COMMENT_UNKNOWN, 0, SLICE(""), SLICE(""));
    return act->deed == COMMENT_DO_CONFIRM ? comment_confirm(driver, comment.id, act->now, error)
                                           : comment_erase(driver, comment.id, error);
}

bool comment_act(enum comment_deed deed, struct slice token, int64_t now, struct arena *arena,
                 struct intake_change *change, struct error *error)
{
    struct act_on_comment *const act = arena_take(arena, sizeof *act);
    if (act == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a comment"), SLICE(""));
    *act = (struct act_on_comment){ .deed = deed, .now = now };
    if (!token_hash(token, &act->token_hash))
        return fail(error, FAULT_COMMENT_UNKNOWN, 0, SLICE(""), SLICE(""));
    change->apply = do_deed;
    change->context = act;
    return true;
}
