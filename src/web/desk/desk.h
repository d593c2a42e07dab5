// SPDX-License-Identifier: Apache-2.0
/* web/desk/desk.h - the organiser's desk: what its pages work with.
 *
 * What    The worker serves it on an address of its own, since it holds the key of what is sealed; no page of a conference is
 *         there. routes_desk has its rows: every one says which role it takes.
 * How     struct desk *desk = desk_open(&options, &error);
 *         struct server_options server = { .routes = &routes_desk, .desk = desk, .campaigns = ..., .ready = ... };
 *         desk_listens(desk, address);  // in .ready
 * Holds   A challenge is given out for five minutes and taken back once.
 * Owns    A copy of the options' words; not the campaign store, the seal and its key: they live longer.
 * Limits  DESK_CHALLENGES_MAX open challenges: the oldest gives way.
 * Threads desk_challenge, desk_take_challenge: any. desk_listens: before anybody is served. */
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
    struct slice site;      /* where the public's pages are: "https://plenary.example"; may be empty */
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
/* Whether cookies may only go over TLS: everywhere but at http://localhost. */
bool desk_is_secure(const struct desk *desk);

/* A new challenge as hex digits. */
void desk_challenge(struct desk *desk, int64_t now, char digits[DESK_CHALLENGE_DIGITS]);
/* Takes it back: false when it is not open. */
bool desk_take_challenge(struct desk *desk, struct slice digits, int64_t now,
                         unsigned char challenge[PASSKEY_CHALLENGE_BYTES]);

/* The state of a conference as its record now stands, to be given back with replay_free; NULL with the error. */
struct replay *desk_state(const struct desk *desk, struct slice conference, struct error *error);

#endif
