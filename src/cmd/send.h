/* cmd/send.h - hands one signed act to a record: of a data directory, or of a server over HTTP. */
#ifndef CMD_SEND_H
#define CMD_SEND_H

#include "room/site.h"

struct sender {
    struct site *site; /* of a data directory */
    struct room *room;
    struct slice url;  /* or of a server: its address, without a slash at the end */
    struct slice name; /* of the conference */
    bool has_library;
};

/* `origin` is HOST/NAME. */
bool sender_open(struct sender *sender, struct slice data, struct slice url, struct slice origin, struct error *error);
void sender_close(struct sender *sender);
/* The log as it stands, "SIZE ROOT". */
bool sender_seen(struct sender *sender, struct arena *arena, struct slice *seen, struct error *error);
/* Sends it and prints the answer; gives the exit status: 1 where the act was refused. */
int sender_send(struct sender *sender, struct slice act, bool json);

#endif
