// SPDX-License-Identifier: Apache-2.0
/* formats/contacts.h - reads lists of contacts for a campaign: CSV or Popolo JSON (popoloproject.com).
 *
 * What    CSV: a header line with the columns place, place_name, name, role, address, source and source_date in any order, then one
 *         row per contact. The names email, country and constituency are accepted for address and place.
 *         Popolo: every membership with an e-mail address, of its own or of its post or person. The place is the area of the
 *         membership or of its post.
 * How     struct contact_list list;
 *         contacts_read(file, &defaults, arena, &list, &error);  // false: the file as a whole is no such list
 *         if (list.rows[i].error.fault != FAULT_NONE) ...  // this row cannot be taken, and why
 * Holds   The list has every row of the file, valid or not: no row is dropped. A second row with the same place and address is a
 *         fault that names the first.
 * Owns    The rows are in the arena.
 * Limits  CONTACTS_MAX, CONTACTS_FILE_BYTES_MAX. */
#ifndef FORMATS_CONTACTS_H
#define FORMATS_CONTACTS_H

#include "base/arena.h"
#include "base/error.h"

enum {
    CONTACTS_MAX = 4096,               /* the largest parliament has about 3,000 members */
    CONTACTS_FILE_BYTES_MAX = 2 << 20, /* 512 bytes per row */
    CONTACT_WORDS_BYTES_MAX = 200      /* a name, a role or the name of a place */
};

struct contact_row {
    uint32_t line; /* in the file; in Popolo the number of the membership, from 1 */
    struct slice place, place_name, name, role, address, source, source_date;
    struct error error; /* FAULT_NONE: the row is valid */
};

struct contact_list {
    struct contact_row *rows;
    size_t count;
    bool is_popolo;
};

/* Values for rows that have none of their own; may be empty. */
struct contact_defaults {
    struct slice source, source_date;
};

bool contacts_read(struct slice file, const struct contact_defaults *defaults, struct arena *arena,
                   struct contact_list *list, struct error *error);

#endif
