#include "store/voice.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/connections.h"
#include "store/os.h"

struct voice {
    struct connections connections;
    pthread_mutex_t writing;
};

struct voice *voice_open(struct slice directory, struct error *error)
{
    struct os_path path;
    struct voice *const voice = calloc(1, sizeof *voice);
    if (voice == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the voice store"), SLICE(""));
        return NULL;
    }
    bool const fits = os_path_join(&path, directory, SLICE("voice.db"), SLICE("")) ||
                      fail(error, FAULT_FILE, 0, SLICE("DIR"), SLICE("the path is too long"));
    if (fits && connections_open(&voice->connections, path.text, &voice_book, error)) {
        pthread_mutex_init(&voice->writing, NULL);
        return voice;
    }
    free(voice);
    return NULL;
}

void voice_close(struct voice *voice)
{
    if (voice == NULL)
        return;
    connections_close(&voice->connections);
    pthread_mutex_destroy(&voice->writing);
    free(voice);
}

struct driver *voice_begin(struct voice *voice, struct error *error)
{
    pthread_mutex_lock(&voice->writing);
    if (driver_begin(voice->connections.writer, error))
        return voice->connections.writer;
    pthread_mutex_unlock(&voice->writing);
    return NULL;
}

bool voice_commit(struct voice *voice, struct error *error)
{
    bool const done = driver_commit(voice->connections.writer, error);
    if (!done)
        driver_rollback(voice->connections.writer);
    pthread_mutex_unlock(&voice->writing);
    return done;
}

void voice_rollback(struct voice *voice)
{
    driver_rollback(voice->connections.writer);
    pthread_mutex_unlock(&voice->writing);
}

bool voice_scrub(struct voice *voice, struct error *error)
{
    pthread_mutex_lock(&voice->writing);
    bool const done = driver_scrub(voice->connections.writer, error);
    pthread_mutex_unlock(&voice->writing);
    return done;
}

struct driver *voice_writer(struct voice *voice)
{
    return voice->connections.writer;
}

struct driver *voice_read(struct voice *voice, struct error *error)
{
    struct driver *const reader = connections_read(&voice->connections);
    if (driver_begin_reading(reader, error))
        return reader;
    connections_read_end(&voice->connections);
    return NULL;
}

void voice_read_end(struct voice *voice)
{
    driver_rollback(voice->connections.reader);
    connections_read_end(&voice->connections);
}

bool voice_setting(struct driver *driver, struct slice name, struct arena *arena, struct slice *value,
                   struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name) };
    bool found;
    *value = SLICE("");
    if (!driver_find(driver, VOICE_SETTING_FIND, values, 1, &found, error))
        return false;
    if (found)
        *value = arena_copy(arena, driver_bytes(driver, VOICE_SETTING_FIND, 0));
    driver_stop(driver, VOICE_SETTING_FIND);
    return true;
}

bool voice_set(struct driver *driver, struct slice name, struct slice value, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name), DRIVER_TEXT(value) };
    return driver_run(driver, VOICE_SETTING_SET, values, 2, error);
}

bool voice_forget(struct driver *driver, struct slice name, struct error *error)
{
    struct driver_value const values[] = { DRIVER_TEXT(name) };
    return driver_run(driver, VOICE_SETTING_FORGET, values, 1, error);
}
