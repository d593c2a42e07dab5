// SPDX-License-Identifier: Apache-2.0
/* cmd/serving.h - the server's life between its start and a signal: what serve and demo share. */
#ifndef CMD_SERVING_H
#define CMD_SERVING_H

#include "campaign/participation.h"
#include "room/site.h"
#include "store/os.h"

/* Turns SIGINT and SIGTERM into something to read. Call it before any thread is made. */
int serving_catch_signals(void);
/* Finds what is installed beside the program: at the given path; else where the program was built, or where it was installed. False when it
 * is nowhere; where a path is given, only that one counts. */
bool serving_find(struct slice said, struct slice built, struct slice installed, struct os_path *path);
/* Opens public participation. `disposable`: the file that --disposable names, or empty. NULL with the error. */
struct participation *serving_open_participation(struct site *site, struct slice disposable, struct error *error);
/* Serves the site at the address (empty: 127.0.0.1:8080) until `stop` is readable; prints where, when it is ready, and
 * writes ADDR:PORT and a line feed to `tell`: a demo, whose mails can be read (-1: none). Gives the exit status. */
int serving_run(struct site *site, struct participation *participation, struct slice address, int stop, int tell);

#endif
