// SPDX-License-Identifier: Apache-2.0
/* store/os.h - the operating system: memory, durable files, clocks, random numbers, locks.
 *
 * What    Thin wrappers. Every fault names the path and the system's message (FAULT_FILE). Files are written durably: content, name
 *         and directory are synced, in that order. A failed sync is never retried: its success would prove nothing.
 * How     if (!os_path_join(&path, directory, SLICE("keys"), SLICE("log.key"))) return false;
 *         if (!os_read_file(&path, 4096, arena, &bytes, &error)) return false;
 * Owns    The caller owns an arena from os_reserve to os_release, and a lock or pair file until it is closed.
 * Threads Any; an object is used by one thread at a time. */
#ifndef STORE_OS_H
#define STORE_OS_H

#include "base/arena.h"
#include "base/error.h"

enum {
    OS_PATH_BYTES_MAX = 4096, /* PATH_MAX of Linux */
    OS_PAIR_BYTES_MAX = 1024, /* one value in a pair file: a checkpoint with its signature has about 200 */
    OS_LOCK_WORDS_MAX = 200,  /* the words in a lock file: who holds it */
    OS_THREADS_MAX = 16
};

/* A path that ends with NUL. */
struct os_path {
    char text[OS_PATH_BYTES_MAX];
};

/* Joins the non-empty parts with slashes. False when the path is too long. */
bool os_path_join(struct os_path *path, struct slice first, struct slice second, struct slice third);

/* Reserves address space; memory is used only when it is touched. A large arena gets large pages, because lookups spread
 * over all of it. FAULT_MEMORY. */
bool os_reserve(size_t bytes, struct arena *arena, struct error *error);
void os_release(struct arena *arena);

bool os_exists(const struct os_path *path);
bool os_is_directory(const struct os_path *path);
/* Makes a directory, or accepts an existing one; syncs its parent. */
bool os_make_directory(const struct os_path *path, unsigned mode, struct error *error);
/* Reads a whole file of at most `bytes_max` bytes into the arena. */
bool os_read_file(const struct os_path *path, size_t bytes_max, struct arena *arena, struct slice *bytes,
                  struct error *error);
/* Replaces the file atomically: writes beside it, syncs, renames, syncs the directory. */
bool os_write_file(const struct os_path *path, struct slice bytes, unsigned mode, struct error *error);
/* Concatenates the two as one path. False when it is too long. */
bool os_path_add(struct slice first, struct slice second, struct os_path *path);
/* Gives the file mode 0600, whatever the umask; `make` creates it empty if needed. A file that its group may write keeps the
 * rights of the group: an operator set them so that server and worker can share it as two users. The file of another owner
 * is left as it is. */
bool os_make_private(const char *path, bool make, struct error *error);
/* Lists a directory in ascending order, without names that begin with a dot, at most `limit`. */
bool os_list(const struct os_path *path, struct arena *arena, struct slice *names, size_t limit, size_t *count,
             struct error *error);

/* A small value that is replaced often: two slots in one file, each with a number and a checksum. One holds the last synced
 * value; the other takes the newer one, so a torn write cannot damage the synced value. */
struct os_pair {
    int file;
    uint64_t number; /* of the latest value */
    unsigned slot;   /* for the next value */
    struct os_path path;
};

/* Opens the file; `make` creates it. *value is the latest intact value, in the arena, or empty. */
bool os_pair_open(const struct os_path *path, bool make, struct arena *arena, struct os_pair *pair, struct slice *value,
                  struct error *error);
/* A value that is not synced survives the process but perhaps not the machine. */
bool os_pair_write(struct os_pair *pair, struct slice value, bool synced, struct error *error);
/* Syncs and closes. */
void os_pair_close(struct os_pair *pair);

/* Locks a file and writes `words` and the process ID into it. FAULT_LOCKED names the process that holds it. The system
 * releases the lock when the process ends, however it ends. */
bool os_lock(const struct os_path *path, struct slice words, int *lock, struct error *error);
void os_unlock(int lock);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t os_clock_seconds(void);
/* Milliseconds since 1970-01-01T00:00:00Z. */
int64_t os_clock_ms(void);
/* Milliseconds of a monotonic clock. */
int64_t os_monotonic_ms(void);
void os_sleep_ms(unsigned ms);
/* Random bytes from the system; ends the program when there are none. */
void os_random(void *bytes, size_t count);
/* The number of useful threads: one per core that the process may run on, at least two, at most OS_THREADS_MAX. */
unsigned os_threads(void);
/* Makes this thread a batch thread (sched(7), SCHED_BATCH): it does not preempt other threads, and runs longer when its turn
 * comes. */
void os_work_in_batches(void);
/* Raises the limit of open files as far as allowed and gives it. */
uint64_t os_raise_descriptors(void);
/* Fills the error with the path and the message of errno; always false. */
bool os_fail(struct error *error, const struct os_path *path);

#endif
