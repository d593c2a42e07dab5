// SPDX-License-Identifier: Apache-2.0
#include "log/database_source.h"

#include <stdlib.h>

#include "base/hex.h"
#include "log/fault.h"
#include "log/log_kind.h"
#include "record/act.h"
#include "store/public_log_store.h"

enum { NAMES_MAX = 1024, NAMES_BYTES = NAMES_MAX * 288, NAME_BYTES_MAX = 256, PARSE_BYTES = 1 << 17 };

/* One of the two logs. */
struct database_log {
    const struct log_kind *kind;
    struct driver *driver; /* NULL: there is none */
};

struct database_source {
    struct log_source source;
    struct database_log record, public_log;
    struct os_path directory;
    char name_text[NAME_BYTES_MAX];
    struct slice conference;
    unsigned char memory[PARSE_BYTES]; /* for what is parsed on the way */
};

/* The result for a part: `read`: the database could be read; `found`: the part is there. */
static enum log_source_result database_part(bool read, bool found, struct slice path, const struct buffer *out,
                                            struct error *error)
{
    if (!read)
        return LOG_SOURCE_FAILED;
    if (!out->full)
        return found ? LOG_SOURCE_HERE : LOG_SOURCE_ABSENT;
    fail(error, FAULT_COPY_LONG, 0, path);
    return LOG_SOURCE_FAILED;
}

/* The parts that both logs have. */
static enum log_source_result database_log_read(const struct database_log *log, struct slice path, struct buffer *out,
                                                struct error *error)
{
    struct slice const blobs = SLICE("blobs/");
    const struct log_tables *const tables = log->kind->tables;
    struct hash hash;
    struct tile tile;
    bool read = true, found = false;
    if (slice_equal(path, SLICE("checkpoint"))) {
        read = log_store_last_checkpoint(log->driver, tables, out, error);
        found = out->length > 0;
    } else if (slice_begins(path, blobs)) {
        if (hex_read(slice_part(path, blobs.length, path.length), hash.bytes, HASH_BYTES))
            read = log_store_blob(log->driver, tables, &hash, out, &found, error);
    } else if (tile_read_path(path, &tile) && tile.level == TILE_ENTRIES) {
        read = log_store_bundle(log->driver, tables, &tile, out, &found, error);
    }
    return database_part(read, found, path, out, error);
}

static enum log_source_result database_read_apart(const struct database_source *database, struct buffer *out,
                                                  struct error *error)
{
    unsigned char memory[4 * OS_PAIR_BYTES_MAX];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice note;
    bool const read = log_read_apart(database->record.kind, slice_of(database->directory.text), database->conference,
                                     &arena, &note, error);
    buffer_add(out, note);
    return database_part(read, note.length > 0, SLICE("apart"), out, error);
}

/* The log's key as the first act names it: a data directory has no public one of its own. */
static enum log_source_result database_read_key(struct database_source *database, struct buffer *out,
                                                struct error *error)
{
    char entry_memory[ACT_BYTES_MAX];
    struct buffer entry = BUFFER(entry_memory);
    struct arena arena = { database->memory, 0, sizeof database->memory };
    struct act act;
    struct error trouble;
    bool found;
    bool const read = log_store_entry(database->record.driver, database->record.kind->tables, 0, &entry, &found, error);
    found = read && found && act_parse(buffer_slice(&entry), &arena, &act, &trouble);
    if (found) {
        buffer_add(out, act_value(&act, FIELD_LOG_KEY));
        buffer_add_byte(out, '\n');
    }
    return database_part(read, found, SLICE("key"), out, error);
}

static enum log_source_result database_read(struct log_source *source, struct slice path, struct buffer *out,
                                            struct error *error)
{
    struct database_source *const database = (struct database_source *)source;
    struct slice const public_log = SLICE("public-log/");
    buffer_clear(out);
    if (slice_begins(path, public_log)) {
        struct slice const part = slice_part(path, public_log.length, path.length);
        if (database->public_log.driver == NULL)
            return LOG_SOURCE_ABSENT;
        if (!slice_equal(part, SLICE("key-delegation")))
            return database_log_read(&database->public_log, part, out, error);
        bool const read = public_log_store_key_delegation(database->public_log.driver, out, error);
        return database_part(read, out->length > 0, path, out, error);
    }
    if (slice_equal(path, SLICE("apart")))
        return database_read_apart(database, out, error);
    if (slice_equal(path, SLICE("key")))
        return database_read_key(database, out, error);
    return database_log_read(&database->record, path, out, error);
}

static void database_close(struct log_source *source)
{
    struct database_source *const database = (struct database_source *)source;
    driver_close(database->public_log.driver);
    driver_close(database->record.driver);
    free(database);
}

bool database_source_is(struct slice path)
{
    struct os_path site, records;
    return os_path_join(&site, path, SLICE("site"), SLICE("")) && os_exists(&site) &&
           os_path_join(&records, path, SLICE("records"), SLICE("")) && os_is_directory(&records);
}

/* The one conference there is, or a fault that lists them. */
static bool database_find_only(struct slice path, struct buffer *name, struct error *error)
{
    char words_memory[256];
    struct buffer words = BUFFER(words_memory);
    struct os_path records;
    size_t count = 0, found = 0;
    struct slice *const names = calloc(NAMES_MAX, sizeof *names);
    unsigned char *const memory = malloc(NAMES_BYTES);
    struct arena arena = { memory, 0, NAMES_BYTES };
    bool good = (names != NULL && memory != NULL) || fail(error, FAULT_MEMORY, 0, SLICE("names"));
    good = good && os_path_join(&records, path, SLICE("records"), SLICE("")) &&
           os_list(&records, &arena, names, NAMES_MAX, &count, error);
    for (size_t i = 0; good && i < count; i++) {
        if (!slice_ends(names[i], SLICE(".db")))
            continue;
        struct slice const each = slice_part(names[i], 0, names[i].length - 3);
        if (found++ == 0)
            buffer_add(name, each);
        buffer_add_text(&words, found > 1 ? ", " : "");
        buffer_add(&words, each);
    }
    if (good && found != 1)
        good = fail(error, found == 0 ? FAULT_COPY_NONE : FAULT_COPY_SEVERAL, 0, path, buffer_slice(&words));
    free(memory);
    free(names);
    return good;
}

/* The database of one of the logs, for reading; *there is false where there is none. */
static bool database_log_open(struct database_source *database, struct database_log *log, const struct log_kind *kind,
                              bool *there, struct error *error)
{
    struct log_paths paths;
    log->kind = kind;
    if (!log_paths_of(kind, slice_of(database->directory.text), database->conference, &paths, error))
        return false;
    *there = os_exists(&paths.database);
    if (*there)
        log->driver = driver_open(paths.database.text, true, kind->tables->statements, error);
    return !*there || log->driver != NULL;
}

static bool database_open(struct database_source *database, struct slice path, struct slice conference,
                          struct error *error)
{
    struct buffer name = BUFFER(database->name_text);
    bool there;
    buffer_add(&name, conference);
    if (slice_is_empty(conference) && !database_find_only(path, &name, error))
        return false;
    database->conference = buffer_slice(&name);
    if (name.full || slice_find(database->conference, '/', 0) < name.length ||
        !os_path_join(&database->directory, path, SLICE(""), SLICE("")))
        return fail(error, FAULT_COPY_NONE, 0, path);
    if (!database_log_open(database, &database->record, &log_kind_record, &there, error))
        return false;
    if (!there)
        return fail(error, FAULT_COPY_NONE, 0, path);
    return database_log_open(database, &database->public_log, &log_kind_public, &there, error);
}

struct log_source *database_source_open(struct slice path, struct slice conference, struct error *error)
{
    struct database_source *const database = calloc(1, sizeof *database);
    if (database == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"));
        return NULL;
    }
    database->source = (struct log_source){ database_read, NULL, database_close, false };
    if (database_open(database, path, conference, error))
        return &database->source;
    database_close(&database->source);
    return NULL;
}
