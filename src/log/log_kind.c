// SPDX-License-Identifier: Apache-2.0
#include "log/log_kind.h"

#include "store/fault.h"
#include "store/public_log_sql.h"
#include "store/record_sql.h"

enum { FILE_NAME_BYTES_MAX = 256 /* NAME_MAX of Linux */ };

const struct log_kind log_kind_record = {
    .name = { "log", 3 },
    .folder = { "records", 7 },
    .apart_folder = { "checkpoints", 11 },
    .apart_ending = { "", 0 },
    .tables = &record_tables,
    .apart_sync_ms = 1000,
};

const struct log_kind log_kind_public = {
    .name = { "public-log", 10 },
    .folder = { "public-logs", 11 },
    .apart_folder = { "public-logs", 11 },
    .apart_ending = { ".checkpoint", 11 },
    .tables = &public_log_tables,
    .apart_sync_ms = 0,
};

static bool log_path_join(struct os_path *path, struct slice directory, struct slice folder, struct slice conference,
                          struct slice ending)
{
    char memory[FILE_NAME_BYTES_MAX];
    struct buffer file = BUFFER(memory);
    buffer_add(&file, conference);
    buffer_add(&file, ending);
    return !file.full && os_path_join(path, directory, folder, buffer_slice(&file));
}

bool log_paths_of(const struct log_kind *kind, struct slice directory, struct slice conference, struct log_paths *paths,
                  struct error *error)
{
    if (os_path_join(&paths->folder, directory, kind->folder, SLICE("")) &&
        log_path_join(&paths->database, directory, kind->folder, conference, SLICE(".db")) &&
        log_path_join(&paths->apart, directory, kind->apart_folder, conference, kind->apart_ending) &&
        os_path_join(&paths->key_folder, directory, SLICE("keys"), conference) &&
        os_path_join(&paths->key, slice_of(paths->key_folder.text), kind->name, SLICE("")))
        return true;
    return fail(error, FAULT_FILE, 0, directory, SLICE("the path is too long"));
}

bool log_read_apart(const struct log_kind *kind, struct slice directory, struct slice conference, struct arena *arena,
                    struct slice *note, struct error *error)
{
    struct log_paths paths;
    struct os_pair pair;
    *note = SLICE("");
    if (!log_paths_of(kind, directory, conference, &paths, error))
        return false;
    if (!os_exists(&paths.apart))
        return true;
    if (!os_pair_open(&paths.apart, false, arena, &pair, note, error))
        return false;
    os_pair_close(&pair);
    return true;
}
