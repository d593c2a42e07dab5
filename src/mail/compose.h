// SPDX-License-Identifier: Apache-2.0
/* mail/compose.h - builds the bytes of a mail for SMTP from its parts (RFC 5322, MIME by GMime).
 *
 * What    Each mail has one recipient. From is always an address of the site, so that it passes DMARC alignment (RFC 7489, 3.1). A
 *         person who writes appears in its display name, "Ada via plenary.example", and in Reply-To with their own address.
 * How     compose_start();  // once a process
 *         struct compose mail = { .from_name = ..., .subject = SLICE("To the delegation") };
 *         compose_write(&mail, out, &error);  // lines end with CR LF
 * Holds   No input can add a header: names, subjects and addresses with control characters, line ends or bidirectional overrides
 *         are refused. The same parts give the same bytes, so a mail that is sent again after a crash is identical, Message-ID and
 *         Date included.
 * Owns    Nothing.
 * Limits  COMPOSE_*_MAX, ADDRESS_BYTES_MAX.
 * Threads Any, after compose_start.
 * Not     Sending: relay.h. The text of each kind of mail: letter.h. */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "formats/address.h"

enum {
    COMPOSE_NAME_BYTES_MAX = 512,
    COMPOSE_SUBJECT_BYTES_MAX = 1024,
    COMPOSE_PARTS_MAX = 8,
    COMPOSE_OVERHEAD_BYTES = 16384 /* headers and boundaries of one mail */
};

/* Who wrote the mail. This decides which headers tell other programs about it. */
enum compose_origin {
    COMPOSE_PERSON,    /* a person pressed a button for this mail */
    COMPOSE_AUTOMATIC, /* the site wrote it: Auto-Submitted: auto-generated (RFC 3834, 5) */
    COMPOSE_LIST       /* also written by the site, to many followers: Precedence: list as well */
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

/* Initialises GMime. It may be called more than once. */
void compose_start(void);
/* Whether this is a valid address in mail and SMTP: formats/address.h. */
bool compose_address_is_good(struct slice address);
/* Writes the address for SMTP, with the domain in its ASCII form (RFC 5891). False when the local part is beyond ASCII, so
 * that only SMTPUTF8 can carry it. */
bool compose_wire_address(struct slice address, struct buffer *out);
/* An upper bound for the bytes of the mail. */
size_t compose_bytes_max(const struct compose *mail);
/* FAULT_COMPOSE_ADDRESS, FAULT_COMPOSE_LINE, FAULT_COMPOSE_TEXT, FAULT_COMPOSE_LONG. */
bool compose_write(const struct compose *mail, struct buffer *out, struct error *error);

#endif
