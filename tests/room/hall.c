// SPDX-License-Identifier: Apache-2.0
#include "hall.h"

#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/hex.h"
#include "record/checkpoint.h"
#include "store/os.h"

extern char **environ;

static const size_t arena_bytes = (size_t)1 << 30;

static _Noreturn void give_up(const char *what, const struct error *error)
{
    char memory[1024];
    struct buffer words = BUFFER(memory);
    if (error != NULL)
        error_words(error, &words);
    fprintf(stderr, "hall: %s: %.*s\n", what, SLICE_ARGS(buffer_slice(&words)));
    abort();
}

struct slice hall_print(struct hall *hall, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int const length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *const text = arena_take(&hall->arena, (size_t)length + 1);
    if (text == NULL)
        give_up("memory", NULL);
    va_start(list, format);
    vsnprintf(text, (size_t)length + 1, format, list);
    va_end(list);
    return (struct slice){ text, (size_t)length };
}

const char *hall_time(struct hall *hall, int seconds)
{
    char memory[40];
    struct buffer out = BUFFER(memory);
    civil_write_instant(&out, os_clock_seconds() + seconds, 0);
    return hall_print(hall, "%.*s", SLICE_ARGS(buffer_slice(&out))).bytes;
}

bool hall_enter(struct hall *hall, struct error *error)
{
    hall->site = site_open(slice_of(hall->directory), SLICE("hall.example"), error);
    hall->room = hall->site != NULL ? site_make_room(hall->site, SLICE("talks"), error) : NULL;
    return hall->room != NULL;
}

void hall_open_participation(struct hall *hall)
{
    struct error error;
    if (hall->participation == NULL)
        hall->participation = participation_open(hall->site, SLICE(""), &error);
    if (hall->participation == NULL)
        give_up("participation", &error);
}

void hall_leave(struct hall *hall)
{
    participation_close(hall->participation);
    hall->participation = NULL;
    site_close(hall->site);
    hall->site = NULL;
    hall->room = NULL;
}

void hall_play(struct hall *hall, const char *acts)
{
    struct error error;
    struct act_file_act act;
    struct room_answer answer;
    struct act_file *const act_file = act_file_open(hall->site, SLICE("talks"), false, &error);
    if (act_file == NULL)
        give_up("script", &error);
    act_file_load(act_file, slice_of(acts));
    while (act_file_next(act_file, &hall->arena, &act, &error))
        if (!room_submit(hall->room, act.bytes, &answer))
            give_up("an act", &answer.error);
    if (error.fault != FAULT_NONE)
        give_up("a script", &error);
    act_file_close(act_file);
}

void hall_open(struct hall *hall)
{
    struct error error;
    *hall = (struct hall){ .directory = "/tmp/plenary-hall.XXXXXX" };
    if (mkdtemp(hall->directory) == NULL || !os_reserve(arena_bytes, &hall->arena, &error) || !hall_enter(hall, &error))
        give_up(hall->directory, &error);
    const char *const now = hall_time(hall, 0);
    hall_play(hall, hall_print(hall,
                               "plenary/1 conference.open\nby: secretariat\ntime: %s\ntitle: Talks\nmandate: To talk.\n"
                               "offset: Z\nmode: run\nrules: 1\nkey: @secretariat\nlog-key: @log\n"
                               "profile: name: Talks\n majority: simple more than 1/2\n\n"
                               "plenary/1 actor.admit\nby: secretariat\ntime: %s\nid: AAA\nrole: member\nname: Aland\n"
                               "key: @AAA\n\n"
                               "plenary/1 actor.admit\nby: secretariat\ntime: %s\nid: BBB\nrole: member\nname: Beland\n"
                               "key: @BBB\n",
                               now, now, now)
                        .bytes);
}

void hall_close(struct hall *hall)
{
    hall_leave(hall);
    hall_shell(hall, "rm -rf \"$1\"");
    os_release(&hall->arena);
}

void hall_signer(struct hall *hall, const char *code, struct signer *signer)
{
    struct error error;
    struct os_path path, keys;
    struct slice text;
    if (!os_path_join(&keys, slice_of(hall->directory), SLICE("keys/talks"), SLICE("")) ||
        !os_path_join(&path, slice_of(keys.text), slice_of(code), SLICE("")) ||
        !os_read_file(&path, SIGNER_TEXT_BYTES_MAX + 1, &hall->arena, &text, &error))
        give_up(code, &error);
    text.length--;
    if (!signer_read(text, signer, &error))
        give_up(code, &error);
}

struct slice hall_sign_text(struct hall *hall, const struct signer *signer, struct slice text)
{
    size_t const limit = text.length + 1024;
    struct buffer out = { arena_take(&hall->arena, limit), 0, limit, false };
    signer_sign(signer, text, &out);
    return buffer_slice(&out);
}

struct slice hall_sign(struct hall *hall, const char *code, const char *type, const char *fields)
{
    struct signer signer;
    hall_signer(hall, code, &signer);
    struct slice const text = hall_print(hall, "plenary/1 %s\nconference: hall.example/talks\nby: %s\ntime: %s\n%s",
                                         type, code, hall_time(hall, 0), fields);
    struct slice const act = hall_sign_text(hall, &signer, text);
    signer_forget(&signer);
    return act;
}

struct slice hall_seen(struct hall *hall)
{
    char memory[1024], hex_memory[2 * HASH_BYTES];
    struct buffer note = BUFFER(memory), hex = BUFFER(hex_memory);
    struct checkpoint checkpoint;
    struct error error;
    if (!log_checkpoint(room_log(hall->room), &note) || !checkpoint_parse(buffer_slice(&note), &checkpoint, &error))
        give_up("checkpoint", &error);
    hex_write(&hex, checkpoint.root.bytes, HASH_BYTES);
    return hall_print(hall, "%llu %.*s", (unsigned long long)checkpoint.size, SLICE_ARGS(buffer_slice(&hex)));
}

void hall_shell(const struct hall *hall, const char *command)
{
    pid_t process;
    int status = -1;
    char shell[] = "sh", option[] = "-ec", *const text = strdup(command), *const directory = strdup(hall->directory);
    char *const words[] = { shell, option, text, shell, directory, NULL };
    if (posix_spawnp(&process, shell, NULL, NULL, words, environ) != 0 || waitpid(process, &status, 0) != process ||
        status != 0)
        give_up(command, NULL);
    free(text);
    free(directory);
}
