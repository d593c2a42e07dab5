/* peers.h - what ingest is measured against: each does one of its parts and nothing else. */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "base/slice.h"

/* Ed25519 checks a second by libsodium on this core, over signed acts: parsed before, only the checks are timed; and
 * the microseconds of processor time that one takes. */
double peer_checks(const struct slice *acts, size_t count, double *processor_us);
/* Rows a second by SQLite in commits of 64 rows, with the pragmas of the store and, as it has, one more synced write of 2 KiB
 * after each commit. */
double peer_commits(const char *folder, const struct slice *acts, size_t count);
/* Sealed boxes a second by libsodium, of the texts, in so many threads at once that each seal all; and the microseconds of
 * processor time that one takes. */
double peer_seals(const struct slice *texts, size_t count, unsigned threads, double *processor_us);
/* Rows a second by SQLite in commits of 64 rows with the pragmas of the campaign store, and nothing beside it. */
double peer_rows(const char *folder, const struct slice *texts, size_t count);
/* Serves the smallest handler of libmicrohttpd that reads a body and answers 201 with as many bytes as the room does, with the
 * server's threads and options, until the process is ended. */
_Noreturn void peer_serve(int port);

#endif
