// SPDX-License-Identifier: Apache-2.0
/* web/desk/languages.h - a campaign's words in further languages: the list, and a form for one of them.
 *
 * What    ?lang=fr in the address names the language; without it the form is for a new one. */
#ifndef WEB_DESK_LANGUAGES_H
#define WEB_DESK_LANGUAGES_H

#include "web/desk/field.h"

struct desk_languages_page {
    struct frame frame;
    struct slice problem, base, action;
    bool is_new, full;
    struct slice language;
    struct desk_field tag; /* the input for the tag of a new one */
    struct desk_fields fields;
    struct {
        struct slice language, title;
    } own;
    struct {
        struct desk_language {
            struct slice language, title;
            bool is_shown;
        } * items;
        size_t count;
    } languages;
};

bool desk_languages_gather(struct desk_request *request, struct desk_languages_page *page, struct error *error);
/* Saves the words, or deletes them. */
bool desk_step_speak(const struct organise *by, struct desk_request *request, struct error *error);

#endif
