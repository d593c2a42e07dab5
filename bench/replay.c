// SPDX-License-Identifier: Apache-2.0
/* bench/replay.c - how many acts per second are parsed, checked, applied and written again on one core.
 *
 * What    The acts of an example, many times over, each time under new names: every code that an act makes, and every reference to
 *         it, gets a new suffix. Parties are admitted once. Signatures are not checked. The first result leaves out SHA-256: hashes of
 *         acts are computed beforehand, and those of the tree are zero. The second result includes it.
 * How     replay FOLDER [ACTS [REPEATS]]      default 1,000,000 and 5; results in docs/performance.md
 * Holds   Every act must be accepted, and the bytes written must be the bytes read. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/base64.h"
#include "base/civil.h"
#include "base/limits.h"
#include "record/key.h"
#include "record/value.h"
#include "log/crypto.h"
#include "rules/entry.h"
#include "rules/judge.h"
#include "store/os.h"

enum {
    ACTS_FIRST = 2048,
    CHUNK = 1024, /* acts are made so many at a time, while the clock stands */
    CHUNK_BYTES = 64 << 20,
    REPEATS_MAX = 99
};

#define ARENA_BYTES ((size_t)16 << 30) /* address space; only touched pages are used */

static const struct slice origin = { "bench.example/week", 18 };

/* --- hashing without SHA-256 ------------------------------------------------------------------------------------- */

/* The hash of the current act, computed before the clock starts. */
static struct hash name_taken;

static void replay_known_hash(const struct slice *parts, size_t count, struct hash *out)
{
    if (count == 1 && slice_begins(parts[0], SLICE("plenary/1 ")))
        *out = name_taken;
    else if (count == 2 || parts[0].bytes[0] == '\1') /* a leaf or node: nothing compares these */
        memset(out, 0, sizeof *out);
    else /* key IDs are part of the record */
        crypto_native()->sha256(parts, count, out);
}

static const struct crypto known = { replay_known_hash, NULL };

/* --- the example ------------------------------------------------------------------------------------------------- */

struct source {
    struct slice text; /* from the file, with shorthands replaced */
    bool once;         /* only in the first round */
    struct act act;
};

static struct source sources[ACTS_FIRST];
static size_t source_count;
static char *files_text;
static size_t files_length;
static struct arena source_arena;

static void replay_stop(const char *what, struct slice about)
{
    fprintf(stderr, "bench: %s: %.*s\n", what, SLICE_ARGS(about));
    exit(1);
}

static int replay_is_acts_file(const struct dirent *entry)
{
    return slice_ends(slice_of(entry->d_name), SLICE(".acts"));
}

static void replay_load(const char *folder)
{
    struct dirent **entries;
    int const count = scandir(folder, &entries, replay_is_acts_file, alphasort);
    files_text = malloc(16 << 20);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        FILE *const file = fopen(path, "rb");
        if (file == NULL)
            replay_stop("cannot be read", slice_of(path));
        files_length += fread(files_text + files_length, 1, (16 << 20) - 2 - files_length, file);
        files_text[files_length++] = '\n';
        fclose(file);
    }
    if (count <= 0)
        replay_stop("holds no .acts", slice_of(folder));
}

static void replay_add_key(const char *of, struct buffer *out)
{
    char name[128];
    struct buffer full = BUFFER(name);
    struct key key = { 0 };
    buffer_add(&full, origin);
    buffer_add_byte(&full, '/');
    buffer_add_text(&full, of);
    key.name = buffer_slice(&full);
    memset(key.bytes, 7, sizeof key.bytes);
    key.id = key_id(key.name, key.bytes, crypto_native());
    key_write(&key, out);
}

/* Writes a line with its shorthand replaced: examples/README.md. */
static void replay_add_line(struct slice line, struct buffer *out)
{
    if (slice_equal(line, SLICE("log-key: @log"))) {
        buffer_add(out, SLICE("log-key: "));
        replay_add_key("log", out);
    } else if (slice_begins(line, SLICE("key: @"))) {
        char code[65] = { 0 };
        memcpy(code, line.bytes + 6, line.length - 6 < 64 ? line.length - 6 : 64);
        buffer_add(out, SLICE("key: "));
        replay_add_key(code, out);
    } else if (slice_begins(line, SLICE("act: @"))) {
        buffer_add(out, SLICE("act: 0"));
    } else if (slice_begins(line, SLICE("person: \"")) || slice_begins(line, SLICE("blob: \""))) {
        buffer_add(out, slice_part(line, 0, slice_find(line, ':', 0) + 2));
        for (size_t i = 0; i < 64; i++)
            buffer_add_byte(out, 'a');
    } else {
        buffer_add(out, line);
    }
    buffer_add_byte(out, '\n');
    if (slice_begins(line, SLICE("plenary/1 "))) {
        buffer_add(out, SLICE("conference: "));
        buffer_add(out, origin);
        buffer_add_byte(out, '\n');
    }
}

/* Acts that are not repeated: parties, keys, and the begin and end of the conference. */
static bool replay_happens_once(enum act_id id)
{
    return id == ACT_CONFERENCE_OPEN || id == ACT_ACTOR_ADMIT || id == ACT_KEY_ADD || id == ACT_KEY_REVOKE ||
           id == ACT_RULES_ADOPT;
}

static void replay_finish_source(struct slice text)
{
    struct source *const source = &sources[source_count];
    struct error error;
    source->text = text;
    if (!act_parse_text(text, &source_arena, &source->act, &error))
        replay_stop("this is no act", text);
    source->once = replay_happens_once(source->act.type->id);
    if (source->act.type->id != ACT_CONFERENCE_CLOSE)
        source_count++;
}

static void replay_read_sources(void)
{
    static char texts[16 << 20];
    struct buffer out = BUFFER(texts);
    struct slice rest = { files_text, files_length }, line;
    size_t start = 0;
    source_arena = (struct arena){ malloc(64 << 20), 0, 64 << 20 };
    while (slice_next(&rest, '\n', &line)) {
        if (line.length == 0 && out.length > start) {
            replay_finish_source((struct slice){ texts + start, out.length - start });
            start = out.length;
        } else if (line.length > 0 && line.bytes[0] != '#' && line.bytes[0] != '@') {
            replay_add_line(line, &out);
        }
    }
}

/* --- acts of a round --------------------------------------------------------------------------------------------- */

/* Codes made by acts of the example, except parties. They get a new name in each round. */
static bool replay_is_renamed(struct slice code)
{
    for (size_t i = 0; i < source_count; i++)
        if (!sources[i].once && slice_equal(sources[i].act.id, code))
            return true;
    return false;
}

/* A position in the text after a renamed code, where the number of the round is inserted. */
struct place {
    size_t at;
    struct place *next;
};

static struct place *places[ACTS_FIRST];

static void replay_add_place(struct place ***end, size_t at)
{
    struct place *const place = arena_take(&source_arena, sizeof *place);
    place->at = at;
    **end = place;
    *end = &place->next;
}

static void replay_find_places(size_t index)
{
    const struct source *const source = &sources[index];
    struct place **end = &places[index];
    for (size_t i = 0; i < source->act.count; i++) {
        const struct field_type *const field = &field_types[source->act.fields[i].field];
        struct slice const value = act_field_value(&source->act.fields[i]), first = value_first_line(value);
        bool const codes = field->id == FIELD_ID || field->refers != OBJECT_NONE || field->kind == FIELD_KIND_ITEM ||
                           field->kind == FIELD_KIND_PART;
        for (size_t at = 0; codes && at < first.length;) {
            size_t length = 0;
            while (at + length < first.length && strchr(" /:", first.bytes[at + length]) == NULL)
                length++;
            if (replay_is_renamed(slice_part(first, at, at + length)))
                replay_add_place(&end, (size_t)(first.bytes + at + length - source->text.bytes));
            at += length + 1;
        }
        if (field->id == FIELD_NUMBER && source->act.type->id == ACT_DOCUMENT_REGISTER)
            replay_add_place(&end, (size_t)(value.bytes + value.length - source->text.bytes));
    }
}

/* Advances `entered`, or else the time, by one second per round, so that acts without renamed codes differ too. */
static void replay_add_moved(const struct act *act, struct slice text, size_t round, struct buffer *out)
{
    struct slice value = act_value(act, FIELD_ENTERED);
    struct civil time;
    if (value.length == 0)
        value = act->time;
    if (!civil_read(value, 0, &time) || time.precision != CIVIL_SECOND) {
        buffer_add(out, text);
        return;
    }
    size_t const at = (size_t)(value.bytes - act->text.bytes);
    buffer_add(out, slice_part(text, 0, at));
    civil_write_instant(out, time.begin + (int64_t)round, time.offset_seconds);
    buffer_add(out, slice_part(text, at + value.length, text.length));
}

static void replay_add_signature(const struct act *act, struct buffer *out)
{
    unsigned char bytes[68] = { 0 };
    char name[128];
    struct buffer full = BUFFER(name);
    struct slice const code = act->basis == BASIS_SIGNED ? act->by : sources[0].act.by;
    struct key key = { 0 };
    buffer_add(&full, origin);
    buffer_add_byte(&full, '/');
    buffer_add(&full, code);
    memset(key.bytes, 7, sizeof key.bytes);
    key.id = key_id(buffer_slice(&full), key.bytes, crypto_native());
    for (size_t i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(key.id >> (24 - 8 * i));
    buffer_add(out, SLICE("\n\xE2\x80\x94 "));
    buffer_add(out, buffer_slice(&full));
    buffer_add_byte(out, ' ');
    base64_write(out, bytes, sizeof bytes);
    buffer_add_byte(out, '\n');
}

/* Writes the act and its hash. */
static void replay_write_act(size_t index, size_t round, struct buffer *out, struct hash *name)
{
    const struct source *const source = &sources[index];
    struct slice const text = source->text;
    size_t const begin = out->length;
    if (round == 0) {
        buffer_add(out, text);
    } else {
        static char memory[2 * ACT_BYTES_MAX];
        struct buffer renamed = BUFFER(memory);
        size_t from = 0;
        /* The time comes before every code, so it can be changed first. */
        static char moved_memory[2 * ACT_BYTES_MAX];
        struct buffer moved = BUFFER(moved_memory);
        replay_add_moved(&source->act, text, round, &moved);
        size_t const shift = moved.length - text.length;
        for (const struct place *place = places[index]; place != NULL; place = place->next) {
            buffer_add(&renamed, slice_part(buffer_slice(&moved), from, place->at + shift));
            buffer_add_byte(&renamed, '.');
            buffer_add_number(&renamed, round);
            from = place->at + shift;
        }
        buffer_add(&renamed, slice_part(buffer_slice(&moved), from, moved.length));
        buffer_add(out, buffer_slice(&renamed));
    }
    struct slice const written = { out->bytes + begin, out->length - begin };
    crypto_native()->sha256(&written, 1, name);
    replay_add_signature(&source->act, out);
}

/* --- runs -------------------------------------------------------------------------------------------------------- */

/* Processor time of the thread, which excludes other processes. */
static double replay_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* A step is measured by doing it twice: the additional time is its cost. */
enum step { STEP_NONE, STEP_PARSE, STEP_READ, STEP_CHECK, STEP_WRITE };

struct run {
    double seconds;
    size_t acts, bytes, memory;
    uint32_t findings;
};

static struct arena replay_memory_of_run(void)
{
    static struct arena arena;
    struct error error;
    if (arena.memory == NULL && !os_reserve(ARENA_BYTES, &arena, &error))
        replay_stop("no memory", SLICE(""));
    return arena;
}

static void replay_refuse(const struct error *error, struct slice bytes)
{
    static char words[1024];
    struct buffer out = BUFFER(words);
    error_words(error, &out);
    fprintf(stderr, "%.*s\n", SLICE_ARGS(buffer_slice(&out)));
    replay_stop("an act is refused", bytes);
}

/* Parses, checks, applies and writes the act; does one of these twice. */
static void replay_take(struct state *state, struct slice bytes, enum step twice)
{
    static unsigned char scratch_memory[1 << 20];
    static char memory[2 * ACT_BYTES_MAX];
    struct arena scratch = { scratch_memory, 0, sizeof scratch_memory };
    struct buffer out = BUFFER(memory);
    struct error error;
    struct act act;
    bool refused;
    if (twice == STEP_PARSE)
        act_parse(bytes, &scratch, &act, &error);
    if (twice == STEP_READ)
        entry_drop(state, entry_read(state, bytes, &error));
    struct entry *const entry = entry_read(state, bytes, &error);
    if (entry != NULL && twice == STEP_CHECK)
        judge_entry(state, entry, &refused, &error);
    if (entry == NULL || !entry_take(state, entry, &error))
        replay_refuse(&error, bytes);
    if (twice == STEP_WRITE)
        act_write(&entry->act, &out);
    buffer_clear(&out);
    act_write(&entry->act, &out);
    if (!slice_equal(buffer_slice(&out), bytes))
        replay_stop("what is written is not what was read", bytes);
}

static struct run replay(size_t wanted, const struct crypto *crypto, enum step twice)
{
    static char *text;
    static size_t starts[CHUNK + 1];
    static struct hash names[CHUNK];
    struct arena arena = replay_memory_of_run();
    struct state state;
    struct run run = { 0 };
    size_t index = 0, round = 0;
    if (text == NULL)
        text = malloc(CHUNK_BYTES);
    state_begin(&state, &arena, crypto, 0x9E3779B97F4A7C15u);
    while (run.acts < wanted) {
        struct buffer out = { text, 0, CHUNK_BYTES, false };
        size_t count = 0;
        while (count < CHUNK && run.acts + count < wanted) {
            if (round == 0 || !sources[index].once) {
                starts[count] = out.length;
                replay_write_act(index, round, &out, &names[count++]);
            }
            if (++index == source_count) {
                index = 0;
                round++;
            }
        }
        starts[count] = out.length;
        if (out.full)
            replay_stop("the acts are too long", SLICE(""));
        double const began = replay_now();
        for (size_t i = 0; i < count; i++) {
            struct slice const bytes = { text + starts[i], starts[i + 1] - starts[i] };
            name_taken = names[i];
            replay_take(&state, bytes, twice);
        }
        run.seconds += replay_now() - began;
        run.acts += count;
        run.bytes += out.length;
    }
    run.memory = arena.used;
    run.findings = state.irregularities;
    return run;
}

static int replay_ascending(const void *a, const void *b)
{
    double const difference = *(const double *)a - *(const double *)b;
    return difference < 0 ? -1 : difference > 0;
}

/* The measurements of a repeat, in turn, so that a disturbance affects all of them. */
static const struct variant {
    const char *name; /* NULL: used only for the parts */
    bool hashed;
    enum step twice;
} variants[] = {
    { "without hashing", false, STEP_NONE },
    { "with SHA-256", true, STEP_NONE },
    { NULL, false, STEP_PARSE },
    { NULL, false, STEP_READ },
    { NULL, false, STEP_CHECK },
    { NULL, false, STEP_WRITE },
};

enum { VARIANTS = sizeof variants / sizeof variants[0] };

static double speeds[VARIANTS][REPEATS_MAX];

/* Nanoseconds per act in the best repeat: disturbances only add time. */
static double replay_best(size_t variant, unsigned repeats)
{
    return 1e9 / speeds[variant][repeats - 1];
}

static void replay_report(const struct run *run, unsigned repeats)
{
    for (size_t i = 0; i < VARIANTS; i++) {
        qsort(speeds[i], repeats, sizeof speeds[i][0], replay_ascending);
        if (variants[i].name != NULL)
            printf("%-18s min %8.0f   median %8.0f   max %8.0f acts a second\n", variants[i].name, speeds[i][0],
                   speeds[i][repeats / 2], speeds[i][repeats - 1]);
    }
    double const bare = replay_best(0, repeats), parse = replay_best(2, repeats) - bare,
                 read = replay_best(3, repeats) - bare, check = replay_best(4, repeats) - bare,
                 write = replay_best(5, repeats) - bare;
    printf("%zu acts, %zu bytes each; state %zu bytes an act; %u findings\n", run->acts, run->bytes / run->acts,
           run->memory / run->acts, run->findings);
    printf("ns an act: parse %.0f, copy and look up %.0f, check %.0f, apply and append %.0f, write %.0f; SHA-256 adds "
           "%.0f\n",
           parse, read - parse, check, bare - read - check - write, write, replay_best(1, repeats) - bare);
}

static double replay_each(struct run run)
{
    return run.seconds / (double)run.acts;
}

int main(int count, char **arguments)
{
    size_t const wanted = count > 2 ? strtoull(arguments[2], NULL, 10) : 1000000;
    unsigned const repeats = count > 3 ? (unsigned)atoi(arguments[3]) % REPEATS_MAX : 5;
    struct run run = { 0 };
    if (count < 2 || wanted == 0 || repeats == 0) {
        fprintf(stderr, "usage: replay FOLDER [ACTS [REPEATS]]\n");
        return 2;
    }
    replay_load(arguments[1]);
    replay_read_sources();
    for (size_t i = 0; i < source_count; i++)
        replay_find_places(i);
    replay(wanted, &known, STEP_NONE); /* not counted: the system provides the memory */
    for (unsigned i = 0; i < repeats; i++)
        for (size_t variant = 0; variant < VARIANTS; variant++) {
            run = replay(wanted, variants[variant].hashed ? crypto_native() : &known, variants[variant].twice);
            speeds[variant][i] = 1 / replay_each(run);
        }
    replay_report(&run, repeats);
    return 0;
}
