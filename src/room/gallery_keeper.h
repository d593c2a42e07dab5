/* room/gallery_keeper.h - the one writer of all galleries of a site: takes what waits in the inbox and makes entries of it.
 *
 * What    A thread of its own looks into the voice store's inbox every GALLERY_POLL_MS (the clerk, who fills it, is another
 *         process), hands each conference's rows to its gallery, and then marks them done with their entries' numbers.
 * Holds   A gallery that cannot be opened or written rests for GALLERY_PAUSE_MS at a time; the others do not wait for it.
 *         Killed between a gallery's commit and the mark, it finds the entry at the next start and marks the row: nothing is
 *         entered twice and nothing lost. A flood here has its own thread, database and syncs: the record does not wait for it.
 * Owns    The thread and the galleries, until gallery_keeper_close.
 * Limits  GALLERY_BATCH_MAX rows of each conference a turn.
 * Threads Every function, from any. */
#ifndef ROOM_GALLERY_KEEPER_H
#define ROOM_GALLERY_KEEPER_H

#include "room/gallery.h"

enum { GALLERY_POLL_MS = 250, GALLERY_PAUSE_MS = 5000 /* after a fault of the disk */ };

struct gallery_keeper;

/* Starts the thread. The site and its voice live longer. FAULT_MEMORY. */
struct gallery_keeper *gallery_keeper_open(struct site *site, struct error *error);
/* Ends the thread after its turn, closes the galleries. NULL is let be. */
void gallery_keeper_close(struct gallery_keeper *keeper);
/* The conference's gallery; opened, and made where there is none yet. NULL with the error. */
struct gallery *gallery_keeper_find(struct gallery_keeper *keeper, struct slice conference, struct error *error);

#endif
