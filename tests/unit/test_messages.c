// SPDX-License-Identifier: Apache-2.0
/* A message's steps: confirmed once, held for a reason, withdrawn before it is sent, with nothing left afterwards. */
#include "campaigns.h"

#include "campaign/fault.h"
#include "campaign/organise.h"
#include "store/fault.h"
#include "store/rate_limits.h"
#include "store/message_counts.h"
#include "store/statistics.h"
#include "store/turnout.h"

static int64_t add(const char *hold)
{
    struct message_new message = {
        .campaign = campaign.id,
        .contact = contact.id,
        .received_at = NOW,
        .place = SLICE("AAA"),
        .similarity = UINT64_C(0x8000000000000001),
        .may_ask = true,
        .sealed = SLICE("sealed"),
        .hold_words = slice_of(hold),
    };
    struct token token;
    int64_t id;
    token_new(&token);
    message.token_hash = token.hash;
    assert_true(message_add(driver, &message, &id, &error));
    return id;
}

static struct message get(int64_t id)
{
    struct message message;
    bool found;
    assert_true(message_of_id(driver, id, &arena, &message, &found, &error));
    assert_true(found);
    return message;
}

static void add_line(void *context, const struct message_line *line)
{
    struct buffer *const out = context;
    buffer_add(out, line->state);
    buffer_add_byte(out, ' ');
}

static void assert_log(int64_t id, const char *states)
{
    char memory[512];
    struct buffer out = BUFFER(memory);
    struct message const message = get(id);
    assert_true(message_log(driver, &message, add_line, &out, &error));
    assert_slice(buffer_slice(&out), states);
}

static bool is_kept(int64_t id)
{
    bool const kept = message_export(driver, id, NOW, &error);
    assert_true(kept || error.fault == FAULT_MESSAGE_GONE);
    return kept;
}

static void confirmed_once_and_queued_once(void **state)
{
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("");
    assert_slice(get(id).shown, "received");
    assert_true(message_confirm(driver, id, NOW + 60, &error));
    struct message const first = get(id);
    assert_int_equal(first.state, MESSAGE_QUEUED);
    assert_int_equal(first.confirmed_at, NOW + 60);
    assert_true(first.mail > 0);
    assert_true(message_confirm(driver, id, NOW + 90, &error));
    assert_int_equal(get(id).mail, first.mail);
    assert_int_equal(get(id).confirmed_at, NOW + 60);
    assert_log(id, "received confirmed queued queued ");
    assert_true(is_kept(id));
}

static void held_until_somebody_looked(void **state)
{
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("a reason");
    assert_true(message_confirm(driver, id, NOW, &error));
    assert_slice(get(id).shown, "held");
    assert_int_equal(get(id).mail, 0);
    assert_true(message_release(driver, id, NOW + 5, &error));
    assert_int_equal(get(id).state, MESSAGE_QUEUED);
    assert_false(message_release(driver, id, NOW + 6, &error));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_STEP);
    int64_t const other = add("a reason");
    assert_false(message_refuse(driver, other, SLICE("spam"), NOW, &error)); /* not confirmed: not anybody's yet */
    assert_true(message_confirm(driver, other, NOW, &error));
    assert_true(message_refuse(driver, other, SLICE("spam"), NOW, &error));
    assert_slice(get(other).shown, "refused");
    assert_false(is_kept(other));
    assert_log(other, "received confirmed held refused ");
}

static void a_campaign_may_look_at_all(void **state)
{
    struct campaign changed = campaign;
    (void)state;
    campaigns_begin_test();
    changed.look = SLICE("all");
    assert_true(campaign_change(driver, &changed, SLICE("test"), NOW, &arena, &error));
    int64_t const id = add("");
    assert_true(message_confirm(driver, id, NOW, &error));
    assert_slice(get(id).shown, "held");
}

static void one_mail_a_day_is_made_by_the_worker(void **state)
{
    (void)state;
    campaigns_begin_test();
    contact.pace = SLICE("digest");
    assert_true(contact_change(driver, &contact, &error));
    int64_t const id = add("");
    assert_true(message_confirm(driver, id, NOW, &error));
    assert_slice(get(id).shown, "queued");
    assert_int_equal(get(id).mail, 0);
}

static void withdrawn_before_it_is_sent_and_nothing_is_left(void **state)
{
    enum mail_state carrier;
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("");
    assert_true(message_confirm(driver, id, NOW, &error));
    assert_true(message_withdraw(driver, id, NOW + 1, &error));
    assert_slice(get(id).shown, "withdrawn");
    assert_int_equal(get(id).purged_at, NOW + 1);
    assert_false(is_kept(id));
    assert_true(outbox_state(driver, get(id).mail, &carrier, &error));
    assert_int_equal(carrier, MAIL_CANCELLED);
    assert_true(message_withdraw(driver, id, NOW + 2, &error));
    assert_false(message_confirm(driver, id, NOW + 2, &error));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_STEP);
}

#define RATES (&(struct mail_rates){ .host = SLICE("plenary.example") })

static bool ignore(void *context, const struct mail_claimed *mail)
{
    (void)context;
    (void)mail;
    return true;
}

static void what_is_on_its_way_cannot_be_called_back(void **state)
{
    size_t count;
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("");
    assert_true(message_confirm(driver, id, NOW, &error));
    assert_true(outbox_claim(driver, RATES, NOW, ignore, NULL, 16, &count, &error));
    assert_int_equal(count, 1);
    assert_slice(get(id).shown, "sending");
    assert_false(message_withdraw(driver, id, NOW + 1, &error));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_STEP);
    assert_slice(error_about(&error, 0), "sent");
    assert_true(outbox_end(driver, get(id).mail, MAIL_ACCEPTED, SLICE("250 ok"), 0, NOW + 2, &error));
    assert_slice(get(id).shown, "accepted");
    assert_true(message_erase(driver, id, NOW + 3, &error)); /* what is kept here goes all the same */
    assert_false(is_kept(id));
    assert_slice(get(id).shown, "accepted");
}

static void late_links_confirm_nothing(void **state)
{
    size_t count;
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("");
    int64_t const late = NOW + MESSAGE_CONFIRM_DAYS * DAY + 1;
    assert_false(message_confirm(driver, id, late, &error));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_STEP);
    assert_true(message_expire(driver, NOW + 60, 100, &count, &error));
    assert_int_equal(count, 0);
    assert_true(message_expire(driver, late, 100, &count, &error));
    assert_int_equal(count, 1);
    assert_slice(get(id).shown, "expired");
    assert_false(is_kept(id));
    assert_false(message_confirm(driver, id, late, &error));
    int64_t const other = add("");
    assert_true(campaign_set_state(driver, campaign.id, SLICE("closed"), &error));
    assert_false(message_confirm(driver, other, NOW, &error));
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_CLOSED);
}

static void answered_once(void **state)
{
    (void)state;
    campaigns_begin_test();
    int64_t const id = add("");
    assert_true(message_answer(driver, id, true, NOW, &error));
    assert_slice(get(id).answered, "yes");
    assert_false(message_answer(driver, id, false, NOW, &error));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_ANSWERED);
    assert_slice(get(id).answered, "yes");
}

struct page {
    int64_t due, id;
    size_t rows;
    bool in_order;
};

static void turn_page(void *context, const struct mail_row *row)
{
    struct page *const page = context;
    page->in_order &= row->due_at > page->due || (row->due_at == page->due && row->id > page->id);
    page->due = row->due_at;
    page->id = row->id;
    page->rows++;
}

/* Every mail that waits is on one page of the queue, whatever its state; and a page reads its own rows alone. */
static void the_queue_is_read_page_by_page(void **state)
{
    enum { MAILS = 90, PAGE = 7 };
    struct page page = { .due = 0, .in_order = true };
    size_t before, count;
    (void)state;
    campaigns_begin_test();
    for (int i = 0; i < MAILS; i++)
        assert_true(message_confirm(driver, add(""), NOW + i % 4, &error));
    assert_true(outbox_claim(driver, RATES, NOW, ignore, NULL, 20, &count, &error));
    for (int64_t id = 1; id <= 10; id++)
        assert_true(outbox_end(driver, get(id).mail, id % 2 == 0 ? MAIL_DEFERRED : MAIL_ACCEPTED, SLICE("?"), NOW + 60,
                               NOW, &error) ||
                    error.fault == FAULT_MAIL_STEP);
    do {
        before = page.rows;
        assert_true(outbox_list(driver, PAGE, page.due, page.id, turn_page, &page, &error));
        assert_true(page.rows <= before + PAGE);
    } while (page.rows > before);
    assert_true(page.in_order);
    size_t ended = 0;
    for (int64_t id = 1; id <= MAILS; id++)
        ended += slice_equal(get(id).shown, SLICE("accepted"));
    assert_true(ended > 0);
    assert_int_equal(page.rows, MAILS - ended);
}

/* How many of the messages to AAA came back, and how many of those the public log had counted. */
static void assert_came_back(uint64_t all, uint64_t counted)
{
    struct turnout list;
    struct statistics_counted statistics;
    assert_true(turnout_of(driver, campaign.id, &arena, &list, &error));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].count, 2);
    assert_int_equal(list.items[0].came_back, all);
    assert_int_equal(list.items[0].came_back_counted, counted);
    assert_true(statistics_counted(driver, contact.id, &statistics, &error));
    assert_int_equal(statistics.counted, 1);
    assert_int_equal(statistics.came_back, counted);
}

static void what_came_back_stands_beside_the_counts(void **state)
{
    struct hash const receipt = { { 7 } };
    int64_t ids[2];
    size_t count;
    (void)state;
    campaigns_begin_test();
    for (size_t i = 0; i < 2; i++) {
        ids[i] = add("");
        assert_true(message_confirm(driver, ids[i], NOW, &error));
    }
    assert_true(outbox_claim(driver, RATES, NOW, ignore, NULL, 16, &count, &error));
    assert_int_equal(count, 2);
    assert_true(outbox_end(driver, get(ids[0]).mail, MAIL_ACCEPTED, SLICE("250 ok"), 0, NOW + 1, &error));
    assert_true(message_counts_entered(driver, ids[0], &receipt, 1, &error));
    assert_came_back(0, 0);
    assert_true(outbox_end(driver, get(ids[1]).mail, MAIL_BOUNCED, SLICE("550 no"), 0, NOW + 1, &error));
    assert_came_back(1, 0);
    assert_true(outbox_end(driver, get(ids[0]).mail, MAIL_BOUNCED, SLICE("5.1.1 gone"), 0, NOW + 90, &error));
    assert_came_back(2, 1);
    assert_true(outbox_resend(driver, get(ids[0]).mail, NOW + 100, &error)); /* to a better address */
    assert_came_back(1, 0);
}

static int64_t add_contact(const char *place, const char *address, const char *name)
{
    struct contact other = {
        .campaign = campaign.id, .place = slice_of(place), .name = slice_of(name), .address = slice_of(address)
    };
    assert_true(contact_add(driver, &other, &error));
    other.state = SLICE("confirmed");
    other.pace = SLICE("each");
    assert_true(contact_change(driver, &other, &error));
    return other.id;
}

/* What was delivered stays with the old contact; what waits, and what came back, goes to the new one, and its writer reads so. */
static void what_was_not_delivered_goes_to_the_new_contact(void **state)
{
    enum { DELIVERED, CAME_BACK, QUEUED, RECEIVED, MESSAGES };
    int64_t ids[MESSAGES];
    struct contact successor;
    size_t count;
    bool found;
    (void)state;
    campaigns_begin_test();
    struct organise const by = { driver, SLICE("Ada"), &arena, NOW + 100 };
    for (size_t i = 0; i < MESSAGES; i++) {
        ids[i] = add("");
        if (i < QUEUED)
            assert_true(message_confirm(driver, ids[i], NOW, &error));
    }
    assert_true(outbox_claim(driver, RATES, NOW, ignore, NULL, 16, &count, &error));
    assert_int_equal(count, 2);
    assert_true(outbox_end(driver, get(ids[DELIVERED]).mail, MAIL_ACCEPTED, SLICE("250"), 0, NOW, &error));
    assert_true(outbox_end(driver, get(ids[CAME_BACK]).mail, MAIL_BOUNCED, SLICE("550"), 0, NOW, &error));
    assert_true(message_confirm(driver, ids[QUEUED], NOW, &error));

    int64_t const fresh = add_contact("AAA", "new@mission.example", "The New Office");
    assert_false(organise_succeed(&by, contact.id, contact.id, &error));
    assert_false(organise_succeed(&by, contact.id, add_contact("BBB", "b@mission.example", "B"), &error));
    assert_ptr_equal(error.fault, FAULT_CONTACT_SUCCESSOR);
    assert_true(organise_succeed(&by, contact.id, fresh, &error));
    assert_true(contact_successor(driver, contact.id, &arena, &successor, &found, &error) && found);
    assert_int_equal(successor.id, fresh);
    assert_int_equal(get(ids[DELIVERED]).contact, contact.id);
    for (size_t i = CAME_BACK; i < MESSAGES; i++)
        assert_int_equal(get(ids[i]).contact, fresh);
    assert_log(ids[RECEIVED], "received received ");
    assert_true(outbox_resend(driver, get(ids[CAME_BACK]).mail, NOW + 200, &error));
    assert_true(outbox_claim(driver, RATES, NOW + 300, ignore, NULL, 16, &count, &error));
    assert_int_equal(count, 2); /* a contact that is replaced gets nothing: these go to the new one */
}

/* Every step of the list can be taken, and no other changes anything. */
static void the_list_of_steps_is_all(void **state)
{
    unsigned allowed = 0;
    (void)state;
    for (unsigned from = 0; from < MESSAGE_STATE_COUNT; from++)
        for (unsigned event = MESSAGE_RECEIVE; event <= MESSAGE_EXPIRE; event++)
            allowed += message_step_to((enum message_state)from, (enum message_event)event) != MESSAGE_NONE;
    assert_int_equal(allowed, 10);
    for (unsigned event = MESSAGE_RECEIVE; event <= MESSAGE_EXPIRE; event++) {
        assert_int_equal(message_step_to(MESSAGE_WITHDRAWN, (enum message_event)event), MESSAGE_NONE);
        assert_int_equal(message_step_to(MESSAGE_REFUSED, (enum message_event)event), MESSAGE_NONE);
        assert_int_equal(message_step_to(MESSAGE_EXPIRED, (enum message_event)event), MESSAGE_NONE);
    }
    assert_int_equal(message_step_to(MESSAGE_RECEIVED, MESSAGE_QUEUE), MESSAGE_NONE);
}

static void caps_are_exact_and_last(void **state)
{
    struct hash const key = { { 1 } }, other = { { 2 } };
    bool taken;
    uint64_t count;
    (void)state;
    campaigns_begin_test();
    for (unsigned i = 0; i < 5; i++) {
        assert_true(rate_limit_take(driver, &key, NOW, 3, &taken, &error));
        assert_int_equal(taken, i < 3);
    }
    campaigns_end_test();
    campaign_store_close(campaigns);
    campaigns = campaign_store_open(slice_of(folder), &error);
    campaigns_begin_test();
    assert_true(rate_limit_take(driver, &key, NOW, 3, &taken, &error));
    assert_false(taken);
    assert_true(rate_limit_count(driver, &key, NOW, &count, &error));
    assert_int_equal(count, 3);
    assert_true(rate_limit_take(driver, &other, NOW, 3, &taken, &error));
    assert_true(taken);
    assert_true(rate_limit_take(driver, &key, NOW + DAY, 3, &taken, &error));
    assert_true(taken);
    size_t forgotten;
    assert_true(rate_limit_forget(driver, NOW + 1, 1, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    assert_true(rate_limit_forget(driver, NOW + 1, 100, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    assert_true(rate_limit_count(driver, &key, NOW, &count, &error));
    assert_int_equal(count, 0);
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(confirmed_once_and_queued_once, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(held_until_somebody_looked, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(a_campaign_may_look_at_all, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(one_mail_a_day_is_made_by_the_worker, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(withdrawn_before_it_is_sent_and_nothing_is_left, campaign_store_make,
                                        campaign_store_take),
        cmocka_unit_test_setup_teardown(what_is_on_its_way_cannot_be_called_back, campaign_store_make,
                                        campaign_store_take),
        cmocka_unit_test_setup_teardown(late_links_confirm_nothing, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(answered_once, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(what_was_not_delivered_goes_to_the_new_contact, campaign_store_make,
                                        campaign_store_take),
        cmocka_unit_test_setup_teardown(the_queue_is_read_page_by_page, campaign_store_make, campaign_store_take),
        cmocka_unit_test_setup_teardown(what_came_back_stands_beside_the_counts, campaign_store_make,
                                        campaign_store_take),
        cmocka_unit_test(the_list_of_steps_is_all),
        cmocka_unit_test_setup_teardown(caps_are_exact_and_last, campaign_store_make, campaign_store_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
