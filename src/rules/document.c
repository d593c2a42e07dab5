#include "rules/document.h"

#include "rules/rule.h"

enum { NUMBER_BYTES_MAX = 64 + 1 + 64 /* as record/acts.def limits group and number */ };

struct blob *blob_find(const struct state *state, struct slice hash)
{
    return map_find(&state->blobs, hash);
}

struct slice document_full_number(const void *document)
{
    return ((const struct document *)document)->full_number;
}

struct slice blob_hash(const void *blob)
{
    return ((const struct blob *)blob)->hash;
}

/* A revision shares its number with the document that it revises; anything else has one of its own. */
static struct slice full_number(const struct act *act, char memory[NUMBER_BYTES_MAX])
{
    struct buffer out = { memory, 0, NUMBER_BYTES_MAX, false };
    buffer_add(&out, act_value(act, FIELD_GROUP));
    buffer_add_byte(&out, '\n'); /* stands in neither, so no two pairs become one */
    buffer_add(&out, act_value(act, FIELD_NUMBER));
    return buffer_slice(&out);
}

static bool number_is_taken(const struct state *state, const struct act *act)
{
    char memory[NUMBER_BYTES_MAX];
    return map_find(&state->numbers, full_number(act, memory)) != NULL;
}

static void take_number(struct state *state, const struct act *act, struct document *document)
{
    char memory[NUMBER_BYTES_MAX];
    document->full_number = arena_copy(state->arena, full_number(act, memory));
    map_put(&state->numbers, state->arena, document);
}

CHECK(document_check_register)
{
    const struct act *const act = &entry->act;
    bool const relation = act_value(act, FIELD_RELATION).length > 0;
    bool const closed = act_word(act, FIELD_DOORS) == DOORS_CLOSED;
    if (relation != (act_value(act, FIELD_OF).length > 0))
        return fail(error, FAULT_DOCUMENT_RELATION, 0, act->id);
    if (!relation && number_is_taken(state, act))
        return fail(error, FAULT_DOCUMENT_NUMBER, 0, act_value(act, FIELD_GROUP), act_value(act, FIELD_NUMBER));
    return !closed || (act_value(act, FIELD_BLOB).length > 0 && act_value(act, FIELD_REASON).length > 0) ||
           fail(error, FAULT_DOCUMENT_CLOSED, 0, act->id);
}

static void register_proposal(struct proposal *proposal, struct document *document, const struct entry *entry)
{
    proposal->document = document;
    if (proposal->state != ITEM_SUBMITTED)
        return;
    proposal->state = ITEM_REGISTERED;
    proposal->state_by = entry;
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        if (item->state == ITEM_SUBMITTED)
            item_set(item, ITEM_REGISTERED, entry);
}

APPLY(document_apply_register)
{
    const struct act *const act = &entry->act;
    struct document *const document = state_make(state, THING_DOCUMENT, act->id, sizeof *document, entry);
    int const doors = act_word(act, FIELD_DOORS);
    document->group = act_value(act, FIELD_GROUP);
    document->number = act_value(act, FIELD_NUMBER);
    document->title = act_value(act, FIELD_TITLE);
    document->language = act_value(act, FIELD_LANGUAGE);
    document->authors = act_value(act, FIELD_AUTHORS);
    document->blob = act_value(act, FIELD_BLOB);
    document->reason = act_value(act, FIELD_REASON);
    document->relation = (enum relation)act_word(act, FIELD_RELATION);
    document->of = (struct document *)state_reference(state, entry, FIELD_OF);
    document->proposal = state_reference(state, entry, FIELD_PROPOSAL);
    document->meeting = state_reference(state, entry, FIELD_MEETING);
    document->doors = doors < 0 ? DOORS_OPEN : (enum doors)doors;
    if (document->relation == RELATION_NONE && !number_is_taken(state, act))
        take_number(state, act, document);
    if (document->relation == RELATION_REVISION && document->of != NULL)
        document->of->revised_by = document;
    if (document->proposal != NULL)
        register_proposal((struct proposal *)document->proposal, document, entry);
}

/* What was committed to by no hash can be released by none. */
CHECK(document_possible_release)
{
    const struct document *const document = (struct document *)state_reference(state, entry, FIELD_DOCUMENT);
    return document->blob.length == 0 || slice_equal(document->blob, act_value(&entry->act, FIELD_BLOB)) ||
           fail(error, FAULT_BLOB_OTHER, 0, document->thing.code);
}

CHECK(document_check_release)
{
    const struct document *const document = (struct document *)state_reference(state, entry, FIELD_DOCUMENT);
    return (document->doors == DOORS_CLOSED && document->released == NULL) ||
           fail(error, FAULT_DOCUMENT_OPEN, 0, document->thing.code);
}

APPLY(document_apply_release)
{
    ((struct document *)state_reference(state, entry, FIELD_DOCUMENT))->released = entry;
}

CHECK(blob_possible_strike)
{
    struct slice const hash = act_value(&entry->act, FIELD_BLOB);
    const struct blob *const blob = blob_find(state, hash);
    if (blob == NULL)
        return fail(error, FAULT_BLOB_UNKNOWN, 0, hash);
    return blob->struck == NULL || fail(error, FAULT_BLOB_STRUCK, 0, hash);
}

APPLY(blob_apply_strike)
{
    blob_find(state, act_value(&entry->act, FIELD_BLOB))->struck = entry;
}
