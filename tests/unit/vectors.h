/* tests/unit/vectors.h - tests/vectors/log.json, for tests that are run from the project's root. */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include <jansson.h>

#include "base/slice.h"

static inline int vectors_open(void **state)
{
    *state = json_load_file("tests/vectors/log.json", 0, NULL);
    return *state == NULL;
}

static inline int vectors_close(void **state)
{
    json_decref(*state);
    return 0;
}

static inline json_t *vectors_get(void *state, const char *name)
{
    return json_object_get(state, name);
}

/* The string of that name; fails a test by being empty when there is none. */
static inline struct slice vectors_slice(json_t *row, const char *name)
{
    json_t *const value = json_object_get(row, name);
    return (struct slice){ json_string_value(value), json_string_length(value) };
}

#endif
