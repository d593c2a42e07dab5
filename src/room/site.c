// SPDX-License-Identifier: Apache-2.0
#include "room/site.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "log/fault.h"
#include "record/value.h"
#include "room/fault.h"
#include "store/fault.h"
#include "store/os.h"

enum { SITE_FILE_BYTES_MAX = ORIGIN_BYTES_MAX + 16, NAMES_BYTES = SITE_ROOMS_MAX * 8 * 300 };

struct site {
    char directory_text[OS_PATH_BYTES_MAX], host_text[ORIGIN_BYTES_MAX];
    struct slice directory, host;
    int lock;
    pthread_mutex_t mutex; /* over the list of rooms */
    struct room *rooms[SITE_ROOMS_MAX];
    size_t count;
};

static bool site_host_is_good(struct slice host)
{
    char memory[ORIGIN_BYTES_MAX + 2];
    struct buffer origin = BUFFER(memory);
    buffer_add(&origin, host);
    buffer_add_text(&origin, "/a");
    return !origin.full && slice_find(host, '/', 0) == host.length && value_is_origin(buffer_slice(&origin));
}

static bool site_make_directories(const struct site *site, struct error *error)
{
    static const struct {
        const char *name;
        unsigned mode;
    } rows[] = { { "records", 0755 }, { "checkpoints", 0755 }, { "keys", 0700 } };
    struct os_path path;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!os_path_join(&path, site->directory, slice_of(rows[i].name), SLICE("")) ||
            !os_make_directory(&path, rows[i].mode, error))
            return false;
    return true;
}

/* The name is read from DIR/site, or given now and kept there. */
static bool site_settle_name(struct site *site, struct slice name, struct error *error)
{
    unsigned char memory[SITE_FILE_BYTES_MAX + 32];
    struct arena arena = { memory, 0, sizeof memory };
    struct buffer host = BUFFER(site->host_text);
    struct slice kept;
    struct os_path path;
    os_path_join(&path, site->directory, SLICE("site"), SLICE(""));
    if (os_exists(&path)) {
        if (!os_read_file(&path, SITE_FILE_BYTES_MAX, &arena, &kept, error))
            return false;
        struct slice const value = slice_part(kept, 6, kept.length - 1);
        if (!slice_begins(kept, SLICE("name: ")) || !slice_ends(kept, SLICE("\n")) || !site_host_is_good(value))
            return fail(error, FAULT_FILE, 0, site->directory, SLICE("its file site is not \"name: HOST\""));
        if (!slice_is_empty(name) && !slice_equal(name, value))
            return fail(error, FAULT_SITE_NAME_OTHER, 0, value, name);
        buffer_add(&host, value);
    } else {
        char text_memory[SITE_FILE_BYTES_MAX];
        struct buffer text = BUFFER(text_memory);
        if (slice_is_empty(name))
            return fail(error, FAULT_SITE_NAME_MISSING, 0, site->directory);
        if (!site_host_is_good(name))
            return fail(error, FAULT_SITE_NAME_BAD, 0, name);
        buffer_add(&host, name);
        buffer_add_text(&text, "name: ");
        buffer_add(&text, name);
        buffer_add_byte(&text, '\n');
        if (!os_write_file(&path, buffer_slice(&text), 0644, error))
            return false;
    }
    site->host = buffer_slice(&host);
    return true;
}

static struct room *site_find_room(const struct site *site, struct slice name)
{
    for (size_t i = 0; i < site->count; i++)
        if (slice_equal(room_name(site->rooms[i]), name))
            return site->rooms[i];
    return NULL;
}

static bool site_open_room(struct site *site, struct slice name, struct error *error)
{
    if (site->count == SITE_ROOMS_MAX)
        return fail(error, FAULT_ROOMS_FULL, 0);
    struct log_place const place = { site->directory, site->host, name };
    struct room *const room = room_open(&place, error);
    if (room == NULL)
        return false;
    site->rooms[site->count++] = room;
    return true;
}

/* The rooms whose files stand in that folder under their names and `ending`; those that are open already are passed over. */
static bool site_open_rooms(struct site *site, const char *folder, struct slice ending, struct error *error)
{
    struct slice *const names = calloc(SITE_ROOMS_MAX * 4, sizeof *names); /* with -wal and -shm beside each */
    unsigned char *const memory = malloc(NAMES_BYTES);
    struct arena arena = { memory, 0, NAMES_BYTES };
    struct os_path path;
    size_t count = 0;
    os_path_join(&path, site->directory, slice_of(folder), SLICE(""));
    bool good = (names != NULL && memory != NULL) || fail(error, FAULT_MEMORY, 0, SLICE("names"));
    good = good && os_list(&path, &arena, names, SITE_ROOMS_MAX * 4, &count, error);
    for (size_t i = 0; good && i < count; i++) {
        if (!slice_ends(names[i], ending))
            continue;
        struct slice const name = slice_part(names[i], 0, names[i].length - ending.length);
        good = site_find_room(site, name) != NULL || site_open_room(site, name, error);
    }
    free(memory);
    free(names);
    return good;
}

struct site *site_open(struct slice dir, struct slice name, struct error *error)
{
    struct os_path path;
    struct site *const site = calloc(1, sizeof *site);
    if (site == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a site"));
        return NULL;
    }
    struct buffer directory = BUFFER(site->directory_text);
    while (dir.length > 1 && slice_ends(dir, SLICE("/")))
        dir.length--;
    buffer_add(&directory, dir);
    site->directory = buffer_slice(&directory);
    site->lock = -1;
    pthread_mutex_init(&site->mutex, NULL);
    bool good = (!directory.full && os_path_join(&path, dir, SLICE(""), SLICE("")) && !slice_is_empty(dir)) ||
                fail(error, FAULT_FILE, 0, SLICE("DIR"), SLICE("the path is empty or too long"));
    good = good && os_make_directory(&path, 0755, error);
    if (good) {
        os_path_join(&path, site->directory, SLICE("lock"), SLICE(""));
        good = os_lock(&path, SLICE("plenary"), &site->lock, error);
    }
    if (good && site_settle_name(site, name, error) && site_make_directories(site, error) &&
        site_open_rooms(site, "records", SLICE(".db"), error) &&
        site_open_rooms(site, "checkpoints", SLICE(""), error)) /* that none is gone */
        return site;
    site_close(site);
    return NULL;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    while (site->count > 0)
        room_close(site->rooms[--site->count]);
    if (site->lock >= 0)
        os_unlock(site->lock);
    pthread_mutex_destroy(&site->mutex);
    free(site);
}

struct room *site_find(struct site *site, struct slice name)
{
    pthread_mutex_lock(&site->mutex);
    struct room *const room = site_find_room(site, name);
    pthread_mutex_unlock(&site->mutex);
    return room;
}

struct room *site_make_room(struct site *site, struct slice name, struct error *error)
{
    pthread_mutex_lock(&site->mutex);
    struct room *room = site_find_room(site, name);
    if (room == NULL && site_open_room(site, name, error))
        room = site->rooms[site->count - 1];
    pthread_mutex_unlock(&site->mutex);
    return room;
}

size_t site_count(struct site *site)
{
    if (site == NULL)
        return 0;
    pthread_mutex_lock(&site->mutex);
    size_t const count = site->count;
    pthread_mutex_unlock(&site->mutex);
    return count;
}

struct room *site_room(struct site *site, size_t index)
{
    pthread_mutex_lock(&site->mutex);
    struct room *const room = index < site->count ? site->rooms[index] : NULL;
    pthread_mutex_unlock(&site->mutex);
    return room;
}

struct slice site_host(const struct site *site)
{
    return site->host;
}

struct slice site_directory(const struct site *site)
{
    return site->directory;
}
