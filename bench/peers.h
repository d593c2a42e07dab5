// SPDX-License-Identifier: Apache-2.0
/* peers.h - what ingest and accept are compared with: each function does one part of the work and nothing else. */
#ifndef BENCH_PEERS_H
#define BENCH_PEERS_H

#include "base/slice.h"

/* Ed25519 checks per second by libsodium on this core, over signed acts that are parsed beforehand; and the processor
 * microseconds per check. */
double peer_checks(const struct slice *acts, size_t count, double *processor_us);
/* Rows per second by SQLite in commits of 64 rows, with the pragmas of the store and, as in the store, a further synced
 * write of 2 KiB after each commit. */
double peer_commits(const char *folder, const struct slice *acts, size_t count);
/* Sealed boxes per second by libsodium, with so many threads that each seal all texts; and the processor microseconds per
 * box. */
double peer_seals(const struct slice *texts, size_t count, unsigned threads, double *processor_us);
/* Rows per second by SQLite in commits of 64 rows, with the pragmas of the campaign store. */
double peer_rows(const char *folder, const struct slice *texts, size_t count);
/* Serves a minimal libmicrohttpd handler that reads a body and answers 201 with as many bytes as Plenary does, with the same
 * threads and options. Never returns. */
_Noreturn void peer_serve(int port);

#endif
