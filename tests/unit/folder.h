// SPDX-License-Identifier: Apache-2.0
/* tests/unit/folder.h - a temporary folder, made before a test and removed after it. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include "test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

static char folder[32];

static inline int folder_make(void **state)
{
    (void)state;
    memcpy(folder, "/tmp/plenary-test.XXXXXX", 25);
    return mkdtemp(folder) == NULL;
}

static inline int folder_remove(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline int folder_take(void **state)
{
    (void)state;
    return nftw(folder, folder_remove, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
