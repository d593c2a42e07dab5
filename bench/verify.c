// SPDX-License-Identifier: Apache-2.0
/* bench/verify.c - `plenary verify`, against a bare loop of libsodium's Ed25519 check over the same messages on the same cores.
 *
 * What    Makes a mirror from the record of an example, with reports repeated under new names until there are as many acts as asked
 *         for. Then measures in turn: the program verifies the mirror; threads, one per core, only check its signatures. The result
 *         is the loop's time divided by the program's.
 * How     verify PLENARY DATA CONFERENCE FOLDER [ACTS]      DATA is made by `plenary play`; default 200,000 acts */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/base64.h"
#include "measure.h"
#include "record/act.h"
#include "record/checkpoint.h"
#include "record/tiling.h"
#include "log/crypto.h"
#include "log/signer.h"
#include "log/database_source.h"
#include "store/os.h"

enum { THREADS_MAX = 64, ACTS_FIRST = 4096 };

#define MEMORY_BYTES ((size_t)8 << 30) /* address space */

struct message {
    struct slice text;
    unsigned char key[ED25519_KEY_BYTES], signature[ED25519_SIGNATURE_BYTES];
};

static struct arena memory;
static struct slice *entries;
static struct message *messages;
static size_t entry_count, wanted;
static struct slice reports[ACTS_FIRST];
static size_t report_count;
static const char *folder;

static _Noreturn void verify_stop(const char *what)
{
    perror(what);
    exit(3);
}

/* --- the record -------------------------------------------------------------------------------------------------- */

static void verify_read_signer(const char *data, const char *conference, const char *name, struct signer *signer)
{
    char path[4096];
    struct os_path file;
    struct slice text;
    struct error error;
    snprintf(path, sizeof path, "keys/%s/%s", conference, name);
    if (!os_path_join(&file, slice_of(data), slice_of(path), SLICE("")) ||
        !os_read_file(&file, 4096, &memory, &text, &error) ||
        !signer_read(slice_part(text, 0, slice_find(text, '\n', 0)), signer, &error))
        verify_stop(path);
}

static void verify_take_entry(struct slice bytes)
{
    static unsigned char act_memory[1 << 17];
    struct arena arena = { act_memory, 0, sizeof act_memory };
    struct act act;
    struct error error;
    if (!act_parse(bytes, &arena, &act, &error))
        verify_stop("an act of the example");
    if (act.type->id == ACT_CONFERENCE_CLOSE || entry_count == wanted)
        return;
    entries[entry_count++] = arena_copy(&memory, bytes);
    if (act.type->id == ACT_REPORT && report_count < ACTS_FIRST)
        reports[report_count++] = arena_copy(&memory, act.text);
}

static void verify_read_example(const char *data, const char *conference)
{
    static char bundle_memory[BUNDLE_BYTES_MAX], note_memory[1 << 16];
    struct buffer bundle = BUFFER(bundle_memory), note = BUFFER(note_memory);
    struct slice parts[TILE_WIDTH];
    struct checkpoint checkpoint;
    struct error error;
    struct tile tile;
    struct log_source *const copy = database_source_open(slice_of(data), slice_of(conference), &error);
    if (copy == NULL || copy->read(copy, SLICE("checkpoint"), &note, &error) != LOG_SOURCE_HERE ||
        !checkpoint_parse(buffer_slice(&note), &checkpoint, &error))
        verify_stop(data);
    for (uint64_t i = 0; tile_at(TILE_ENTRIES, i, checkpoint.size, &tile); i++) {
        char path_memory[TILE_PATH_BYTES_MAX];
        struct buffer path = BUFFER(path_memory);
        tile_write_path(&tile, &path);
        if (copy->read(copy, buffer_slice(&path), &bundle, &error) != LOG_SOURCE_HERE ||
            !tile_read_entries(buffer_slice(&bundle), tile.width, parts, &error))
            verify_stop("bundle");
        for (unsigned j = 0; j < tile.width; j++)
            verify_take_entry(parts[j]);
    }
    copy->close(copy);
}

/* Adds a report with the same words and another code. */
static void verify_add_report(const struct signer *signer, size_t number)
{
    static char text_memory[ACT_BYTES_MAX], note_memory[2 * ACT_BYTES_MAX];
    struct buffer text = BUFFER(text_memory), note = BUFFER(note_memory);
    struct slice rest = reports[number % report_count], line;
    while (slice_next(&rest, '\n', &line)) {
        buffer_add(&text, line);
        if (slice_begins(line, SLICE("id: "))) {
            buffer_add_byte(&text, '-');
            buffer_add_number(&text, number);
        }
        buffer_add_byte(&text, '\n');
    }
    signer_sign(signer, buffer_slice(&text), &note);
    entries[entry_count++] = arena_copy(&memory, buffer_slice(&note));
}

static void verify_write_file(struct slice path, struct slice bytes)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/%.*s", folder, SLICE_ARGS(path));
    for (char *at = name + 1; *at != '\0'; at++)
        if (*at == '/') {
            *at = '\0';
            if (mkdir(name, 0777) != 0 && errno != EEXIST)
                verify_stop(name);
            *at = '/';
        }
    FILE *const file = fopen(name, "wb");
    if (file == NULL || fwrite(bytes.bytes, 1, bytes.length, file) != bytes.length || fclose(file) != 0)
        verify_stop(name);
}

static bool verify_write_tile(void *context, const struct tile *tile, const struct hash *hashes, struct error *error)
{
    static char bundle[BUNDLE_BYTES_MAX];
    char path_memory[TILE_PATH_BYTES_MAX];
    struct buffer path = BUFFER(path_memory), out = BUFFER(bundle);
    struct tile const bundle_tile = { TILE_ENTRIES, tile->index, tile->width };
    (void)context;
    (void)error;
    tile_write_path(tile, &path);
    verify_write_file(buffer_slice(&path), (struct slice){ (const char *)hashes, (size_t)tile->width * HASH_BYTES });
    if (tile->level > 0)
        return true;
    for (unsigned i = 0; i < tile->width; i++)
        tile_write_entry(entries[tile->index * TILE_WIDTH + i], &out);
    buffer_clear(&path);
    tile_write_path(&bundle_tile, &path);
    verify_write_file(buffer_slice(&path), buffer_slice(&out));
    return true;
}

/* Writes the mirror; gives the verifier key of the log. */
static struct slice verify_write_record(const struct signer *log)
{
    static struct tiling tiling;
    static char key_memory[1024];
    char text_memory[512], note_memory[1024];
    struct buffer text = BUFFER(text_memory), note = BUFFER(note_memory), key_text = BUFFER(key_memory);
    struct key const key = signer_key(log);
    struct hash hash;
    tiling = (struct tiling){ .crypto = crypto_native(), .take = verify_write_tile };
    for (size_t i = 0; i < entry_count; i++) {
        merkle_hash_leaf(entries[i], tiling.crypto, &hash);
        tiling_push(&tiling, &hash, NULL);
    }
    tiling_end(&tiling, NULL);
    tiling_root(&tiling, &hash);
    checkpoint_write_text(key.name, entry_count, &hash, &text);
    signer_sign(log, buffer_slice(&text), &note);
    verify_write_file(SLICE("checkpoint"), buffer_slice(&note));
    key_write(&key, &key_text);
    buffer_add_byte(&key_text, '\n');
    verify_write_file(SLICE("key"), buffer_slice(&key_text));
    key_memory[key_text.length - 1] = '\0';
    return slice_of(key_memory);
}

/* --- the bare loop ----------------------------------------------------------------------------------------------- */

/* In this example, all acts are signed by the watcher. */
static void verify_make_messages(const struct signer *watcher)
{
    messages = arena_take_many(&memory, entry_count, sizeof *messages);
    for (size_t i = 0; i < entry_count; i++) {
        static unsigned char act_memory[1 << 17];
        struct arena arena = { act_memory, 0, sizeof act_memory };
        unsigned char bytes[4 + ED25519_SIGNATURE_BYTES];
        struct act act;
        struct error error;
        size_t count;
        if (!act_parse(entries[i], &arena, &act, &error) || !base64_read(act.signature, bytes, sizeof bytes, &count) ||
            count != sizeof bytes)
            verify_stop("an act");
        messages[i].text = act.text;
        memcpy(messages[i].key, watcher->public_bytes, ED25519_KEY_BYTES);
        memcpy(messages[i].signature, bytes + 4, ED25519_SIGNATURE_BYTES);
    }
}

struct share {
    size_t from, to, good;
};

static void *verify_check_share(void *context)
{
    struct share *const share = context;
    for (size_t i = share->from; i < share->to; i++)
        share->good +=
            crypto_sign_ed25519_verify_detached(messages[i].signature, (const unsigned char *)messages[i].text.bytes,
                                                messages[i].text.length, messages[i].key) == 0;
    return NULL;
}

static double verify_processor_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double verify_run_bare(size_t threads, double *processor)
{
    pthread_t made[THREADS_MAX];
    struct share shares[THREADS_MAX];
    size_t good = 0;
    double const start = measure_now(), processor_start = verify_processor_now();
    for (size_t i = 0; i < threads; i++) {
        shares[i] = (struct share){ entry_count * i / threads, entry_count * (i + 1) / threads, 0 };
        if (pthread_create(&made[i], NULL, verify_check_share, &shares[i]) != 0)
            verify_stop("thread");
    }
    for (size_t i = 0; i < threads; i++) {
        pthread_join(made[i], NULL);
        good += shares[i].good;
    }
    double const took = measure_now() - start;
    *processor = verify_processor_now() - processor_start;
    if (good != entry_count)
        verify_stop("a signature is not good");
    return took;
}

/* --- the program ------------------------------------------------------------------------------------------------- */

/* Runs the program; sets the bytes of its state as it reports them, and its peak resident memory in KiB. */
static double verify_run_verify(const char *program, struct slice key, uint64_t *state_bytes, long *resident,
                                double *processor)
{
    char output[4096], line[4096];
    char *const words[] = { (char *)(uintptr_t)program,   "verify", (char *)(uintptr_t)folder, "--json", "--key",
                            (char *)(uintptr_t)key.bytes, NULL };
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status;
    snprintf(output, sizeof output, "%s.said", folder);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    double const start = measure_now();
    if (posix_spawn(&child, program, &actions, NULL, words, environ) != 0 || wait4(child, &status, 0, &usage) != child)
        verify_stop(program);
    double const took = measure_now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0)
        verify_stop(output);
    *resident = usage.ru_maxrss;
    *processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    FILE *const said = fopen(output, "rb");
    while (said != NULL && fgets(line, sizeof line, said) != NULL) {
        struct slice const name = SLICE("  \"state_bytes\": ");
        struct slice const text = slice_of(line);
        if (slice_begins(text, name))
            slice_number(slice_part(text, name.length, slice_find(text, ',', 0)), state_bytes);
    }
    if (said != NULL)
        fclose(said);
    return took;
}

int main(int count, char **words)
{
    struct signer log, watcher;
    struct error error;
    struct measure ratio = { 0 }, busy = { 0 }, bare = { 0 }, whole = { 0 }, state = { 0 }, rest = { 0 };
    long const cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t acts = 200000;
    if (count < 5 || (count > 5 && !slice_number(slice_of(words[5]), &acts))) {
        fprintf(stderr, "verify PLENARY DATA CONFERENCE FOLDER [ACTS]\n");
        return 2;
    }
    wanted = (size_t)acts;
    folder = words[4];
    if (crypto_native() == NULL || !os_reserve(MEMORY_BYTES, &memory, &error))
        verify_stop("memory");
    entries = arena_take_many(&memory, wanted + 1, sizeof *entries);
    verify_read_signer(words[2], words[3], "log", &log);
    verify_read_signer(words[2], words[3], "watch", &watcher);
    verify_read_example(words[2], words[3]);
    for (size_t i = 0; entry_count < wanted; i++)
        verify_add_report(&watcher, i);
    struct slice const key = verify_write_record(&log);
    verify_make_messages(&watcher);
    for (int i = 0; i < MEASURE_REPEATS; i++) {
        uint64_t state_bytes = 0;
        long resident = 0;
        double alone_processor, program_processor;
        double const alone =
            verify_run_bare((size_t)cores < THREADS_MAX ? (size_t)cores : THREADS_MAX, &alone_processor);
        double const program = verify_run_verify(words[1], key, &state_bytes, &resident, &program_processor);
        measure_add(&bare, (double)entry_count / alone);
        measure_add(&whole, (double)entry_count / program);
        measure_add(&ratio, alone / program);
        measure_add(&busy, alone_processor / program_processor);
        measure_add(&state, (double)state_bytes / (double)entry_count);
        measure_add(&rest, (double)resident / 1024 - (double)state_bytes / (1 << 20));
    }
    printf("%zu acts, %ld cores\n\n| what | min | median | max |\n| --- | --- | --- | --- |\n", entry_count, cores);
    measure_print("bare loop, signatures a second", &bare, 0);
    measure_print("plenary verify, acts a second", &whole, 0);
    measure_print("plenary verify over the bare loop", &ratio, 2);
    measure_print("the same by processor time", &busy, 2);
    measure_print("state, bytes an act", &state, 0);
    measure_print("memory besides the state, MiB", &rest, 1);
    return 0;
}
