/* cmd/demo_clerk.h - the demonstration's clerk: a process beside the server, which delivers into the mailbox that can be read at
 * /demo/mailbox.
 *
 * How     struct demo_clerk clerk;
 *         demo_clerk_start(data, &clerk, &error);          before any thread is made
 *         ... serving_run(..., clerk.tell) ...             it begins when it is told where the pages are
 *         demo_clerk_end(&clerk);
 * Holds   It ends with the demonstration, however that ends. It sends to addresses that end in .example alone, and knows no relay.
 * Owns    The process, until demo_clerk_end. */
#ifndef CMD_DEMO_CLERK_H
#define CMD_DEMO_CLERK_H

#include <sys/types.h>

#include "base/error.h"

struct demo_clerk {
    pid_t process;
    int tell; /* takes the server's ADDR:PORT and a line feed */
};

bool demo_clerk_start(struct slice data, struct demo_clerk *clerk, struct error *error);
void demo_clerk_end(struct demo_clerk *clerk);

#endif
