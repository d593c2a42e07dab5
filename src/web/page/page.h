// SPDX-License-Identifier: Apache-2.0
/* web/page/page.h - what all pages share: the input of gathering, the frame, links, times and numbers.
 *
 * What    A page is two steps: X_page_gather fills a plain struct from the state. HTML, JSON and CSV (views/X.html) and the
 *         terminal print that same struct, so they cannot disagree. Gathering knows nothing of HTML.
 * How     struct decision_page page;
 *         if (!decision_page_gather(from, &page, &error)) ...
 *         view_decision(out, &page);  // made from views/decision.html
 * Owns    Everything is in from->arena or points into the state: print it before room_read_end. */
#ifndef WEB_PAGE_PAGE_H
#define WEB_PAGE_PAGE_H

#include "campaign/public_log_writer.h"
#include "room/site.h"
#include "store/campaign_store.h"
#include "store/sealed.h"
#include "web/form.h"
#include "web/html.h"
#include "web/json.h"
#include "web/request.h"

enum needs {
    NEEDS_ACTS,       /* a conference that has at least one act (the default is the strictest) */
    NEEDS_CONFERENCE, /* a conference, which may still be empty */
    NEEDS_NOTHING
};

struct gather {
    struct arena *arena;
    const struct request *request;         /* for its arguments; NULL: none */
    struct slice code;                     /* {code} of the address: "D-7"; empty: none */
    const struct state *state;             /* NULL on pages of the whole site */
    struct site *site;                     /* only on pages of the whole site */
    struct campaign_store *campaigns;      /* NULL where there is none */
    struct public_log_writer *public_logs; /* NULL where there are none: at the organisers' desk */
    struct slice name;                     /* of the conference: "assembly-2026" */
    struct slice checkpoint;               /* the last signed one; empty: not known */
    int64_t now;                           /* seconds since 1970 */
    bool demo;                             /* a demonstration, which shows its mails */
    struct slice base;                     /* the address of this site: "https://plenary.example" */
    const struct form *form;               /* what a person wrote, when a form is shown again; else NULL */
    const struct error *problem;           /* and why */
    struct slice wrong;                    /* and the name of the field; empty: none */
    const struct seal *seal;               /* for the tokens of forms */
    size_t waiting;                        /* changes in the write queue: the more there are, the more proof of work */
    const unsigned char *network;          /* of the reader, for the same */
    struct slice accept_language;          /* the header */
    struct slice preview;                  /* address of the preview for organisers; empty: the public page */
};

/* An argument of a page's address, for the description of the API. */
struct page_query {
    const char *name, *meaning;
};

/* A page as the server, the terminal and the description of the API know it. Its row is made from its view (tool/view.h). */
struct page {
    const char *name, *path, *about;  /* "decision", "/{conference}/decisions/{code}", one line of meaning */
    const char *type;                 /* of its HTML */
    const char *columns;              /* of its CSV */
    const struct page_query *queries; /* until one without a name; NULL: none */
    enum needs needs;
    bool framed; /* other sites may frame it */
    size_t size; /* of the struct, which begins with struct frame */
    bool (*gather)(const struct gather *from, void *page, struct error *error);
    void (*html)(struct buffer *out, const void *page);
    void (*json)(struct json *out, const void *page);  /* its members, without braces; NULL: it has none */
    void (*csv)(struct buffer *out, const void *page); /* NULL: none */
};

/* The frame of every page: header and footer. */
struct frame {
    struct slice title;      /* of this page, as a fact */
    struct slice path, json; /* of this page, without and with .json */
    struct slice csv;        /* with .csv; empty: no table */
    struct slice about;      /* what live events it wants: a code, or empty for all */
    struct slice topic;      /* what can be followed here (rules/topic.h); empty: the whole conference */
    bool in_conference;
    struct slice conference, home; /* title; "/assembly-2026" */
    struct slice clock, place;     /* time of the last act at the seat: "13 December 2012, 01:29" */
    struct instant at;             /* the same for programs */
    struct slice now, now_path;    /* what is open now, in a sentence; empty when nothing is */
    bool outside, reenactment;     /* watched; made after the event */
    unsigned acts;
    struct slice language;
    /* Of the organiser's desk; its forms carry the session's word. */
    bool at_desk, editor, owner;
    struct slice organiser, role, word;
    bool personal;    /* for one person: not cached */
    bool by_language; /* depends on Accept-Language */
};

/* Fills the frame. `path` is the page's own below the conference: "/record"; "" for the conference itself. */
void frame_gather(const struct gather *from, struct slice title, struct slice path, struct frame *frame);
/* Sets the object of the page: its live events and its feed. */
void frame_concern(const struct gather *from, const struct object *object, struct frame *frame);

/* Text made in the arena: each {0} to {9} is replaced by the part of that index. */
struct slice page_print(struct arena *arena, const char *template, const struct slice *parts, size_t count);
#define PRINT(arena, template, ...)                                    \
    page_print(arena, template, (const struct slice[]){ __VA_ARGS__ }, \
               sizeof((const struct slice[]){ __VA_ARGS__ }) / sizeof(struct slice))
/* A number in digits. */
struct slice page_number(struct arena *arena, uint64_t number);
/* "1 act", "2 acts". */
struct slice page_count(struct arena *arena, uint64_t number, const char *one, const char *many);
/* A time of an act as people write it, as precise as it is known: "13 December 2012, 01:29", "about December 2012". */
struct slice page_time(const struct gather *from, struct slice time);
/* A time of an act for programs. */
struct page_instant {
    struct instant at;     /* of a coarser time its beginning; unknown where it is on no calendar */
    const char *precision; /* "second", "minute", "day", "month", "year", "range", "unknown" */
    bool about;            /* it may be some time before or after */
};
struct page_instant page_instant(const struct gather *from, struct slice time);
/* A moment of a clock, in UTC, for programs; 0: not known. */
struct instant page_instant_of(int64_t seconds);
/* The day at the seat: "13 December 2012"; a coarser time unchanged. */
struct slice page_day(const struct gather *from, struct slice time);
/* A moment of a clock, in UTC: "13 December 2012, 01:29"; the day alone. */
struct slice page_moment(struct arena *arena, int64_t seconds);
struct slice page_date(struct arena *arena, int64_t seconds);
/* The value of that name in the form, or else in the address; empty if neither has it. */
struct slice page_said(const struct gather *from, const char *name);
/* Hash in hex. */
struct slice page_hash(struct arena *arena, const struct hash *hash);
/* The page of an object: "/assembly-2026/decisions/D-7"; or the act that made it, if it has no page. */
struct slice page_of_object(const struct gather *from, const struct object *object);
struct slice page_of_act(const struct gather *from, uint32_t seq);
/* The name of an object in a sentence: a party by name, a text by title, a provision by number and heading, others by code. */
struct slice page_name_of(const struct gather *from, const struct object *object);

/* A link with its words. */
struct page_link {
    struct slice path, words;
    struct slice code; /* of the object, for programs; empty: none */
};
struct page_links {
    struct page_link *items;
    size_t count;
};

struct page_link page_link_to(const struct gather *from, const struct object *object, struct slice words);
/* A set of codes as links with names. */
struct page_links page_links_of_set(const struct gather *from, struct slice codes);

/* Plain paragraphs of a folded value: the lines between empty ones. */
struct page_lines {
    struct slice *items;
    size_t count;
};
struct page_lines page_lines_of(const struct gather *from, struct slice folded);
/* The codes of a set. */
struct page_lines page_codes_of(struct arena *arena, struct slice set);
/* The same of text that is not folded. */
struct page_lines page_lines_split(struct arena *arena, struct slice plain);

#endif
