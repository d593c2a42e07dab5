/* mail/compose.h - a mail from its parts to bytes as they go over SMTP (RFC 5322, MIME by GMime).
 *
 * What    One addressee a mail. From is always the site's own address, so that it is aligned for DMARC (RFC 7489, 3.1); a person
 *         who writes stands in its display name, "Ada via plenary.example", and in Reply-To with their own address.
 * How     compose_start();                                      once a process
 *         struct compose mail = { .from_name = ..., ... };
 *         compose_write(&mail, &out, &error);                   lines end with CR LF
 * Holds   No word that comes in makes a header: names, subjects and addresses with control characters, line ends or
 *         bidirectional overrides are refused, not mended. The same parts give the same bytes: a mail that is sent again after a
 *         crash is the same mail, with the same Message-ID and Date.
 * Owns    Nothing.
 * Limits  COMPOSE_*_MAX.
 * Threads Any, after compose_start.
 * Not     Sending: relay.h. Which words a notice has: letter.h. */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "formats/address.h"

enum {
    COMPOSE_NAME_BYTES_MAX = 512,
    COMPOSE_SUBJECT_BYTES_MAX = 1024,
    COMPOSE_PARTS_MAX = 8,
    COMPOSE_OVERHEAD_BYTES = 16384 /* headers and boundaries of one mail, at most */
};

/* Who it comes from, which decides what it tells other programs about itself. */
enum compose_origin {
    COMPOSE_PERSON,    /* a person pressed a button for this very mail */
    COMPOSE_AUTOMATIC, /* the site wrote it: Auto-Submitted: auto-generated (RFC 3834, 5) */
    COMPOSE_LIST       /* the same, to many that follow: Precedence: list besides */
};

struct compose_part {
    struct slice name, type; /* "messages.txt", "text/plain" */
    struct slice bytes;
};

struct compose {
    enum compose_origin origin;
    struct slice from_name, from_address;
    struct slice reply_name, reply_address; /* empty: no Reply-To */
    struct slice to_name, to_address;
    struct slice subject, text; /* text: LF or CR LF; UTF-8 */
    struct slice language;      /* of the text, a BCP 47 tag, or empty */
    struct slice unsubscribe;   /* an https address that takes the POST of RFC 8058, or empty */
    struct slice message_id;    /* without < and > */
    int64_t date;               /* seconds since 1970 */
    const struct compose_part *parts;
    size_t part_count;
};

/* Starts the library; more than once does no harm. */
void compose_start(void);
/* Whether this may stand as an address in a mail and in SMTP: formats/address.h. */
bool compose_address_is_good(struct slice address);
/* The address as it goes over the wire: a domain in letters of its own as the name system has it (RFC 5891). False where the local
 * part is beyond ASCII, and so only SMTPUTF8 can carry it. */
bool compose_wire_address(struct slice address, struct buffer *out);
/* How many bytes the mail takes at most. */
size_t compose_bytes_max(const struct compose *mail);
/* FAULT_COMPOSE_ADDRESS, FAULT_COMPOSE_LINE, FAULT_COMPOSE_TEXT, FAULT_COMPOSE_LONG. */
bool compose_write(const struct compose *mail, struct buffer *out, struct error *error);

#endif
