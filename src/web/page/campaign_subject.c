// SPDX-License-Identifier: Apache-2.0
#include "web/page/campaign_subject.h"

#include "campaign/campaign.h"
#include "rules/instrument.h"
#include "rules/proposal.h"

static void campaign_subject_gather_state(const struct gather *from, const char *state, const struct entry *by,
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
    const struct object *const object = campaign_about(from->state, about);
    *subject = (struct campaign_subject){ .general = about.length == 0, .missing = about };
    if (subject->general) {
        subject->path = PRINT(from->arena, "/{0}", from->name);
        subject->words = act_value(&from->state->opened->act, FIELD_TITLE);
    }
    if (object == NULL)
        return;
    subject->missing = SLICE("");
    subject->code = object->code;
    subject->path = page_of_object(from, object);
    subject->words = page_name_of(from, object);
    if (object->kind == OBJECT_DECISION) {
        subject->decisions.items = arena_take(from->arena, sizeof *subject->decisions.items);
        subject->decisions.count = subject->decisions.items != NULL ? 1 : 0;
        if (subject->decisions.count > 0)
            decision_brief_gather(from, (const struct decision *)(const void *)object, subject->decisions.items);
        return;
    }
    subject->decisions = decisions_of(from, object);
    if (object->kind == OBJECT_PROPOSAL) {
        const struct proposal *const proposal = (const void *)object;
        subject->words = PRINT(from->arena, "{0}: {1}", object->code, proposal->title);
        campaign_subject_gather_state(from, item_state_name(proposal->state), proposal->state_by, subject);
        return;
    }
    const struct provision *const provision = (const void *)object;
    campaign_subject_gather_state(from, provision_state_name(provision->state), provision->state_by, subject);
    subject->text = page_lines_of(from, provision_words(provision));
}

void campaign_subject_words(const struct gather *from, struct slice about, struct slice *name, struct slice *words)
{
    const struct object *const object = campaign_about(from->state, about);
    *name = *words = SLICE("");
    if (object == NULL)
        return;
    *name = arena_copy(from->arena, page_name_of(from, object));
    if (object->kind == OBJECT_PROVISION)
        *words = arena_copy(from->arena, provision_words((const struct provision *)(const void *)object));
    else if (object->made != NULL)
        *words = arena_copy(
            from->arena, act_value(&object->made->act, object->kind == OBJECT_DECISION ? FIELD_QUESTION : FIELD_TITLE));
}
