// SPDX-License-Identifier: Apache-2.0
#include "store/os.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/fault.h"

enum {
    SMALL_MEMORY = 32 << 20, /* a smaller arena stays in small pages, so that an idle server uses little memory */
    PAIR_HEAD_BYTES = 20,    /* number, length, checksum; big endian */
    PAIR_SLOT_BYTES = 2048   /* per slot, so that both are never in one sector of 512 bytes */
};

static_assert(PAIR_HEAD_BYTES + OS_PAIR_BYTES_MAX <= PAIR_SLOT_BYTES, "a value fits its slot");

bool os_fail(struct error *error, const struct os_path *path)
{
    char words[128];
    struct slice const said = slice_of(strerror_r(errno, words, sizeof words));
    return fail(error, FAULT_FILE, 0, slice_of(path->text), said);
}

bool os_path_join(struct os_path *path, struct slice first, struct slice second, struct slice third)
{
    struct buffer out = BUFFER(path->text);
    struct slice const parts[] = { first, second, third };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (slice_is_empty(parts[i]))
            continue;
        if (out.length > 0)
            buffer_add_byte(&out, '/');
        buffer_add(&out, parts[i]);
    }
    buffer_add_byte(&out, '\0');
    return !out.full;
}

/* --- memory ---------------------------------------------------------------------------------------------------- */

bool os_reserve(size_t bytes, struct arena *arena, struct error *error)
{
    void *const memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return fail(error, FAULT_MEMORY, 0, SLICE("the state of a conference"));
    if (bytes > SMALL_MEMORY) /* without large pages the kernel ignores it */
        (void)madvise((char *)memory + SMALL_MEMORY, bytes - SMALL_MEMORY, MADV_HUGEPAGE);
    *arena = (struct arena){ memory, 0, bytes };
    return true;
}

void os_release(struct arena *arena)
{
    if (arena->memory != NULL)
        munmap(arena->memory, arena->limit);
    *arena = (struct arena){ 0 };
}

/* --- files ----------------------------------------------------------------------------------------------------- */

bool os_exists(const struct os_path *path)
{
    return access(path->text, F_OK) == 0;
}

bool os_is_directory(const struct os_path *path)
{
    struct stat about;
    return stat(path->text, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Syncs the parent directory. */
static bool os_sync_parent(const struct os_path *path, struct error *error)
{
    struct os_path parent = *path;
    char *const slash = strrchr(parent.text, '/');
    if (slash == NULL)
        memcpy(parent.text, ".", 2);
    else
        slash[slash == parent.text] = '\0';
    int const directory = open(parent.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return os_fail(error, &parent);
    bool const synced = fsync(directory) == 0 || os_fail(error, &parent);
    close(directory);
    return synced;
}

bool os_make_directory(const struct os_path *path, unsigned mode, struct error *error)
{
    if (mkdir(path->text, mode) == 0)
        return os_sync_parent(path, error);
    return (errno == EEXIST && os_is_directory(path)) || os_fail(error, path);
}

static bool os_read_all(int file, char *bytes, size_t count)
{
    for (size_t done = 0; done < count;) {
        ssize_t const more = read(file, bytes + done, count - done);
        if (more < 0 && errno == EINTR)
            continue;
        if (more == 0)
            errno = EIO; /* the file became shorter */
        if (more <= 0)
            return false;
        done += (size_t)more;
    }
    return true;
}

static bool os_write_all(int file, struct slice bytes)
{
    for (size_t done = 0; done < bytes.length;) {
        ssize_t const more = write(file, bytes.bytes + done, bytes.length - done);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return false;
        done += (size_t)more;
    }
    return true;
}

bool os_read_file(const struct os_path *path, size_t bytes_max, struct arena *arena, struct slice *bytes,
                  struct error *error)
{
    struct stat about;
    int const file = open(path->text, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return os_fail(error, path);
    bool done = false;
    *bytes = SLICE("");
    if (fstat(file, &about) != 0) {
        os_fail(error, path);
    } else if (!S_ISREG(about.st_mode) || (size_t)about.st_size > bytes_max) {
        errno = S_ISREG(about.st_mode) ? EFBIG : EINVAL;
        os_fail(error, path);
    } else {
        char *const memory = arena_take(arena, (size_t)about.st_size);
        *bytes = (struct slice){ memory, (size_t)about.st_size };
        if (memory == NULL)
            fail(error, FAULT_MEMORY, 0, SLICE("a file"));
        else
            done = os_read_all(file, memory, bytes->length) || os_fail(error, path);
    }
    close(file);
    return done;
}

bool os_write_file(const struct os_path *path, struct slice bytes, unsigned mode, struct error *error)
{
    struct os_path beside;
    if (snprintf(beside.text, sizeof beside.text, "%s.new", path->text) >= (int)sizeof beside.text) {
        errno = ENAMETOOLONG;
        return os_fail(error, path);
    }
    unlink(beside.text); /* left by a crash */
    int const file = open(beside.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0)
        return os_fail(error, &beside);
    bool done = (os_write_all(file, bytes) && fsync(file) == 0) || os_fail(error, &beside);
    if (close(file) != 0 && done)
        done = os_fail(error, &beside);
    if (done)
        done = rename(beside.text, path->text) == 0 || os_fail(error, path);
    if (!done)
        unlink(beside.text);
    return done && os_sync_parent(path, error);
}

bool os_path_add(struct slice first, struct slice second, struct os_path *path)
{
    if (first.length + second.length >= sizeof path->text)
        return false;
    memcpy(path->text, first.bytes, first.length);
    memcpy(path->text + first.length, second.bytes, second.length);
    path->text[first.length + second.length] = '\0';
    return true;
}

bool os_make_private(const char *path, bool make, struct error *error)
{
    struct stat about;
    struct os_path named;
    int const file = open(path, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0600);
    if (file < 0 && errno == ENOENT && !make)
        return true;
    bool good = file >= 0 && fstat(file, &about) == 0;
    mode_t const mode = good && (about.st_mode & S_IWGRP) != 0 ? 0660 : 0600;
    if (good && about.st_uid == geteuid() && (about.st_mode & 0777) != mode)
        good = fchmod(file, mode) == 0;
    if (!good && os_path_add(slice_of(path), SLICE(""), &named))
        os_fail(error, &named);
    if (file >= 0)
        close(file);
    return good;
}

static int os_compare_names(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

bool os_list(const struct os_path *path, struct arena *arena, struct slice *names, size_t limit, size_t *count,
             struct error *error)
{
    *count = 0;
    DIR *const directory = opendir(path->text);
    if (directory == NULL)
        return os_fail(error, path);
    const struct dirent *each;
    bool fits = true;
    while (fits && (each = readdir(directory)) != NULL) {
        if (each->d_name[0] == '.')
            continue;
        fits = *count < limit;
        if (fits)
            names[(*count)++] = arena_copy(arena, slice_of(each->d_name));
    }
    closedir(directory);
    if (!fits)
        return fail(error, FAULT_DIRECTORY_FULL, 0, slice_of(path->text));
    qsort(names, *count, sizeof *names, os_compare_names);
    return true;
}

/* --- pair files -------------------------------------------------------------------------------------------------- */

static void os_put_number(unsigned char *at, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> 8 * (bytes - 1 - i));
}

static uint64_t os_get_number(const unsigned char *at, unsigned bytes)
{
    uint64_t number = 0;
    for (unsigned i = 0; i < bytes; i++)
        number = number << 8 | at[i];
    return number;
}

/* FNV-1a: protects against torn writes. Against people, the value is signed. */
static uint64_t os_checksum(uint64_t number, struct slice value)
{
    uint64_t sum = 14695981039346656037u ^ number;
    for (size_t i = 0; i < value.length; i++)
        sum = (sum ^ (unsigned char)value.bytes[i]) * 1099511628211u;
    return sum;
}

static bool os_read_slot(int file, unsigned slot, unsigned char *memory, uint64_t *number, struct slice *value)
{
    memset(memory, 0, PAIR_SLOT_BYTES);
    if (pread(file, memory, PAIR_SLOT_BYTES, (off_t)slot * PAIR_SLOT_BYTES) < PAIR_HEAD_BYTES)
        return false;
    *number = os_get_number(memory, 8);
    *value = (struct slice){ (char *)memory + PAIR_HEAD_BYTES, (size_t)os_get_number(memory + 8, 4) };
    return *number > 0 && value->length <= OS_PAIR_BYTES_MAX &&
           os_get_number(memory + 12, 8) == os_checksum(*number, *value);
}

bool os_pair_open(const struct os_path *path, bool make, struct arena *arena, struct os_pair *pair, struct slice *value,
                  struct error *error)
{
    *pair = (struct os_pair){ .path = *path };
    *value = SLICE("");
    pair->file = open(path->text, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0644);
    if (pair->file < 0)
        return os_fail(error, path);
    /* The latest value may not be synced yet. After this sync, its slot is kept intact while the other one is written. */
    bool const lasts = (!make || os_sync_parent(path, error)) && (fdatasync(pair->file) == 0 || os_fail(error, path));
    if (!lasts) {
        os_pair_close(pair);
        return false;
    }
    for (unsigned slot = 0; slot < 2; slot++) {
        unsigned char memory[PAIR_SLOT_BYTES];
        uint64_t number;
        struct slice found;
        if (!os_read_slot(pair->file, slot, memory, &number, &found) || number <= pair->number)
            continue;
        pair->number = number;
        pair->slot = 1 - slot;
        *value = arena_copy(arena, found);
    }
    return true;
}

bool os_pair_write(struct os_pair *pair, struct slice value, bool synced, struct error *error)
{
    unsigned char memory[PAIR_SLOT_BYTES] = { 0 };
    uint64_t const number = pair->number + 1;
    if (value.length > OS_PAIR_BYTES_MAX) {
        errno = EFBIG;
        return os_fail(error, &pair->path);
    }
    os_put_number(memory, number, 8);
    os_put_number(memory + 8, value.length, 4);
    os_put_number(memory + 12, os_checksum(number, value), 8);
    memcpy(memory + PAIR_HEAD_BYTES, value.bytes, value.length);
    if (pwrite(pair->file, memory, sizeof memory, (off_t)pair->slot * PAIR_SLOT_BYTES) != (ssize_t)sizeof memory ||
        (synced && fdatasync(pair->file) != 0))
        return os_fail(error, &pair->path);
    pair->number = number;
    if (synced)
        pair->slot = 1 - pair->slot;
    return true;
}

void os_pair_close(struct os_pair *pair)
{
    if (pair->file >= 0) {
        (void)fdatasync(pair->file);
        close(pair->file);
    }
    pair->file = -1;
}

/* --- lock, clock, random numbers --------------------------------------------------------------------------------- */

static bool os_fail_locked(int file, const struct os_path *path, struct error *error)
{
    char words[OS_LOCK_WORDS_MAX];
    ssize_t const count = pread(file, words, sizeof words, 0);
    struct slice holder = { words, count > 0 ? (size_t)count : 0 };
    while (slice_ends(holder, SLICE("\n")))
        holder.length--;
    return fail(error, FAULT_LOCKED, 0, slice_of(path->text),
                slice_is_empty(holder) ? SLICE("another process") : holder);
}

bool os_lock(const struct os_path *path, struct slice words, int *lock, struct error *error)
{
    char memory[OS_LOCK_WORDS_MAX];
    struct buffer out = BUFFER(memory);
    int const file = open(path->text, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        return os_fail(error, path);
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        bool const held = errno == EWOULDBLOCK ? os_fail_locked(file, path, error) : os_fail(error, path);
        close(file);
        return held;
    }
    buffer_add(&out, words);
    buffer_add_text(&out, ", process ");
    buffer_add_number(&out, (uint64_t)getpid());
    buffer_add_byte(&out, '\n');
    if (ftruncate(file, 0) != 0 || !os_write_all(file, buffer_slice(&out))) {
        os_fail(error, path);
        close(file);
        return false;
    }
    *lock = file;
    return true;
}

void os_unlock(int lock)
{
    close(lock);
}

unsigned os_threads(void)
{
    cpu_set_t cores;
    int const count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return count < 2 ? 2 : count > OS_THREADS_MAX ? OS_THREADS_MAX : (unsigned)count;
}

uint64_t os_raise_descriptors(void)
{
    struct rlimit limit = { 0 };
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    rlim_t const before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before;
}

int64_t os_clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t os_clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void os_sleep_ms(unsigned ms)
{
    struct timespec const wait = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
    (void)nanosleep(&wait, NULL);
}

void os_work_in_batches(void)
{
    struct sched_param const none = { 0 };
    (void)sched_setscheduler(0, SCHED_BATCH, &none); /* if it is refused, the thread runs as before */
}

int64_t os_monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void os_random(void *bytes, size_t count)
{
    unsigned char *at = bytes;
    while (count > 0) {
        ssize_t const got = getrandom(at, count, 0);
        if (got < 0 && errno != EINTR)
            abort();
        if (got > 0) {
            at += got;
            count -= (size_t)got;
        }
    }
}
