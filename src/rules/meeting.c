// SPDX-License-Identifier: Apache-2.0
#include "rules/meeting.h"

#include "record/value.h"
#include "rules/fault.h"
#include "rules/party.h"
#include "rules/rule.h"

static const char *const state_names[] = { "convened", "in session", "suspended", "closed", "cancelled" };

const char *meeting_state_name(enum meeting_state state)
{
    return state_names[state];
}

const char *doors_name(enum doors doors)
{
    return doors == DOORS_OPEN ? "open" : "closed";
}

const struct body *place_body(const struct object *place)
{
    if (place == NULL)
        return NULL;
    return place->kind == OBJECT_MEETING ? ((const struct meeting *)place)->body : (const struct body *)place;
}

bool body_check_chair(const struct entry *entry, const struct body *body, struct error *error)
{
    return body == NULL || body->chair == NULL || body->chair == entry->by ||
           fail(error, FAULT_NOT_THE_CHAIR, 0, entry->act.by, body->object.code);
}

/* --- bodies ------------------------------------------------------------------------------------------------------ */

APPLY(body_apply_establish)
{
    const struct act *const act = &entry->act;
    struct body *const body = state_make(state, OBJECT_BODY, act->id, sizeof *body, entry);
    body->name = act_value(act, FIELD_NAME);
    body->terms = act_value(act, FIELD_TERMS);
    body->parent = object_of(entry, FIELD_PARENT);
    body->chair = object_of(entry, FIELD_CHAIR);
    body->doors = (enum doors)act_word(act, FIELD_DOORS);
    body->decides = (enum decides)act_word(act, FIELD_DECIDES);
}

CHECK(body_check_close)
{
    const struct body *const body = object_of(entry, FIELD_BODY);
    return !body->closed || fail(error, FAULT_BODY_CLOSED, 0, body->object.code);
}

APPLY(body_apply_close)
{
    struct body *const body = state_change_of(state, entry, FIELD_BODY);
    body->closed = true;
}

/* --- meetings ---------------------------------------------------------------------------------------------------- */

static const struct meeting_step {
    enum act_id act;
    enum meeting_state from, to;
} steps[] = {
    /* docs/rules.md, meetings */
    { ACT_MEETING_OPEN, MEETING_CONVENED, MEETING_OPEN },
    { ACT_MEETING_SUSPEND, MEETING_OPEN, MEETING_SUSPENDED },
    { ACT_MEETING_RESUME, MEETING_SUSPENDED, MEETING_OPEN },
    { ACT_MEETING_CLOSE, MEETING_OPEN, MEETING_CLOSED },
    { ACT_MEETING_CLOSE, MEETING_SUSPENDED, MEETING_CLOSED },
    { ACT_MEETING_CANCEL, MEETING_CONVENED, MEETING_CANCELLED },
};

static const struct meeting_step *meeting_find_step(enum act_id act, enum meeting_state from)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].act == act && steps[i].from == from)
            return &steps[i];
    return NULL;
}

static void meeting_add_sitting(struct state *state, struct meeting *meeting, const struct entry *entry)
{
    struct sitting *const sitting = state_memory(state, sizeof *sitting);
    *sitting = (struct sitting){ entry, meeting->state, meeting->doors, NULL };
    if (meeting->sittings_last != NULL)
        meeting->sittings_last->next = sitting;
    else
        meeting->sittings = sitting;
    meeting->sittings_last = sitting;
}

CHECK(meeting_check_convene)
{
    const struct body *const body = object_of(entry, FIELD_BODY);
    return !body->closed || fail(error, FAULT_BODY_CLOSED, 0, body->object.code);
}

APPLY(meeting_apply_convene)
{
    const struct act *const act = &entry->act;
    struct meeting *const meeting = state_make(state, OBJECT_MEETING, act->id, sizeof *meeting, entry);
    meeting->body = object_of(entry, FIELD_BODY);
    meeting->number = act_value(act, FIELD_NUMBER);
    meeting->name = act_value(act, FIELD_NAME);
    meeting->begins = act_value(act, FIELD_BEGINS);
    meeting->place = act_value(act, FIELD_PLACE);
    meeting->invited = act_value(act, FIELD_INVITED);
    meeting->doors = (enum doors)act_word(act, FIELD_DOORS);
    meeting->agenda = object_of(entry, FIELD_AGENDA);
    meeting_add_sitting(state, meeting, entry);
}

CHECK(meeting_check_step)
{
    const struct meeting *const meeting = object_of(entry, FIELD_MEETING);
    return meeting_find_step(entry->act.type->id, meeting->state) != NULL ||
           fail(error, FAULT_MEETING_STATE, 0, meeting->object.code, slice_of(state_names[meeting->state]));
}

APPLY(meeting_apply_step)
{
    const struct act *const act = &entry->act;
    struct meeting *const meeting = state_change_of(state, entry, FIELD_MEETING);
    struct slice const present = act_value(act, FIELD_PRESENT);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].act == act->type->id)
            meeting->state = steps[i].to;
    if (present.length > 0)
        value_read_count(present, &meeting->present_known, &meeting->present);
    if (act_value(act, FIELD_PRESENT_MEMBERS).length > 0)
        meeting->present_members = act_value(act, FIELD_PRESENT_MEMBERS);
    if (act->type->id == ACT_MEETING_CLOSE)
        meeting->outcome = act_value(act, FIELD_STATEMENT);
    meeting_add_sitting(state, meeting, entry);
}

CHECK(meeting_check_doors)
{
    const struct meeting *const meeting = object_of(entry, FIELD_MEETING);
    if (meeting->state != MEETING_OPEN && meeting->state != MEETING_SUSPENDED)
        return fail(error, FAULT_MEETING_STATE, 0, meeting->object.code, slice_of(state_names[meeting->state]));
    return meeting->doors != (enum doors)act_word(&entry->act, FIELD_DOORS) ||
           fail(error, FAULT_DOORS_SAME, 0, meeting->object.code);
}

APPLY(meeting_apply_doors)
{
    struct meeting *const meeting = state_change_of(state, entry, FIELD_MEETING);
    meeting->doors = (enum doors)act_word(&entry->act, FIELD_DOORS);
    meeting_add_sitting(state, meeting, entry);
}

APPLY(meeting_apply_agenda)
{
    struct meeting *const meeting = state_change_of(state, entry, FIELD_MEETING);
    meeting->agenda = object_of(entry, FIELD_AGENDA);
}

CHECK(meeting_check_floor)
{
    const struct meeting *const meeting = object_of(entry, FIELD_MEETING);
    return meeting->state == MEETING_OPEN ||
           fail(error, FAULT_MEETING_STATE, 0, meeting->object.code, slice_of(state_names[meeting->state]));
}

RULE(BODY_ESTABLISH, .apply = body_apply_establish);
RULE(BODY_CLOSE, .check = body_check_close, .apply = body_apply_close);
RULE(MEETING_CONVENE, .check = meeting_check_convene, .apply = meeting_apply_convene);
RULE(MEETING_OPEN, .check = meeting_check_step, .apply = meeting_apply_step);
RULE(MEETING_SUSPEND, .check = meeting_check_step, .apply = meeting_apply_step);
RULE(MEETING_RESUME, .check = meeting_check_step, .apply = meeting_apply_step);
RULE(MEETING_CLOSE, .check = meeting_check_step, .apply = meeting_apply_step);
RULE(MEETING_CANCEL, .check = meeting_check_step, .apply = meeting_apply_step);
RULE(MEETING_DOORS, .check = meeting_check_doors, .apply = meeting_apply_doors);
RULE(AGENDA_APPROVE, .by_decision = true, .apply = meeting_apply_agenda);
RULE(FLOOR_REQUEST, .check = meeting_check_floor);
RULE(FLOOR_GIVE, .check = meeting_check_floor);
