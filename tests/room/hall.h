// SPDX-License-Identifier: Apache-2.0
/* hall.h - a data directory in a temporary folder with one conference that is run there, for tests of the room.
 *
 * How     struct hall hall; hall_open(&hall);             the secretariat is registrar; AAA and BBB are members with keys
 *         struct slice act = hall_sign(&hall, "AAA", "statement", "statement: We are here.\n");
 *         room_submit(hall.room, act, &answer);
 *         hall_close(&hall);                              takes the folder away
 * Owns    What it signs is good until hall_close. */
#ifndef TESTS_HALL_H
#define TESTS_HALL_H

#include "campaign/participation.h"
#include "room/act_file.h"
#include "log/signer.h"

struct hall {
    char directory[64];
    struct site *site;
    struct room *room;
    struct participation *participation; /* NULL until hall_open_participation */
    struct arena arena;
};

/* Every function ends the program with words when it cannot. */
void hall_open(struct hall *hall);
void hall_close(struct hall *hall);
/* The public's side; once it is open nothing more happens. hall_leave closes it. */
void hall_open_participation(struct hall *hall);
/* Closes the site and opens it again; the error when it will not open. */
void hall_leave(struct hall *hall);
bool hall_enter(struct hall *hall, struct error *error);
/* "2026-01-01T00:00:00Z", so many seconds from now. */
const char *hall_time(struct hall *hall, int seconds);
/* The key that a party signs with. */
void hall_signer(struct hall *hall, const char *code, struct signer *signer);
/* An act of this record by the party now, signed with its key. `fields` are lines in the table's order, after `time`. */
struct slice hall_sign(struct hall *hall, const char *code, const char *type, const char *fields);
/* A whole text, signed with that key. */
struct slice hall_sign_text(struct hall *hall, const struct signer *signer, struct slice text);
/* printf into the hall's memory. */
struct slice hall_print(struct hall *hall, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Acts in the form of examples/README.md; all must be taken. */
void hall_play(struct hall *hall, const char *acts);
/* "SIZE ROOT" of the log now. */
struct slice hall_seen(struct hall *hall);
/* Runs a shell command on the folder: "$1" stands for it. */
void hall_shell(const struct hall *hall, const char *command);

#endif
