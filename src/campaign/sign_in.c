// SPDX-License-Identifier: Apache-2.0
#include "campaign/sign_in.h"

#include "base/utf8.h"
#include "campaign/fault.h"

static const char *const roles[] = { [DESK_READER] = "reader", [DESK_EDITOR] = "editor", [DESK_OWNER] = "owner" };

bool desk_role_read(struct slice word, enum desk_role *role)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (slice_equal(word, slice_of(roles[i]))) {
            *role = (enum desk_role)i;
            return true;
        }
    return false;
}

static struct slice sign_in_words(const struct organise *by, const char *first, struct slice name, const char *middle,
                                  struct slice role)
{
    size_t const length = strlen(first) + name.length + strlen(middle) + role.length;
    char *const bytes = arena_take_unset(by->arena, length + 1);
    struct buffer out = { bytes, 0, bytes != NULL ? length : 0, false };
    buffer_add_text(&out, first);
    buffer_add(&out, name);
    buffer_add_text(&out, middle);
    buffer_add(&out, role);
    return buffer_slice(&out);
}

/* --- invitations --------------------------------------------------------------------------------------------------- */

bool sign_in_invite(const struct organise *by, struct slice name, struct slice role, struct token *token,
                    struct error *error)
{
    enum desk_role known;
    if (name.length == 0 || name.length > ORGANISER_NAME_BYTES_MAX || utf8_plain_length(name) != name.length)
        return fail(error, FAULT_ORGANISER_FIELD, 0, SLICE("the name"),
                    SLICE("it must have 1 to 100 bytes on one line"));
    if (!desk_role_read(role, &known))
        return fail(error, FAULT_ORGANISER_FIELD, 0, SLICE("the role"), SLICE("it is owner, editor or reader"));
    struct invitation const invitation = { .name = name, .role = role, .expires_at = by->now + INVITATION_SECONDS };
    token_new(token);
    return invitation_add(by->driver, &token->hash, &invitation, error) &&
           audit_add(by->driver, by->now, by->who, 0, sign_in_words(by, "invited ", name, " as ", role), error);
}

bool sign_in_look(struct driver *driver, struct slice token, int64_t now, struct arena *arena,
                  struct invitation *invitation, struct error *error)
{
    struct hash hash;
    bool found = false;
    *invitation = (struct invitation){ 0 };
    if (token_hash(token, &hash) && !invitation_find(driver, &hash, arena, invitation, &found, error))
        return false;
    return (found && invitation->used_at == 0 && invitation->expires_at > now) || fail(error, FAULT_INVITATION, 0);
}

/* --- sessions ------------------------------------------------------------------------------------------------------ */

static bool sign_in_begin_session(const struct organise *by, const struct organiser *organiser, struct token *session,
                                  struct error *error)
{
    token_new(session);
    return session_add(by->driver, &session->hash, organiser->id, by->now + SESSION_IDLE_SECONDS,
                       by->now + SESSION_SECONDS, error);
}

bool sign_in_accept(const struct organise *by, struct slice token, const struct passkey *passkey,
                    struct organiser *organiser, struct token *session, struct error *error)
{
    struct invitation invitation;
    struct organiser other;
    struct hash hash;
    bool used, found;
    struct slice const credential = { (const char *)passkey->id, passkey->id_length };
    if (!sign_in_look(by->driver, token, by->now, by->arena, &invitation, error) || !token_hash(token, &hash) ||
        !invitation_use(by->driver, &hash, by->now, &used, error) ||
        !organiser_of_credential(by->driver, credential, by->arena, &other, &found, error))
        return false;
    if (!used)
        return fail(error, FAULT_INVITATION, 0);
    if (found)
        return fail(error, FAULT_ORGANISER_FIELD, 0, SLICE("the passkey"), SLICE("somebody has it already"));
    *organiser = (struct organiser){ .name = invitation.name,
                                     .role = invitation.role,
                                     .state = SLICE("active"),
                                     .credential = credential,
                                     .key = { (const char *)passkey->key, passkey->key_length },
                                     .sign_count = passkey->sign_count,
                                     .created_at = by->now };
    return organiser_add(by->driver, organiser, error) && sign_in_begin_session(by, organiser, session, error) &&
           audit_add(by->driver, by->now, organiser->name, 0,
                     sign_in_words(by, "took the invitation", SLICE(""), " as ", organiser->role), error);
}

bool sign_in_enter(const struct organise *by, struct organiser *organiser, uint32_t count, struct token *session,
                   struct error *error)
{
    organiser->sign_count = count;
    return organiser_change(by->driver, organiser, error) && sign_in_begin_session(by, organiser, session, error) &&
           audit_add(by->driver, by->now, organiser->name, 0, SLICE("signed in"), error);
}

bool sign_in_find(struct driver *driver, struct slice session, int64_t now, struct arena *arena,
                  struct organiser *organiser, bool *found, bool *put_off, struct error *error)
{
    struct hash hash;
    int64_t expires_at = 0;
    *found = *put_off = false;
    if (!token_hash(session, &hash))
        return true;
    if (!session_find(driver, &hash, now, arena, organiser, &expires_at, found, error))
        return false;
    *put_off = *found && expires_at < now + SESSION_IDLE_SECONDS - SESSION_PUT_OFF_SECONDS;
    return true;
}

bool sign_in_put_off(struct driver *driver, struct slice session, int64_t now, struct error *error)
{
    struct hash hash;
    return !token_hash(session, &hash) || session_put_off(driver, &hash, now + SESSION_IDLE_SECONDS, error);
}

bool sign_in_leave(const struct organise *by, struct slice session, struct error *error)
{
    struct hash hash;
    return !token_hash(session, &hash) || (session_end(by->driver, &hash, error) &&
                                           audit_add(by->driver, by->now, by->who, 0, SLICE("signed out"), error));
}

/* --- organisers ---------------------------------------------------------------------------------------------------- */

static bool sign_in_is_owner(const struct organiser *organiser)
{
    return slice_equal(organiser->role, SLICE("owner")) && slice_equal(organiser->state, SLICE("active"));
}

bool sign_in_change(const struct organise *by, int64_t id, struct slice role, struct slice state, struct error *error)
{
    struct organisers list;
    struct organiser *changed = NULL;
    size_t owners = 0;
    enum desk_role known;
    if (!organiser_all(by->driver, by->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        owners += sign_in_is_owner(&list.items[i]);
        if (list.items[i].id == id)
            changed = &list.items[i];
    }
    if (changed == NULL || !desk_role_read(role, &known) ||
        (!slice_equal(state, SLICE("active")) && !slice_equal(state, SLICE("ended"))))
        return fail(error, FAULT_ORGANISER_FIELD, 0, SLICE("the organiser"),
                    SLICE("there is none such, or no such role"));
    bool const was_owner = sign_in_is_owner(changed);
    changed->role = role;
    changed->state = state;
    if (was_owner && owners == 1 && !sign_in_is_owner(changed))
        return fail(error, FAULT_ORGANISER_LAST, 0, changed->name);
    return organiser_change(by->driver, changed, error) &&
           (sign_in_is_owner(changed) || session_end_all(by->driver, id, by->now, error)) &&
           audit_add(by->driver, by->now, by->who, 0,
                     slice_equal(state, SLICE("ended")) ? sign_in_words(by, "ended ", changed->name, "", SLICE(""))
                                                        : sign_in_words(by, "made ", changed->name, " ", role),
                     error);
}

bool sign_in_passkey(const struct organiser *organiser, struct passkey *passkey)
{
    *passkey = (struct passkey){ .id_length = organiser->credential.length,
                                 .key_length = organiser->key.length,
                                 .sign_count = (uint32_t)organiser->sign_count };
    if (passkey->id_length > sizeof passkey->id || passkey->key_length > sizeof passkey->key)
        return false;
    memcpy(passkey->id, organiser->credential.bytes, passkey->id_length);
    memcpy(passkey->key, organiser->key.bytes, passkey->key_length);
    return true;
}
