// SPDX-License-Identifier: Apache-2.0
/* log/log_kind.h - the two logs of a conference, and where the files of each stand in a data directory.
 *
 * What    The record     DIR/records/NAME.db        DIR/checkpoints/NAME              DIR/keys/NAME/log
 *         public log     DIR/public-logs/NAME.db    DIR/public-logs/NAME.checkpoint   DIR/keys/NAME/public-log
 *         The database, the last signed checkpoint apart from it, the private key. The log's name, which is its key's too, is
 *         HOST/NAME/log or HOST/NAME/public-log.
 * How     struct log_paths paths;
 *         if (!log_paths_of(&log_kind_record, directory, conference, &paths, &error)) ... */
#ifndef LOG_LOG_KIND_H
#define LOG_LOG_KIND_H

#include "store/log_store.h"
#include "store/os.h"

struct log_kind {
    struct slice name;   /* the last part of the log's name, and the file of its key */
    struct slice folder; /* of databases */
    struct slice apart_folder, apart_ending;
    const struct log_tables *tables;
    int64_t apart_sync_ms; /* between two syncs of the checkpoint apart; 0: each is synced */
};

/* A conference of a data directory. */
struct log_place {
    struct slice directory, host, conference;
};

struct log_paths {
    struct os_path folder, database, apart, key_folder, key;
};

extern const struct log_kind log_kind_record, log_kind_public;

/* FAULT_FILE when a path would be too long. */
bool log_paths_of(const struct log_kind *kind, struct slice directory, struct slice conference, struct log_paths *paths,
                  struct error *error);
/* Reads the checkpoint that is kept apart, of a log that may be another process's; empty when there is none. FAULT_FILE. */
bool log_read_apart(const struct log_kind *kind, struct slice directory, struct slice conference, struct arena *arena,
                    struct slice *note, struct error *error);

#endif
