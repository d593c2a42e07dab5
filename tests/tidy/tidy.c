/* tidy - the house rules, checked: `tidy ROOT` prints each breach as "path:line: what; what instead" and ends with 1.
 *
 * `floors` says which floor may include which; `banned` lists functions that we do not call. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"

enum {
    MEMORY_BYTES = 256 << 20,
    FILES_MAX = 4096,
    LINKS_MAX = 16384,
    FUNCTION_LINES_MAX = 70,
    FILE_LINES_MAX = 700,
    WORDS_MAX = 512,
    PATH_BYTES_MAX = 512
};

/* A floor may include itself and the floors whose names stand after it. */
static const struct {
    const char *name, *may_include;
    bool core;
} floors[] = {
    { "base", "", true },
    { "record", "base", true },
    { "rules", "base record", true },
    { "store", "base record rules", false },
    { "log", "base record store", false },
    { "room", "base record rules formats store log", false },
    { "campaign", "base record rules formats store log room", false },
    { "web", "base record rules store log room campaign formats", false },
    { "mail", "base record rules store log room campaign formats", false },
    { "formats", "base record rules", false },
    { "cmd", "base record rules store log room campaign web mail formats", false },
};

static const char core_headers[] = "assert.h limits.h stdbool.h stddef.h stdint.h string.h";

static const struct {
    const char *call, *instead;
    bool core_only;
} banned[] = {
    { "strcpy", "buffer_add", false },
    { "strcat", "buffer_add", false },
    { "strncpy", "buffer_add", false },
    { "strncat", "buffer_add", false },
    { "sprintf", "buffer_add or snprintf", false },
    { "vsprintf", "vsnprintf", false },
    { "gets", "read into a buffer", false },
    { "strtok", "slice_next", false },
    { "strtok_r", "slice_next", false },
    { "gmtime", "civil_date_at", false },
    { "localtime", "civil_date_at with an offset", false },
    { "system", "posix_spawn", false },
    { "popen", "posix_spawn", false },
    { "rand", "the random of the table of system calls", false },
    { "atoi", "slice_number", false },
    { "atol", "slice_number", false },
    { "atof", "slice_number; there are no fractions here", false },
    { "strtol", "slice_number", false },
    { "strtoul", "slice_number", false },
    { "strtoll", "slice_number", false },
    { "strtoull", "slice_number", false },
    { "alloca", "arena_take", false },
    { "malloc", "arena_take", true },
    { "calloc", "arena_take_many", true },
    { "realloc", "arena_take", true },
    { "free", "an arena: what lives in it dies with it", true },
};

static const char *const promises[] = { "TODO", "FIXME", "XXX", "HACK" };

struct file {
    struct slice path;  /* from the root */
    struct slice text;  /* as it stands */
    struct slice code;  /* of C: without comments and what stands in quotes, the same length */
    struct slice floor; /* of src/FLOOR/...; else empty */
    bool is_c, is_header;
};

/* An include within a floor. X.c and X.h are one file X, told by the index of the first of them. */
struct link {
    const struct file *file;
    unsigned line;
    size_t from, to;
};

struct house {
    struct arena arena;
    const char *root;
    struct file *files;
    size_t count;
    struct link *links;
    size_t link_count;
    struct slice words[WORDS_MAX];
    size_t word_count;
    unsigned breaches;
};

/* --- saying it ---------------------------------------------------------------------------------------------------- */

/* The line on which the byte at `offset` stands. */
static unsigned line_at(struct slice text, size_t offset)
{
    unsigned line = 1;
    for (size_t at = slice_find(text, '\n', 0); at < offset && at < text.length; at = slice_find(text, '\n', at + 1))
        line++;
    return line;
}

static void breach(struct house *house, struct slice path, unsigned line, const char *what, struct slice about,
                   const char *instead)
{
    house->breaches++;
    printf("%.*s:%u: %s%s%.*s; %s\n", SLICE_ARGS(path), line, what, about.length > 0 ? " " : "", SLICE_ARGS(about),
           instead);
}

/* --- small readers ------------------------------------------------------------------------------------------------ */

static bool is_word_byte(char byte)
{
    unsigned char const b = (unsigned char)byte;
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b >= 0x80;
}

/* The next place at or after `from` where `word` stands whole; text.length when there is none. An underscore joins words
 * of code; `loose` takes it as a gap. */
static size_t find_word(struct slice text, struct slice word, size_t from, bool loose)
{
    for (size_t at = from; at < text.length; at++) {
        const char *const next = memmem(text.bytes + at, text.length - at, word.bytes, word.length);
        if (next == NULL)
            break;
        at = (size_t)(next - text.bytes);
        char const before = at > 0 ? text.bytes[at - 1] : ' ';
        char const after = at + word.length < text.length ? text.bytes[at + word.length] : ' ';
        bool const apart_before = !is_word_byte(before) || (loose && before == '_');
        bool const apart_after = !is_word_byte(after) || (loose && after == '_');
        if (apart_before && apart_after)
            return at;
    }
    return text.length;
}

static bool list_has(const char *list, struct slice word)
{
    return find_word(slice_of(list), word, 0, false) < strlen(list);
}

static struct slice join(struct house *house, struct slice a, struct slice b, struct slice c)
{
    size_t const length = a.length + b.length + c.length;
    struct buffer buffer = { arena_take(&house->arena, length + 1), 0, length, false };
    buffer_add(&buffer, a);
    buffer_add(&buffer, b);
    buffer_add(&buffer, c);
    return buffer_slice(&buffer);
}

static struct file *find_file(struct house *house, struct slice path)
{
    for (size_t i = 0; i < house->count; i++)
        if (slice_equal(house->files[i].path, path))
            return &house->files[i];
    return NULL;
}

/* "decision.c" of "src/web/page/decision.c"; its stem is "decision". */
static struct slice name_of(struct slice path)
{
    size_t start = path.length;
    while (start > 0 && path.bytes[start - 1] != '/')
        start--;
    return slice_part(path, start, path.length);
}

static struct slice without_ending(struct slice path)
{
    return slice_part(path, 0,
                      slice_ends(path, SLICE(".c")) || slice_ends(path, SLICE(".h")) ? path.length - 2 : path.length);
}

static bool is_in(const struct file *file, const char *folder)
{
    return slice_begins(file->path, slice_of(folder));
}

/* --- reading the house -------------------------------------------------------------------------------------------- */

/* Comments and the insides of quotes become spaces, so that only code is left on its lines. */
static struct slice blank(struct house *house, struct slice text)
{
    char *const code = arena_take(&house->arena, text.length + 1);
    enum { CODE, LINE, BLOCK, STRING, LETTER } in = CODE;
    for (size_t i = 0; i < text.length; i++) {
        char const byte = text.bytes[i], next = i + 1 < text.length ? text.bytes[i + 1] : '\n';
        bool keep = in == CODE;
        if (in == CODE && byte == '/' && (next == '/' || next == '*')) {
            in = next == '/' ? LINE : BLOCK;
            keep = false;
        } else if (in == CODE && (byte == '"' || byte == '\'')) {
            in = byte == '"' ? STRING : LETTER;
        } else if (in == LINE && byte == '\n') {
            in = CODE;
        } else if (in == BLOCK && byte == '*' && next == '/') {
            code[i++] = ' ';
            in = CODE;
        } else if ((in == STRING || in == LETTER) && byte == '\\') {
            code[i++] = ' ';
        } else if ((in == STRING && byte == '"') || (in == LETTER && byte == '\'')) {
            in = CODE;
            keep = true;
        }
        code[i] = keep || text.bytes[i] == '\n' ? text.bytes[i] : ' ';
    }
    return (struct slice){ code, text.length };
}

static struct slice lower(struct house *house, struct slice text)
{
    char *const bytes = arena_take(&house->arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = (char)(text.bytes[i] >= 'A' && text.bytes[i] <= 'Z' ? text.bytes[i] - 'A' + 'a' : text.bytes[i]);
    return (struct slice){ bytes, text.length };
}

static bool read_whole(struct house *house, const char *path, struct slice *text)
{
    FILE *const in = fopen(path, "rb");
    struct stat about;
    if (in == NULL || fstat(fileno(in), &about) != 0) {
        if (in != NULL)
            fclose(in);
        return false;
    }
    size_t const length = (size_t)about.st_size;
    char *const bytes = arena_take(&house->arena, length + 1);
    bool const whole = bytes != NULL && fread(bytes, 1, length, in) == length;
    fclose(in);
    *text = (struct slice){ bytes, whole ? length : 0 };
    return whole;
}

static void add_file(struct house *house, const char *full, struct slice path)
{
    struct slice text;
    if (house->count == FILES_MAX || !read_whole(house, full, &text))
        return;
    bool const is_c = slice_ends(path, SLICE(".c")) || slice_ends(path, SLICE(".h")) || slice_ends(path, SLICE(".def"));
    struct slice floor = SLICE("");
    if (slice_begins(path, SLICE("src/")))
        floor = slice_part(path, 4, slice_find(path, '/', 4));
    house->files[house->count++] =
        (struct file){ path, text, is_c ? blank(house, text) : text, floor, is_c, slice_ends(path, SLICE(".h")) };
}

static void walk(struct house *house, struct slice folder)
{
    char full[PATH_BYTES_MAX];
    snprintf(full, sizeof full, "%s/%.*s", house->root, SLICE_ARGS(folder));
    struct dirent **names;
    int const count = scandir(full, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct slice const name = slice_of(names[i]->d_name);
        if (name.bytes[0] != '.') {
            struct slice const path = join(house, folder, SLICE("/"), name);
            struct stat about;
            snprintf(full, sizeof full, "%s/%.*s", house->root, SLICE_ARGS(path));
            if (stat(full, &about) == 0 && S_ISDIR(about.st_mode))
                walk(house, path);
            else
                add_file(house, full, path);
        }
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

static void read_words(struct house *house)
{
    const struct file *const list = find_file(house, SLICE("tests/tidy/example_words.txt"));
    struct slice rest = list != NULL ? list->text : SLICE(""), line;
    while (slice_next(&rest, '\n', &line))
        if (line.length > 0 && line.bytes[0] != '#' && house->word_count < WORDS_MAX)
            house->words[house->word_count++] = line;
}

/* --- the rules ---------------------------------------------------------------------------------------------------- */

static bool floor_is_core(struct slice floor)
{
    for (size_t i = 0; i < sizeof floors / sizeof floors[0]; i++)
        if (slice_equal(floor, slice_of(floors[i].name)))
            return floors[i].core;
    return false;
}

static const char *floor_may_include(struct slice floor)
{
    for (size_t i = 0; i < sizeof floors / sizeof floors[0]; i++)
        if (slice_equal(floor, slice_of(floors[i].name)))
            return floors[i].may_include;
    return NULL;
}

/* Cuts the name out of an include line; *quote is what it stands in. False when the line is none. */
static bool read_include(struct slice line, struct slice *name, char *quote)
{
    if (!slice_begins(line, SLICE("#include ")) || line.length < 11)
        return false;
    *quote = line.bytes[9];
    *name = slice_part(line, 10, slice_find(line, *quote == '<' ? '>' : '"', 10));
    return true;
}

static void check_includes(struct house *house, const struct file *file)
{
    struct slice rest = file->text, line, name;
    char quote;
    if (file->floor.length == 0 || !file->is_c)
        return;
    const char *const may = floor_may_include(file->floor);
    if (may == NULL) {
        breach(house, file->path, 1, "no floor is called", file->floor, "the floors stand in tests/tidy/tidy.c");
        return;
    }
    for (unsigned number = 1; slice_next(&rest, '\n', &line); number++) {
        if (!read_include(line, &name, &quote))
            continue;
        size_t const slash = slice_find(name, '/', 0);
        struct slice const floor = slice_part(name, 0, slash);
        if (quote == '<' && floor_is_core(file->floor) && !list_has(core_headers, name))
            breach(house, file->path, number, "the core does not include", name,
                   "what it needs from outside comes in through a table of functions (record/crypto.h)");
        if (quote == '"' && slash < name.length && !slice_equal(floor, file->floor) && !list_has(may, floor))
            breach(house, file->path, number, "this floor may not include", name,
                   "includes go down: base < record < rules < formats, store < log < room < campaign < web, mail "
                   "< cmd");
    }
}

/* --- circles between files of a floor ----------------------------------------------------------------------------- */

/* The index of X.c, or of X.h where there is no X.c; house->count when there is neither. */
static size_t find_pair(struct house *house, struct slice path)
{
    const struct file *file = find_file(house, join(house, without_ending(path), SLICE(".c"), SLICE("")));
    if (file == NULL)
        file = find_file(house, path);
    return file != NULL ? (size_t)(file - house->files) : house->count;
}

static void read_links(struct house *house, const struct file *file)
{
    struct slice rest = file->text, line, name;
    char quote;
    if (file->floor.length == 0 || !file->is_c)
        return;
    size_t const from = find_pair(house, file->path);
    for (unsigned number = 1; slice_next(&rest, '\n', &line); number++) {
        if (!read_include(line, &name, &quote) || quote != '"' ||
            !slice_equal(slice_part(name, 0, slice_find(name, '/', 0)), file->floor))
            continue;
        size_t const to = find_pair(house, join(house, SLICE("src/"), name, SLICE("")));
        if (to < house->count && to != from && house->link_count < LINKS_MAX)
            house->links[house->link_count++] = (struct link){ file, number, from, to };
    }
}

/* Whether the includes of one file lead to the other. */
static bool leads_to(const struct house *house, size_t from, size_t to)
{
    static bool reached[FILES_MAX];
    memset(reached, 0, sizeof reached);
    reached[from] = true;
    for (bool more = true; more && !reached[to];) {
        more = false;
        for (size_t i = 0; i < house->link_count; i++) {
            const struct link *const link = &house->links[i];
            if (reached[link->from] && !reached[link->to])
                more = reached[link->to] = true;
        }
    }
    return reached[to];
}

static void check_circles(struct house *house)
{
    for (size_t i = 0; i < house->count; i++)
        read_links(house, &house->files[i]);
    for (size_t i = 0; i < house->link_count; i++) {
        const struct link *const link = &house->links[i];
        if (leads_to(house, link->to, link->from))
            breach(house, link->file->path, link->line, "a circle: this is included again by",
                   house->files[link->to].path, "move what both need into a file below them");
    }
}

/* --- calls, files and words ---------------------------------------------------------------------------------------- */

static void check_calls(struct house *house, const struct file *file)
{
    if (!file->is_c || (!is_in(file, "src/") && !is_in(file, "tool/")))
        return;
    for (size_t i = 0; i < sizeof banned / sizeof banned[0]; i++) {
        if (banned[i].core_only && !floor_is_core(file->floor))
            continue;
        struct slice const word = slice_of(banned[i].call);
        size_t at = find_word(file->code, word, 0, false);
        for (; at < file->code.length; at = find_word(file->code, word, at + 1, false)) {
            bool const member = at > 0 && (file->code.bytes[at - 1] == '.' || file->code.bytes[at - 1] == '>');
            size_t const after = at + word.length;
            if (!member && after < file->code.length && file->code.bytes[after] == '(')
                breach(house, file->path, line_at(file->code, at), "this calls", word, banned[i].instead);
        }
    }
}

/* A subject of the rules may export only what the table of rules calls: that one is declared in rules/rule.h. */
static bool is_rule(const struct file *file)
{
    return slice_equal(file->floor, SLICE("rules")) &&
           find_word(file->text, SLICE("rules/rule.h"), 0, false) < file->text.length;
}

static void check_pair(struct house *house, const struct file *file)
{
    if (file->floor.length == 0)
        return;
    bool const alone = slice_equal(file->floor, SLICE("cmd")) || slice_equal(file->floor, SLICE("wasm")) ||
                       slice_ends(file->path, SLICE("_table.c")) || is_rule(file);
    if (slice_ends(file->path, SLICE(".c")) && !alone &&
        find_file(house, join(house, without_ending(file->path), SLICE(".h"), SLICE(""))) == NULL)
        breach(house, file->path, 1, "this has no header", SLICE(""), "give it one of the same name: it is the manual");
    if (!file->is_header)
        return;
    struct slice const begins = join(house, SLICE("/* "), slice_part(file->path, 4, file->path.length), SLICE(" - "));
    size_t const skipped = slice_begins(file->text, SLICE("// SPDX")) ? slice_find(file->text, '\n', 0) + 1 : 0;
    if (!slice_begins(slice_part(file->text, skipped, file->text.length), begins))
        breach(house, file->path, 1, "the header does not begin with", begins, "begin it so, and say what it is");
}

/* A header or list that no file includes. */
static void check_included(struct house *house, const struct file *file)
{
    if (file->floor.length == 0 || (!file->is_header && !slice_ends(file->path, SLICE(".def"))))
        return;
    struct slice const own = slice_part(file->path, 4, file->path.length);
    struct slice const line = join(house, SLICE("#include \""), own, SLICE("\""));
    for (size_t i = 0; i < house->count; i++) {
        struct slice rest = house->files[i].text, piece;
        while (house->files[i].is_c && slice_next(&rest, '\n', &piece))
            if (slice_equal(piece, line))
                return;
    }
    breach(house, file->path, 1, "nothing includes", own, "use it or delete it");
}

/* src/ is built as it stands; a tool of the build must be named. */
static void check_built(struct house *house, const struct file *file)
{
    if (!slice_ends(file->path, SLICE(".c")) || !is_in(file, "tool/"))
        return;
    for (size_t i = 0; i < house->count; i++) {
        struct slice const text = house->files[i].text;
        if (slice_equal(name_of(house->files[i].path), SLICE("meson.build")) &&
            find_word(text, name_of(file->path), 0, false) < text.length)
            return;
    }
    breach(house, file->path, 1, "no meson.build names this", SLICE(""), "build it or delete it");
}

static void check_lengths(struct house *house, const struct file *file)
{
    if (!file->is_c || slice_ends(file->path, SLICE(".def")) || (!is_in(file, "src/") && !is_in(file, "tool/")))
        return;
    struct slice rest = file->text, line;
    unsigned number = 0, begins = 0;
    while (slice_next(&rest, '\n', &line)) {
        number++;
        if (slice_equal(line, SLICE("{")))
            begins = number;
        if (slice_equal(line, SLICE("}")) && begins > 0) {
            if (number - begins > FUNCTION_LINES_MAX)
                breach(house, file->path, begins, "this function has more than 70 lines", SLICE(""),
                       "make of it one function for each thing that it does");
            begins = 0;
        }
    }
    if (number > FILE_LINES_MAX)
        breach(house, file->path, number, "this file has more than 700 lines", SLICE(""), "make two subjects of it");
}

static void check_promises(struct house *house, const struct file *file)
{
    if (is_in(file, "tests/") || is_in(file, "examples/") || is_in(file, "static/"))
        return;
    for (size_t i = 0; i < sizeof promises / sizeof promises[0]; i++) {
        struct slice const word = slice_of(promises[i]);
        size_t at = find_word(file->text, word, 0, false);
        for (; at < file->text.length; at = find_word(file->text, word, at + 1, false))
            breach(house, file->path, line_at(file->text, at), "this promises work", word, "do it, or take it out");
    }
}

static void check_words(struct house *house, const struct file *file)
{
    if (!is_in(file, "src/") && !is_in(file, "tool/") && !is_in(file, "views/") && !is_in(file, "static/"))
        return;
    struct slice const text = lower(house, file->text);
    for (size_t i = 0; i < house->word_count; i++) {
        struct slice const word = house->words[i];
        size_t at = find_word(text, word, 0, true);
        for (; at < text.length; at = find_word(text, word, at + 1, true))
            breach(house, file->path, line_at(file->text, at), "a word of the example stands here:", word,
                   "the program knows no conference, country or person");
    }
}

static bool is_source(const struct file *file)
{
    static const char *const endings[] = { ".js", ".css", ".py", ".sh", ".go" };
    bool source =
        file->is_c || slice_begins(file->text, SLICE("#!")) || slice_equal(name_of(file->path), SLICE("meson.build"));
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        source = source || slice_ends(file->path, slice_of(endings[i]));
    return source && !is_in(file, "fuzz/seeds/");
}

static void check_licence(struct house *house, const struct file *file)
{
    if (is_source(file) &&
        find_word(file->text, SLICE("SPDX-License-Identifier: Apache-2.0"), 0, false) == file->text.length)
        breach(house, file->path, 1, "this says no licence", SLICE(""),
               "begin it with SPDX-License-Identifier: Apache-2.0 in a comment");
}

static bool is_fault_table(const struct file *file)
{
    return file->floor.length > 0 && slice_equal(name_of(file->path), SLICE("fault.def"));
}

/* Every fault is used by some file of src, and its floor's table is in the list of all of them. */
static void check_faults(struct house *house, const struct file *file)
{
    if (!is_fault_table(file))
        return;
    const struct file *const list = find_file(house, SLICE("tool/faults.h"));
    struct slice const own = slice_part(file->path, 4, file->path.length);
    if (list == NULL || find_word(list->text, own, 0, false) == list->text.length)
        breach(house, file->path, 1, "tool/faults.h does not include", own, "put it there");
    struct slice rest = file->text, line;
    for (unsigned number = 1; slice_next(&rest, '\n', &line); number++) {
        if (!slice_begins(line, SLICE("FAULT(")))
            continue;
        struct slice const word =
            join(house, SLICE("FAULT_"), slice_part(line, 6, slice_find(line, ',', 0)), SLICE(""));
        bool used = false;
        for (size_t i = 0; i < house->count && !used; i++) {
            struct slice const code = house->files[i].code;
            used = house->files[i].floor.length > 0 && find_word(code, word, 0, false) < code.length;
        }
        if (!used)
            breach(house, file->path, number, "nothing fails with", word,
                   "delete the row, or refuse what it describes");
    }
}

int main(int count, char **values)
{
    if (count != 2) {
        fputs("usage: tidy ROOT\n", stderr);
        return 2;
    }
    void *const memory = mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 3;
    struct house house = { .root = values[1], .arena = { memory, 0, MEMORY_BYTES } };
    house.files = arena_take_many(&house.arena, FILES_MAX, sizeof *house.files);
    house.links = arena_take_many(&house.arena, LINKS_MAX, sizeof *house.links);
    static const char *const folders[] = {
        "src", "tool", "views", "static", "script", "tests", "fuzz", "bench", "docs"
    };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        walk(&house, slice_of(folders[i]));
    char full[PATH_BYTES_MAX];
    snprintf(full, sizeof full, "%s/meson.build", house.root);
    add_file(&house, full, SLICE("meson.build"));
    read_words(&house);
    for (size_t i = 0; i < house.count; i++) {
        const struct file *const file = &house.files[i];
        check_includes(&house, file);
        check_calls(&house, file);
        check_pair(&house, file);
        check_included(&house, file);
        check_built(&house, file);
        check_lengths(&house, file);
        check_promises(&house, file);
        check_words(&house, file);
        check_licence(&house, file);
        check_faults(&house, file);
    }
    check_circles(&house);
    printf("%zu files, %u breaches of the house rules\n", house.count, house.breaches);
    return house.breaches > 0 ? 1 : 0;
}
