// SPDX-License-Identifier: Apache-2.0
/* tool/describe.c - prints pages of docs/ from the tables that the program links.
 *
 * How     describe PAGE WORDS           prints acts, api, campaign-file, faults or topics: WORDS is tool/PAGE.md, the prose around the tables
 *         describe PAGE WORDS FILE      says whether FILE is what would be printed
 * Not     A second account of anything: the words of a row are the table's, the order too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "faults.h"
#include "record/act_type.h"
#include "rules/topic.h"
#include "store/campaign_fields.h"
#include "views.h"
#include "web/openapi.h"
#include "web/routes.h"

/* --- acts -------------------------------------------------------------------------------------------------------- */

static void describe_slice(FILE *out, struct slice slice)
{
    fwrite(slice.bytes, 1, slice.length, out);
}

/* What a table prints where its mark stands as a line of the words. */
struct part {
    const char *mark;
    void (*print)(FILE *out);
};

/* The words, with the tables where they are marked. */
static void describe_parts(FILE *out, struct slice words, const struct part *parts)
{
    struct slice line;
    while (slice_next(&words, '\n', &line)) {
        const struct part *part = parts;
        while (part->mark != NULL && !slice_equal(line, slice_of(part->mark)))
            part++;
        if (part->mark != NULL) {
            part->print(out);
        } else {
            describe_slice(out, line);
            fputc('\n', out);
        }
    }
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static const char *describe_many_name(enum field_many many)
{
    static const char *const names[] = {
        [FIELD_ONE] = "", [FIELD_MAY] = "may", [FIELD_MANY] = "repeats", [FIELD_ANY_NUMBER] = "may, repeats"
    };
    return names[many];
}

static void describe_kind(FILE *out, const struct field_type *field)
{
    fputs(field_kind_name(field->kind), out);
    if (field->refers != OBJECT_NONE)
        fprintf(out, ": %s", object_kind_name(field->refers));
    if (field->kind != FIELD_KIND_WORD)
        return;
    struct slice rest = field->words, word;
    for (const char *between = ": "; slice_next(&rest, ' ', &word); between = ", ") {
        fprintf(out, "%s`", between);
        describe_slice(out, word);
        fputc('`', out);
    }
}

static void describe_fields(FILE *out, const struct field_place *places, size_t count)
{
    fprintf(out, "| field | | kind | bytes | meaning |\n| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < count; i++) {
        const struct field_type *const field = &field_types[places[i].field];
        fputs("| `", out);
        describe_slice(out, field->name);
        fprintf(out, "` | %s | ", describe_many_name(places[i].many));
        describe_kind(out, field);
        fprintf(out, " | %u | %s |\n", field->bytes_max, field->meaning);
    }
}

static void describe_roles(FILE *out, unsigned roles)
{
    const char *between = "";
    if (roles == ROLE_ANYONE) {
        fputs("anyone", out);
        return;
    }
    for (unsigned role = 1; role <= ROLE_REGISTRAR; role <<= 1)
        if ((roles & role) != 0) {
            fprintf(out, "%s%s", between, role_name(role));
            between = ", ";
        }
}

static void describe_type(FILE *out, const struct act_type *type)
{
    fputs("\n### ", out);
    describe_slice(out, type->name);
    fprintf(out, "\n\n%s.\n\nBy: ", type->meaning);
    describe_roles(out, type->roles);
    if (type->makes != OBJECT_NONE)
        fprintf(out, ". Its `id` becomes a %s", object_kind_name(type->makes));
    if ((type->flags & ACT_FLAG_SEEN) != 0)
        fputs(". Who signs it says which log it saw (`seen`)", out);
    fputs(".\n", out);
    if (type->count > ENVELOPE_COUNT) {
        fputc('\n', out);
        describe_fields(out, type->places + ENVELOPE_COUNT, type->count - ENVELOPE_COUNT);
    }
}

static void describe_types(FILE *out)
{
    fprintf(out, "%d of them.\n", ACT_COUNT);
    for (size_t i = 0; i < ACT_COUNT; i++)
        describe_type(out, &act_types[i]);
}

static void describe_limits(FILE *out)
{
    fprintf(out,
            "An act has at most %d bytes and %d fields, a line %d bytes, a code %d; a conference has %d parties and "
            "offices. "
            "`src/base/limits.h`\ngives the reasons.\n",
            ACT_BYTES_MAX, ACT_FIELDS_MAX, ACT_LINE_BYTES_MAX, CODE_BYTES_MAX, MEMBERS_MAX);
}

static void describe_envelope(FILE *out)
{
    describe_fields(out, envelope_places, ENVELOPE_COUNT);
}

static const struct part act_parts[] = {
    { "<!-- envelope -->", describe_envelope },
    { "<!-- types -->", describe_types },
    { "<!-- limits -->", describe_limits },
    { NULL, NULL },
};

/* --- faults ------------------------------------------------------------------------------------------------------ */

static const struct {
    enum fault_class class;
    const char *title, *words;
} classes[] = {
    { FAULT_CLASS_SYNTAX, "Syntax", "It is not an act, note, tile or profile at all (HTTP 400)." },
    { FAULT_CLASS_KEY, "Keys and signatures", "The signature or key is not good here (403)." },
    { FAULT_CLASS_IMPOSSIBLE, "Impossible", "It points at nothing, or contradicts itself (422). Never recorded." },
    { FAULT_CLASS_IRREGULAR, "Irregular",
      "It breaks a rule (422). Refused where a conference is run, recorded with the finding where it is watched." },
    { FAULT_CLASS_CONFLICT, "Conflict", "Something else stands in its place (409)." },
    { FAULT_CLASS_PROOF, "Proof", "The record does not prove what it says." },
    { FAULT_CLASS_LIMIT, "Limits", "Too much at once (413, 429, 503)." },
    { FAULT_CLASS_SYSTEM, "System", "Disk, network or memory (500)." },
    { FAULT_CLASS_USAGE, "Usage", "The command was called wrongly." },
    { FAULT_CLASS_FORM, "Forms", "What was written into a form cannot be taken (422); the form comes back with it." },
};

/* Prints a table cell; a bar would end it. */
static void describe_cell(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputs(" |", out);
}

static void describe_faults(FILE *out, struct slice words)
{
    describe_slice(out, words);
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        fprintf(out, "\n## %s\n\n%s\n\n| name | what is wrong | how to mend it | source |\n| --- | --- | --- | --- |\n",
                classes[i].title, classes[i].words);
        for (size_t j = 0; j < FAULT_COUNT; j++) {
            const struct fault *const fault = all_faults[j];
            if (fault->class != classes[i].class)
                continue;
            fprintf(out, "| `%s` | ", fault->name);
            describe_cell(out, fault->words);
            fputc(' ', out);
            describe_cell(out, fault->mending);
            fputc(' ', out);
            describe_cell(out, fault->source);
            fputc('\n', out);
        }
    }
}

/* --- the campaign's file ------------------------------------------------------------------------------------------- */

static void describe_limit(FILE *out, const struct campaign_field *field)
{
    struct slice rest = slice_of(field->choices), word, label;
    const char *between = "";
    if (field->kind == CAMPAIGN_CHOICE) {
        while (campaign_field_choice(&rest, &word, &label)) {
            fprintf(out, "%s`%.*s`", between, SLICE_ARGS(word));
            between = ", ";
        }
    } else if (field->kind == CAMPAIGN_NUMBER) {
        fprintf(out, "1 to %u", field->limit);
    } else if (field->limit > 0) {
        fprintf(out, "%u bytes", field->limit);
    }
}

static void describe_campaign_fields(FILE *out)
{
    static const char *const needs[] = {
        [CAMPAIGN_MAY] = "may", [CAMPAIGN_MUST] = "must", [CAMPAIGN_STANDARD] = "may"
    };
    fprintf(out, "| name | | kind | at most | where it is left out | what it says |\n"
                 "| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++) {
        const struct campaign_field *const field = &campaign_fields[i];
        fprintf(out, "| `%s` | %s | %s | ", field->said, needs[field->need], campaign_field_kind_name(field->kind));
        describe_limit(out, field);
        fprintf(out, " | %s | %s |\n", field->need == CAMPAIGN_STANDARD ? field->standard : "", field->meaning);
    }
}

static void describe_campaign_words(FILE *out)
{
    for (size_t i = 0; i < CAMPAIGN_FIELD_COUNT; i++)
        if (campaign_fields[i].translated)
            fprintf(out, "- `%s`\n", campaign_fields[i].said);
}

static const struct part campaign_parts[] = {
    { "<!-- fields -->", describe_campaign_fields },
    { "<!-- words -->", describe_campaign_words },
    { NULL, NULL },
};

/* --- topics -------------------------------------------------------------------------------------------------------- */

static void describe_topics(FILE *out)
{
    fprintf(out, "| topic | comments | acts on |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < topic_type_count; i++)
        fprintf(out, "| `%s:CODE` | %s | %s |\n", topic_types[i].word, topic_types[i].comments ? "yes" : "",
                topic_types[i].meaning);
}

static void describe_topic_kinds(FILE *out)
{
    fprintf(out, "| topic | what forms call it |\n| --- | --- |\n");
    for (size_t i = 0; i < topic_kind_count; i++)
        fprintf(out, "| `kind:%s` | %s |\n", topic_kinds[i].beginning, topic_kinds[i].words);
}

static const struct part topic_parts[] = {
    { "<!-- topics -->", describe_topics },
    { "<!-- kinds -->", describe_topic_kinds },
    { NULL, NULL },
};

/* --- the pages ----------------------------------------------------------------------------------------------------- */
/* --- what programs can ask for ------------------------------------------------------------------------------------ */

enum { FIELD_PATH_MAX = 256 };

static const char *describe_kind_name(enum json_kind kind)
{
    static const char *const names[] = {
        [JSON_TEXT] = "string",           [JSON_NUMBER] = "integer", [JSON_BOOL] = "boolean", [JSON_INSTANT] = "time",
        [JSON_COUNT] = "integer or null", [JSON_GROUP] = "object",   [JSON_LIST] = "list",
    };
    return names[kind];
}

static void describe_field_kind(FILE *out, const struct json_field *field)
{
    const struct json_field *const item = field->kind == JSON_LIST && field[1].name == NULL ? field + 1 : field;
    if (field->kind == JSON_LIST)
        fputs("list", out);
    if (item != field && item->kind != JSON_MEMBERS)
        fputs(" of ", out);
    if (item->kind == JSON_VIEW)
        fprintf(out, "[%s](#%s)", item->view, item->view);
    else if (item->kind != JSON_MEMBERS && item->kind != JSON_LIST)
        fputs(describe_kind_name(item->kind), out);
    fputs(field->maybe ? ", may" : item->kind == JSON_INSTANT ? " or null" : "", out);
}

/* A row a field; what stands in groups and lists has their names before it: "answers[].member". */
static void describe_json_fields(FILE *out, const struct json_field *field, const char *before)
{
    for (; field->kind != JSON_END; field = openapi_next(field)) {
        char path[FIELD_PATH_MAX];
        bool const item = field->name == NULL && field->kind != JSON_MEMBERS;
        if (item)
            continue;
        if (field->kind == JSON_MEMBERS) {
            fprintf(out, "| `%s…` | | all of [%s](#%s) |\n", before, field->view, field->view);
            continue;
        }
        fprintf(out, "| `%s%s` | ", before, field->name);
        describe_field_kind(out, field);
        fprintf(out, " | ");
        describe_cell(out, field->meaning);
        fputc('\n', out);
        (void)snprintf(path, sizeof path, "%s%s%s", before, field->name, field->kind == JSON_LIST ? "[]." : ".");
        if (field->kind == JSON_LIST || field->kind == JSON_GROUP)
            describe_json_fields(out, field + 1, path);
    }
}

static void describe_schema(FILE *out, const struct json_schema *schema)
{
    fputs("\n| field | kind | meaning |\n| --- | --- | --- |\n", out);
    describe_json_fields(out, schema->fields, "");
}

static void describe_api_page(FILE *out, const struct page *page)
{
    fprintf(out, "\n### %s\n\n`%s%s.json`", page->name, page->path, page->path[1] == 0 ? "index" : "");
    if (page->csv != NULL)
        fprintf(out, ", `%s.csv`", page->path);
    fprintf(out, ": %s", page->about);
    for (const struct page_query *query = page->queries; query != NULL && query->name != NULL; query++)
        fprintf(out, "%s `?%s=`: %s", query == page->queries ? "" : ";", query->name, query->meaning);
    fputs(page->queries != NULL ? ".\n" : "\n", out);
    describe_schema(out, openapi_schema(page->name));
    if (page->csv != NULL)
        fprintf(out, "\nIts columns: `%s`.\n", page->columns);
}

#define PAGE(path, needs, name) &page_##name,
#define SCHEMA(name) &schema_##name,
static const struct page *const pages[] = { VIEW_PAGES(PAGE) };
static const struct json_schema *const schemas[] = { VIEW_SCHEMAS(SCHEMA) };
#undef SCHEMA
#undef PAGE

static bool describe_is_page(const char *name)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(pages[i]->name, name) == 0)
            return true;
    return false;
}

static void describe_api(FILE *out, struct slice words)
{
    describe_slice(out, words);
    fputs("## Pages\n", out);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i]->json != NULL)
            describe_api_page(out, pages[i]);
    fputs("\n## Objects\n\nWhat pages share. [layout](#layout) is what every page has.\n", out);
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        if (describe_is_page(schemas[i]->name))
            continue;
        fprintf(out, "\n### %s\n", schemas[i]->name);
        describe_schema(out, schemas[i]);
    }
    fputs("\n## Other addresses\n\n| | address | type | |\n| --- | --- | --- | --- |\n", out);
    for (size_t i = 0; i < routes_public.count; i++) {
        const struct route *const route = &routes_public.rows[i];
        if (route->about != NULL)
            fprintf(out, "| %s | `%s` | %s | %s |\n", route->method, route->path,
                    route->type != NULL ? route->type : "", route->about);
    }
}

static bool describe_page(FILE *out, const char *page, struct slice words)
{
    if (strcmp(page, "acts") == 0)
        describe_parts(out, words, act_parts);
    else if (strcmp(page, "faults") == 0)
        describe_faults(out, words);
    else if (strcmp(page, "campaign-file") == 0)
        describe_parts(out, words, campaign_parts);
    else if (strcmp(page, "topics") == 0)
        describe_parts(out, words, topic_parts);
    else if (strcmp(page, "api") == 0)
        describe_api(out, words);
    else
        return false;
    return true;
}

static struct slice describe_read_file(const char *path)
{
    enum { FILE_BYTES_MAX = 1 << 20 };
    char *const bytes = malloc(FILE_BYTES_MAX);
    FILE *const file = fopen(path, "rb");
    if (bytes == NULL || file == NULL) {
        perror(path);
        exit(2);
    }
    struct slice const text = { bytes, fread(bytes, 1, FILE_BYTES_MAX, file) };
    fclose(file);
    return text;
}

static int describe_check(const char *page, struct slice words, const char *path)
{
    char *text = NULL;
    size_t length = 0;
    FILE *const out = open_memstream(&text, &length);
    if (out == NULL || !describe_page(out, page, words) || fclose(out) != 0)
        return 2;
    struct slice const kept = describe_read_file(path);
    bool const same = slice_equal(kept, (struct slice){ text, length });
    free((char *)kept.bytes);
    free(text);
    if (same)
        return 0;
    fprintf(stderr, "%s is not what the tables say; ninja -C build docs writes it anew\n", path);
    return 1;
}

int main(int count, char **arguments)
{
    int status = 2;
    if (count == 3 || count == 4) {
        struct slice const words = describe_read_file(arguments[2]);
        status = count == 4                                   ? describe_check(arguments[1], words, arguments[3])
                 : describe_page(stdout, arguments[1], words) ? 0
                                                              : 2;
        free((char *)words.bytes);
    }
    if (status == 2)
        fprintf(stderr, "usage: describe acts|api|campaign-file|faults|topics WORDS [FILE]\n");
    return status;
}
