// SPDX-License-Identifier: Apache-2.0
#include "web/page/mailbox.h"

#include "formats/mail_text.h"
#include "store/mailbox.h"
#include "web/fault.h"

static bool mailbox_gather_rows(const struct gather *from, struct driver *reader, struct mailbox_page *page,
                                struct error *error)
{
    struct mailbox_list list;
    uint64_t count;
    if (!mailbox_list(reader, request_argument(from->request, "to"), from->arena, &list, error) ||
        !mailbox_count(reader, &count, error))
        return false;
    page->rows.items = arena_take_many(from->arena, list.count, sizeof *page->rows.items);
    for (size_t i = 0; i < list.count && page->rows.items != NULL; i++) {
        struct mail_text mail = { 0 };
        (void)mail_text_read(list.items[i].bytes, from->arena, &mail);
        page->rows.items[page->rows.count++] = (struct mailbox_row){
            .path = PRINT(from->arena, "/demo/mailbox/{0}", page_number(from->arena, (uint64_t)list.items[i].id)),
            .subject = mail.subject.length > 0 ? mail.subject : SLICE("(no subject)"),
            .to = list.items[i].recipient,
            .when = page_moment(from->arena, list.items[i].at),
            .at = page_instant_of(list.items[i].at),
        };
    }
    page->shown_words = list.count == count
                            ? page_count(from->arena, count, "mail", "mails, the newest first")
                            : PRINT(from->arena, "{0} of {1} mails, the newest first",
                                    page_number(from->arena, list.count), page_number(from->arena, count));
    return true;
}

bool mailbox_page_gather(const struct gather *from, struct mailbox_page *page, struct error *error)
{
    *page = (struct mailbox_page){ 0 };
    if (!from->demo || from->campaigns == NULL)
        return fail(error, FAULT_PAGE_UNKNOWN, 0, SLICE("/demo/mailbox"));
    frame_gather(from, SLICE("The mailbox of the demonstration"), SLICE("/demo/mailbox"), &page->frame);
    struct driver *const reader = campaign_store_read(from->campaigns, error);
    if (reader == NULL)
        return false;
    bool const good = mailbox_gather_rows(from, reader, page, error);
    campaign_store_read_end(from->campaigns);
    return good;
}
