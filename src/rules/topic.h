// SPDX-License-Identifier: Apache-2.0
/* rules/topic.h - what an act concerns: for feeds, live events, the time line and all who follow.
 *
 * What    An act concerns each object that it mentions (rules/object.h): what it makes, who did it, what it names, what its
 *         items change, and what those are part of. A topic is that as text: "decision:D-7", "provision:TEXT/31A", or
 *         "kind:decision." for types of act that begin so; empty, it is the whole conference. rules/topic.def lists them.
 * How     struct topic topic; if (topic_read(text, &topic) && topic_concerns(&topic, entry)) ...
 *         topic_write_all(entry, &out);                      // all topics of an act, with spaces between
 *         topic_is_among(buffer_slice(&out), text);          // the same answer from that text alone
 * Owns    A topic points into the text. */
#ifndef RULES_TOPIC_H
#define RULES_TOPIC_H

#include "rules/state.h"

enum {
    TOPIC_BYTES_MAX = 144,   /* the longest word and "INSTRUMENT/PROVISION" */
    TOPICS_BYTES_MAX = 16384 /* of one act; of an act with more, the rest is left out */
};

struct topic {
    struct slice text;
    enum object_kind kind; /* OBJECT_NONE: types of act, or everything */
    struct slice code;     /* of the object, or the beginning of the types */
};

/* A row of rules/topic.def: objects of a kind. */
struct topic_type {
    const char *word;
    enum object_kind kind;
    bool comments; /* whether the public may comment on them */
    const char *meaning;
};
extern const struct topic_type topic_types[];
extern const size_t topic_type_count;

/* Another: types of act that can be followed, and what they are called; also on the time line. */
struct topic_kind {
    const char *beginning, *words;
};
extern const struct topic_kind topic_kinds[];
extern const size_t topic_kind_count;

/* False when it is no topic; whether there is such an object is topic_object's answer. */
bool topic_read(struct slice text, struct topic *topic);
bool topic_concerns(const struct topic *topic, const struct entry *entry);
/* The object, or NULL when there is none yet or the topic is not an object. */
const struct object *topic_object(const struct state *state, const struct topic *topic);
bool topic_takes_comments(const struct topic *topic);
/* Writes "member:CAN"; nothing for objects that have no topic of their own. */
void topic_write(const struct object *object, struct buffer *out);
/* Whether an act mentions the object of that code. */
bool topic_mentions(const struct entry *entry, struct slice code);
/* Whether an act is news. A milestone is not: it only marks another act. */
bool topic_is_news(const struct entry *entry);
/* All topics of an act; the last is its type. */
void topic_write_all(const struct entry *entry, struct buffer *out);
bool topic_is_among(struct slice all, struct slice topic);

#endif
