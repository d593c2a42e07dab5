#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "cmd/pull.h"
#include "cmd/terminal.h"
#include "record/warrant.h"
#include "room/crypto.h"
#include "store/copy_part.h"
#include "store/os.h"

struct mirror_options {
    struct slice key, conference;
};

static void show_progress(void *context, uint64_t done, uint64_t total)
{
    struct progress *const progress = context;
    progress->total = total;
    progress_show(progress, done);
}

/* The key that was given; else the one that the directory was begun with; else the one that the source shows. */
static bool find_key(const struct mirror_options *options, struct slice directory, struct copy *from,
                     struct buffer *key, const char **whose, struct error *error)
{
    struct error trouble;
    struct copy *const own = copy_open_directory(directory, &trouble);
    bool found = false;
    *whose = "given";
    buffer_add(key, options->key);
    if (options->key.length == 0 && own != NULL) {
        *whose = "that of the copy so far";
        found = own->read(own, SLICE("key"), key, &trouble) == COPY_HERE;
    }
    if (own != NULL)
        own->close(own);
    if (options->key.length == 0 && !found) {
        *whose = "shown by the source, taken on trust";
        if (from->read(from, SLICE("key"), key, error) != COPY_HERE)
            return fail(error, FAULT_OPTION_MISSING, 0, SLICE("--key"), SLICE("mirror"));
    }
    if (slice_ends(buffer_slice(key), SLICE("\n")))
        key->length--;
    return true;
}

static int refuse(const struct pull *pull, const struct error *error)
{
    enum fault_class const class = fault_class_of(error->fault);
    if (pull->at_entry)
        fprintf(stderr, "plenary: entry %llu:\n", (unsigned long long)pull->entry);
    int const status = terminal_error(error);
    return class == FAULT_CLASS_PROOF || class == FAULT_CLASS_KEY || class == FAULT_CLASS_SYNTAX ? STATUS_NOT_SO
                                                                                                 : status;
}

/* Whether the directory has a gallery already. */
static bool has_gallery(struct slice directory)
{
    struct os_path checkpoint;
    return os_path_join(&checkpoint, directory, SLICE("gallery"), SLICE("checkpoint")) && os_exists(&checkpoint);
}

/* The gallery, where there is one: its key is the one that the log's key names. */
static bool mirror_gallery(const struct pull *record, struct pull *pull, struct error *error)
{
    char warrant_memory[WARRANT_BYTES_MAX], key_memory[2 * KEY_NAME_BYTES_MAX];
    struct buffer warrant = BUFFER(warrant_memory), key_text = BUFFER(key_memory);
    struct os_path directory;
    struct key log, key;
    enum copy_result const result = record->from->read(record->from, SLICE("gallery/warrant"), &warrant, error);
    if (result == COPY_ABSENT)
        return !has_gallery(record->directory) || fail(error, FAULT_GALLERY_GONE, 0, SLICE(""), SLICE(""));
    if (result == COPY_FAILED || !key_read(record->key, &log) ||
        !warrant_read(buffer_slice(&warrant), &log, crypto_native(), &key, error))
        return false;
    key_write(&key, &key_text);
    if (!os_path_join(&directory, record->directory, SLICE("gallery"), SLICE("")))
        return fail(error, FAULT_FILE, 0, record->directory, SLICE("the path is too long"));
    struct copy *const from = copy_part_open(record->from, SLICE("gallery/"), error);
    if (from == NULL)
        return false;
    *pull = (struct pull){ .from = from,
                           .directory = slice_of(directory.text),
                           .key = buffer_slice(&key_text),
                           .warrant = buffer_slice(&warrant) };
    bool const good = pull_run(pull, error);
    from->close(from);
    return good;
}

static int mirror(const struct mirror_options *options, struct copy *from, struct slice directory)
{
    char memory[1024];
    struct buffer key = BUFFER(memory);
    const char *whose;
    struct error error = { 0 };
    struct progress progress = progress_begin("entries", 0);
    if (!find_key(options, directory, from, &key, &whose, &error))
        return terminal_error(&error);
    struct pull pull = {
        .from = from, .directory = directory, .key = buffer_slice(&key), .show = show_progress, .context = &progress
    };
    bool const good = pull_run(&pull, &error);
    progress_end(&progress);
    if (!good)
        return refuse(&pull, &error);
    struct pull gallery = { 0 };
    if (!mirror_gallery(&pull, &gallery, &error))
        return refuse(&gallery, &error);
    printf("%llu entries, %llu of them new; %llu files written, %llu blobs among them.\n",
           (unsigned long long)pull.size, (unsigned long long)(pull.size - pull.old_size),
           (unsigned long long)pull.files, (unsigned long long)pull.blobs);
    if (pull.blobs_missing > 0)
        printf("%llu blobs were not to be had.\n", (unsigned long long)pull.blobs_missing);
    if (gallery.warrant.length > 0)
        printf("Gallery: %llu entries, %llu of them new; %llu files written, %llu texts among them.\n",
               (unsigned long long)gallery.size, (unsigned long long)(gallery.size - gallery.old_size),
               (unsigned long long)gallery.files, (unsigned long long)gallery.blobs);
    printf("Log key (%s): ", whose);
    terminal_print(stdout, pull.key);
    printf("\nEntries, tiles and checkpoint fit together. plenary verify checks acts and rules.\n");
    return STATUS_OK;
}

static int run_mirror(const void *values, const struct slice *rest, size_t count)
{
    const struct mirror_options *const options = values;
    struct error error = { 0 };
    if (count != 2) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("URL or DIR"), SLICE("mirror"));
        return terminal_error(&error);
    }
    struct copy *const from = place_open(rest[0], options->conference, &error);
    if (from == NULL)
        return terminal_error(&error);
    int const status = mirror(options, from, rest[1]);
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
    .run = run_mirror,
};
