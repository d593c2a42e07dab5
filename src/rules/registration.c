// SPDX-License-Identifier: Apache-2.0
/* Registering documents: each takes a number of its series, and the proposal that it holds is registered with it. */
#include "rules/fault.h"
#include "rules/proposal.h"
#include "rules/rule.h"

enum { NUMBER_BYTES_MAX = 64 + 1 + 64 /* as record/acts.def limits group and number */ };

/* A revision shares its number with the document that it revises; anything else has one of its own. */
static struct slice registration_number(const struct act *act, char memory[NUMBER_BYTES_MAX])
{
    struct buffer out = { memory, 0, NUMBER_BYTES_MAX, false };
    buffer_add(&out, act_value(act, FIELD_GROUP));
    buffer_add_byte(&out, '\n'); /* neither can contain it, so two pairs never give the same number */
    buffer_add(&out, act_value(act, FIELD_NUMBER));
    return buffer_slice(&out);
}

static bool registration_is_taken(const struct state *state, const struct act *act)
{
    char memory[NUMBER_BYTES_MAX];
    return map_find(&state->document_numbers, registration_number(act, memory)) != NULL;
}

static void registration_take_number(struct state *state, const struct act *act)
{
    char memory[NUMBER_BYTES_MAX];
    struct slice *const number = state_memory(state, sizeof *number);
    *number = arena_copy(state->arena, registration_number(act, memory));
    map_put(&state->document_numbers, state->arena, number);
}

CHECK(registration_check_document)
{
    const struct act *const act = &entry->act;
    bool const relation = act_value(act, FIELD_RELATION).length > 0;
    bool const closed = act_word(act, FIELD_DOORS) == DOORS_CLOSED;
    if (relation != (act_value(act, FIELD_OF).length > 0))
        return fail(error, FAULT_DOCUMENT_RELATION, 0, act->id);
    if (!relation && registration_is_taken(state, act))
        return fail(error, FAULT_DOCUMENT_NUMBER, 0, act_value(act, FIELD_GROUP), act_value(act, FIELD_NUMBER));
    return !closed || (act_value(act, FIELD_BLOB).length > 0 && act_value(act, FIELD_REASON).length > 0) ||
           fail(error, FAULT_DOCUMENT_CLOSED, 0, act->id);
}

/* The proposal that the document holds, with its items. */
static void registration_of_proposal(struct proposal *proposal, struct document *document, const struct entry *entry)
{
    proposal->document = document;
    if (proposal->state != ITEM_SUBMITTED)
        return;
    proposal_set(proposal, ITEM_REGISTERED, entry);
    for (struct item *item = proposal->items; item != NULL; item = item->next)
        if (item->state == ITEM_SUBMITTED)
            item_set(item, ITEM_REGISTERED, entry);
}

APPLY(registration_apply_document)
{
    const struct act *const act = &entry->act;
    struct document *const document = state_make(state, OBJECT_DOCUMENT, act->id, sizeof *document, entry);
    int const doors = act_word(act, FIELD_DOORS);
    document->group = act_value(act, FIELD_GROUP);
    document->number = act_value(act, FIELD_NUMBER);
    document->title = act_value(act, FIELD_TITLE);
    document->language = act_value(act, FIELD_LANGUAGE);
    document->authors = act_value(act, FIELD_AUTHORS);
    document->blob = act_value(act, FIELD_BLOB);
    document->reason = act_value(act, FIELD_REASON);
    document->relation = (enum relation)act_word(act, FIELD_RELATION);
    document->of = object_of(entry, FIELD_OF);
    document->proposal = object_of(entry, FIELD_PROPOSAL);
    document->meeting = object_of(entry, FIELD_MEETING);
    document->doors = doors < 0 ? DOORS_OPEN : (enum doors)doors;
    if (document->relation == RELATION_NONE && !registration_is_taken(state, act))
        registration_take_number(state, act);
    if (document->relation == RELATION_REVISION && document->of != NULL) {
        struct document *const revised = state_change_of(state, entry, FIELD_OF);
        revised->revised_by = document;
    }
    if (document->proposal != NULL)
        registration_of_proposal(state_change_of(state, entry, FIELD_PROPOSAL), document, entry);
}

RULE(DOCUMENT_REGISTER, .check = registration_check_document, .apply = registration_apply_document,
     .after_close = true);
