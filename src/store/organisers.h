// SPDX-License-Identifier: Apache-2.0
/* store/organisers.h - who organises campaigns: passkeys, invitations, sessions and an audit log.
 *
 * What    Tokens of invitations and sessions are stored as hashes. A session has an idle limit, which each request extends, and a
 *         fixed end.
 * Holds   What an organiser did stays in `audit`; rows are never deleted.
 * Owns    Everything read is copied into the arena.
 * Limits  ORGANISERS_MAX, AUDIT_SHOWN_MAX.
 * Threads As the driver.
 * Not     Checking passkeys: campaign/passkey.h. Who may do what: campaign/organise.h. */
#ifndef STORE_ORGANISERS_H
#define STORE_ORGANISERS_H

#include "record/crypto.h"
#include "store/campaign_store.h"

enum {
    ORGANISERS_MAX = 200,  /* the campaigners of an organisation */
    AUDIT_SHOWN_MAX = 1000 /* the latest, in one list */
};

struct organiser {
    int64_t id, created_at, sign_count;
    struct slice name;
    struct slice role;  /* owner, editor, reader */
    struct slice state; /* active, ended */
    struct slice credential, key;
};

struct organisers {
    struct organiser *items;
    size_t count;
};

struct invitation {
    struct slice name, role;
    int64_t expires_at, used_at;
};

struct audit_row {
    int64_t id, at, campaign;
    struct slice organiser, words;
};

struct audit_rows {
    struct audit_row *items;
    size_t count;
};

/* Sets organiser->id. */
bool organiser_add(struct driver *driver, struct organiser *organiser, struct error *error);
bool organiser_of_id(struct driver *driver, int64_t id, struct arena *arena, struct organiser *organiser, bool *found,
                     struct error *error);
bool organiser_of_credential(struct driver *driver, struct slice credential, struct arena *arena,
                             struct organiser *organiser, bool *found, struct error *error);
bool organiser_all(struct driver *driver, struct arena *arena, struct organisers *list, struct error *error);
/* Writes role, state and sign_count. */
bool organiser_change(struct driver *driver, const struct organiser *organiser, struct error *error);

bool invitation_add(struct driver *driver, const struct hash *hash, const struct invitation *invitation,
                    struct error *error);
bool invitation_find(struct driver *driver, const struct hash *hash, struct arena *arena, struct invitation *invitation,
                     bool *found, struct error *error);
/* Marks it used; *used is false when it was used before. */
bool invitation_use(struct driver *driver, const struct hash *hash, int64_t now, bool *used, struct error *error);

/* `ends_at` is the fixed end. */
bool session_add(struct driver *driver, const struct hash *hash, int64_t organiser, int64_t expires_at, int64_t ends_at,
                 struct error *error);
/* Finds the active organiser of a session that is valid at `now`. */
bool session_find(struct driver *driver, const struct hash *hash, int64_t now, struct arena *arena,
                  struct organiser *organiser, int64_t *expires_at, bool *found, struct error *error);
bool session_put_off(struct driver *driver, const struct hash *hash, int64_t expires_at, struct error *error);
bool session_end(struct driver *driver, const struct hash *hash, struct error *error);
/* Ends all sessions of an organiser, and all expired ones. */
bool session_end_all(struct driver *driver, int64_t organiser, int64_t now, struct error *error);

/* `campaign` 0: not about a campaign. */
bool audit_add(struct driver *driver, int64_t now, struct slice organiser, int64_t campaign, struct slice words,
               struct error *error);
/* The latest rows, newest first: of one campaign, or of all if it is 0. */
bool audit_list(struct driver *driver, int64_t campaign, struct arena *arena, struct audit_rows *list,
                struct error *error);

#endif
