// SPDX-License-Identifier: Apache-2.0
/* tests/rules/play.c - plays scripts that a delegate could read: one act a line, the verdict last.
 *
 * What    A script holds scenes. A scene begins with `conference run` or `conference watched`; lines of setting follow:
 *           profile KEY: VALUE                    a rule of procedure; the defaults hold for the rest
 *           members AAA BBB=3 ...                 admitted, with a weight after =
 *           observers OOO ...  watchers WWW ...
 *           offices chair SEC2=secretariat ...    an office is called as what it is, or says what it is after =
 *           bodies PL=all WG=report HUDDLE=none   with what each may decide
 *           meetings M1=PL ...                    convened and opened
 *           instruments T=treaty ...              and  provisions T 1 2 ...
 *         (`conference unopened` has no first act yet); then acts, each with its verdict and, after it, facts that must hold:
 *           AAA proposal.submit id=P1 sponsors="AAA BBB" item="ADD 1 some words"   lawful   P1=submitted P1.BBB=named
 *           BBB proposal.withdraw proposal=P1      irregular sponsor-not-confirmed
 *         In a conference that is run the irregular is refused and nothing changes; where it is watched it stands, with that
 *         finding. SEC is the registrar and secretariat. `facts` begins a line of facts alone. "\n" breaks a line within quotes;
 *         seen=N is the log of that size, seen=N! one that never was, seen=none nothing; key=@CODE is a key of that party,
 *         #a a hash of nothing but a. What is needed and not said is filled in: tests/rules/stage.h.
 * How     play FILE...            plays them
 *         play --unreached FILE...   says which types of act and which faults of the rules no line reaches */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "facts.h"
#include "faults.h"
#include "stage.h"

enum { FILE_BYTES_MAX = 1 << 20, TOKENS_MAX = 256, MEMORY = 64 << 20 };

struct act_file {
    const char *file;
    unsigned line, failures, acts;
    struct stage stage;
    bool begun, opened, watched;
    char profile[PROFILE_BYTES_MAX];
    struct buffer rules;
};

static void complain(struct act_file *script, const char *what, struct slice wanted, struct slice got)
{
    script->failures++;
    fprintf(stderr, "%s:%u: %s\n", script->file, script->line, what);
    if (wanted.length > 0 || got.length > 0)
        fprintf(stderr, "    wanted  %.*s\n    got     %.*s\n", SLICE_ARGS(wanted), SLICE_ARGS(got));
}

/* --- words of a line --------------------------------------------------------------------------------------------- */

/* Cuts a line at spaces outside quotes, takes the quotes away and breaks lines at "\n"; writes over the line. */
static size_t cut(char *line, struct slice tokens[TOKENS_MAX])
{
    size_t count = 0;
    char *read = line;
    while (count < TOKENS_MAX) {
        while (*read == ' ')
            read++;
        if (*read == '\0')
            break;
        char *const start = read, *write = read;
        bool quoted = false;
        while (*read != '\0' && (quoted || *read != ' ')) {
            if (*read == '"')
                quoted = !quoted;
            else if (read[0] == '\\' && read[1] == 'n')
                *write++ = '\n', read++;
            else
                *write++ = *read;
            read++;
        }
        tokens[count++] = (struct slice){ start, (size_t)(write - start) };
        if (*read != '\0')
            read++;
    }
    return count;
}

static bool cut_at_equals(struct slice token, struct slice *name, struct slice *value)
{
    size_t const at = slice_find(token, '=', 0);
    *name = slice_part(token, 0, at);
    *value = slice_part(token, at + 1, token.length);
    return at < token.length;
}

static struct slice keep(struct act_file *script, const struct buffer *out)
{
    static char memory[1 << 16];
    static size_t used;
    if (used + out->length > sizeof memory)
        used = 0;
    memcpy(memory + used, out->bytes, out->length);
    struct slice const kept = { memory + used, out->length };
    used += out->length;
    (void)script;
    return kept;
}

/* @CODE of a key, #a of a hash; anything else as it stands. */
static struct slice expand(struct act_file *script, enum field_kind kind, struct slice value)
{
    char memory[512];
    struct buffer out = BUFFER(memory);
    size_t const hash = slice_find(value, '#', 0);
    if (kind == FIELD_KIND_KEY && slice_begins(value, SLICE("@"))) {
        struct slice const code = slice_part(value, 1, value.length);
        bool const whole = slice_find(code, '.', 0) < code.length;
        buffer_add(&out, whole ? SLICE("") : SLICE("test.example/week/"));
        buffer_add(&out, code);
        return stage_key(&script->stage, keep(script, &out));
    }
    if ((kind != FIELD_KIND_BLOB && kind != FIELD_KIND_PAIR) || hash + 2 != value.length)
        return value;
    buffer_add(&out, slice_part(value, 0, hash));
    for (size_t i = 0; i < 64; i++)
        buffer_add_byte(&out, value.bytes[hash + 1]);
    return keep(script, &out);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static bool read_fields(struct act_file *script, const struct slice *tokens, size_t count, struct stage_field *fields)
{
    for (size_t i = 0; i < count; i++) {
        struct slice name, value;
        const struct field_type *type;
        if (!cut_at_equals(tokens[i], &name, &value) || (type = field_type_find(name)) == NULL) {
            complain(script, "this is no field", SLICE("FIELD=VALUE"), tokens[i]);
            return false;
        }
        fields[i] = (struct stage_field){ type->id, expand(script, type->kind, value) };
    }
    return true;
}

static bool perform(struct act_file *script, struct slice by, struct slice name, const struct slice *tokens,
                    size_t count, struct stage_result *result)
{
    static struct stage_field fields[TOKENS_MAX];
    static char memory[2 * ACT_BYTES_MAX];
    struct buffer out = BUFFER(memory);
    struct slice unknown;
    const struct act_type *const type = act_type_find(name);
    if (type == NULL || !read_fields(script, tokens, count, fields)) {
        if (type == NULL)
            complain(script, "no act is called so", SLICE("a type of act"), name);
        return false;
    }
    if (!stage_write(&script->stage, by, type, fields, count, &out, &unknown)) {
        complain(script, "the act has no such field", name, unknown);
        return false;
    }
    *result = stage_take(&script->stage, buffer_slice(&out));
    script->acts++;
    if (result->wrong != NULL)
        complain(script, result->wrong, SLICE(""), SLICE(""));
    return true;
}

static struct slice verdict_of(const struct act_file *script, const struct stage_result *result)
{
    static char memory[512];
    struct buffer out = BUFFER(memory);
    enum fault_class const class = fault_class_of(result->fault);
    buffer_add_text(&out, result->fault == FAULT_NONE       ? "lawful"
                          : class == FAULT_CLASS_IRREGULAR  ? "irregular "
                          : class == FAULT_CLASS_IMPOSSIBLE ? "impossible "
                                                            : "refused ");
    if (result->fault != FAULT_NONE)
        buffer_add_text(&out, fault_row(result->fault)->name);
    if (class == FAULT_CLASS_IRREGULAR && result->taken != script->watched)
        buffer_add_text(&out, result->taken ? ", and was recorded" : ", and was refused");
    return buffer_slice(&out);
}

/* The verdict's words: one, or two with the fault's name. */
static size_t verdict_words(struct slice word)
{
    if (slice_equal(word, SLICE("lawful")))
        return 1;
    return slice_equal(word, SLICE("irregular")) || slice_equal(word, SLICE("impossible")) ||
                   slice_equal(word, SLICE("refused"))
               ? 2
               : 0;
}

static void check_facts(struct act_file *script, const struct slice *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char memory[512];
        struct buffer got = BUFFER(memory);
        struct slice name, wanted;
        if (!cut_at_equals(tokens[i], &name, &wanted)) {
            complain(script, "this is no fact", SLICE("NAME=VALUE"), tokens[i]);
            continue;
        }
        fact_write(&script->stage.state, name, &got);
        if (!slice_equal(buffer_slice(&got), wanted)) {
            buffer_clear(&got);
            buffer_add(&got, name);
            buffer_add_byte(&got, '=');
            fact_write(&script->stage.state, name, &got);
            complain(script, "a fact does not hold", tokens[i], buffer_slice(&got));
        }
    }
}

static void play_act(struct act_file *script, const struct slice *tokens, size_t count)
{
    size_t at = 2;
    while (at < count && verdict_words(tokens[at]) == 0)
        at++;
    size_t const words = at < count ? verdict_words(tokens[at]) : 0;
    if (count < 3 || words == 0 || at + words > count) {
        complain(script, "a line is: who, act, fields, verdict, facts", SLICE("lawful | irregular F | impossible F"),
                 count > 0 ? tokens[count - 1] : SLICE(""));
        return;
    }
    char memory[128];
    struct buffer wanted = BUFFER(memory);
    struct stage_result result;
    buffer_add(&wanted, tokens[at]);
    if (words == 2) {
        buffer_add_byte(&wanted, ' ');
        buffer_add(&wanted, tokens[at + 1]);
    }
    if (!perform(script, tokens[0], tokens[1], tokens + 2, at - 2, &result))
        return;
    struct slice const got = verdict_of(script, &result);
    if (!slice_equal(buffer_slice(&wanted), got)) {
        char sentence[512];
        struct buffer words_of = BUFFER(sentence);
        complain(script, "another verdict", buffer_slice(&wanted), got);
        if (result.fault != FAULT_NONE && !result.taken)
            error_words(&result.error, &words_of);
        fprintf(stderr, "            %.*s\n", SLICE_ARGS(buffer_slice(&words_of)));
    }
    check_facts(script, tokens + at + words, count - at - words);
}

/* --- setting ----------------------------------------------------------------------------------------------------- */

/* An act of the setting, written as a line; it must be lawful. */
static void set_up(struct act_file *script, const char *act, const struct slice *arguments, size_t count)
{
    char line[2048];
    struct buffer out = BUFFER(line);
    struct slice tokens[TOKENS_MAX];
    struct stage_result result;
    for (; *act != '\0'; act++)
        if (*act == '$' && (size_t)(act[1] - '0') < count)
            buffer_add(&out, arguments[*++act - '0']);
        else
            buffer_add_byte(&out, *act);
    buffer_add_byte(&out, '\0');
    size_t const words = cut(line, tokens);
    if (perform(script, SLICE(STAGE_REGISTRAR), tokens[0], tokens + 1, words - 1, &result) &&
        result.fault != FAULT_NONE)
        complain(script, "the setting is not lawful", SLICE("lawful"), verdict_of(script, &result));
}

static const struct {
    const char *word, *plain, *with; /* an act for CODE, and for CODE=VALUE */
} settings[] = {
    { "members", "actor.admit id=$0 role=member name=$0", "actor.admit id=$0 role=member name=$0 weight=$1" },
    { "observers", "actor.admit id=$0 role=observer name=$0", NULL },
    { "watchers", "actor.admit id=$0 role=watcher name=$0", NULL },
    { "offices", "actor.admit id=$0 role=office office=$0 name=$0", "actor.admit id=$0 role=office office=$1 name=$0" },
    { "bodies", NULL, "body.establish id=$0 name=$0 doors=open decides=$1" },
    { "meetings", NULL, "meeting.convene id=$0 body=$1 doors=open" },
    { "instruments", NULL, "instrument.open id=$0 form=$1 title=$0" },
    { "documents", NULL, "document.register id=$0 group=DOC number=$1 title=$0" },
};

static bool play_setting(struct act_file *script, const struct slice *tokens, size_t count)
{
    if (slice_equal(tokens[0], SLICE("provisions"))) {
        for (size_t i = 2; i < count; i++)
            set_up(script, "provision.add instrument=$0 provision=$1 words=\"old words\"",
                   (struct slice[]){ tokens[1], tokens[i] }, 2);
        return true;
    }
    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++) {
        if (!slice_equal(tokens[0], slice_of(settings[k].word)))
            continue;
        for (size_t i = 1; i < count; i++) {
            struct slice parts[2];
            bool const with = cut_at_equals(tokens[i], &parts[0], &parts[1]);
            const char *const act = with ? settings[k].with : settings[k].plain;
            if (act == NULL)
                complain(script, "the setting wants another form", SLICE("CODE=VALUE"), tokens[i]);
            else
                set_up(script, act, parts, with ? 2 : 1);
            if (slice_equal(tokens[0], SLICE("meetings")))
                set_up(script, "meeting.open meeting=$0", parts, 1);
        }
        return true;
    }
    return false;
}

static void begin(struct act_file *script, struct slice mode)
{
    script->begun = true;
    script->opened = false;
    script->watched = slice_equal(mode, SLICE("watched"));
    script->rules = BUFFER(script->profile);
    if (slice_equal(mode, SLICE("unopened"))) {
        stage_begin(&script->stage, MEMORY);
        script->opened = true;
    } else if (!script->watched && !slice_equal(mode, SLICE("run"))) {
        complain(script, "a conference is run or watched", SLICE("run | watched | unopened"), mode);
    }
}

static void open_record(struct act_file *script)
{
    if (script->rules.length == 0)
        buffer_add(&script->rules, SLICE("name: default\n"));
    stage_begin(&script->stage, MEMORY);
    script->rules.length--; /* without the last line feed */
    struct stage_result const result = stage_open(&script->stage, script->watched, buffer_slice(&script->rules));
    if (!result.taken || result.wrong != NULL)
        complain(script, "the conference cannot be opened", SLICE("lawful"), verdict_of(script, &result));
    script->opened = true;
}

static void play_line(struct act_file *script, char *line)
{
    struct slice tokens[TOKENS_MAX];
    if (strncmp(line, "profile ", 8) == 0) {
        buffer_add_text(&script->rules, line + 8);
        buffer_add_byte(&script->rules, '\n');
        return;
    }
    size_t const count = cut(line, tokens);
    if (count == 0 || tokens[0].bytes[0] == '#')
        return;
    if (slice_equal(tokens[0], SLICE("conference"))) {
        begin(script, count > 1 ? tokens[1] : SLICE(""));
        return;
    }
    if (!script->begun) {
        complain(script, "a scene begins with conference run or conference watched", SLICE(""), tokens[0]);
        return;
    }
    if (!script->opened)
        open_record(script);
    if (slice_equal(tokens[0], SLICE("facts")))
        check_facts(script, tokens + 1, count - 1);
    else if (!play_setting(script, tokens, count))
        play_act(script, tokens, count);
}

/* --- files ------------------------------------------------------------------------------------------------------- */

static char *read_file(const char *name)
{
    static char text[FILE_BYTES_MAX + 1];
    FILE *const file = fopen(name, "rb");
    if (file == NULL) {
        perror(name);
        exit(2);
    }
    size_t const length = fread(text, 1, FILE_BYTES_MAX, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

static unsigned play_file(const char *name)
{
    static struct act_file script;
    script = (struct act_file){ .file = name };
    for (char *line = read_file(name), *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        script.line++;
        play_line(&script, line);
    }
    printf("%s: %u acts, %u failures\n", name, script.acts, script.failures);
    return script.failures + (script.acts == 0 ? 1 : 0);
}

struct reached {
    bool acts[ACT_COUNT], faults[FAULT_COUNT];
};

/* Reached: an act, or a verdict, on some line. Such lines pass, or the test of their file fails. */
static void find_reached(const char *name, struct reached *reached)
{
    for (char *line = read_file(name), *next; line != NULL; line = next) {
        struct slice tokens[TOKENS_MAX];
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        if (*line == '#')
            continue;
        size_t const count = cut(line, tokens);
        const struct act_type *const type = count > 1 ? act_type_find(tokens[1]) : NULL;
        if (type != NULL)
            reached->acts[type->id] = true;
        for (size_t i = 2; i + 1 < count; i++)
            for (size_t j = 0; verdict_words(tokens[i]) == 2 && j < FAULT_COUNT; j++)
                if (slice_equal(tokens[i + 1], slice_of(all_faults[j]->name)))
                    reached->faults[j] = true;
    }
}

static int list_unreached(char **files, int count)
{
    struct reached reached = { .acts = { false } };
    unsigned missing = 0;
    for (int i = 0; i < count; i++)
        find_reached(files[i], &reached);
    for (size_t act = 0; act < ACT_COUNT; act++)
        if (!reached.acts[act]) {
            fprintf(stderr, "no script plays %.*s\n", SLICE_ARGS(act_types[act].name));
            missing++;
        }
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        const struct fault *const fault = all_faults[i];
        if (reached.faults[i] || fault == FAULT_CLOCK_SKEW /* the door's: tests/room */ ||
            (fault->class != FAULT_CLASS_IRREGULAR && fault->class != FAULT_CLASS_IMPOSSIBLE))
            continue;
        fprintf(stderr, "no script reaches %s\n", fault->name);
        missing++;
    }
    return missing == 0 ? 0 : 1;
}

int main(int count, char **arguments)
{
    unsigned failures = 0;
    if (count > 2 && strcmp(arguments[1], "--unreached") == 0)
        return list_unreached(arguments + 2, count - 2);
    for (int i = 1; i < count; i++)
        failures += play_file(arguments[i]);
    return failures == 0 && count > 1 ? 0 : 1;
}
