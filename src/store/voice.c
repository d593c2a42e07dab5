#include "store/voice.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/os.h"

struct voice {
    struct driver *writer, *reader;
    pthread_mutex_t writing, reading;
};

struct voice *voice_open(struct slice directory, struct error *error)
{
    struct os_path path;
    struct voice *const voice = calloc(1, sizeof *voice);
    if (voice == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the voice store"), SLICE(""));
        return NULL;
    }
    pthread_mutex_init(&voice->writing, NULL);
    pthread_mutex_init(&voice->reading, NULL);
    if (!os_path_join(&path, directory, SLICE("voice.db"), SLICE("")))
        fail(error, FAULT_FILE, 0, SLICE("DIR"), SLICE("the path is too long"));
    else
        voice->writer = driver_open(path.text, false, &voice_book, error);
    if (voice->writer != NULL)
        voice->reader = driver_open(path.text, true, &voice_book, error);
    if (voice->reader != NULL)
        return voice;
    voice_close(voice);
    return NULL;
}

void voice_close(struct voice *voice)
{
    if (voice == NULL)
        return;
    driver_close(voice->reader);
    driver_close(voice->writer);
    pthread_mutex_destroy(&voice->reading);
    pthread_mutex_destroy(&voice->writing);
    free(voice);
}

struct driver *voice_begin(struct voice *voice, struct error *error)
{
    pthread_mutex_lock(&voice->writing);
    if (driver_begin(voice->writer, error))
        return voice->writer;
    pthread_mutex_unlock(&voice->writing);
    return NULL;
}

bool voice_commit(struct voice *voice, struct error *error)
{
    bool const done = driver_commit(voice->writer, error);
    if (!done)
        driver_rollback(voice->writer);
    pthread_mutex_unlock(&voice->writing);
    return done;
}

void voice_rollback(struct voice *voice)
{
    driver_rollback(voice->writer);
    pthread_mutex_unlock(&voice->writing);
}

bool voice_scrub(struct voice *voice, struct error *error)
{
    pthread_mutex_lock(&voice->writing);
    bool const done = driver_scrub(voice->writer, error);
    pthread_mutex_unlock(&voice->writing);
    return done;
}

struct driver *voice_writer(struct voice *voice)
{
    return voice->writer;
}

struct driver *voice_read(struct voice *voice, struct error *error)
{
    pthread_mutex_lock(&voice->reading);
    if (driver_begin_reading(voice->reader, error))
        return voice->reader;
    pthread_mutex_unlock(&voice->reading);
    return NULL;
}

void voice_read_end(struct voice *voice)
{
    driver_rollback(voice->reader);
    pthread_mutex_unlock(&voice->reading);
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
