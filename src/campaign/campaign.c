// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign.h"

#include "formats/language.h"
#include "rules/decision.h"
#include "rules/instrument.h"
#include "rules/proposal.h"
#include "store/campaign_texts.h"

enum { CAMPAIGN_NAME_BYTES_MAX = 512 /* the number of a provision, or its id, and the code of its text */ };

bool campaign_takes_messages(const struct campaign *campaign, int64_t now)
{
    return slice_equal(campaign->state, SLICE("open")) && campaign->opens_at <= now &&
           (campaign->closes_at == 0 || now < campaign->closes_at);
}

bool campaign_reaches(const struct contact *contact)
{
    return slice_equal(contact->state, SLICE("confirmed")) || slice_equal(contact->state, SLICE("paused"));
}

struct slice campaign_place_word(const struct campaign *campaign)
{
    return slice_equal(campaign->addressed, SLICE("constituency")) ? SLICE("constituency") : SLICE("country");
}

/* --- what it is about ---------------------------------------------------------------------------------------------- */

const struct object *campaign_about(const struct state *state, struct slice about)
{
    static const struct {
        const char *word;
        enum object_kind kind;
    } kinds[] = { { "decision", OBJECT_DECISION }, { "proposal", OBJECT_PROPOSAL }, { "provision", OBJECT_PROVISION } };
    struct slice word, code = about;
    if (!slice_next(&code, ' ', &word))
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (slice_equal(word, slice_of(kinds[i].word)))
            return state_find(state, kinds[i].kind, code);
    return NULL;
}

/* "31A (ITR-2012)". */
static struct slice campaign_provision_title(const struct provision *provision, struct arena *arena)
{
    char memory[CAMPAIGN_NAME_BYTES_MAX];
    struct buffer name = BUFFER(memory);
    struct slice const number = provision_number(provision);
    if (provision->heading.length > 0)
        return provision->heading;
    buffer_add(&name, number.length > 0 ? number : provision->id);
    buffer_add_text(&name, " (");
    buffer_add(&name, provision->instrument->object.code);
    buffer_add_byte(&name, ')');
    return arena_copy(arena, buffer_slice(&name));
}

/* Its question; a ruling has none: "ruling R-1". */
static struct slice campaign_decision_title(const struct decision *decision, struct arena *arena)
{
    char memory[CAMPAIGN_NAME_BYTES_MAX];
    struct buffer name = BUFFER(memory);
    struct slice const question = act_value(&decision->object.made->act, FIELD_QUESTION);
    if (question.length > 0)
        return slice_part(question, 0, slice_find(question, '\n', 0));
    buffer_add_text(&name, decision_kind_name(decision->kind));
    buffer_add_byte(&name, ' ');
    buffer_add(&name, decision->object.code);
    return arena_copy(arena, buffer_slice(&name));
}

struct slice campaign_about_title(const struct state *state, struct slice about, struct arena *arena)
{
    const struct object *const object = campaign_about(state, about);
    if (about.length == 0)
        return act_value(&state->opened->act, FIELD_TITLE);
    if (object == NULL)
        return slice_part(about, slice_find(about, ' ', 0) + 1, about.length);
    if (object->kind == OBJECT_PROPOSAL)
        return ((const struct proposal *)(const void *)object)->title;
    if (object->kind == OBJECT_PROVISION)
        return campaign_provision_title((const struct provision *)(const void *)object, arena);
    return campaign_decision_title((const struct decision *)(const void *)object, arena);
}

struct template_values campaign_values(const struct contact *contact, struct slice title)
{
    return (struct template_values){ contact->place_name, contact->name, contact->role, title };
}

/* --- in which language --------------------------------------------------------------------------------------------- */

bool campaign_translate(struct driver *reader, struct slice language, struct arena *arena, struct campaign *campaign,
                        struct error *error)
{
    struct campaign_text text = { 0 };
    bool found;
    if (language.length == 0 || language_equal(language, campaign->language))
        return true;
    if (!campaign_text_find(reader, campaign->id, language, arena, &text, &found, error))
        return false;
    if (found)
        campaign_speak(campaign, &text);
    return true;
}
