// SPDX-License-Identifier: Apache-2.0
/* fixture.h - a data directory in a temporary folder with one conference that is run there, for tests of the room.
 *
 * How     struct fixture fixture; fixture_open(&fixture);          // the secretariat is registrar; AAA and BBB are members with keys
 *         struct slice act = fixture_sign(&fixture, "AAA", "statement", "statement: We are here.\n");
 *         room_submit(fixture.room, act, &answer);
 *         fixture_close(&fixture);  // takes the folder away
 * Owns    What it signs is good until fixture_close. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "campaign/participation.h"
#include "room/act_file.h"
#include "log/signer.h"

struct fixture {
    char directory[64];
    struct site *site;
    struct room *room;
    struct participation *participation; /* NULL until fixture_open_participation */
    struct arena arena;
};

/* Every function ends the program with words when it cannot. */
void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);
/* The public's side; once it is open nothing more happens. fixture_leave closes it. */
void fixture_open_participation(struct fixture *fixture);
/* Closes the site and opens it again; the error when it will not open. */
void fixture_leave(struct fixture *fixture);
bool fixture_enter(struct fixture *fixture, struct error *error);
/* "2026-01-01T00:00:00Z", so many seconds from now. */
const char *fixture_time(struct fixture *fixture, int seconds);
/* The key that a party signs with. */
void fixture_signer(struct fixture *fixture, const char *code, struct signer *signer);
/* An act of this record by the party now, signed with its key. `fields` are lines in the table's order, after `time`. */
struct slice fixture_sign(struct fixture *fixture, const char *code, const char *type, const char *fields);
/* A whole text, signed with that key. */
struct slice fixture_sign_text(struct fixture *fixture, const struct signer *signer, struct slice text);
/* printf into the fixture's memory. */
struct slice fixture_print(struct fixture *fixture, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Acts in the form of examples/README.md; all must be taken. */
void fixture_play(struct fixture *fixture, const char *acts);
/* "SIZE ROOT" of the log now. */
struct slice fixture_seen(struct fixture *fixture);
/* Runs a shell command on the folder: "$1" stands for it. */
void fixture_shell(const struct fixture *fixture, const char *command);

#endif
