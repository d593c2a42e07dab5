// SPDX-License-Identifier: Apache-2.0
/* rules/meeting.h - bodies and their meetings, with their doors.
 *
 * What    body: established -> closed. meeting: convened -> open <-> suspended -> closed, or cancelled. Doors open and
 *         close only by an act (docs/rules.md, meetings). */
#ifndef RULES_MEETING_H
#define RULES_MEETING_H

#include "rules/state.h"

enum doors { DOORS_OPEN, DOORS_CLOSED };
enum decides { DECIDES_ALL, DECIDES_REPORT, DECIDES_NOTHING };
enum meeting_state { MEETING_CONVENED, MEETING_OPEN, MEETING_SUSPENDED, MEETING_CLOSED, MEETING_CANCELLED };

struct body {
    struct object object;
    struct slice name, terms;
    const struct body *parent;
    const struct actor *chair;
    enum doors doors;
    enum decides decides;
    bool closed;
};

/* A change of a meeting's state or doors. Pages draw open and closed hours from these. */
struct sitting {
    const struct entry *entry;
    enum meeting_state state;
    enum doors doors;
    struct sitting *next;
};

struct meeting {
    struct object object;
    const struct body *body;
    struct slice number, name, begins, place, invited, outcome;
    enum doors doors;
    enum meeting_state state;
    bool present_known;
    uint64_t present;
    struct slice present_members;
    const struct object *agenda;
    struct sitting *sittings, *sittings_last;
};

/* A meeting's body; a body itself; NULL for NULL. */
const struct body *place_body(const struct object *place);
/* Whether the doer chairs the body. True where there is no body, or no chair. */
bool body_check_chair(const struct entry *entry, const struct body *body, struct error *error);
const char *meeting_state_name(enum meeting_state state);
const char *doors_name(enum doors doors);

#endif
