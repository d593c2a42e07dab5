// SPDX-License-Identifier: Apache-2.0
/* cmd/mirror.c - a copy that anybody can serve and check. */
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/record_source.h"
#include "cmd/progress.h"
#include "cmd/mirror_sync.h"
#include "cmd/terminal.h"
#include "record/key_delegation.h"
#include "log/crypto.h"
#include "log/part_source.h"
#include "store/fault.h"
#include "store/os.h"

struct mirror_options {
    struct slice key, conference;
};

static void mirror_show_progress(void *context, uint64_t done, uint64_t total)
{
    struct progress *const progress = context;
    progress->total = total;
    progress_show(progress, done);
}

/* The key that was given; else the one that the directory was begun with; else the one that the source shows. */
static bool mirror_find_key(const struct mirror_options *options, struct slice directory, struct log_source *from,
                            struct buffer *key, const char **whose, struct error *error)
{
    struct error trouble;
    struct log_source *const own = log_source_open_directory(directory, &trouble);
    bool found = false;
    *whose = "given";
    buffer_add(key, options->key);
    if (options->key.length == 0 && own != NULL) {
        *whose = "that of the copy so far";
        found = own->read(own, SLICE("key"), key, &trouble) == LOG_SOURCE_HERE;
    }
    if (own != NULL)
        own->close(own);
    if (options->key.length == 0 && !found) {
        *whose = "shown by the source, taken on trust";
        if (from->read(from, SLICE("key"), key, error) != LOG_SOURCE_HERE)
            return fail(error, FAULT_OPTION_MISSING, 0, SLICE("--key"), SLICE("mirror"));
    }
    if (slice_ends(buffer_slice(key), SLICE("\n")))
        key->length--;
    return true;
}

static int mirror_refuse(const struct mirror_sync *sync, const struct error *error)
{
    enum fault_class const class = fault_class_of(error->fault);
    if (sync->at_entry)
        fprintf(stderr, "plenary: entry %llu:\n", (unsigned long long)sync->entry);
    int const status = terminal_error(error);
    return class == FAULT_CLASS_PROOF || class == FAULT_CLASS_KEY || class == FAULT_CLASS_SYNTAX ? STATUS_NOT_SO
                                                                                                 : status;
}

/* Whether the directory has a public log already. */
static bool mirror_has_public_log(struct slice directory)
{
    struct os_path checkpoint;
    return os_path_join(&checkpoint, directory, SLICE("public-log"), SLICE("checkpoint")) && os_exists(&checkpoint);
}

/* The public log, where there is one: its key is the one that the log's key names. */
static bool mirror_public_log(const struct mirror_sync *record, struct mirror_sync *sync, struct error *error)
{
    char key_delegation_memory[KEY_DELEGATION_BYTES_MAX], key_memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer key_delegation = BUFFER(key_delegation_memory), key_text = BUFFER(key_memory);
    struct os_path directory;
    struct key log, key;
    enum log_source_result const result =
        record->from->read(record->from, SLICE("public-log/key-delegation"), &key_delegation, error);
    if (result == LOG_SOURCE_ABSENT)
        return !mirror_has_public_log(record->directory) || fail(error, FAULT_PUBLIC_LOG_GONE, 0);
    if (result == LOG_SOURCE_FAILED || !key_read(record->key, &log) ||
        !key_delegation_read(buffer_slice(&key_delegation), &log, crypto_native(), &key, error))
        return false;
    key_write(&key, &key_text);
    if (!os_path_join(&directory, record->directory, SLICE("public-log"), SLICE("")))
        return fail(error, FAULT_FILE, 0, record->directory, SLICE("the path is too long"));
    struct log_source *const from = part_source_open(record->from, SLICE("public-log/"), error);
    if (from == NULL)
        return false;
    *sync = (struct mirror_sync){ .from = from,
                                  .directory = slice_of(directory.text),
                                  .key = buffer_slice(&key_text),
                                  .key_delegation = buffer_slice(&key_delegation) };
    bool const good = mirror_sync_run(sync, error);
    from->close(from);
    return good;
}

static int mirror_make(const struct mirror_options *options, struct log_source *from, struct slice directory)
{
    char memory[1024];
    struct buffer key = BUFFER(memory);
    const char *whose;
    struct error error = { 0 };
    struct progress progress = progress_begin("entries", 0);
    if (!mirror_find_key(options, directory, from, &key, &whose, &error))
        return terminal_error(&error);
    struct mirror_sync sync = { .from = from,
                                .directory = directory,
                                .key = buffer_slice(&key),
                                .show = mirror_show_progress,
                                .context = &progress };
    bool const good = mirror_sync_run(&sync, &error);
    progress_end(&progress);
    if (!good)
        return mirror_refuse(&sync, &error);
    struct mirror_sync public_log = { 0 };
    if (!mirror_public_log(&sync, &public_log, &error))
        return mirror_refuse(&public_log, &error);
    printf("%llu entries, %llu of them new; %llu files written, %llu blobs among them.\n",
           (unsigned long long)sync.size, (unsigned long long)(sync.size - sync.old_size),
           (unsigned long long)sync.files, (unsigned long long)sync.blobs);
    if (sync.blobs_missing > 0)
        printf("%llu blobs were not to be had.\n", (unsigned long long)sync.blobs_missing);
    if (public_log.key_delegation.length > 0)
        printf("Public log: %llu entries, %llu of them new; %llu files written, %llu texts among them.\n",
               (unsigned long long)public_log.size, (unsigned long long)(public_log.size - public_log.old_size),
               (unsigned long long)public_log.files, (unsigned long long)public_log.blobs);
    printf("Log key (%s): ", whose);
    terminal_print(stdout, sync.key);
    printf("\nEntries, tiles and checkpoint fit together. plenary verify checks acts and rules.\n");
    return STATUS_OK;
}

static int mirror_run(const void *values, const struct slice *rest, size_t count)
{
    const struct mirror_options *const options = values;
    struct error error = { 0 };
    if (count != 2) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("URL or DIR"), SLICE("mirror"));
        return terminal_error(&error);
    }
    struct log_source *const from = record_source_open(rest[0], options->conference, &error);
    if (from == NULL)
        return terminal_error(&error);
    int const status = mirror_make(options, from, rest[1]);
    from->close(from);
    return status;
}

static const struct option_type mirror_options[] = {
    { "key", 'k', "VKEY", offsetof(struct mirror_options, key), "the log's verifier key" },
    { "conference", 'c', "NAME", offsetof(struct mirror_options, conference),
      "which, where a directory holds several" },
    { 0 },
};

const struct command command_mirror = {
    .name = "mirror",
    .arguments = "URL DIR",
    .meaning = "a copy that anybody can serve and check",
    .more =
        "Brings into DIR what is missing there and refuses what does not go on from it. URL may be a directory too. "
        "DIR\n"
        "can be served by any file server, verified, and mirrored again.\n"
        "Exit status: 0 done, 1 refused: the record was shortened, forked or changed, 2 called wrongly, 3 failed.\n",
    .options = mirror_options,
    .size = sizeof(struct mirror_options),
    .run = mirror_run,
};
