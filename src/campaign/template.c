// SPDX-License-Identifier: Apache-2.0
#include "campaign/template.h"

#include "base/buffer.h"

enum { HOLES = 5 };

static const char *const names[HOLES] = { "{country}", "{constituency}", "{addressee}", "{role}", "{title}" };

static struct slice template_value_of(const struct template_values *values, size_t hole)
{
    struct slice const all[HOLES] = { values->place, values->place, values->addressee, values->role, values->title };
    return all[hole];
}

/* Which hole begins there; HOLES where none does. */
static size_t template_hole_at(struct slice text, size_t at)
{
    size_t hole = 0;
    while (hole < HOLES && !slice_begins(slice_part(text, at, text.length), slice_of(names[hole])))
        hole++;
    return hole;
}

bool template_check(struct slice text, struct slice *hole)
{
    for (size_t at = slice_find(text, '{', 0); at < text.length; at = slice_find(text, '{', at + 1)) {
        *hole = slice_part(text, at, slice_find(text, '}', at) + 1);
        if (template_hole_at(text, at) == HOLES)
            return false;
    }
    return true;
}

bool template_has(struct slice text, struct slice hole)
{
    for (size_t at = slice_find(text, '{', 0); at < text.length; at = slice_find(text, '{', at + 1))
        if (slice_begins(slice_part(text, at, text.length), hole))
            return true;
    return false;
}

struct slice template_fill(struct arena *arena, struct slice text, const struct template_values *values)
{
    size_t limit = text.length;
    for (size_t at = slice_find(text, '{', 0); at < text.length; at = slice_find(text, '{', at + 1)) {
        size_t const hole = template_hole_at(text, at);
        limit += hole < HOLES ? template_value_of(values, hole).length : 0;
    }
    char *const bytes = arena_take_unset(arena, limit);
    if (bytes == NULL)
        return SLICE("");
    struct buffer out = { bytes, 0, limit, false };
    for (size_t at = 0; at < text.length;) {
        size_t const hole = template_hole_at(text, at);
        size_t const end = slice_find(text, '{', at + 1);
        buffer_add(&out, hole < HOLES ? template_value_of(values, hole) : slice_part(text, at, end));
        at = hole < HOLES ? at + strlen(names[hole]) : end;
    }
    return out.full ? SLICE("") : buffer_slice(&out);
}
