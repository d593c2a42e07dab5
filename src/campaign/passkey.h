// SPDX-License-Identifier: Apache-2.0
/* campaign/passkey.h - passkeys: a WebAuthn key is registered once, and later proves who signs in.
 *
 * What    Web Authentication Level 3, 7.1 and 7.2, for what we ask for: attestation "none", a user who is verified. ES256
 *         (OpenSSL; either s) and Ed25519 (libsodium; weak keys and points refused before).
 * How     struct passkey_asked asked = { .challenge = ..., .origin = SLICE("https://desk.example"), .host = ... };
 *         passkey_register(&asked, client_data, authenticator_data, &passkey, &error);
 *         passkey_check(&asked, &passkey, client_data, authenticator_data, signature, &count, &error);
 * Holds   A key is read from the authenticator data, which has one spelling (CTAP2 canonical CBOR): two templates are all the
 *         CBOR that is read here. Client data that repeat a name, come from a frame of another site or are of the
 *         other ceremony are refused.
 * Limits  PASSKEY_ID_BYTES_MAX, PASSKEY_DATA_BYTES_MAX.
 * Threads Any.
 * Not     That a challenge is used once: web/desk/request.h. */
#ifndef CAMPAIGN_PASSKEY_H
#define CAMPAIGN_PASSKEY_H

#include "base/error.h"

enum {
    PASSKEY_CHALLENGE_BYTES = 32,
    PASSKEY_ID_BYTES_MAX = 255,    /* more than any authenticator in use gives; WebAuthn allows 1,023 */
    PASSKEY_KEY_BYTES_MAX = 65,    /* algorithm and x||y */
    PASSKEY_DATA_BYTES_MAX = 4096, /* client data, authenticator data: each some 200 */
    PASSKEY_SIGNATURE_BYTES_MAX = 128
};

struct passkey_asked {
    struct slice challenge; /* PASSKEY_CHALLENGE_BYTES */
    struct slice origin;    /* "https://desk.example", as the browser writes it */
    struct slice host;      /* the relying party's ID: a host's name */
};

/* What is kept of a passkey. */
struct passkey {
    unsigned char id[PASSKEY_ID_BYTES_MAX];
    size_t id_length;
    unsigned char key[PASSKEY_KEY_BYTES_MAX]; /* first byte 'E', then x||y of P-256; or 'O', then 32 bytes of Ed25519 */
    size_t key_length;
    uint32_t sign_count;
};

/* Takes a new passkey. FAULT_PASSKEY_*. */
bool passkey_register(const struct passkey_asked *asked, struct slice client_data, struct slice authenticator_data,
                      struct passkey *passkey, struct error *error);
/* Whether the holder of that passkey answered this challenge; *count is what the key's counter now says. FAULT_PASSKEY_*. */
bool passkey_check(const struct passkey_asked *asked, const struct passkey *passkey, struct slice client_data,
                   struct slice authenticator_data, struct slice signature, uint32_t *count, struct error *error);

#endif
