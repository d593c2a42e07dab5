// SPDX-License-Identifier: Apache-2.0
#include "web/desk/desk.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/hex.h"
#include "log/database_source.h"
#include "store/os.h"

enum { DESK_WORDS_BYTES = 8192, DESK_ORIGIN_BYTES_MAX = 300 };

struct challenge {
    unsigned char bytes[PASSKEY_CHALLENGE_BYTES];
    int64_t until; /* 0: unused */
};

struct desk {
    struct desk_options options;
    char origin[DESK_ORIGIN_BYTES_MAX];
    _Alignas(16) unsigned char words[DESK_WORDS_BYTES];
    pthread_mutex_t lock;
    struct challenge challenges[DESK_CHALLENGES_MAX];
    size_t next;
};

struct desk *desk_open(const struct desk_options *options, struct error *error)
{
    struct desk *const desk = calloc(1, sizeof *desk);
    if (desk == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the desk"));
        return NULL;
    }
    struct arena words = { desk->words, 0, sizeof desk->words };
    desk->options = *options;
    desk->options.directory = arena_copy(&words, options->directory);
    desk->options.host = arena_copy(&words, options->host);
    desk->options.origin = arena_copy(&words, options->origin);
    desk->options.site = arena_copy(&words, options->site);
    (void)pthread_mutex_init(&desk->lock, NULL);
    return desk;
}

void desk_close(struct desk *desk)
{
    if (desk == NULL)
        return;
    (void)pthread_mutex_destroy(&desk->lock);
    free(desk);
}

void desk_listens(struct desk *desk, struct slice address)
{
    struct buffer origin = BUFFER(desk->origin);
    if (desk->options.origin.length > 0)
        return;
    buffer_add(&origin, SLICE("http://"));
    buffer_add(&origin, address);
    desk->options.origin = buffer_slice(&origin);
}

const struct desk_options *desk_options(const struct desk *desk)
{
    return &desk->options;
}

bool desk_is_secure(const struct desk *desk)
{
    return !slice_begins(desk->options.origin, SLICE("http://"));
}

void desk_challenge(struct desk *desk, int64_t now, char digits[DESK_CHALLENGE_DIGITS])
{
    struct buffer out = { digits, 0, DESK_CHALLENGE_DIGITS, false };
    pthread_mutex_lock(&desk->lock);
    struct challenge *const challenge = &desk->challenges[desk->next++ % DESK_CHALLENGES_MAX];
    os_random(challenge->bytes, sizeof challenge->bytes);
    challenge->until = now + DESK_CHALLENGE_SECONDS;
    hex_write(&out, challenge->bytes, sizeof challenge->bytes);
    pthread_mutex_unlock(&desk->lock);
}

bool desk_take_challenge(struct desk *desk, struct slice digits, int64_t now,
                         unsigned char challenge[PASSKEY_CHALLENGE_BYTES])
{
    bool open = false;
    if (!hex_read(digits, challenge, PASSKEY_CHALLENGE_BYTES))
        return false;
    pthread_mutex_lock(&desk->lock);
    for (size_t i = 0; i < DESK_CHALLENGES_MAX; i++) {
        struct challenge *const each = &desk->challenges[i];
        if (each->until <= now || sodium_memcmp(each->bytes, challenge, PASSKEY_CHALLENGE_BYTES) != 0)
            continue;
        each->until = 0;
        open = true;
    }
    pthread_mutex_unlock(&desk->lock);
    return open;
}

struct replay *desk_state(const struct desk *desk, struct slice conference, struct error *error)
{
    struct log_source *const copy = database_source_open(desk->options.directory, conference, error);
    struct replay *const replay = copy != NULL ? replay_state(copy, UINT64_MAX, error) : NULL;
    if (copy != NULL)
        copy->close(copy);
    return replay;
}
