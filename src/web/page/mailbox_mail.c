// SPDX-License-Identifier: Apache-2.0
#include "web/page/mailbox_mail.h"

#include "base/utf8.h"
#include "campaign/fault.h"
#include "formats/mail_text.h"
#include "store/mailbox.h"
#include "web/fault.h"

enum { MAIL_LINKS_MAX = 200 /* in one mail; later ones stay plain text */ };

/* The end of an address that begins at `at`. */
static size_t mailbox_mail_address_end(struct slice text, size_t at)
{
    while (at < text.length && (unsigned char)text.bytes[at] > ' ' && text.bytes[at] != '>' && text.bytes[at] != '"')
        at++;
    while (at > 0 && (text.bytes[at - 1] == '.' || text.bytes[at - 1] == ',' || text.bytes[at - 1] == ')'))
        at--;
    return at;
}

/* Splits the text: addresses of this site become links, everything else stays text. */
static void mailbox_mail_gather_parts(const struct gather *from, struct slice text, struct mailbox_mail_page *page)
{
    struct slice const base = PRINT(from->arena, "{0}/", from->base);
    page->parts.items = arena_take_many(from->arena, 2 * MAIL_LINKS_MAX + 1, sizeof *page->parts.items);
    if (page->parts.items == NULL)
        return;
    size_t done = 0;
    for (size_t at = slice_find(text, 'h', 0); at < text.length && page->parts.count < 2 * MAIL_LINKS_MAX;
         at = slice_find(text, 'h', at + 1)) {
        if (!slice_begins(slice_part(text, at, text.length), base))
            continue;
        size_t const end = mailbox_mail_address_end(text, at);
        page->parts.items[page->parts.count++] = (struct mail_part){ .words = slice_part(text, done, at) };
        page->parts.items[page->parts.count++] =
            (struct mail_part){ .words = slice_part(text, at, end),
                                .path = slice_part(text, at + from->base.length, end) };
        done = at = end;
    }
    page->parts.items[page->parts.count++] = (struct mail_part){ .words = slice_part(text, done, text.length) };
}

static void mailbox_mail_gather_links(const struct gather *from, struct mailbox_mail_page *page)
{
    page->links.items = arena_take_many(from->arena, page->parts.count, sizeof *page->links.items);
    for (size_t i = 0; i < page->parts.count && page->links.items != NULL; i++)
        if (page->parts.items[i].path.length > 0)
            page->links.items[page->links.count++] = page->parts.items[i].path;
}

static void mailbox_mail_gather_mail(const struct gather *from, const struct mailbox_mail *found,
                                     struct mailbox_mail_page *page)
{
    struct mail_text *const mail = arena_take(from->arena, sizeof *mail);
    if (mail == NULL)
        return;
    (void)mail_text_read(found->bytes, from->arena, mail);
    page->subject = mail->subject.length > 0 ? mail->subject : SLICE("(no subject)");
    page->from = mail->from;
    page->to = found->recipient;
    page->reply_to = mail->reply_to;
    page->when = page_moment(from->arena, found->at);
    page->at = page_instant_of(found->at);
    page->raw = utf8_is_valid(found->bytes) ? found->bytes : SLICE("(bytes that are no UTF-8)");
    page->others.items = mail->others;
    page->others.count = mail->other_count;
    mailbox_mail_gather_parts(from, mail->text, page);
    mailbox_mail_gather_links(from, page);
}

bool mailbox_mail_page_gather(const struct gather *from, struct mailbox_mail_page *page, struct error *error)
{
    struct mailbox_mail mail;
    uint64_t id;
    bool found = false;
    *page = (struct mailbox_mail_page){ 0 };
    if (!from->demo || from->campaigns == NULL)
        return fail(error, FAULT_PAGE_UNKNOWN, 0, SLICE("/demo/mailbox"));
    if (!slice_number(from->code, &id))
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("mail"), from->code);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const good = mailbox_find(reader, (int64_t)id, from->arena, &mail, &found, error);
    campaign_store_read_end(from->campaigns);
    if (!good)
        return false;
    if (!found)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("mail"), from->code);
    mailbox_mail_gather_mail(from, &mail, page);
    frame_gather(from, page->subject, PRINT(from->arena, "/demo/mailbox/{0}", from->code), &page->frame);
    return true;
}
