// SPDX-License-Identifier: Apache-2.0
/* web/desk/field.h - the inputs of a campaign's form, from the table of its fields.
 *
 * How     desk_field_sets(&campaign, request, &sets);       // every field, under the headings of the table
 *         desk_field_words(&own, &text, request, &fields);  // the fields that each further language has
 * Holds   After a refusal the inputs have what was sent. */
#ifndef WEB_DESK_FIELD_H
#define WEB_DESK_FIELD_H

#include "store/campaign_fields.h"
#include "web/desk/request.h"

struct desk_choice {
    struct slice word, label;
    bool chosen;
};

struct desk_field {
    struct slice name, label, hint, value;
    struct slice language; /* of its value; empty: the language of the page */
    struct slice own;      /* the campaign's own words, beside those in another language */
    bool is_text, is_choice, must;
    struct slice type;          /* of an input: text, url, date */
    struct slice mode;          /* inputmode */
    unsigned long limit, lines; /* 0: none */
    struct {
        struct desk_choice *items;
        size_t count;
    } choices;
};

struct desk_fields {
    struct desk_field *items;
    size_t count;
};

struct desk_field_set {
    struct slice heading;
    struct desk_fields fields;
};

struct desk_field_sets {
    struct desk_field_set *items;
    size_t count;
};

/* The input of one field; `kept` is its value until a form was sent. */
struct desk_field desk_field_make(const struct campaign_field *field, const struct desk_request *request,
                                  struct slice kept);
void desk_field_sets(const struct campaign *campaign, const struct desk_request *request, struct desk_field_sets *sets);
void desk_field_words(const struct campaign *own, const struct campaign_text *text, const struct desk_request *request,
                      struct desk_fields *fields);

#endif
