#include "cmd/player.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/option.h"
#include "cmd/progress.h"
#include "cmd/terminal.h"
#include "store/os.h"

/* Address space for the texts of files, and for the acts of a batch. */
static const size_t texts_bytes_max = (size_t)1 << 32, acts_bytes_max = (size_t)1 << 28;

bool player_begin(struct player *player, struct site *site, struct error *error)
{
    *player = (struct player){ .site = site };
    return os_reserve(texts_bytes_max, &player->arena, error) && os_reserve(acts_bytes_max, &player->acts, error);
}

void player_end(struct player *player)
{
    os_release(&player->arena);
    os_release(&player->acts);
}

/* The last part of a path but `from_end`: 0 the file's own name, 1 its folder's. */
static struct slice path_part(struct slice path, unsigned from_end)
{
    size_t end = path.length;
    for (;;) {
        while (end > 0 && path.bytes[end - 1] == '/')
            end--;
        size_t begin = end;
        while (begin > 0 && path.bytes[begin - 1] != '/')
            begin--;
        if (from_end-- == 0)
            return slice_part(path, begin, end);
        end = begin;
    }
}

static bool add_file(struct player *player, const struct os_path *path, struct error *error)
{
    if (player->count == PLAYER_FILES_MAX)
        return fail(error, FAULT_DIRECTORY_FULL, 0, slice_of(path->text), SLICE(""));
    struct player_file *const file = &player->files[player->count];
    if (!os_read_file(path, PLAYER_FILE_BYTES_MAX, &player->arena, &file->text, error))
        return false;
    file->path = arena_copy(&player->arena, slice_of(path->text));
    player->count++;
    return true;
}

static bool add_folder(struct player *player, const struct os_path *folder, struct error *error)
{
    struct slice names[PLAYER_FILES_MAX];
    size_t count, before = player->count;
    if (!os_list(folder, &player->arena, names, PLAYER_FILES_MAX, &count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct os_path path;
        if (slice_ends(names[i], SLICE(".acts")) &&
            (!os_path_join(&path, slice_of(folder->text), names[i], SLICE("")) || !add_file(player, &path, error)))
            return false;
    }
    return player->count > before || fail(error, FAULT_FOLDER_EMPTY, 0, slice_of(folder->text), SLICE(""));
}

bool player_add(struct player *player, struct slice path, struct error *error)
{
    struct os_path joined;
    if (!os_path_join(&joined, path, SLICE(""), SLICE("")))
        return fail(error, FAULT_FILE, 0, path, SLICE("the path is too long"));
    bool const folder = os_is_directory(&joined);
    if (slice_is_empty(player->conference)) {
        char whole[OS_PATH_BYTES_MAX];
        if (realpath(joined.text, whole) == NULL)
            return os_fail(error, &joined);
        player->conference = arena_copy(&player->arena, path_part(slice_of(whole), folder ? 0 : 1));
    }
    if (folder ? add_folder(player, &joined, error) : add_file(player, &joined, error))
        return true;
    if (error != NULL)
        error_keep(error);
    return false;
}

uint64_t player_count_acts(const struct player *player)
{
    uint64_t count = 0;
    for (size_t i = 0; i < player->count; i++) {
        struct slice rest = player->files[i].text, line;
        while (slice_next(&rest, '\n', &line))
            count += slice_begins(line, SLICE("plenary/1 "));
    }
    return count;
}

/* --- at once ----------------------------------------------------------------------------------------------------- */

struct batch {
    struct slice bytes[PLAYER_BATCH];
    uint32_t lines[PLAYER_BATCH];
    struct room_answer answers[PLAYER_BATCH];
    size_t count;
};

/* Whether that very act stands at its place already. *other: another act stands there. */
static bool is_there(struct room *room, const struct script_act *act, bool *other)
{
    const struct state *const state = room_read(room);
    bool const taken = act->seq < state->count;
    bool const same = taken && slice_equal(state->entries[act->seq]->act.bytes, act->bytes);
    room_read_end(room);
    *other = taken && !same;
    return same;
}

static int send_batch(struct player *player, struct room *room, const struct player_file *file, struct batch *batch)
{
    int status = STATUS_OK;
    size_t const good = room_submit_many(room, batch->bytes, batch->count, batch->answers);
    player->played += good;
    for (size_t i = 0; good < batch->count && i < batch->count; i++) {
        if (batch->answers[i].verdict != ROOM_REFUSED)
            continue;
        batch->answers[i].error.line = batch->lines[i];
        status = terminal_error_in(file->path, &batch->answers[i].error);
        break; /* what follows leans on it */
    }
    batch->count = 0;
    player->acts.used = 0;
    return status;
}

static int play_file(struct player *player, struct script *script, const struct player_file *file, struct batch *batch,
                     struct progress *bar)
{
    struct room *const room = script_room(script);
    struct script_act act;
    struct error error;
    bool other;
    int status = STATUS_OK;
    script_load(script, file->text);
    while (status == STATUS_OK && script_next(script, &player->acts, &act, &error)) {
        if (is_there(room, &act, &other)) {
            player->known++;
            continue;
        }
        if (other) {
            fail(&error, FAULT_PLAYED_OTHER, act.line, room_origin(room), SLICE(""));
            return terminal_error_in(file->path, &error);
        }
        batch->bytes[batch->count] = act.bytes;
        batch->lines[batch->count++] = act.line;
        if (batch->count == PLAYER_BATCH)
            status = send_batch(player, room, file, batch);
        progress_show(bar, player->played + player->known);
    }
    if (status == STATUS_OK && batch->count > 0)
        status = send_batch(player, room, file, batch);
    if (status == STATUS_OK && error.fault != FAULT_NONE)
        status = terminal_error_in(file->path, &error);
    return status;
}

int player_play(struct player *player, bool again)
{
    struct error error;
    struct script *const script = script_open(player->site, player->conference, again, &error);
    struct batch *const batch = calloc(1, sizeof *batch);
    int status = STATUS_OK;
    if (script == NULL)
        status = terminal_error(&error);
    if (batch == NULL) {
        fail(&error, FAULT_MEMORY, 0, SLICE("a batch of acts"), SLICE(""));
        status = terminal_error(&error);
    }
    struct progress bar = progress_begin("acts", player_count_acts(player));
    for (size_t i = 0; status == STATUS_OK && i < player->count; i++)
        status = play_file(player, script, &player->files[i], batch, &bar);
    progress_end(&bar);
    free(batch);
    script_close(script);
    return status;
}

/* --- one by one -------------------------------------------------------------------------------------------------- */

struct slow {
    bool (*pause)(void *context, int64_t seconds);
    void *context;
    struct civil last;
};

static int64_t seconds_since(const struct civil *last, const struct civil *now)
{
    return now->precision != CIVIL_UNKNOWN && last->precision != CIVIL_UNKNOWN && now->begin > last->begin
               ? now->begin - last->begin
               : 0;
}

/* *on: whether to go on. */
static int play_file_slowly(struct player *player, struct script *script, const struct player_file *file,
                            struct slow *slow, bool *on)
{
    struct room *const room = script_room(script);
    struct script_act act;
    struct room_answer answer;
    struct error error;
    script_load(script, file->text);
    while (*on && script_sync(script, &error) && script_next(script, &player->acts, &act, &error)) {
        *on = slow->pause(slow->context, seconds_since(&slow->last, &act.time));
        if (act.time.precision != CIVIL_UNKNOWN)
            slow->last = act.time;
        if (*on && !room_submit(room, act.bytes, &answer)) {
            answer.error.line = act.line;
            return terminal_error_in(file->path, &answer.error);
        }
        player->played += *on;
        player->acts.used = 0;
    }
    return *on && error.fault != FAULT_NONE ? terminal_error_in(file->path, &error) : STATUS_OK;
}

int player_play_slowly(struct player *player, bool (*pause)(void *context, int64_t seconds), void *context)
{
    struct error error;
    struct slow slow = { .pause = pause, .context = context, .last = { .precision = CIVIL_UNKNOWN } };
    bool on = true;
    int status = STATUS_OK;
    struct script *const script = script_open(player->site, player->conference, false, &error);
    if (script == NULL)
        return terminal_error(&error);
    for (size_t i = 0; status == STATUS_OK && on && i < player->count; i++)
        status = play_file_slowly(player, script, &player->files[i], &slow, &on);
    script_close(script);
    return status;
}
