// SPDX-License-Identifier: Apache-2.0
#include "log/log_source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log/fault.h"
#include "store/fault.h"
#include "store/os.h"

enum { DEPTH_MAX = 16 /* of folders: a tile's path has at most 9 */ };

struct folder {
    struct log_source copy;
    struct os_path path;
};

/* Paths are made here and never come from a server's answer; a path that would lead out of the folder is refused. */
static bool folder_path_is_sound(struct slice path)
{
    struct slice rest = path, piece;
    while (slice_next(&rest, '/', &piece))
        if (slice_is_empty(piece) || piece.bytes[0] == '.')
            return false;
    return path.length > 0;
}

static enum log_source_result folder_read_file(int file, const struct os_path *path, struct buffer *out,
                                               struct error *error)
{
    buffer_clear(out);
    for (;;) {
        char block[1 << 16];
        ssize_t const more = read(file, block, sizeof block);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0) {
            os_fail(error, path);
            return LOG_SOURCE_FAILED;
        }
        if (more == 0)
            return LOG_SOURCE_HERE;
        buffer_add(out, (struct slice){ block, (size_t)more });
        if (out->full) {
            fail(error, FAULT_COPY_LONG, 0, slice_of(path->text));
            return LOG_SOURCE_FAILED;
        }
    }
}

static enum log_source_result folder_read(struct log_source *copy, struct slice path, struct buffer *out,
                                          struct error *error)
{
    const struct folder *const folder = (struct folder *)copy;
    struct os_path full;
    struct stat about;
    if (!folder_path_is_sound(path) || !os_path_join(&full, slice_of(folder->path.text), path, SLICE("")))
        return LOG_SOURCE_ABSENT;
    int const file = open(full.text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return LOG_SOURCE_ABSENT;
    if (file < 0) {
        os_fail(error, &full);
        return LOG_SOURCE_FAILED;
    }
    enum log_source_result result = LOG_SOURCE_ABSENT;
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode))
        result = folder_read_file(file, &full, out, error);
    close(file);
    return result;
}

struct walk {
    bool (*take)(void *context, struct slice path, struct error *error);
    void *context;
    size_t prefix;
};

static bool folder_walk_below(const struct walk *walk, const struct os_path *path, unsigned depth, struct error *error)
{
    DIR *const directory = opendir(path->text);
    const struct dirent *each;
    bool good = true;
    if (directory == NULL)
        return os_fail(error, path);
    while (good && (each = readdir(directory)) != NULL) {
        struct os_path inner;
        struct stat about;
        struct slice const name = slice_of(each->d_name);
        if (slice_equal(name, SLICE(".")) || slice_equal(name, SLICE("..")))
            continue;
        if (!os_path_join(&inner, slice_of(path->text), name, SLICE("")) || depth == DEPTH_MAX)
            good = fail(error, FAULT_FILE, 0, slice_of(path->text), SLICE("folders stand too deep in it"));
        else if (lstat(inner.text, &about) != 0)
            good = os_fail(error, &inner);
        else if (S_ISDIR(about.st_mode))
            good = folder_walk_below(walk, &inner, depth + 1, error);
        else
            good = walk->take(walk->context, slice_of(inner.text + walk->prefix), error);
    }
    closedir(directory);
    return good;
}

static bool folder_walk(struct log_source *copy, bool (*take)(void *context, struct slice path, struct error *error),
                        void *context, struct error *error)
{
    const struct folder *const folder = (struct folder *)copy;
    struct walk const walk = { take, context, strlen(folder->path.text) + 1 };
    return folder_walk_below(&walk, &folder->path, 0, error);
}

static void folder_close(struct log_source *copy)
{
    free(copy);
}

struct log_source *log_source_open_empty(struct slice path, struct error *error)
{
    struct folder *const folder = calloc(1, sizeof *folder);
    if (folder == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"));
        return NULL;
    }
    folder->copy = (struct log_source){ folder_read, folder_walk, folder_close, true };
    if (os_path_join(&folder->path, path, SLICE(""), SLICE("")))
        return &folder->copy;
    fail(error, FAULT_COPY_NONE, 0, path);
    free(folder);
    return NULL;
}

struct log_source *log_source_open_directory(struct slice path, struct error *error)
{
    struct os_path checkpoint;
    if (os_path_join(&checkpoint, path, SLICE("checkpoint"), SLICE("")) && os_exists(&checkpoint))
        return log_source_open_empty(path, error);
    fail(error, FAULT_COPY_NONE, 0, path);
    return NULL;
}
