// SPDX-License-Identifier: Apache-2.0
#include "web/openapi.h"

#include <string.h>

#include "views.h"

/* --- the schemas of views ------------------------------------------------------------------------------------------- */

#define SCHEMA(name) &schema_##name,
static const struct json_schema *const schemas[] = { VIEW_SCHEMAS(SCHEMA) };
#undef SCHEMA

const struct json_schema *openapi_schema(const char *view)
{
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        if (strcmp(schemas[i]->name, view) == 0)
            return schemas[i];
    return NULL;
}

const struct json_field *openapi_next(const struct json_field *field)
{
    bool const opens = field->kind == JSON_GROUP || field->kind == JSON_LIST;
    field++;
    if (!opens)
        return field;
    while (field->kind != JSON_END)
        field = openapi_next(field);
    return field + 1;
}

bool openapi_has_parts(const struct json_schema *schema)
{
    for (const struct json_field *field = schema->fields; field->kind != JSON_END; field = openapi_next(field))
        if (field->kind == JSON_MEMBERS && strcmp(field->view, "part") == 0)
            return true;
    return false;
}

/* --- writing schemas ------------------------------------------------------------------------------------------------------ */

static void openapi_add_word(struct json *json, const char *name, const char *word)
{
    json_text(json, name, slice_of(word));
}

static void openapi_add_reference(struct json *json, const char *schema)
{
    char words[128];
    struct buffer out = BUFFER(words);
    buffer_add_text(&out, "#/components/schemas/");
    buffer_add_text(&out, schema);
    json_text(json, "$ref", buffer_slice(&out));
}

static void openapi_add_object(struct json *json, const struct json_field *fields);

/* A type, or null. */
static void openapi_add_type(struct json *json, const char *type, bool null)
{
    if (!null) {
        openapi_add_word(json, "type", type);
        return;
    }
    json_array_begin(json, "type");
    openapi_add_word(json, NULL, type);
    openapi_add_word(json, NULL, "null");
    json_array_end(json);
}

static void openapi_add_kind(struct json *json, const struct json_field *field)
{
    switch (field->kind) {
    case JSON_TEXT:
        openapi_add_type(json, "string", false);
        break;
    case JSON_INSTANT:
        openapi_add_type(json, "string", !field->maybe);
        openapi_add_word(json, "format", "date-time");
        break;
    case JSON_NUMBER:
    case JSON_COUNT:
        openapi_add_type(json, "integer", field->kind == JSON_COUNT);
        json_number(json, "minimum", 0);
        break;
    case JSON_BOOL:
        openapi_add_type(json, "boolean", false);
        break;
    case JSON_GROUP:
        openapi_add_object(json, field + 1);
        break;
    case JSON_LIST:
        openapi_add_type(json, "array", false);
        json_object_begin(json, "items");
        if (field[1].name == NULL && field[1].kind != JSON_MEMBERS)
            openapi_add_kind(json, field + 1);
        else
            openapi_add_object(json, field + 1);
        json_object_end(json);
        break;
    case JSON_VIEW:
        openapi_add_reference(json, field->view);
        break;
    case JSON_MEMBERS:
    case JSON_END:
        break;
    }
}

static void openapi_add_properties(struct json *json, const struct json_field *field)
{
    for (; field->kind != JSON_END; field = openapi_next(field)) {
        if (field->kind == JSON_MEMBERS) {
            openapi_add_properties(json, openapi_schema(field->view)->fields);
            continue;
        }
        json_object_begin(json, field->name);
        openapi_add_kind(json, field);
        if (field->meaning[0] != 0)
            openapi_add_word(json, "description", field->meaning);
        json_object_end(json);
    }
}

static void openapi_add_required(struct json *json, const struct json_field *field)
{
    for (; field->kind != JSON_END; field = openapi_next(field)) {
        if (field->maybe)
            continue;
        if (field->kind == JSON_MEMBERS)
            openapi_add_required(json, openapi_schema(field->view)->fields);
        else
            openapi_add_word(json, NULL, field->name);
    }
}

static void openapi_add_object(struct json *json, const struct json_field *fields)
{
    openapi_add_word(json, "type", "object");
    json_object_begin(json, "properties");
    openapi_add_properties(json, fields);
    json_object_end(json);
    json_array_begin(json, "required");
    openapi_add_required(json, fields);
    json_array_end(json);
}

/* What no view describes: errors, and the answer to an act. */
static const struct json_field fault_fields[] = {
    { .kind = JSON_TEXT, .name = "fault", .meaning = "its name: docs/faults.md has all" },
    { .kind = JSON_TEXT, .name = "class", .meaning = "what kind of fault" },
    { .kind = JSON_NUMBER, .name = "line", .meaning = "of what was sent", .maybe = true },
    { .kind = JSON_TEXT, .name = "reason", .meaning = "what is wrong" },
    { .kind = JSON_TEXT, .name = "mending", .meaning = "what to do about it" },
    { .kind = JSON_TEXT, .name = "source", .meaning = "the rule" },
    { .kind = JSON_END },
};
static const struct json_field receipt_fields[] = {
    { .kind = JSON_NUMBER, .name = "index", .meaning = "of the act in the record" },
    { .kind = JSON_TEXT, .name = "name", .meaning = "SHA-256 of its text in hex" },
    { .kind = JSON_TEXT, .name = "location", .meaning = "its page" },
    { .kind = JSON_TEXT, .name = "verdict", .meaning = "lawful or irregular" },
    { .kind = JSON_TEXT, .name = "irregularity", .meaning = "the fault's name", .maybe = true },
    { .kind = JSON_TEXT, .name = "proof", .meaning = "that the log holds it (C2SP tlog-proof)" },
    { .kind = JSON_TEXT, .name = "checkpoint", .meaning = "of the log that does" },
    { .kind = JSON_END },
};
static const struct json_field refusal_fields[] = {
    { .kind = JSON_TEXT, .name = "in_the_way", .meaning = "the act that it collides with", .maybe = true },
    { .kind = JSON_TEXT, .name = "refusal", .meaning = "the same, signed by the log", .maybe = true },
    { .kind = JSON_END },
};

static void openapi_add_schema(struct json *json, const char *name, const struct json_field *fields)
{
    json_object_begin(json, name);
    openapi_add_object(json, fields);
    json_object_end(json);
}

static void openapi_add_refusal(struct json *json)
{
    json_object_begin(json, "refusal");
    json_array_begin(json, "allOf");
    json_object_begin(json, NULL);
    openapi_add_reference(json, "fault");
    json_object_end(json);
    json_object_begin(json, NULL);
    openapi_add_object(json, refusal_fields);
    json_object_end(json);
    json_array_end(json);
    json_object_end(json);
}

static void openapi_add_schemas(struct json *json)
{
    json_object_begin(json, "schemas");
    openapi_add_schema(json, "fault", fault_fields);
    openapi_add_schema(json, "receipt", receipt_fields);
    openapi_add_refusal(json);
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        openapi_add_schema(json, schemas[i]->name, schemas[i]->fields);
    json_object_end(json);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

/* The path with an extension. A last "**" becomes a parameter: {path}. */
static struct slice openapi_path_of(const char *path, const char *ending, struct buffer *out)
{
    struct slice const words = slice_of(path);
    bool const rest = slice_ends(words, SLICE("**"));
    buffer_clear(out);
    buffer_add(out, rest ? slice_part(words, 0, words.length - 2) : words);
    if (rest)
        buffer_add(out, SLICE("{path}"));
    if (words.length == 1 && ending[0] != 0)
        buffer_add(out, SLICE("index"));
    buffer_add_text(out, ending);
    return buffer_slice(out);
}

static void openapi_add_parameter(struct json *json, const char *in, const char *name, const char *meaning,
                                  const char *type)
{
    json_object_begin(json, NULL);
    openapi_add_word(json, "name", name);
    openapi_add_word(json, "in", in);
    openapi_add_word(json, "description", meaning);
    if (strcmp(in, "path") == 0)
        json_bool(json, "required", true);
    json_object_begin(json, "schema");
    openapi_add_word(json, "type", type);
    json_object_end(json);
    json_object_end(json);
}

static void openapi_add_parameters(struct json *json, const struct route *route, bool parts)
{
    json_array_begin(json, "parameters");
    if (strstr(route->path, "{conference}") != NULL)
        openapi_add_parameter(json, "path", "conference", "its name, as in addresses", "string");
    if (strstr(route->path, "{code}") != NULL)
        openapi_add_parameter(json, "path", "code", "the code or the number of what is asked for", "string");
    if (strstr(route->path, "**") != NULL)
        openapi_add_parameter(json, "path", "path", "the tile, as C2SP tlog-tiles names it, with its slashes",
                              "string");
    for (const struct page_query *query = route->page != NULL ? route->page->queries : NULL;
         query != NULL && query->name != NULL; query++)
        openapi_add_parameter(json, "query", query->name, query->meaning, "string");
    if (parts) {
        openapi_add_parameter(json, "query", "after",
                              "of a long list: what comes behind the item of that number, from 0", "integer");
        openapi_add_parameter(json, "query", "limit", "at most so many items", "integer");
    }
    json_array_end(json);
}

static void openapi_add_response(struct json *json, const char *status, const char *words, const char *type,
                                 const char *schema)
{
    json_object_begin(json, status);
    openapi_add_word(json, "description", words);
    json_object_begin(json, "content");
    json_object_begin(json, type);
    json_object_begin(json, "schema");
    if (schema != NULL)
        openapi_add_reference(json, schema);
    else
        openapi_add_word(json, "type", "string");
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void openapi_add_fault_response(struct json *json)
{
    openapi_add_response(json, "default", "a fault, where Accept asks for JSON or the address ends in .json",
                         "application/json", "fault");
}

static void openapi_add_get(struct json *json, const struct route *route, const char *ending, const char *type,
                            const char *schema, struct slice path)
{
    char memory[160];
    struct buffer key = BUFFER(memory);
    buffer_add(&key, path);
    buffer_add_byte(&key, 0);
    if (key.full)
        return;
    json_object_begin(json, memory);
    json_object_begin(json, "get");
    openapi_add_word(json, "summary", route->page != NULL ? route->page->about : route->about);
    bool const parts = schema != NULL && openapi_has_parts(openapi_schema(schema));
    openapi_add_parameters(json, route, parts);
    json_object_begin(json, "responses");
    openapi_add_response(json, "200", ending[0] == '.' && route->page != NULL ? "the page" : "as the summary says",
                         type, schema);
    openapi_add_fault_response(json);
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

/* Programs send one thing: an act. */
static void openapi_add_submit(struct json *json, const struct route *route)
{
    json_object_begin(json, route->path);
    json_object_begin(json, "post");
    openapi_add_word(json, "summary", route->about);
    openapi_add_parameters(json, route, false);
    json_object_begin(json, "requestBody");
    json_bool(json, "required", true);
    json_object_begin(json, "content");
    json_object_begin(json, "text/plain");
    json_object_begin(json, "schema");
    openapi_add_word(json, "type", "string");
    openapi_add_word(json, "description", "the bytes of one act, its signature line included: docs/format.md");
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
    json_object_begin(json, "responses");
    openapi_add_response(json, "201", "it is in the record", "application/json", "receipt");
    openapi_add_response(json, "200", "it was in the record before", "application/json", "receipt");
    openapi_add_response(json, "default", "it is refused: 4xx says why, 503 that there is too much to do",
                         "application/json", "refusal");
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void openapi_add_paths(struct json *json, const struct route_table *table)
{
    char words[160];
    struct buffer out = BUFFER(words);
    json_object_begin(json, "paths");
    for (size_t i = 0; i < table->count; i++) {
        const struct route *const route = &table->rows[i];
        const struct page *const page = route->page;
        if (page != NULL && page->json != NULL)
            openapi_add_get(json, route, ".json", "application/json", page->name,
                            openapi_path_of(route->path, ".json", &out));
        if (page != NULL && page->csv != NULL)
            openapi_add_get(json, route, ".csv", "text/csv", NULL, openapi_path_of(route->path, ".csv", &out));
        if (page == NULL && route->about != NULL && route->kind == ROUTE_SUBMIT)
            openapi_add_submit(json, route);
        else if (page == NULL && route->about != NULL)
            openapi_add_get(json, route, "", route->type, NULL, openapi_path_of(route->path, "", &out));
    }
    json_object_end(json);
}

void openapi_write(const struct route_table *table, struct buffer *out)
{
    struct json json = json_begin(out);
    json_object_begin(&json, NULL);
    openapi_add_word(&json, "openapi", "3.1.0");
    json_object_begin(&json, "info");
    openapi_add_word(&json, "title", "Plenary");
    openapi_add_word(&json, "version", "1");
    openapi_add_word(&json, "summary", "The open record of a negotiation, for programs.");
    json_object_begin(&json, "license");
    openapi_add_word(&json, "name", "Apache-2.0");
    openapi_add_word(&json, "identifier", "Apache-2.0");
    json_object_end(&json);
    json_object_end(&json);
    openapi_add_paths(&json, table);
    json_object_begin(&json, "components");
    openapi_add_schemas(&json);
    json_object_end(&json);
    json_object_end(&json);
    buffer_add_byte(out, '\n');
}
