// SPDX-License-Identifier: Apache-2.0
#include "peers.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "measure.h"
#include "record/note.h"
#include "store/os.h"

enum { ROWS = 64, PLACE_BYTES = 2048, ANSWER_BYTES = 1400, BODY_BYTES_MAX = 4096, SEAL_THREADS_MAX = 8 };

static _Noreturn void peer_give_up(const char *what)
{
    fprintf(stderr, "peers: %s\n", what);
    exit(3);
}

/* --- Ed25519 ----------------------------------------------------------------------------------------------------- */

struct check {
    struct slice text;
    unsigned char key[ED25519_KEY_BYTES], signature[4 + ED25519_SIGNATURE_BYTES];
};

/* The keys do not change the time, but every check must succeed, so each text is signed again with one key. */
double peer_checks(const struct slice *acts, size_t count, double *processor_us)
{
    unsigned char secret[crypto_sign_ed25519_SECRETKEYBYTES];
    struct check *const checks = calloc(count, sizeof *checks);
    size_t good = 0;
    if (checks == NULL)
        peer_give_up("no memory");
    for (size_t i = 0; i < count; i++) {
        struct note note;
        struct error error;
        if (!note_parse(acts[i], &note, &error))
            peer_give_up("no act");
        checks[i].text = note.text;
        crypto_sign_ed25519_keypair(checks[i].key, secret);
        crypto_sign_ed25519_detached(checks[i].signature, NULL, (const unsigned char *)note.text.bytes,
                                     note.text.length, secret);
    }
    double const began = measure_now(), used = measure_processor();
    for (size_t i = 0; i < count; i++)
        good += crypto_sign_ed25519_verify_detached(checks[i].signature, (const unsigned char *)checks[i].text.bytes,
                                                    checks[i].text.length, checks[i].key) == 0;
    double const seconds = measure_now() - began;
    *processor_us = (measure_processor() - used) * 1e6 / (double)count;
    free(checks);
    if (good != count)
        peer_give_up("a check failed");
    return (double)count / seconds;
}

/* --- group commit ------------------------------------------------------------------------------------------------ */

static void peer_run_sql(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        peer_give_up(sqlite3_errmsg(database));
}

/* Adds the rows of one commit. */
static void peer_add_rows(sqlite3 *database, sqlite3_stmt *add, const struct slice *texts, size_t from, size_t to)
{
    peer_run_sql(database, "BEGIN IMMEDIATE");
    for (size_t row = from; row < to; row++) {
        sqlite3_bind_int64(add, 1, (sqlite3_int64)row);
        sqlite3_bind_blob64(add, 2, texts[row].bytes, texts[row].length, SQLITE_STATIC);
        if (sqlite3_step(add) != SQLITE_DONE)
            peer_give_up(sqlite3_errmsg(database));
        sqlite3_reset(add);
    }
    peer_run_sql(database, "COMMIT");
}

static double peer_commit_rows(const char *folder, const struct slice *texts, size_t count, bool with_pair)
{
    char path[512], place[PLACE_BYTES] = { 0 };
    sqlite3 *database;
    sqlite3_stmt *add;
    snprintf(path, sizeof path, "%s/peer.db", folder);
    if (sqlite3_open(path, &database) != SQLITE_OK)
        peer_give_up("no database");
    peer_run_sql(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                           "CREATE TABLE act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
    if (sqlite3_prepare_v2(database, "INSERT INTO act VALUES (?, ?)", -1, &add, NULL) != SQLITE_OK)
        peer_give_up("no statement");
    snprintf(path, sizeof path, "%s/peer.pair", folder);
    int const pair = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    double const began = measure_now();
    for (size_t i = 0; i < count; i += ROWS) {
        peer_add_rows(database, add, texts, i, i + ROWS < count ? i + ROWS : count);
        if (with_pair && (pwrite(pair, place, sizeof place, (off_t)(i / ROWS % 2 * PLACE_BYTES)) != PLACE_BYTES ||
                          fdatasync(pair) != 0))
            peer_give_up("no sync");
    }
    double const seconds = measure_now() - began;
    sqlite3_finalize(add);
    sqlite3_close(database);
    close(pair);
    unlink(path);
    snprintf(path, sizeof path, "%s/peer.db", folder);
    unlink(path);
    return (double)count / seconds;
}

double peer_commits(const char *folder, const struct slice *acts, size_t count)
{
    return peer_commit_rows(folder, acts, count, true);
}

double peer_rows(const char *folder, const struct slice *texts, size_t count)
{
    return peer_commit_rows(folder, texts, count, false);
}

/* --- sealed boxes ------------------------------------------------------------------------------------------------ */

struct sealing {
    const struct slice *texts;
    size_t count;
    double processor;
};

static void *peer_seal_all(void *context)
{
    struct sealing *const sealing = context;
    unsigned char sealed[BODY_BYTES_MAX + crypto_box_SEALBYTES];
    unsigned char key[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    crypto_box_keypair(key, secret);
    double const used = measure_processor();
    for (size_t i = 0; i < sealing->count; i++)
        if (sealing->texts[i].length > BODY_BYTES_MAX ||
            crypto_box_seal(sealed, (const unsigned char *)sealing->texts[i].bytes, sealing->texts[i].length, key) != 0)
            peer_give_up("a box was not sealed");
    sealing->processor = measure_processor() - used;
    return NULL;
}

double peer_seals(const struct slice *texts, size_t count, unsigned threads, double *processor_us)
{
    struct sealing sealings[SEAL_THREADS_MAX];
    pthread_t running[SEAL_THREADS_MAX];
    double const began = measure_now();
    for (unsigned i = 0; i < threads && i < SEAL_THREADS_MAX; i++) {
        sealings[i] = (struct sealing){ .texts = texts, .count = count };
        if (pthread_create(&running[i], NULL, peer_seal_all, &sealings[i]) != 0)
            peer_give_up("no thread");
    }
    for (unsigned i = 0; i < threads && i < SEAL_THREADS_MAX; i++)
        pthread_join(running[i], NULL);
    *processor_us = sealings[0].processor * 1e6 / (double)count;
    return threads * (double)count / (measure_now() - began);
}

/* --- HTTP -------------------------------------------------------------------------------------------------------- */

struct body {
    char bytes[BODY_BYTES_MAX];
    size_t length;
};

static enum MHD_Result peer_handle(void *context, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *upload, size_t *upload_size,
                                   void **request)
{
    static const char answer[ANSWER_BYTES];
    struct body *body = *request;
    (void)context, (void)url, (void)method, (void)version;
    if (body == NULL) {
        *request = calloc(1, sizeof *body);
        return *request != NULL ? MHD_YES : MHD_NO;
    }
    if (*upload_size > 0) {
        if (*upload_size > BODY_BYTES_MAX - body->length)
            return MHD_NO;
        memcpy(body->bytes + body->length, upload, *upload_size);
        body->length += *upload_size;
        *upload_size = 0;
        return MHD_YES;
    }
    struct MHD_Response *const response =
        MHD_create_response_from_buffer(sizeof answer, (void *)(uintptr_t)answer, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result const queued = MHD_queue_response(connection, MHD_HTTP_CREATED, response);
    MHD_destroy_response(response);
    return queued;
}

static void peer_end_request(void *context, struct MHD_Connection *connection, void **request,
                             enum MHD_RequestTerminationCode code)
{
    (void)context, (void)connection, (void)code;
    free(*request);
    *request = NULL;
}

_Noreturn void peer_serve(int port)
{
    if (MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)port, NULL, NULL, peer_handle, NULL,
                         MHD_OPTION_THREAD_POOL_SIZE, os_threads(), MHD_OPTION_NOTIFY_COMPLETED, peer_end_request, NULL,
                         MHD_OPTION_END) == NULL)
        peer_give_up("cannot listen");
    for (;;)
        pause();
}
