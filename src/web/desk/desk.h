// SPDX-License-Identifier: Apache-2.0
/* web/desk/desk.h - the organisers' desk: what its pages share.
 *
 * What    The worker serves it at its own address, because it has the key of sealed data. It has no pages of conferences. Each row
 *         of routes_desk has the role that it needs.
 * How     struct desk *desk = desk_open(&options, &error);
 *         struct server_options server = { .routes = &routes_desk, .desk = desk, .campaigns = ..., .ready = ... };
 *         desk_listens(desk, address);  // in .ready
 * Holds   A challenge is valid for five minutes, and once.
 * Owns    Copies of the strings in the options. The campaign store, the seal and its key must outlive it.
 * Limits  DESK_CHALLENGES_MAX open challenges: a new one replaces the oldest.
 * Threads desk_challenge, desk_take_challenge: any. desk_listens: before the first request. */
#ifndef WEB_DESK_DESK_H
#define WEB_DESK_DESK_H

#include "campaign/passkey.h"
#include "room/replay.h"
#include "web/exchange.h"

struct seal_key;

enum { DESK_CHALLENGES_MAX = 256, DESK_CHALLENGE_SECONDS = 300, DESK_CHALLENGE_DIGITS = 2 * PASSKEY_CHALLENGE_BYTES };

struct desk_options {
    struct slice directory; /* DIR */
    struct slice host;      /* the site's: passkeys are made for it */
    struct slice origin;    /* "https://desk.example"; empty: http://localhost:PORT where it listens */
    struct slice site;      /* the public's site: "https://plenary.example"; may be empty */
    struct campaign_store *campaigns;
    const struct seal *seal;
    const struct seal_key *key;
};

struct desk;

struct desk *desk_open(const struct desk_options *options, struct error *error);
void desk_close(struct desk *desk);
/* Once the address is known: "localhost:8081". */
void desk_listens(struct desk *desk, struct slice address);
const struct desk_options *desk_options(const struct desk *desk);
/* Whether cookies need TLS: everywhere but at http://localhost. */
bool desk_is_secure(const struct desk *desk);

/* A new challenge as hex digits. */
void desk_challenge(struct desk *desk, int64_t now, char digits[DESK_CHALLENGE_DIGITS]);
/* Uses the challenge up; false if it is not open. */
bool desk_take_challenge(struct desk *desk, struct slice digits, int64_t now,
                         unsigned char challenge[PASSKEY_CHALLENGE_BYTES]);

/* The current state of a conference, from its record; free it with replay_free. NULL with the error. */
struct replay *desk_state(const struct desk *desk, struct slice conference, struct error *error);

#endif
