#include "store/database_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "record/act.h"
#include "record/tile.h"
#include "store/public_log_source.h"
#include "store/os.h"
#include "store/record_sql.h"

enum { NAMES_MAX = 1024, NAMES_BYTES = NAMES_MAX * 288 };

struct database {
    struct log_source copy;
    struct driver *driver;
    struct log_source *public_log; /* or NULL: it has none */
    struct os_path apart;
    unsigned char memory[1 << 17]; /* for what is parsed on the way */
};

static enum log_source_result put(struct slice path, struct slice bytes, struct buffer *out, struct error *error)
{
    buffer_add(out, bytes);
    if (!out->full)
        return LOG_SOURCE_HERE;
    fail(error, FAULT_COPY_LONG, 0, path);
    return LOG_SOURCE_FAILED;
}

static enum log_source_result end_of(const struct error *error)
{
    return error->fault == FAULT_NONE ? LOG_SOURCE_ABSENT : LOG_SOURCE_FAILED;
}

static enum log_source_result read_checkpoint(struct database *database, struct buffer *out, struct error *error)
{
    struct error trouble = { 0 };
    enum log_source_result result = LOG_SOURCE_FAILED;
    if (driver_start(database->driver, SQL_CHECKPOINT_LAST, NULL, 0, &trouble)) {
        result = driver_step(database->driver, SQL_CHECKPOINT_LAST, &trouble)
                     ? put(SLICE("checkpoint"), driver_bytes(database->driver, SQL_CHECKPOINT_LAST, 0), out, &trouble)
                     : end_of(&trouble);
        driver_stop(database->driver, SQL_CHECKPOINT_LAST);
    }
    if (error != NULL)
        *error = trouble;
    return result;
}

static enum log_source_result read_apart(const struct database *database, struct buffer *out, struct error *error)
{
    unsigned char memory[4 * OS_PAIR_BYTES_MAX];
    struct arena arena = { memory, 0, sizeof memory };
    struct os_pair pair;
    struct slice value;
    if (!os_exists(&database->apart))
        return LOG_SOURCE_ABSENT;
    if (!os_pair_open(&database->apart, false, &arena, &pair, &value, error))
        return LOG_SOURCE_FAILED;
    os_pair_close(&pair);
    return slice_is_empty(value) ? LOG_SOURCE_ABSENT : put(SLICE("apart"), value, out, error);
}

/* As tile/entries/N.p/W: the acts from there on, as many as it says. Absent when there are fewer or one is missing. */
static enum log_source_result read_bundle(struct database *database, const struct tile *tile, struct buffer *out,
                                          struct error *error)
{
    struct driver *const driver = database->driver;
    struct driver_value const values[] = { DRIVER_NUMBER(tile->index * TILE_WIDTH) };
    struct error trouble = { 0 };
    unsigned count = 0;
    bool running = driver_start(driver, SQL_ACTS_SINCE, values, 1, &trouble);
    while (running && count < tile->width && (running = driver_step(driver, SQL_ACTS_SINCE, &trouble))) {
        struct slice const bytes = driver_bytes(driver, SQL_ACTS_SINCE, 1);
        if (driver_number(driver, SQL_ACTS_SINCE, 0) != (int64_t)(tile->index * TILE_WIDTH + count) ||
            bytes.length > ACT_BYTES_MAX)
            break;
        tile_write_entry(bytes, out);
        count++;
    }
    driver_stop(driver, SQL_ACTS_SINCE);
    if (error != NULL)
        *error = trouble;
    if (count == tile->width && !out->full)
        return LOG_SOURCE_HERE;
    return end_of(&trouble);
}

static enum log_source_result read_blob(struct database *database, struct slice name, struct buffer *out,
                                        struct error *error)
{
    unsigned char hash[HASH_BYTES];
    struct driver *const driver = database->driver;
    struct error trouble = { 0 };
    if (!hex_read(name, hash, sizeof hash))
        return LOG_SOURCE_ABSENT;
    struct driver_value const values[] = { DRIVER_BYTES(((struct slice){ (const char *)hash, sizeof hash })) };
    enum log_source_result result = LOG_SOURCE_FAILED;
    if (driver_start(driver, SQL_BLOB_FIND, values, 1, &trouble)) {
        bool const found = driver_step(driver, SQL_BLOB_FIND, &trouble);
        result = found ? put(name, driver_bytes(driver, SQL_BLOB_FIND, 0), out, &trouble) : end_of(&trouble);
        if (found && result == LOG_SOURCE_HERE)
            result = put(name, driver_bytes(driver, SQL_BLOB_FIND, 1), out, &trouble);
        driver_stop(driver, SQL_BLOB_FIND);
    }
    if (error != NULL)
        *error = trouble;
    return result;
}

/* The log's key as the first act names it: a data directory has no public one of its own. */
static enum log_source_result read_key(struct database *database, struct buffer *out, struct error *error)
{
    char bundle_memory[ACT_BYTES_MAX + 2];
    struct buffer bundle = BUFFER(bundle_memory);
    struct arena arena = { database->memory, 0, sizeof database->memory };
    struct slice entries[TILE_WIDTH];
    struct act act;
    enum log_source_result const result = read_bundle(database, &(struct tile){ TILE_ENTRIES, 0, 1 }, &bundle, error);
    if (result != LOG_SOURCE_HERE)
        return result;
    if (!tile_read_entries(buffer_slice(&bundle), 1, entries, error) || !act_parse(entries[0], &arena, &act, error))
        return LOG_SOURCE_ABSENT;
    buffer_add(out, act_value(&act, FIELD_LOG_KEY));
    return put(SLICE("key"), SLICE("\n"), out, error);
}

static enum log_source_result database_read(struct log_source *copy, struct slice path, struct buffer *out,
                                            struct error *error)
{
    struct database *const database = (struct database *)copy;
    struct slice const blobs = SLICE("blobs/"), public_log = SLICE("public-log/");
    struct tile tile;
    buffer_clear(out);
    if (slice_begins(path, public_log))
        return database->public_log == NULL
                   ? LOG_SOURCE_ABSENT
                   : database->public_log->read(database->public_log, slice_part(path, public_log.length, path.length),
                                                out, error);
    if (slice_equal(path, SLICE("checkpoint")))
        return read_checkpoint(database, out, error);
    if (slice_equal(path, SLICE("apart")))
        return read_apart(database, out, error);
    if (slice_equal(path, SLICE("key")))
        return read_key(database, out, error);
    if (slice_begins(path, blobs))
        return read_blob(database, slice_part(path, blobs.length, path.length), out, error);
    if (tile_read_path(path, &tile) && tile.level == TILE_ENTRIES)
        return read_bundle(database, &tile, out, error);
    return LOG_SOURCE_ABSENT;
}

static void database_close(struct log_source *copy)
{
    struct database *const database = (struct database *)copy;
    if (database->public_log != NULL)
        database->public_log->close(database->public_log);
    driver_close(database->driver);
    free(database);
}

bool database_source_is(struct slice path)
{
    struct os_path site, records;
    return os_path_join(&site, path, SLICE("site"), SLICE("")) && os_exists(&site) &&
           os_path_join(&records, path, SLICE("records"), SLICE("")) && os_is_directory(&records);
}

/* The one conference there is, or a fault that lists them. */
static bool find_only(struct slice path, struct buffer *name, struct error *error)
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
    if (good && found != 1) {
        good = fail(error, found == 0 ? FAULT_COPY_NONE : FAULT_COPY_SEVERAL, 0, path, buffer_slice(&words));
    }
    free(memory);
    free(names);
    return good;
}

struct log_source *database_source_open(struct slice path, struct slice conference, struct error *error)
{
    char name_memory[CODE_BYTES_MAX + 288], file_memory[CODE_BYTES_MAX + 300];
    struct buffer name = BUFFER(name_memory), file = BUFFER(file_memory);
    struct os_path record;
    buffer_add(&name, conference);
    if (slice_is_empty(conference) && !find_only(path, &name, error))
        return NULL;
    buffer_add(&file, buffer_slice(&name));
    buffer_add_text(&file, ".db");
    struct database *const database = calloc(1, sizeof *database);
    if (database == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"));
        return NULL;
    }
    database->copy = (struct log_source){ database_read, NULL, database_close, false };
    struct slice const known_as = buffer_slice(&name);
    if (slice_find(known_as, '/', 0) < known_as.length ||
        !os_path_join(&record, path, SLICE("records"), buffer_slice(&file)) ||
        !os_path_join(&database->apart, path, SLICE("checkpoints"), known_as) || !os_exists(&record)) {
        fail(error, FAULT_COPY_NONE, 0, path);
    } else {
        database->driver = driver_open(record.text, true, &record_statements, error);
    }
    if (database->driver != NULL) {
        struct error trouble = { 0 };
        database->public_log = public_log_source_open(path, known_as, &trouble);
        if (database->public_log != NULL || trouble.fault == FAULT_NONE)
            return &database->copy;
        if (error != NULL)
            *error = trouble;
        driver_close(database->driver);
    }
    free(database);
    return NULL;
}
