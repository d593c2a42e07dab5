// SPDX-License-Identifier: Apache-2.0
/* web/openapi.h - what programs can ask for, as an OpenAPI 3.1 document.
 *
 * What    Each row of a table of routes that says what it is about; of a page its JSON and its table, with the parameters and the
 *         schema that its view gives (tool/view.h). docs/api.md says the same for people, from the same rows.
 * How     openapi_write(&routes_public, &out);  // web/routes.h */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "web/route.h"

void openapi_write(const struct route_table *table, struct buffer *out);
/* The schema of a view's JSON; NULL: it has none. */
const struct json_schema *openapi_schema(const char *view);
/* Behind the row: after its JSON_END where it opens a group or a list. */
const struct json_field *openapi_next(const struct json_field *field);
/* Whether the lists of that view come in parts. */
bool openapi_has_parts(const struct json_schema *schema);

#endif
