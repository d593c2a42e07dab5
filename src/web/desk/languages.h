/* web/desk/languages.h - a campaign's words in further languages: which there are, and one of them to write, change or take away.
 *
 * What    The language is named in the address, ?lang=fr; without it words in a new one are written. */
#ifndef WEB_DESK_LANGUAGES_H
#define WEB_DESK_LANGUAGES_H

#include "web/desk/request.h"

struct desk_languages_page {
    struct frame frame;
    struct slice problem, base, action;
    bool is_new, full;
    struct slice language, title, ask, subject, body, thanks;
    struct {
        struct slice language, title, ask, subject, body, thanks; /* the campaign's own words, to write these from */
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
/* Keeps the words, or takes them away. */
bool desk_step_speak(const struct organise *by, struct desk_request *request, struct error *error);

#endif
