// SPDX-License-Identifier: Apache-2.0
#include "cmd/record_source.h"

#include "cmd/http_source.h"
#include "log/database_source.h"

struct log_source *record_source_open(struct slice place, struct slice conference, struct error *error)
{
    if (http_source_is_address(place))
        return http_source_open(place, error);
    while (place.length > 1 && slice_ends(place, SLICE("/")))
        place.length--;
    return database_source_is(place) ? database_source_open(place, conference, error)
                                     : log_source_open_directory(place, error);
}
