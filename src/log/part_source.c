// SPDX-License-Identifier: Apache-2.0
#include "log/part_source.h"

#include <stdlib.h>

enum { PATH_BYTES_MAX = 512 };

struct part {
    struct log_source copy;
    struct log_source *whole;
    struct slice folder;
};

static enum log_source_result part_read(struct log_source *copy, struct slice path, struct buffer *out,
                                        struct error *error)
{
    const struct part *const part = (struct part *)copy;
    char memory[PATH_BYTES_MAX];
    struct buffer full = BUFFER(memory);
    buffer_add(&full, part->folder);
    buffer_add(&full, path);
    return full.full ? LOG_SOURCE_ABSENT : part->whole->read(part->whole, buffer_slice(&full), out, error);
}

struct walk {
    const struct part *part;
    bool (*take)(void *context, struct slice path, struct error *error);
    void *context;
};

static bool part_take(void *context, struct slice path, struct error *error)
{
    const struct walk *const walk = context;
    return !slice_begins(path, walk->part->folder) ||
           walk->take(walk->context, slice_part(path, walk->part->folder.length, path.length), error);
}

static bool part_walk(struct log_source *copy, bool (*take)(void *context, struct slice path, struct error *error),
                      void *context, struct error *error)
{
    const struct part *const part = (struct part *)copy;
    struct walk walk = { part, take, context };
    return part->whole->walk(part->whole, part_take, &walk, error);
}

static void part_close(struct log_source *copy)
{
    free(copy);
}

struct log_source *part_source_open(struct log_source *whole, struct slice folder, struct error *error)
{
    struct part *const part = calloc(1, sizeof *part);
    if (part == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a copy"));
        return NULL;
    }
    *part = (struct part){ { part_read, whole->walk != NULL ? part_walk : NULL, part_close, whole->has_tiles },
                           whole,
                           folder };
    return &part->copy;
}
