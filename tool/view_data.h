// SPDX-License-Identifier: Apache-2.0
/* tool/view_data.h - the sections {@json} and {@csv} of a view. */
#ifndef TOOL_VIEW_DATA_H
#define TOOL_VIEW_DATA_H

#include "tool/view_code.h"

bool view_data_begin(struct view *view, enum section section);
/* What stands between braces, without them. */
bool view_data_brace(struct view *view, struct slice inside);
/* A byte outside of them. */
bool view_data_byte(struct view *view, char byte);
/* Ends the function of the section. */
bool view_data_end(struct view *view);

#endif
