// SPDX-License-Identifier: Apache-2.0
#include "rules/document.h"

#include "rules/fault.h"
#include "rules/rule.h"

/* The released bytes must be those that the document committed to, where it did. */
CHECK(document_possible_release)
{
    const struct document *const document = object_of(entry, FIELD_DOCUMENT);
    return document->blob.length == 0 || slice_equal(document->blob, act_value(&entry->act, FIELD_BLOB)) ||
           fail(error, FAULT_BLOB_OTHER, 0, document->object.code);
}

CHECK(document_check_release)
{
    const struct document *const document = object_of(entry, FIELD_DOCUMENT);
    return (document->doors == DOORS_CLOSED && document->released == NULL) ||
           fail(error, FAULT_DOCUMENT_OPEN, 0, document->object.code);
}

APPLY(document_apply_release)
{
    struct document *const document = state_change_of(state, entry, FIELD_DOCUMENT);
    document->released = entry;
}

/* --- blobs ------------------------------------------------------------------------------------------------------- */

CHECK(blob_possible_strike)
{
    struct slice const hash = act_value(&entry->act, FIELD_BLOB);
    const struct blob *const blob = state_find_blob(state, hash);
    if (blob == NULL)
        return fail(error, FAULT_BLOB_UNKNOWN, 0, hash);
    return blob->struck == NULL || fail(error, FAULT_BLOB_STRUCK, 0, hash);
}

APPLY(blob_apply_strike)
{
    struct blob *const blob = map_find(&state->blobs, act_value(&entry->act, FIELD_BLOB));
    blob->struck = entry;
}

RULE(DOCUMENT_RELEASE, .possible = document_possible_release, .check = document_check_release,
     .apply = document_apply_release, .after_close = true);
RULE(BLOB_STRIKE, .possible = blob_possible_strike, .apply = blob_apply_strike, .after_close = true);
