// SPDX-License-Identifier: Apache-2.0
/* cmd/submitter.h - hands one signed act to a record: of a data directory, or of a server over HTTP. */
#ifndef CMD_SUBMITTER_H
#define CMD_SUBMITTER_H

#include "room/site.h"

struct submitter {
    struct site *site; /* of a data directory */
    struct room *room;
    struct slice url;  /* or of a server: its address, without a slash at the end */
    struct slice name; /* of the conference */
    bool has_library;
};

/* `origin` is HOST/NAME. */
bool submitter_open(struct submitter *submitter, struct slice data, struct slice url, struct slice origin,
                    struct error *error);
void submitter_close(struct submitter *submitter);
/* The log as it stands, "SIZE ROOT". */
bool submitter_seen(struct submitter *submitter, struct arena *arena, struct slice *seen, struct error *error);
/* Sends it and prints the answer; gives the exit status: 1 where the act was refused. */
int submitter_send(struct submitter *submitter, struct slice act, bool json);

#endif
