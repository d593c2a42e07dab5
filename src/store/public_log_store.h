// SPDX-License-Identifier: Apache-2.0
/* store/public_log_store.h - an index over a public log's entries, for pages and for the entries that come after.
 *
 * How     public_log_store_index(driver, seq, &entry, source, at, &error);  // in the transaction that adds the entry
 *         struct driver *reader = log_reader(log); public_log_store_comment(...); log_reader_end(log);
 * Holds   What the index says is what the entries say: both are written together.
 * Owns    Nothing: the driver is the log's (log/log.h). Copied slices are in the arena that is given.
 * Limits  PUBLIC_LOG_VIEW_MAX comments of one subject are looked at for a view; PUBLIC_LOG_COUNTRIES_MAX countries are told apart.
 * Threads One at a time a driver. */
#ifndef STORE_PUBLIC_LOG_STORE_H
#define STORE_PUBLIC_LOG_STORE_H

#include "base/arena.h"
#include "record/public_log_entry.h"
#include "store/public_log_sql.h"

enum {
    PUBLIC_LOG_VIEW_MAX = 5000,      /* newest comments that a view is made of: some milliseconds */
    PUBLIC_LOG_COUNTRIES_MAX = 2049, /* MEMBERS_MAX, and none given */
    PUBLIC_LOG_SUBJECTS_MAX = 200    /* of a list of what was commented on */
};

/* --- writing ---------------------------------------------------------------------------------------------------- */

/* What the entry says. `source` is the comment's number in the campaign store, or 0; `at` the entry's time in seconds. */
bool public_log_store_index(struct driver *driver, uint64_t seq, const struct public_log_entry *entry, int64_t source,
                            int64_t at, struct error *error);
/* The entry that was made of that row of the inbox; *found says whether there is one. */
bool public_log_store_of_inbox(struct driver *driver, int64_t inbox, bool *found, uint64_t *seq, struct error *error);
/* The last comment of that number in the campaign store. */
bool public_log_store_of_source(struct driver *driver, int64_t source, bool *found, uint64_t *seq, struct error *error);
/* How many messages of the campaign and place the log has. */
bool public_log_store_total(struct driver *driver, struct slice campaign, struct slice place, uint64_t *total,
                            struct error *error);
/* Whether the log says of that campaign and place what this count.answers would. */
bool public_log_store_knows(struct driver *driver, const struct public_log_entry *entry, bool *known,
                            struct error *error);
bool public_log_store_set_key_delegation(struct driver *driver, struct slice note, struct error *error);
/* Adds it to the buffer; nothing when there is none. */
bool public_log_store_key_delegation(struct driver *driver, struct buffer *out, struct error *error);

/* --- reading ------------------------------------------------------------------------------------------------------- */

struct public_log_comment {
    uint64_t seq;
    struct slice about, country; /* country: empty when none was given */
    int64_t at;
    struct hash blob;
    bool struck;
    uint64_t struck_by; /* the entry that did */
    struct slice who, reason;
};

/* A place in a list: enough to put it in order. */
struct public_log_place {
    uint64_t seq;
    struct slice country;
};

struct public_log_tally {
    struct slice country; /* or about */
    uint64_t published, struck, refused;
};

struct public_log_count {
    struct slice place;
    uint64_t total, asked, yes, no, seq;
};

bool public_log_store_comment(struct driver *driver, uint64_t seq, struct arena *arena,
                              struct public_log_comment *comment, bool *found, struct error *error);
/* The newest comments about it below `before`, newest first, at most `limit`; *places is in the arena. */
bool public_log_store_newest(struct driver *driver, struct slice about, uint64_t before, size_t limit,
                             struct arena *arena, struct public_log_place **places, size_t *count, struct error *error);
/* By country, the one with no name first. */
bool public_log_store_tallies(struct driver *driver, struct slice about, struct arena *arena,
                              struct public_log_tally **rows, size_t *count, struct error *error);
/* What was commented on, most comments first; `country` of a row is the subject. */
bool public_log_store_subjects(struct driver *driver, struct arena *arena, struct public_log_tally **rows,
                               size_t *count, struct error *error);
/* The counts of a campaign by place. */
bool public_log_store_counts(struct driver *driver, struct slice campaign, struct arena *arena,
                             struct public_log_count **rows, size_t *count, struct error *error);

#endif
