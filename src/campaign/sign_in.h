// SPDX-License-Identifier: Apache-2.0
/* campaign/sign_in.h - signing in at the organisers' desk: invitations, passkeys, sessions, roles.
 *
 * What    An invitation is a link that works once, within two days. The person who opens it makes a passkey and becomes an
 *         organiser. A session ends after half an hour without a request, and after twelve hours in any case.
 * How     struct organise by = { .driver = ..., .who = SLICE("Ada"), .arena = ..., .now = now };  // campaign/organise.h
 *         struct token invitation, session;
 *         sign_in_invite(&by, name, role, &invitation, &error);  // .../desk/invite/TOKEN, shown once
 *         sign_in_accept(&by, token, &passkey, &organiser, &session, &error);
 * Holds   The store has only hashes of tokens. There is always an owner: the last one cannot be ended or lose the role.
 * Not     Cookies and pages: web/desk/. */
#ifndef CAMPAIGN_SIGN_IN_H
#define CAMPAIGN_SIGN_IN_H

#include "base/civil.h"
#include "campaign/organise.h"
#include "campaign/passkey.h"
#include "store/organisers.h"
#include "store/sealed.h"

enum {
    INVITATION_SECONDS = 2 * DAY_SECONDS,
    SESSION_IDLE_SECONDS = 30 * 60,
    SESSION_SECONDS = 12 * HOUR_SECONDS,
    SESSION_PUT_OFF_SECONDS = 60, /* a session's end is put off at most once a minute */
    ORGANISER_NAME_BYTES_MAX = 100
};

enum desk_role { DESK_READER, DESK_EDITOR, DESK_OWNER };

bool desk_role_read(struct slice word, enum desk_role *role);

/* FAULT_ORGANISER_FIELD. */
bool sign_in_invite(const struct organise *by, struct slice name, struct slice role, struct token *token,
                    struct error *error);
/* Whether the link is good now. FAULT_INVITATION where it was used, is over or was never given. */
bool sign_in_look(struct driver *driver, struct slice token, int64_t now, struct arena *arena,
                  struct invitation *invitation, struct error *error);
/* Uses the invitation up: its organiser is made with that passkey, and a session begins. */
bool sign_in_accept(const struct organise *by, struct slice token, const struct passkey *passkey,
                    struct organiser *organiser, struct token *session, struct error *error);
/* Begins a session after the organiser's passkey was checked; its counter is now `count`. */
bool sign_in_enter(const struct organise *by, struct organiser *organiser, uint32_t count, struct token *session,
                   struct error *error);
/* The organiser of a session that is good; *put_off says that sign_in_put_off is due. */
bool sign_in_find(struct driver *driver, struct slice session, int64_t now, struct arena *arena,
                  struct organiser *organiser, bool *found, bool *put_off, struct error *error);
bool sign_in_put_off(struct driver *driver, struct slice session, int64_t now, struct error *error);
bool sign_in_leave(const struct organise *by, struct slice session, struct error *error);
/* Gives another role, or ends (`state` "ended") the organiser and all its sessions. FAULT_ORGANISER_LAST. */
bool sign_in_change(const struct organise *by, int64_t organiser, struct slice role, struct slice state,
                    struct error *error);

/* What is kept of an organiser's passkey, as campaign/passkey.h takes it. */
bool sign_in_passkey(const struct organiser *organiser, struct passkey *passkey);

#endif
