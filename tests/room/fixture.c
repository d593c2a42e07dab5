// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

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
    fprintf(stderr, "fixture: %s: %.*s\n", what, SLICE_ARGS(buffer_slice(&words)));
    abort();
}

struct slice fixture_print(struct fixture *fixture, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int const length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *const text = arena_take(&fixture->arena, (size_t)length + 1);
    if (text == NULL)
        give_up("memory", NULL);
    va_start(list, format);
    vsnprintf(text, (size_t)length + 1, format, list);
    va_end(list);
    return (struct slice){ text, (size_t)length };
}

const char *fixture_time(struct fixture *fixture, int seconds)
{
    char memory[40];
    struct buffer out = BUFFER(memory);
    civil_write_instant(&out, os_clock_seconds() + seconds, 0);
    return fixture_print(fixture, "%.*s", SLICE_ARGS(buffer_slice(&out))).bytes;
}

bool fixture_enter(struct fixture *fixture, struct error *error)
{
    fixture->site = site_open(slice_of(fixture->directory), SLICE("hall.example"), error);
    fixture->room = fixture->site != NULL ? site_make_room(fixture->site, SLICE("talks"), error) : NULL;
    return fixture->room != NULL;
}

void fixture_open_participation(struct fixture *fixture)
{
    struct error error;
    if (fixture->participation == NULL)
        fixture->participation = participation_open(fixture->site, SLICE(""), &error);
    if (fixture->participation == NULL)
        give_up("participation", &error);
}

void fixture_leave(struct fixture *fixture)
{
    participation_close(fixture->participation);
    fixture->participation = NULL;
    site_close(fixture->site);
    fixture->site = NULL;
    fixture->room = NULL;
}

void fixture_play(struct fixture *fixture, const char *acts)
{
    struct error error;
    struct act_file_act act;
    struct room_answer answer;
    struct act_file *const act_file = act_file_open(fixture->site, SLICE("talks"), false, &error);
    if (act_file == NULL)
        give_up("script", &error);
    act_file_load(act_file, slice_of(acts));
    while (act_file_next(act_file, &fixture->arena, &act, &error))
        if (!room_submit(fixture->room, act.bytes, &answer))
            give_up("an act", &answer.error);
    if (error.fault != FAULT_NONE)
        give_up("a script", &error);
    act_file_close(act_file);
}

void fixture_open(struct fixture *fixture)
{
    struct error error;
    *fixture = (struct fixture){ .directory = "/tmp/plenary-fixture.XXXXXX" };
    if (mkdtemp(fixture->directory) == NULL || !os_reserve(arena_bytes, &fixture->arena, &error) ||
        !fixture_enter(fixture, &error))
        give_up(fixture->directory, &error);
    const char *const now = fixture_time(fixture, 0);
    fixture_play(fixture,
                 fixture_print(fixture,
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

void fixture_close(struct fixture *fixture)
{
    fixture_leave(fixture);
    fixture_shell(fixture, "rm -rf \"$1\"");
    os_release(&fixture->arena);
}

void fixture_signer(struct fixture *fixture, const char *code, struct signer *signer)
{
    struct error error;
    struct os_path path, keys;
    struct slice text;
    if (!os_path_join(&keys, slice_of(fixture->directory), SLICE("keys/talks"), SLICE("")) ||
        !os_path_join(&path, slice_of(keys.text), slice_of(code), SLICE("")) ||
        !os_read_file(&path, SIGNER_TEXT_BYTES_MAX + 1, &fixture->arena, &text, &error))
        give_up(code, &error);
    text.length--;
    if (!signer_read(text, signer, &error))
        give_up(code, &error);
}

struct slice fixture_sign_text(struct fixture *fixture, const struct signer *signer, struct slice text)
{
    size_t const limit = text.length + 1024;
    struct buffer out = { arena_take(&fixture->arena, limit), 0, limit, false };
    signer_sign(signer, text, &out);
    return buffer_slice(&out);
}

struct slice fixture_sign(struct fixture *fixture, const char *code, const char *type, const char *fields)
{
    struct signer signer;
    fixture_signer(fixture, code, &signer);
    struct slice const text =
        fixture_print(fixture, "plenary/1 %s\nconference: hall.example/talks\nby: %s\ntime: %s\n%s", type, code,
                      fixture_time(fixture, 0), fields);
    struct slice const act = fixture_sign_text(fixture, &signer, text);
    signer_forget(&signer);
    return act;
}

struct slice fixture_seen(struct fixture *fixture)
{
    char memory[1024], hex_memory[2 * HASH_BYTES];
    struct buffer note = BUFFER(memory), hex = BUFFER(hex_memory);
    struct checkpoint checkpoint;
    struct error error;
    if (!log_checkpoint(room_log(fixture->room), &note) || !checkpoint_parse(buffer_slice(&note), &checkpoint, &error))
        give_up("checkpoint", &error);
    hex_write(&hex, checkpoint.root.bytes, HASH_BYTES);
    return fixture_print(fixture, "%llu %.*s", (unsigned long long)checkpoint.size, SLICE_ARGS(buffer_slice(&hex)));
}

void fixture_shell(const struct fixture *fixture, const char *command)
{
    pid_t process;
    int status = -1;
    char shell[] = "sh", option[] = "-ec", *const text = strdup(command), *const directory = strdup(fixture->directory);
    char *const words[] = { shell, option, text, shell, directory, NULL };
    if (posix_spawnp(&process, shell, NULL, NULL, words, environ) != 0 || waitpid(process, &status, 0) != process ||
        status != 0)
        give_up(command, NULL);
    free(text);
    free(directory);
}
