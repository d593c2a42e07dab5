// SPDX-License-Identifier: Apache-2.0
/* tests/unit/test.h - cmocka with the headers that it needs. Its `fail` is removed in favour of the project's own. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#undef fail
#undef fail_msg

#include "base/slice.h"

/* That two slices have the same bytes; shows both when not. */
#define assert_slices(a, b)                                                                      \
    do {                                                                                         \
        struct slice const slice_a = (a), slice_b = (b);                                         \
        if (!slice_equal(slice_a, slice_b)) {                                                    \
            print_error("\"%.*s\" is not \"%.*s\"\n", SLICE_ARGS(slice_a), SLICE_ARGS(slice_b)); \
            _fail(__FILE__, __LINE__);                                                           \
        }                                                                                        \
    } while (0)

/* The same, with what is wanted as a string. */
#define assert_slice(slice, text) assert_slices(slice, slice_of(text))

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
