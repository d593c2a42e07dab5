// SPDX-License-Identifier: Apache-2.0
/* Signing in at the desk: invitations, sessions, roles; and the steps of a campaign. */
#include "../unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "campaign/campaign_check.h"
#include "campaign/fault.h"
#include "campaign/sign_in.h"
#include "store/os.h"

enum { NOW = 1000000, ARENA_BYTES = 8 << 20 };

struct fixture {
    char folder[64];
    struct campaign_store *campaigns;
    struct arena arena;
    struct error error;
};

static unsigned char memory[ARENA_BYTES];

static int open_fixture(void **state)
{
    struct fixture *const fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    if (fixture == NULL)
        return 1;
    snprintf(fixture->folder, sizeof fixture->folder, "/tmp/plenary-reception-XXXXXX");
    if (mkdtemp(fixture->folder) == NULL)
        return 1;
    fixture->arena = (struct arena){ memory, 0, sizeof memory };
    fixture->campaigns = campaign_store_open(slice_of(fixture->folder), &fixture->error);
    return fixture->campaigns == NULL;
}

static int close_fixture(void **state)
{
    static const char *const names[] = { "campaign.db", "campaign.db-wal", "campaign.db-shm" };
    struct fixture *const fixture = *state;
    campaign_store_close(fixture->campaigns);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct os_path path;
        if (os_path_join(&path, slice_of(fixture->folder), slice_of(names[i]), SLICE("")))
            (void)unlink(path.text);
    }
    (void)rmdir(fixture->folder);
    free(fixture);
    return 0;
}

static struct organise at(struct fixture *fixture, int64_t now)
{
    struct driver *const driver = campaign_store_begin(fixture->campaigns, &fixture->error);
    assert_non_null(driver);
    return (struct organise){ driver, SLICE("Ada"), &fixture->arena, now };
}

static void keep(struct fixture *fixture)
{
    assert_true(campaign_store_commit(fixture->campaigns, &fixture->error));
}

static struct passkey passkey_of(char name)
{
    struct passkey passkey = { .id_length = 1, .key_length = 33 };
    passkey.id[0] = (unsigned char)name;
    passkey.key[0] = 'O';
    return passkey;
}

/* An organiser of that role, by an invitation. */
static int64_t come(struct fixture *fixture, const char *name, const char *role, int64_t now, struct token *session)
{
    struct organise const by = at(fixture, now);
    struct token token;
    struct organiser organiser;
    struct passkey const passkey = passkey_of(name[0]);
    assert_true(sign_in_invite(&by, slice_of(name), slice_of(role), &token, &fixture->error));
    assert_true(sign_in_accept(&by, token_slice(&token), &passkey, &organiser, session, &fixture->error));
    keep(fixture);
    return organiser.id;
}

static bool is_in(struct fixture *fixture, const struct token *session, int64_t now, bool *put_off)
{
    struct organise const by = at(fixture, now);
    struct organiser organiser;
    bool found;
    assert_true(sign_in_find(by.driver, token_slice(session), now, &fixture->arena, &organiser, &found, put_off,
                             &fixture->error));
    keep(fixture);
    return found;
}

static void an_invitation_is_good_once_and_for_two_days(void **state)
{
    struct fixture *const fixture = *state;
    struct organise by = at(fixture, NOW);
    struct token token, session;
    struct invitation invitation;
    struct organiser organiser;
    struct passkey const passkey = passkey_of('a');
    assert_true(sign_in_invite(&by, SLICE("Ada"), SLICE("owner"), &token, &fixture->error));
    assert_true(sign_in_look(by.driver, token_slice(&token), NOW, &fixture->arena, &invitation, &fixture->error));
    assert_false(sign_in_look(by.driver, token_slice(&token), NOW + INVITATION_SECONDS, &fixture->arena, &invitation,
                              &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_INVITATION);
    assert_false(sign_in_look(by.driver, SLICE("forged"), NOW, &fixture->arena, &invitation, &fixture->error));
    by.now = NOW + INVITATION_SECONDS;
    assert_false(sign_in_accept(&by, token_slice(&token), &passkey, &organiser, &session, &fixture->error));
    by.now = NOW;
    assert_true(sign_in_accept(&by, token_slice(&token), &passkey, &organiser, &session, &fixture->error));
    assert_false(sign_in_accept(&by, token_slice(&token), &passkey, &organiser, &session, &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_INVITATION);
    assert_false(sign_in_invite(&by, SLICE("A\nB"), SLICE("owner"), &token, &fixture->error));
    assert_false(sign_in_invite(&by, SLICE("Ada"), SLICE("king"), &token, &fixture->error));
    keep(fixture);
}

static void a_session_ends_when_nobody_comes_and_in_any_case(void **state)
{
    struct fixture *const fixture = *state;
    struct token session, other;
    bool put_off;
    (void)come(fixture, "Ada", "owner", NOW, &session);
    assert_true(is_in(fixture, &session, NOW + 1, &put_off));
    assert_false(put_off);
    assert_false(is_in(fixture, &session, NOW + SESSION_IDLE_SECONDS, &put_off));
    assert_true(is_in(fixture, &session, NOW + SESSION_IDLE_SECONDS - 1, &put_off));
    assert_true(put_off);
    for (int64_t now = NOW; now < NOW + SESSION_SECONDS; now += SESSION_IDLE_SECONDS / 2) {
        assert_true(is_in(fixture, &session, now, &put_off));
        struct organise const by = at(fixture, now);
        assert_true(sign_in_put_off(by.driver, token_slice(&session), now, &fixture->error));
        keep(fixture);
    }
    assert_false(is_in(fixture, &session, NOW + SESSION_SECONDS, &put_off));
    (void)come(fixture, "Bo", "reader", NOW, &other);
    struct organise const by = at(fixture, NOW);
    assert_true(sign_in_leave(&by, token_slice(&other), &fixture->error));
    keep(fixture);
    assert_false(is_in(fixture, &other, NOW + 1, &put_off));
}

static void who_is_ended_or_made_less_is_out_at_once_but_the_last_owner_stays(void **state)
{
    struct fixture *const fixture = *state;
    struct token owner, other;
    bool put_off;
    int64_t const ada = come(fixture, "Ada", "owner", NOW, &owner), bo = come(fixture, "Bo", "owner", NOW, &other);
    struct organise by = at(fixture, NOW);
    assert_true(sign_in_change(&by, bo, SLICE("reader"), SLICE("active"), &fixture->error));
    assert_false(sign_in_change(&by, ada, SLICE("editor"), SLICE("active"), &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_ORGANISER_LAST);
    assert_false(sign_in_change(&by, ada, SLICE("owner"), SLICE("ended"), &fixture->error));
    keep(fixture);
    assert_false(is_in(fixture, &other, NOW + 1, &put_off));
    assert_true(is_in(fixture, &owner, NOW + 1, &put_off));
}

static struct campaign a_campaign(void)
{
    return (struct campaign){ .conference = SLICE("assembly"),
                              .code = SLICE("night"),
                              .title = SLICE("A title"),
                              .ask = SLICE("Ask."),
                              .organisation = SLICE("We"),
                              .subject = SLICE("On {country}"),
                              .body = SLICE("To {addressee}"),
                              .language = SLICE("en"),
                              .addressed = SLICE("country"),
                              .look = SLICE("doubtful"),
                              .keep_days = 30 };
}

static void fields_that_are_not_good_are_named(void **state)
{
    static const struct {
        size_t field;
        const char *value, *named;
    } rows[] = {
        { offsetof(struct campaign, code), "Night", "code" },
        { offsetof(struct campaign, title), "", "title" },
        { offsetof(struct campaign, title), "two\nlines", "title" },
        { offsetof(struct campaign, ask), "turned \xe2\x80\xae round", "ask" },
        { offsetof(struct campaign, about), "provision 31A", "about" },
        { offsetof(struct campaign, about), "opinion X", "about" },
        { offsetof(struct campaign, organisation_url), "javascript:alert(1)", "organisation-url" },
        { offsetof(struct campaign, donate_url), "https://x.example/\"onload=", "donate-url" },
        { offsetof(struct campaign, subject), "{token}", "subject" },
        { offsetof(struct campaign, body), "{country", "body" },
        { offsetof(struct campaign, language), "English!", "language" },
        { offsetof(struct campaign, addressed), "planet", "addressed" },
        { offsetof(struct campaign, look), "never", "look" },
    };
    struct campaign campaign = a_campaign();
    struct error error;
    (void)state;
    assert_true(campaign_check(&campaign, &error));
    for (size_t i = 0; i < COUNT(rows); i++) {
        campaign = a_campaign();
        struct slice const value = slice_of(rows[i].value);
        memcpy((char *)&campaign + rows[i].field, &value, sizeof value);
        assert_false(campaign_check(&campaign, &error));
        assert_slice(error_about(&error, 0), rows[i].named);
    }
    campaign = a_campaign();
    campaign.opens_at = 10;
    campaign.closes_at = 9;
    assert_false(campaign_check(&campaign, &error));
}

static void a_campaign_goes_its_steps_and_each_is_noted(void **state)
{
    struct fixture *const fixture = *state;
    struct organise by = at(fixture, NOW);
    struct campaign campaign = a_campaign(), again = a_campaign();
    struct contact contact;
    struct contact_defaults const defaults = { SLICE("a list"), SLICE("2012-11-30") };
    struct contact_list list;
    struct organise_import import;
    struct past_list past;
    struct audit_rows done;
    bool found;
    assert_true(organise_add(&by, &campaign, &fixture->error));
    assert_false(organise_add(&by, &again, &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_CAMPAIGN_TAKEN);
    assert_false(organise_step(&by, campaign.id, SLICE("open"), &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_CAMPAIGN_UNREADY);
    assert_false(organise_step(&by, campaign.id, SLICE("closed"), &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_CAMPAIGN_STEP);
    assert_true(contacts_read(SLICE("place,name,address\nAAA,Aland,a@a.example\nBBB,Bland,b@\n"), &defaults,
                              &fixture->arena, &list, &fixture->error));
    assert_true(organise_import_contacts(&by, &campaign, NULL, &list, &import, &fixture->error));
    assert_int_equal(import.added + import.refused * 10, 11);
    struct contacts contacts;
    assert_true(contact_list(by.driver, campaign.id, SLICE(""), &fixture->arena, &contacts, &fixture->error));
    int64_t const id = contacts.items[0].id;
    assert_false(organise_set_contact(&by, id, SLICE("paused"), &fixture->error));
    assert_ptr_equal(fixture->error.fault, FAULT_CONTACT_STEP);
    assert_true(organise_confirm(&by, id, &fixture->error));
    assert_false(organise_confirm(&by, id, &fixture->error));
    assert_true(organise_step(&by, campaign.id, SLICE("open"), &fixture->error));
    campaign.title = SLICE("Another");
    assert_true(organise_change(&by, &campaign, &fixture->error));
    assert_true(campaign_past(by.driver, campaign.id, &fixture->arena, &past, &fixture->error));
    assert_int_equal(past.count, 1);
    assert_true(organise_recall(&by, campaign.id, past.items[0].id, &fixture->error));
    assert_true(campaign_of_id(by.driver, campaign.id, &fixture->arena, &again, &found, &fixture->error));
    assert_slice(again.title, "A title");
    assert_slice(again.state, "open");
    assert_true(contact_find(by.driver, id, &fixture->arena, &contact, &found, &fixture->error));
    assert_slice(contact.confirmed_by, "Ada");
    assert_true(audit_list(by.driver, campaign.id, &fixture->arena, &done, &fixture->error));
    assert_int_equal(done.count, 6);
    keep(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_invitation_is_good_once_and_for_two_days, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_session_ends_when_nobody_comes_and_in_any_case, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(who_is_ended_or_made_less_is_out_at_once_but_the_last_owner_stays, open_fixture,
                                        close_fixture),
        cmocka_unit_test(fields_that_are_not_good_are_named),
        cmocka_unit_test_setup_teardown(a_campaign_goes_its_steps_and_each_is_noted, open_fixture, close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
