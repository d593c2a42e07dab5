// SPDX-License-Identifier: Apache-2.0
#include "web/table.h"

#include "base/civil.h"

void table_bool(struct buffer *out, bool value, bool first)
{
    csv_write_exact(out, value ? SLICE("true") : SLICE("false"), first);
}

void table_word(struct buffer *out, const char *word, bool first)
{
    csv_write_exact(out, word != NULL ? slice_of(word) : SLICE(""), first);
}

void table_instant(struct buffer *out, struct instant instant, bool first)
{
    csv_write_exact(out, SLICE(""), first);
    if (instant.known)
        civil_write_instant(out, instant.seconds, instant.offset_seconds);
}

void table_count(struct buffer *out, struct count count, bool first)
{
    if (count.known)
        csv_write_number(out, count.number, first);
    else
        csv_write_exact(out, SLICE(""), first);
}
