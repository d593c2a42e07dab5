/* rules/meeting.h - bodies and their meetings, with their doors; documents.
 *
 * What    body: established -> closed. meeting: convened -> open <-> suspended -> closed, or cancelled. Doors are a fact about
 *         the sitting and change only by an act (docs/rules.md, meetings). */
#ifndef RULES_MEETING_H
#define RULES_MEETING_H

#include "rules/party.h"

enum doors { DOORS_OPEN, DOORS_CLOSED };
enum decides { DECIDES_ALL, DECIDES_REPORT, DECIDES_NOTHING };
enum meeting_state { MEETING_CONVENED, MEETING_OPEN, MEETING_SUSPENDED, MEETING_CLOSED, MEETING_CANCELLED };

struct body {
    struct object object;
    struct slice name, terms;
    struct body *parent;
    struct actor *chair;
    enum doors doors;
    enum decides decides;
    bool closed;
};

/* A change of a meeting's state or doors: the drawing of open and closed hours is made of these. */
struct sitting {
    const struct entry *entry;
    enum meeting_state state;
    enum doors doors;
    struct sitting *next;
};

struct meeting {
    struct object object;
    struct body *body;
    struct slice number, name, begins, place, invited, outcome;
    enum doors doors;
    enum meeting_state state;
    bool present_known;
    uint64_t present;
    struct slice present_members;
    struct object *agenda;
    struct sitting *sittings, *sittings_last;
};

/* The body of a place: of a meeting its body, of a body itself; NULL when there is none. */
struct body *place_body(const struct object *place);
const char *meeting_state_name(enum meeting_state state);
const char *doors_name(enum doors doors);

#endif
