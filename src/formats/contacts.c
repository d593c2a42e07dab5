// SPDX-License-Identifier: Apache-2.0
#include "formats/contacts.h"

#include <jansson.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "formats/address.h"
#include "formats/csv.h"
#include "formats/fault.h"
#include "record/value.h"

enum { COLUMNS = 7, NONE = CSV_CELLS_MAX };

static struct slice *contacts_column_of(struct contact_row *row, size_t column)
{
    struct slice *const columns[COLUMNS] = { &row->place,   &row->place_name, &row->name,       &row->role,
                                             &row->address, &row->source,     &row->source_date };
    return columns[column];
}

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static bool contacts_words_are_good(struct slice words, const char *what, bool needed, struct contact_row *row)
{
    if (words.length == 0 && needed)
        return fail(&row->error, FAULT_CONTACT_MISSING, row->line, slice_of(what));
    if (words.length > CONTACT_WORDS_BYTES_MAX || utf8_plain_length(words) != words.length)
        return fail(&row->error, FAULT_CONTACT_WORDS, row->line, slice_of(what), SLICE("200"));
    return true;
}

static bool contacts_source_is_good(struct contact_row *row)
{
    struct civil when;
    return contacts_words_are_good(row->source, "source", true, row) &&
           contacts_words_are_good(row->source_date, "source_date", true, row) &&
           ((civil_read(row->source_date, 0, &when) && when.precision != CIVIL_UNKNOWN) ||
            fail(&row->error, FAULT_CONTACT_DATE, row->line, row->source_date));
}

static void contacts_check_row(struct contact_row *row)
{
    struct address address;
    if (!contacts_words_are_good(row->place, "place", true, row) ||
        !contacts_words_are_good(row->place_name, "place_name", false, row) ||
        !contacts_words_are_good(row->name, "name", true, row) ||
        !contacts_words_are_good(row->role, "role", false, row))
        return;
    if (!value_is_code(row->place)) {
        fail(&row->error, FAULT_CONTACT_PLACE, row->line, row->place);
        return;
    }
    if (row->address.length == 0) {
        fail(&row->error, FAULT_CONTACT_MISSING, row->line, SLICE("address"));
        return;
    }
    if (!address_read(row->address, &address, &row->error)) {
        row->error.line = row->line;
        return;
    }
    if (contacts_source_is_good(row) && row->place_name.length == 0)
        row->place_name = row->place;
}

/* The line number as text. */
static struct slice contacts_line_words(uint32_t line, struct arena *arena)
{
    char digits[16];
    struct buffer out = BUFFER(digits);
    buffer_add_number(&out, line);
    return arena_copy(arena, buffer_slice(&out));
}

static void contacts_find_duplicate(struct contact_list *list, struct arena *arena)
{
    struct contact_row *const row = &list->rows[list->count];
    for (size_t i = 0; row->error.fault == FAULT_NONE && i < list->count; i++)
        if (list->rows[i].error.fault == FAULT_NONE && slice_equal(list->rows[i].place, row->place) &&
            address_equal(list->rows[i].address, row->address))
            fail(&row->error, FAULT_CONTACT_TWICE, row->line, row->address,
                 contacts_line_words(list->rows[i].line, arena));
}

/* Checks the row at the end of the list and adds it. */
static bool contacts_add_row(struct contact_list *list, const struct contact_defaults *defaults, struct arena *arena,
                             struct error *error)
{
    struct contact_row *const row = &list->rows[list->count];
    if (row->source.length == 0)
        row->source = defaults->source;
    if (row->source_date.length == 0)
        row->source_date = defaults->source_date;
    if (row->error.fault == FAULT_NONE)
        contacts_check_row(row);
    contacts_find_duplicate(list, arena);
    if (++list->count < CONTACTS_MAX)
        return true;
    return fail(error, FAULT_CONTACTS_MANY, row->line, contacts_line_words(CONTACTS_MAX - 1, arena));
}

/* --- CSV ----------------------------------------------------------------------------------------------------------- */

static struct slice contacts_trim(struct slice cell)
{
    while (cell.length > 0 && (cell.bytes[0] == ' ' || cell.bytes[0] == '\t'))
        cell = slice_part(cell, 1, cell.length);
    while (cell.length > 0 && (cell.bytes[cell.length - 1] == ' ' || cell.bytes[cell.length - 1] == '\t'))
        cell.length--;
    return cell;
}

static size_t contacts_find_column(struct slice name)
{
    static const struct {
        const char *name;
        size_t column;
    } names[] = { { "place", 0 },  { "country", 0 }, { "constituency", 0 }, { "place_name", 1 },
                  { "name", 2 },   { "role", 3 },    { "address", 4 },      { "email", 4 },
                  { "e-mail", 4 }, { "source", 5 },  { "source_date", 6 } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (address_equal(name, slice_of(names[i].name)))
            return names[i].column;
    return NONE;
}

static bool contacts_read_header(const struct csv_row *header, size_t columns[CSV_CELLS_MAX], struct error *error)
{
    bool seen[COLUMNS] = { false };
    for (size_t i = 0; i < header->count; i++) {
        struct slice const name = contacts_trim(header->cells[i]);
        columns[i] = contacts_find_column(name);
        if (columns[i] == NONE)
            return fail(error, FAULT_CONTACT_COLUMN, header->line, name);
        if (seen[columns[i]])
            return fail(error, FAULT_CONTACT_COLUMN_TWICE, header->line, name);
        seen[columns[i]] = true;
    }
    if (!seen[0] || !seen[2] || !seen[4])
        return fail(error, FAULT_CONTACT_HEADER, header->line);
    return true;
}

static bool contacts_read_csv(struct slice file, const struct contact_defaults *defaults, struct arena *arena,
                              struct contact_list *list, struct error *error)
{
    size_t columns[CSV_CELLS_MAX], expected;
    struct csv csv;
    struct csv_row cells;
    if (!csv_begin(file, &csv, error))
        return false;
    if (!csv_next(&csv, arena, &cells, error))
        return error->fault != FAULT_NONE ? false : fail(error, FAULT_CONTACT_HEADER, 1);
    if (!contacts_read_header(&cells, columns, error))
        return false;
    expected = cells.count;
    while (csv_next(&csv, arena, &cells, error)) {
        struct contact_row *const row = &list->rows[list->count];
        *row = (struct contact_row){ .line = cells.line };
        for (size_t i = 0; i < cells.count && i < expected; i++)
            *contacts_column_of(row, columns[i]) = contacts_trim(cells.cells[i]);
        if (cells.count != expected)
            fail(&row->error, FAULT_CONTACT_CELLS, row->line, contacts_line_words((uint32_t)cells.count, arena),
                 contacts_line_words((uint32_t)expected, arena));
        if (!contacts_add_row(list, defaults, arena, error))
            return false;
    }
    return error->fault == FAULT_NONE;
}

/* --- Popolo -------------------------------------------------------------------------------------------------------- */

static struct slice contacts_word_of(json_t *object, const char *name, struct arena *arena)
{
    json_t *const value = json_object_get(object, name);
    struct slice const text = { json_string_value(value), json_string_length(value) };
    return json_is_string(value) ? arena_copy(arena, text) : SLICE("");
}

static struct slice contacts_first_of(struct slice a, struct slice b)
{
    return a.length > 0 ? a : b;
}

/* The object with that id in `list` of `root`. */
static json_t *contacts_find_by_id(json_t *root, const char *list, json_t *id)
{
    size_t i;
    json_t *each;
    if (!json_is_string(id))
        return NULL;
    json_array_foreach(json_object_get(root, list), i,
                       each) if (json_is_string(json_object_get(each, "id")) &&
                                 json_equal(json_object_get(each, "id"), id)) return each;
    return NULL;
}

/* The member `name`, or the object that `name`_id refers to. */
static json_t *contacts_resolve(json_t *root, json_t *object, const char *name, const char *id, const char *list)
{
    json_t *const inside = json_object_get(object, name);
    return json_is_object(inside) ? inside : contacts_find_by_id(root, list, json_object_get(object, id));
}

static struct slice contacts_email_of(json_t *object, struct arena *arena)
{
    size_t i;
    json_t *detail;
    json_array_foreach(json_object_get(object, "contact_details"), i, detail)
    {
        const char *const type = json_string_value(json_object_get(detail, "type"));
        if (type != NULL && strcmp(type, "email") == 0)
            return contacts_word_of(detail, "value", arena);
    }
    return contacts_word_of(object, "email", arena);
}

static struct slice contacts_source_of(json_t *object, struct arena *arena)
{
    json_t *const sources = json_object_get(object, "sources");
    return contacts_word_of(
        json_array_get(json_array_size(sources) > 0 ? sources : json_object_get(object, "links"), 0), "url", arena);
}

static void contacts_read_membership(json_t *root, json_t *membership, struct arena *arena, struct contact_row *row)
{
    json_t *const person = contacts_resolve(root, membership, "person", "person_id", "persons");
    json_t *const post = contacts_resolve(root, membership, "post", "post_id", "posts");
    json_t *area = contacts_resolve(root, membership, "area", "area_id", "areas");
    if (area == NULL)
        area = contacts_resolve(root, post, "area", "area_id", "areas");
    row->place = contacts_first_of(contacts_word_of(area, "identifier", arena), contacts_word_of(area, "id", arena));
    row->place_name = contacts_word_of(area, "name", arena);
    row->name = contacts_word_of(person, "name", arena);
    row->role = contacts_first_of(
        contacts_first_of(contacts_word_of(membership, "role", arena), contacts_word_of(membership, "label", arena)),
        contacts_first_of(contacts_word_of(post, "role", arena), contacts_word_of(post, "label", arena)));
    row->address =
        contacts_first_of(contacts_first_of(contacts_email_of(membership, arena), contacts_email_of(post, arena)),
                          contacts_email_of(person, arena));
    row->source = contacts_first_of(contacts_source_of(membership, arena), contacts_source_of(person, arena));
    row->source_date = slice_part(contacts_first_of(contacts_word_of(membership, "updated_at", arena),
                                                    contacts_word_of(person, "updated_at", arena)),
                                  0, 10);
}

static bool contacts_read_popolo(struct slice file, const struct contact_defaults *defaults, struct arena *arena,
                                 struct contact_list *list, struct error *error)
{
    json_error_t where;
    json_t *const root = json_loadb(file.bytes, file.length, JSON_REJECT_DUPLICATES, &where);
    json_t *const memberships = json_object_get(root, "memberships");
    size_t i;
    json_t *membership;
    bool good = true;
    if (root == NULL)
        return fail(error, FAULT_CONTACT_JSON, where.line > 0 ? (uint32_t)where.line : 0, slice_of(where.text));
    list->is_popolo = true;
    if (!json_is_array(memberships))
        good = fail(error, FAULT_CONTACT_POPOLO, 0);
    json_array_foreach(memberships, i, membership)
    {
        struct contact_row *const row = &list->rows[list->count];
        *row = (struct contact_row){ .line = (uint32_t)i + 1 };
        contacts_read_membership(root, membership, arena, row);
        good = good && contacts_add_row(list, defaults, arena, error);
        if (!good)
            break;
    }
    json_decref(root);
    return good;
}

bool contacts_read(struct slice file, const struct contact_defaults *defaults, struct arena *arena,
                   struct contact_list *list, struct error *error)
{
    *list = (struct contact_list){ arena_take_many(arena, CONTACTS_MAX, sizeof *list->rows), 0, false };
    if (list->rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a list of contacts"));
    if (file.length > CONTACTS_FILE_BYTES_MAX)
        return fail(error, FAULT_CONTACT_FILE, 0, SLICE("2 MiB"));
    return (slice_begins(file, SLICE("{")) ? contacts_read_popolo : contacts_read_csv)(file, defaults, arena, list,
                                                                                       error);
}
