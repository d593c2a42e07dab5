// SPDX-License-Identifier: Apache-2.0
#include "rules/sponsor.h"

const char *sponsor_state_name(enum sponsor_state state)
{
    static const char *const names[] = { "named", "confirmed", "disowned", "left" };
    return names[state];
}

const struct sponsor *sponsor_find(const struct sponsor_list *list, const struct actor *actor)
{
    const struct sponsor *sponsor = list->first;
    while (sponsor != NULL && sponsor->actor != actor)
        sponsor = sponsor->next;
    return sponsor;
}

uint32_t sponsor_count(const struct sponsor_list *list, enum sponsor_state state)
{
    uint32_t count = 0;
    for (const struct sponsor *sponsor = list->first; sponsor != NULL; sponsor = sponsor->next)
        count += sponsor->state == state ? 1 : 0;
    return count;
}

bool sponsor_is_confirmed(const struct sponsor_list *list, const struct actor *actor)
{
    const struct sponsor *const sponsor = sponsor_find(list, actor);
    return sponsor != NULL && sponsor->state == SPONSOR_CONFIRMED;
}

/* The actor's sponsorship, added as claimed if there is none. */
static struct sponsor *sponsor_ensure(struct state *state, struct sponsor_list *list, const struct actor *actor,
                                      const struct entry *entry)
{
    for (struct sponsor *sponsor = list->first; sponsor != NULL; sponsor = sponsor->next)
        if (sponsor->actor == actor)
            return sponsor;
    struct sponsor *const sponsor = state_memory(state, sizeof *sponsor);
    *sponsor = (struct sponsor){ .actor = actor, .state = SPONSOR_CLAIMED, .named_by = entry, .state_by = entry };
    if (list->last != NULL)
        list->last->next = sponsor;
    else
        list->first = sponsor;
    list->last = sponsor;
    return sponsor;
}

void sponsor_name_all(struct state *state, struct sponsor_list *list, const struct entry *entry)
{
    for (size_t i = 0; i < entry->reference_count; i++) {
        const struct reference *const reference = &entry->references[i];
        if (reference->field != FIELD_SPONSORS)
            continue;
        const struct actor *const actor = (const struct actor *)(const void *)reference->object;
        struct sponsor *const sponsor = sponsor_ensure(state, list, actor, entry);
        if (sponsor->state == SPONSOR_LEFT) {
            sponsor->state = SPONSOR_CLAIMED;
            sponsor->state_by = entry;
        }
    }
}

void sponsor_set_own(struct state *state, struct sponsor_list *list, enum sponsor_state to, const struct entry *entry)
{
    struct sponsor *const sponsor = sponsor_ensure(state, list, entry->by, entry);
    sponsor->state = to;
    sponsor->state_by = entry;
}
