/* cmd/place.h - opens a record for reading, wherever it stands: an address, a mirror's directory, a server's data directory. */
#ifndef CMD_PLACE_H
#define CMD_PLACE_H

#include "store/copy.h"

/* `conference` is needed where a data directory holds several. NULL with the error. */
struct copy *place_open(struct slice place, struct slice conference, struct error *error);

#endif
