#include "web/page/campaign_subject.h"

const struct thing *campaign_subject_thing(const struct state *state, struct slice about)
{
    static const struct {
        const char *word;
        enum thing_kind kind;
    } kinds[] = { { "decision", THING_DECISION }, { "proposal", THING_PROPOSAL }, { "provision", THING_PROVISION } };
    struct slice word, code = about;
    if (!slice_next(&code, ' ', &word))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (slice_equal(word, slice_of(kinds[i].word)))
            return state_find(state, kinds[i].kind, code);
    return NULL;
}

static void gather_state(const struct gather *from, const char *state, const struct entry *by,
                         struct campaign_subject *subject)
{
    subject->is_thing = true;
    subject->state_words = PRINT(from->arena, "It is {0}", slice_of(state));
    if (by == NULL)
        return;
    subject->state_when = page_day(from, by->act.time);
    subject->state_path = page_of_act(from, by->seq);
}

void campaign_subject_gather(const struct gather *from, struct slice about, struct campaign_subject *subject)
{
    const struct thing *const thing = campaign_subject_thing(from->state, about);
    *subject = (struct campaign_subject){ .general = about.length == 0, .missing = about };
    if (subject->general) {
        subject->path = PRINT(from->arena, "/{0}", from->name);
        subject->words = act_value(&from->state->opened->act, FIELD_TITLE);
    }
    if (thing == NULL)
        return;
    subject->missing = SLICE("");
    subject->code = thing->code;
    subject->path = page_of_thing(from, thing);
    subject->words = page_name_of(from, thing);
    if (thing->kind == THING_DECISION) {
        subject->decisions.items = arena_take(from->arena, sizeof *subject->decisions.items);
        subject->decisions.count = subject->decisions.items != NULL ? 1 : 0;
        if (subject->decisions.count > 0)
            decision_brief_gather(from, (const struct decision *)(const void *)thing, subject->decisions.items);
        return;
    }
    subject->decisions = decisions_of(from, thing);
    if (thing->kind == THING_PROPOSAL) {
        const struct proposal *const proposal = (const void *)thing;
        subject->words = PRINT(from->arena, "{0}: {1}", thing->code, proposal->title);
        gather_state(from, item_state_name(proposal->state), proposal->state_by, subject);
        return;
    }
    const struct provision *const provision = (const void *)thing;
    gather_state(from, provision_state_name(provision->state), provision->state_by, subject);
    subject->text = page_lines_of(from, provision_words(provision));
}

struct slice campaign_subject_title(const struct gather *from, struct slice about)
{
    const struct thing *const thing = campaign_subject_thing(from->state, about);
    if (thing == NULL)
        return about.length == 0 ? act_value(&from->state->opened->act, FIELD_TITLE)
                                 : slice_part(about, slice_find(about, ' ', 0) + 1, about.length);
    if (thing->kind == THING_PROPOSAL)
        return ((const struct proposal *)(const void *)thing)->title;
    if (thing->kind == THING_PROVISION && ((const struct provision *)(const void *)thing)->heading.length > 0)
        return ((const struct provision *)(const void *)thing)->heading;
    struct slice const question =
        thing->kind == THING_DECISION ? act_value(&thing->made->act, FIELD_QUESTION) : SLICE("");
    return question.length > 0 ? slice_part(question, 0, slice_find(question, '\n', 0)) : page_name_of(from, thing);
}

void campaign_subject_words(const struct gather *from, struct slice about, struct slice *name, struct slice *words)
{
    const struct thing *const thing = campaign_subject_thing(from->state, about);
    *name = *words = SLICE("");
    if (thing == NULL)
        return;
    *name = arena_copy(from->arena, page_name_of(from, thing));
    if (thing->kind == THING_PROVISION)
        *words = arena_copy(from->arena, provision_words((const struct provision *)(const void *)thing));
    else if (thing->made != NULL)
        *words = arena_copy(from->arena,
                            act_value(&thing->made->act, thing->kind == THING_DECISION ? FIELD_QUESTION : FIELD_TITLE));
}
