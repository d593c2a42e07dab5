// SPDX-License-Identifier: Apache-2.0
/* mail/server_url.h - the address of a mail server as an operator writes it, read by libcurl.
 *
 * What    SCHEME://[USER[:PASSWORD]@]HOST[:PORT][/PATH] of RFC 3986: user and password are percent-decoded, so that an @ in them is
 *         written %40. The scheme is smtp or imap, or that with an s: TLS from the first byte.
 * How     struct server_url url;
 *         if (!server_url_read(given, "smtp", &arena, &url, &error)) ...
 * Owns    All is copied into the arena.
 * Limits  SERVER_URL_BYTES_MAX. */
#ifndef MAIL_SERVER_URL_H
#define MAIL_SERVER_URL_H

#include "base/arena.h"
#include "base/error.h"

enum { SERVER_URL_BYTES_MAX = 1024 };

struct server_url {
    struct slice address; /* SCHEME://HOST[:PORT][/PATH] */
    struct slice user, password;
};

/* FAULT_RELAY_ADDRESS. */
bool server_url_read(struct slice text, const char *scheme, struct arena *arena, struct server_url *url,
                     struct error *error);
/* Whether the address is one of this machine's own, and so may go without TLS. */
bool server_url_is_local(struct slice address);
/* Writes the address with a NUL behind it, and with that path where it has none of its own. */
void server_url_write(struct slice address, const char *path, struct buffer *out);

#endif
