// SPDX-License-Identifier: Apache-2.0
#include "rules/package.h"

#include "rules/outcome.h"
#include "rules/rule.h"

const char *package_state_name(enum package_state state)
{
    static const char *const names[] = { "pending", "fulfilled", "failed", "breached" };
    return names[state];
}

enum package_state package_state(const struct package *package)
{
    bool conditions_met = true, condition_failed = false, all_given = true, some_refused = false;
    for (const struct package_part *part = package->parts; part != NULL; part = part->next) {
        bool const passed = outcome_has_passed(part->object), failed = outcome_has_failed(part->object);
        if (part->provided) {
            conditions_met = conditions_met && passed;
            condition_failed = condition_failed || failed;
        } else {
            all_given = all_given && passed;
            some_refused = some_refused || failed;
        }
    }
    if (condition_failed)
        return all_given ? PACKAGE_BREACHED : PACKAGE_FAILED;
    if (conditions_met)
        return some_refused ? PACKAGE_BREACHED : all_given ? PACKAGE_FULFILLED : PACKAGE_PENDING;
    return PACKAGE_PENDING;
}

static void package_add_part(struct state *state, struct package *package, const struct reference *reference)
{
    struct package_part *const part = state_memory(state, sizeof *part);
    part->object = reference->object;
    part->provided = reference->field == FIELD_PROVIDED;
    if (package->parts_last != NULL)
        package->parts_last->next = part;
    else
        package->parts = part;
    package->parts_last = part;
}

APPLY(package_apply_make)
{
    struct package *const package = state_make(state, OBJECT_PACKAGE, entry->act.id, sizeof *package, entry);
    package->title = act_value(&entry->act, FIELD_TITLE);
    for (size_t i = 0; i < entry->reference_count; i++)
        if (entry->references[i].field == FIELD_GIVES || entry->references[i].field == FIELD_PROVIDED)
            package_add_part(state, package, &entry->references[i]);
}

RULE(PACKAGE, .apply = package_apply_make);
