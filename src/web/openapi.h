// SPDX-License-Identifier: Apache-2.0
/* web/openapi.h - the API as an OpenAPI 3.1 document.
 *
 * What    Describes each route that has an `about`, and the JSON and CSV of each page, with the parameters and the schema of its view
 *         (tool/view.h). docs/api.md says the same for people, from the same rows.
 * How     openapi_write(&routes_public, &out);  // web/routes.h */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "web/route.h"

void openapi_write(const struct route_table *table, struct buffer *out);
/* The schema of a view's JSON; NULL if it has none. */
const struct json_schema *openapi_schema(const char *view);
/* The next field: for a group or a list, the one after its JSON_END. */
const struct json_field *openapi_next(const struct json_field *field);
/* Whether the list of that view comes in parts (web/page/part.h). */
bool openapi_has_parts(const struct json_schema *schema);

#endif
