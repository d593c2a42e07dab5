// SPDX-License-Identifier: Apache-2.0
#include "cmd/importer.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/fault.h"
#include "cmd/option.h"
#include "cmd/progress.h"
#include "cmd/terminal.h"
#include "store/fault.h"
#include "store/os.h"

/* Address space for the texts of files, and for the acts of a batch. */
static const size_t texts_bytes_max = (size_t)1 << 32, acts_bytes_max = (size_t)1 << 28;

bool importer_begin(struct importer *importer, struct site *site, struct error *error)
{
    *importer = (struct importer){ .site = site };
    return os_reserve(texts_bytes_max, &importer->arena, error) && os_reserve(acts_bytes_max, &importer->acts, error);
}

void importer_end(struct importer *importer)
{
    os_release(&importer->arena);
    os_release(&importer->acts);
}

/* The last part of a path but `from_end`: 0 the file's own name, 1 its folder's. */
static struct slice importer_path_part(struct slice path, unsigned from_end)
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

static bool importer_add_file(struct importer *importer, const struct os_path *path, struct error *error)
{
    if (importer->count == IMPORTER_FILES_MAX)
        return fail(error, FAULT_DIRECTORY_FULL, 0, slice_of(path->text));
    struct importer_file *const file = &importer->files[importer->count];
    if (!os_read_file(path, IMPORTER_FILE_BYTES_MAX, &importer->arena, &file->text, error))
        return false;
    file->path = arena_copy(&importer->arena, slice_of(path->text));
    importer->count++;
    return true;
}

static bool importer_add_folder(struct importer *importer, const struct os_path *folder, struct error *error)
{
    struct slice names[IMPORTER_FILES_MAX];
    size_t count, before = importer->count;
    if (!os_list(folder, &importer->arena, names, IMPORTER_FILES_MAX, &count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct os_path path;
        if (slice_ends(names[i], SLICE(".acts")) &&
            (!os_path_join(&path, slice_of(folder->text), names[i], SLICE("")) ||
             !importer_add_file(importer, &path, error)))
            return false;
    }
    return importer->count > before || fail(error, FAULT_FOLDER_EMPTY, 0, slice_of(folder->text));
}

bool importer_add(struct importer *importer, struct slice path, struct error *error)
{
    struct os_path joined;
    if (!os_path_join(&joined, path, SLICE(""), SLICE("")))
        return fail(error, FAULT_FILE, 0, path, SLICE("the path is too long"));
    bool const folder = os_is_directory(&joined);
    if (slice_is_empty(importer->conference)) {
        char whole[OS_PATH_BYTES_MAX];
        if (realpath(joined.text, whole) == NULL)
            return os_fail(error, &joined);
        importer->conference = arena_copy(&importer->arena, importer_path_part(slice_of(whole), folder ? 0 : 1));
    }
    if (folder ? importer_add_folder(importer, &joined, error) : importer_add_file(importer, &joined, error))
        return true;
    return false;
}

uint64_t importer_count_acts(const struct importer *importer)
{
    uint64_t count = 0;
    for (size_t i = 0; i < importer->count; i++) {
        struct slice rest = importer->files[i].text, line;
        while (slice_next(&rest, '\n', &line))
            count += slice_begins(line, SLICE("plenary/1 "));
    }
    return count;
}

/* --- at once ----------------------------------------------------------------------------------------------------- */

struct batch {
    struct slice bytes[IMPORTER_BATCH];
    uint32_t lines[IMPORTER_BATCH];
    struct room_answer answers[IMPORTER_BATCH];
    size_t count;
};

/* Whether that very act stands at its place already. *other: another act stands there. */
static bool importer_is_there(struct room *room, const struct act_file_act *act, bool *other)
{
    const struct state *const state = room_read(room);
    bool const taken = act->seq < state->count;
    bool const same = taken && slice_equal(state->entries[act->seq]->act.bytes, act->bytes);
    room_read_end(room);
    *other = taken && !same;
    return same;
}

static int importer_send_batch(struct importer *importer, struct room *room, const struct importer_file *file,
                               struct batch *batch)
{
    int status = STATUS_OK;
    size_t const good = room_submit_many(room, batch->bytes, batch->count, batch->answers);
    importer->played += good;
    for (size_t i = 0; good < batch->count && i < batch->count; i++) {
        if (batch->answers[i].verdict != ROOM_REFUSED)
            continue;
        batch->answers[i].error.line = batch->lines[i];
        status = terminal_error_in(file->path, &batch->answers[i].error);
        break; /* what follows depends on it */
    }
    batch->count = 0;
    importer->acts.used = 0;
    return status;
}

static int importer_play_file(struct importer *importer, struct act_file *act_file, const struct importer_file *file,
                              struct batch *batch, struct progress *bar)
{
    struct room *const room = act_file_room(act_file);
    struct act_file_act act;
    struct error error;
    bool other;
    int status = STATUS_OK;
    act_file_load(act_file, file->text);
    while (status == STATUS_OK && act_file_next(act_file, &importer->acts, &act, &error)) {
        if (importer_is_there(room, &act, &other)) {
            importer->known++;
            continue;
        }
        if (other) {
            fail(&error, FAULT_PLAYED_OTHER, act.line, room_origin(room));
            return terminal_error_in(file->path, &error);
        }
        batch->bytes[batch->count] = act.bytes;
        batch->lines[batch->count++] = act.line;
        if (batch->count == IMPORTER_BATCH)
            status = importer_send_batch(importer, room, file, batch);
        progress_show(bar, importer->played + importer->known);
    }
    if (status == STATUS_OK && batch->count > 0)
        status = importer_send_batch(importer, room, file, batch);
    if (status == STATUS_OK && error.fault != FAULT_NONE)
        status = terminal_error_in(file->path, &error);
    return status;
}

int importer_play(struct importer *importer, bool again)
{
    struct error error;
    struct act_file *const act_file = act_file_open(importer->site, importer->conference, again, &error);
    struct batch *const batch = calloc(1, sizeof *batch);
    int status = STATUS_OK;
    if (act_file == NULL)
        status = terminal_error(&error);
    if (batch == NULL) {
        fail(&error, FAULT_MEMORY, 0, SLICE("a batch of acts"));
        status = terminal_error(&error);
    }
    struct progress bar = progress_begin("acts", importer_count_acts(importer));
    for (size_t i = 0; status == STATUS_OK && i < importer->count; i++)
        status = importer_play_file(importer, act_file, &importer->files[i], batch, &bar);
    progress_end(&bar);
    free(batch);
    act_file_close(act_file);
    return status;
}

/* --- one by one -------------------------------------------------------------------------------------------------- */

struct slow {
    bool (*pause)(void *context, int64_t seconds);
    void *context;
    struct civil last;
};

static int64_t importer_seconds_since(const struct civil *last, const struct civil *now)
{
    return now->precision != CIVIL_UNKNOWN && last->precision != CIVIL_UNKNOWN && now->begin > last->begin
               ? now->begin - last->begin
               : 0;
}

/* *on: whether to go on. */
static int importer_play_file_slowly(struct importer *importer, struct act_file *act_file,
                                     const struct importer_file *file, struct slow *slow, bool *on)
{
    struct room *const room = act_file_room(act_file);
    struct act_file_act act;
    struct room_answer answer;
    struct error error;
    act_file_load(act_file, file->text);
    while (*on && act_file_sync(act_file, &error) && act_file_next(act_file, &importer->acts, &act, &error)) {
        *on = slow->pause(slow->context, importer_seconds_since(&slow->last, &act.time));
        if (act.time.precision != CIVIL_UNKNOWN)
            slow->last = act.time;
        if (*on && !room_submit(room, act.bytes, &answer)) {
            answer.error.line = act.line;
            return terminal_error_in(file->path, &answer.error);
        }
        importer->played += *on;
        importer->acts.used = 0;
    }
    return *on && error.fault != FAULT_NONE ? terminal_error_in(file->path, &error) : STATUS_OK;
}

int importer_play_slowly(struct importer *importer, bool (*pause)(void *context, int64_t seconds), void *context)
{
    struct error error;
    struct slow slow = { .pause = pause, .context = context, .last = { .precision = CIVIL_UNKNOWN } };
    bool on = true;
    int status = STATUS_OK;
    struct act_file *const act_file = act_file_open(importer->site, importer->conference, false, &error);
    if (act_file == NULL)
        return terminal_error(&error);
    for (size_t i = 0; status == STATUS_OK && on && i < importer->count; i++)
        status = importer_play_file_slowly(importer, act_file, &importer->files[i], &slow, &on);
    act_file_close(act_file);
    return status;
}
