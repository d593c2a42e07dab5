/* store/os.h - what is asked of the operating system: memory, files that last, clock, random numbers, the lock.
 *
 * What    Thin; every fault names the path and the system's words (FAULT_FILE). What is written is written to last: content,
 *         then name, then directory are synced, in that order. An error of a sync is never tried again: what a second
 *         success would prove is nothing.
 * Owns    An arena from os_reserve until os_release; a lock or a pair file until it is closed.
 * Threads Any, each with its own things. */
#ifndef STORE_OS_H
#define STORE_OS_H

#include "base/arena.h"
#include "base/error.h"

enum {
    OS_PATH_BYTES_MAX = 4096, /* PATH_MAX of Linux */
    OS_PAIR_BYTES_MAX = 1024, /* of one value in a pair file: a checkpoint with its signature has some 200 */
    OS_LOCK_WORDS_MAX = 200,  /* who holds the lock */
    OS_THREADS_MAX = 16
};

/* A path with a NUL at its end. */
struct os_path {
    char text[OS_PATH_BYTES_MAX];
};

/* Joins the parts (empty ones are left out) with slashes. False when it would be too long. */
bool os_path_join(struct os_path *path, struct slice first, struct slice second, struct slice third);

/* Reserves address space; pages are paid for when they are touched. What grows large is in large pages from there on, since
 * it is looked up all over. FAULT_MEMORY. */
bool os_reserve(size_t bytes, struct arena *arena, struct error *error);
void os_release(struct arena *arena);

bool os_exists(const struct os_path *path);
bool os_is_directory(const struct os_path *path);
/* Makes a directory; fine when it is there. Synced into its parent. */
bool os_make_directory(const struct os_path *path, unsigned mode, struct error *error);
/* Reads a whole file of at most `bytes_max` into the arena. */
bool os_read_file(const struct os_path *path, size_t bytes_max, struct arena *arena, struct slice *bytes,
                  struct error *error);
/* Puts the whole file in place at once: written beside it, synced, renamed, the directory synced. */
bool os_write_file(const struct os_path *path, struct slice bytes, unsigned mode, struct error *error);
/* first + second, as one path. False when it would be too long. */
bool os_path_add(struct slice first, struct slice second, struct os_path *path);
/* The file is its owner's alone, mode 0600, whatever the umask; made empty where it is not there and `make`. One whose group may
 * write, as it is only where somebody set it so, keeps the group's rights: a server and a worker of two users share it so. That
 * of another owner is left as it is. */
bool os_make_private(const char *path, bool make, struct error *error);
/* The names in a directory but those that begin with a dot, in ascending order, at most `limit`. */
bool os_list(const struct os_path *path, struct arena *arena, struct slice *names, size_t limit, size_t *count,
             struct error *error);

/* A value that is replaced often: two places in one file, each with a number and a checksum. One holds the last value that was
 * synced, the other takes what is newer, so that a torn write leaves the synced one. */
struct os_pair {
    int file;
    uint64_t number; /* of the last value written */
    unsigned place;  /* where the next one goes */
    struct os_path path;
};

/* Opens it, makes it where `make`; *value is the last whole value, in the arena, or empty. */
bool os_pair_open(const struct os_path *path, bool make, struct arena *arena, struct os_pair *pair, struct slice *value,
                  struct error *error);
/* Not synced, it outlives this process, but perhaps not the machine. */
bool os_pair_write(struct os_pair *pair, struct slice value, bool synced, struct error *error);
/* Syncs what was written. */
void os_pair_close(struct os_pair *pair);

/* Locks a file for this process and writes `words` and the process's number into it. When another holds it: false with
 * FAULT_LOCKED, which says who. The system gives the lock back when the process ends, however it ends. */
bool os_lock(const struct os_path *path, struct slice words, int *lock, struct error *error);
void os_unlock(int lock);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t os_clock_seconds(void);
/* The same in milliseconds. */
int64_t os_clock_ms(void);
/* Milliseconds of a clock that only goes forward. */
int64_t os_monotonic_ms(void);
void os_sleep_ms(unsigned ms);
/* Random bytes from the system; ends the program where there are none. */
void os_random(void *bytes, size_t count);
/* How many threads can be busy here: one a core that the process may run on, at least two and at most OS_THREADS_MAX. */
unsigned os_threads(void);
/* From here on this thread interrupts no other that is running, and does more at once when its turn comes (sched(7),
 * SCHED_BATCH). */
void os_work_in_batches(void);
/* How many files the process may have open, raised to what the system lets it have. */
uint64_t os_raise_descriptors(void);
/* Fills the error with the path and errno's words; always false. */
bool os_fail(struct error *error, const struct os_path *path);

#endif
