// SPDX-License-Identifier: Apache-2.0
/* room/site.h - a data directory: a host's name and the conferences kept under it.
 *
 * What    DIR/site                      the host's name, given once
 *         DIR/lock                      held by the one process that writes here; says who
 *         DIR/records/NAME.db           acts, blobs, checkpoints of a conference
 *         DIR/checkpoints/NAME          its last signed checkpoint, apart from the database
 *         DIR/keys/NAME/log, .../CODE   private keys, mode 0600: the log's; of parties, where `plenary play` made them
 * How     struct site *site = site_open(dir, SLICE("plenary.example"), &error);
 *         struct room *room = site_find(site, SLICE("assembly-2026"));
 *         for (i = 0; i < site_count(site); i++) site_room(site, i);
 * Owns    The lock and every room, until site_close.
 * Limits  SITE_ROOMS_MAX.
 * Threads site_find, site_count, site_room: any, at any time. The rest: one.
 * Not     Listening: web/server.h. Public participation: campaign/participation.h. */
#ifndef ROOM_SITE_H
#define ROOM_SITE_H

#include "room/room.h"

struct site;

enum { SITE_ROOMS_MAX = 256 /* conferences; each reserves address space (state_bytes_max) and a thread */ };

/* Opens DIR, making it when it is not there; `name` is the host's, or empty: the one that was given before. Faults when
 * another process holds it (with its number), when the name differs, or when a record cannot be opened. */
struct site *site_open(struct slice dir, struct slice name, struct error *error);
/* Closes every room and releases the lock. NULL is ignored. */
void site_close(struct site *site);
/* The conference of that name, or NULL. One that has no act yet is found too. */
struct room *site_find(struct site *site, struct slice name);
/* The conference of that name; made, with a new log key, when there is none. */
struct room *site_make_room(struct site *site, struct slice name, struct error *error);
/* In the order in which they were opened or made; none of NULL: the desk has no site. */
size_t site_count(struct site *site);
struct room *site_room(struct site *site, size_t index);
/* The host's name, the directory. */
struct slice site_host(const struct site *site);
struct slice site_directory(const struct site *site);

#endif
