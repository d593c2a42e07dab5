/* formats/contacts.h - lists of whom a campaign writes to: CSV, or Popolo JSON (popoloproject.com).
 *
 * What    CSV: a header that names the columns place, place_name, name, role, address, source, source_date (in any order; email,
 *         country and constituency are taken for address and place), then one row for each contact. Popolo: each membership
 *         with an e-mail address (its own, its post's or its person's), at its area or its post's.
 * How     contacts_read(file, &defaults, arena, &list, &error)       false: the file as a whole is no such list
 *         for (...) if (list.rows[i].error.fault != FAULT_NONE) ...  this row cannot be taken, and why
 * Holds   Every row of the file is in the list, good or not: nothing is left out in silence. A second row for the same place
 *         and address is a fault that names the first.
 * Limits  CONTACTS_MAX rows, CONTACTS_FILE_BYTES_MAX. */
#ifndef FORMATS_CONTACTS_H
#define FORMATS_CONTACTS_H

#include "base/arena.h"
#include "base/error.h"

enum {
    CONTACTS_MAX = 4096,               /* the largest parliament has some 3,000 members */
    CONTACTS_FILE_BYTES_MAX = 2 << 20, /* 512 bytes each */
    CONTACT_WORDS_BYTES_MAX = 200      /* of a name, a role, a place's name */
};

struct contact_row {
    uint32_t line; /* of the file; of Popolo the number of the membership, from 1 */
    struct slice place, place_name, name, role, address, source, source_date;
    struct error error; /* FAULT_NONE: the row is good */
};

struct contact_list {
    struct contact_row *rows;
    size_t count;
    bool is_popolo;
};

/* What stands for the whole file where a row says nothing; empty: nothing does. */
struct contact_defaults {
    struct slice source, source_date;
};

bool contacts_read(struct slice file, const struct contact_defaults *defaults, struct arena *arena,
                   struct contact_list *list, struct error *error);

#endif
