#include "rules/meeting.h"

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

struct body *place_body(const struct thing *place)
{
    if (place == NULL)
        return NULL;
    return place->kind == THING_MEETING ? ((const struct meeting *)place)->body : (struct body *)place;
}

/* --- bodies ------------------------------------------------------------------------------------------------------ */

APPLY(body_apply_establish)
{
    const struct act *const act = &entry->act;
    struct body *const body = state_make(state, THING_BODY, act->id, sizeof *body, entry);
    body->name = act_value(act, FIELD_NAME);
    body->terms = act_value(act, FIELD_TERMS);
    body->parent = (struct body *)state_reference(state, entry, FIELD_PARENT);
    body->chair = (struct actor *)state_reference(state, entry, FIELD_CHAIR);
    body->doors = (enum doors)act_word(act, FIELD_DOORS);
    body->decides = (enum decides)act_word(act, FIELD_DECIDES);
}

CHECK(body_check_close)
{
    const struct body *const body = (struct body *)state_reference(state, entry, FIELD_BODY);
    return !body->closed || fail(error, FAULT_BODY_CLOSED, 0, body->thing.code);
}

APPLY(body_apply_close)
{
    ((struct body *)state_reference(state, entry, FIELD_BODY))->closed = true;
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

static const struct meeting_step *find_step(enum act_id act, enum meeting_state from)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].act == act && steps[i].from == from)
            return &steps[i];
    return NULL;
}

static void add_sitting(struct state *state, struct meeting *meeting, const struct entry *entry)
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
    const struct body *const body = (struct body *)state_reference(state, entry, FIELD_BODY);
    return !body->closed || fail(error, FAULT_BODY_CLOSED, 0, body->thing.code);
}

APPLY(meeting_apply_convene)
{
    const struct act *const act = &entry->act;
    struct meeting *const meeting = state_make(state, THING_MEETING, act->id, sizeof *meeting, entry);
    meeting->body = (struct body *)state_reference(state, entry, FIELD_BODY);
    meeting->number = act_value(act, FIELD_NUMBER);
    meeting->name = act_value(act, FIELD_NAME);
    meeting->begins = act_value(act, FIELD_BEGINS);
    meeting->place = act_value(act, FIELD_PLACE);
    meeting->invited = act_value(act, FIELD_INVITED);
    meeting->doors = (enum doors)act_word(act, FIELD_DOORS);
    meeting->agenda = state_reference(state, entry, FIELD_AGENDA);
    add_sitting(state, meeting, entry);
}

CHECK(meeting_check_step)
{
    const struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
    return find_step(entry->act.type->id, meeting->state) != NULL ||
           fail(error, FAULT_MEETING_STATE, 0, meeting->thing.code, slice_of(state_names[meeting->state]));
}

APPLY(meeting_apply_step)
{
    const struct act *const act = &entry->act;
    struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
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
    add_sitting(state, meeting, entry);
}

CHECK(meeting_check_doors)
{
    const struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
    if (meeting->state != MEETING_OPEN && meeting->state != MEETING_SUSPENDED)
        return fail(error, FAULT_MEETING_STATE, 0, meeting->thing.code, slice_of(state_names[meeting->state]));
    return meeting->doors != (enum doors)act_word(&entry->act, FIELD_DOORS) ||
           fail(error, FAULT_DOORS_SAME, 0, meeting->thing.code);
}

APPLY(meeting_apply_doors)
{
    struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
    meeting->doors = (enum doors)act_word(&entry->act, FIELD_DOORS);
    add_sitting(state, meeting, entry);
}

CHECK(meeting_check_agenda)
{
    return decision_carries(state, entry, error);
}

APPLY(meeting_apply_agenda)
{
    struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
    meeting->agenda = state_reference(state, entry, FIELD_AGENDA);
}

CHECK(meeting_check_floor)
{
    const struct meeting *const meeting = (struct meeting *)state_reference(state, entry, FIELD_MEETING);
    return meeting->state == MEETING_OPEN ||
           fail(error, FAULT_MEETING_STATE, 0, meeting->thing.code, slice_of(state_names[meeting->state]));
}
