#include "cmd/place.h"

#include "cmd/fetch.h"
#include "store/copy_database.h"

struct copy *place_open(struct slice place, struct slice conference, struct error *error)
{
    if (fetch_is_address(place))
        return fetch_open(place, error);
    while (place.length > 1 && slice_ends(place, SLICE("/")))
        place.length--;
    return copy_database_is(place) ? copy_database_open(place, conference, error) : copy_open_directory(place, error);
}
