// SPDX-License-Identifier: Apache-2.0
/* A message from the form to the store: what is refused and with which fault, what is held and why, what can be read afterwards. */
#include "campaigns.h"

#include "campaign/fault.h"
#include "campaign/message.h"
#include "campaign/proof_of_work.h"
#include "formats/fault.h"
#include "store/campaign_texts.h"
#include "store/fault.h"
#include "store/fields.h"

#include <sodium.h>

static struct participation participation;
static struct message_draft draft;
static struct {
    int64_t id; /* of the last that was taken */
    struct slice wrong;
} taken;

static const char template[] =
    "Dear delegation, please vote against the resolution, which would do harm to all who use "
    "the network, and tell me how you voted. I write as somebody who lives in your country.";

/* The smallest number that does the work. */
static struct slice work_for(struct slice token)
{
    static char number[PROOF_OF_WORK_NUMBER_BYTES_MAX];
    static struct buffer out;
    struct proof_of_work work;
    struct slice const purpose = message_purpose(&campaign, &arena);
    for (uint64_t i = 0;; i++) {
        out = BUFFER(number);
        buffer_add_number(&out, i);
        if (proof_of_work_read(&seal, purpose, token, buffer_slice(&out), NOW, &work, &error))
            return buffer_slice(&out);
        assert_ptr_equal(error.fault, FAULT_PROOF_OF_WORK_WRONG);
    }
}

static void ask_bits(unsigned bits)
{
    static char token[PROOF_OF_WORK_TOKEN_BYTES_MAX];
    struct buffer out = BUFFER(token);
    proof_of_work_ask(&seal, message_purpose(&campaign, &arena), bits, NOW, &out);
    draft.form.token = buffer_slice(&out);
}

static void ask(bool work)
{
    ask_bits(8);
    draft.form.work = work ? work_for(draft.form.token) : SLICE("");
}

static int set_up(void **state)
{
    if (campaign_store_make(state) != 0)
        return 1;
    taken.id = 0;
    campaigns_begin_test();
    campaign.body = slice_of(template);
    assert_true(campaign_change(driver, &campaign, SLICE("somebody"), NOW - DAY, &arena, &error));
    campaigns_end_test();
    participation =
        (struct participation){ .store = campaigns,
                                .write_queue = write_queue_open(campaigns, &error),
                                .seal = seal,
                                .disposable = disposable_read(SLICE("share/disposable-domains.txt"), &error),
                                .message_similarity = similarity_open(&error) };
    draft = (struct message_draft){ .conference = SLICE("assembly"),
                                    .campaign = SLICE("letters"),
                                    .contact = SLICE("1"),
                                    .name = SLICE("A. Person"),
                                    .subject = SLICE("The resolution"),
                                    .body = SLICE("I have kept a shop for thirty years and I ask you to vote no."),
                                    .form = { .email = SLICE("person@home.example"),
                                              .network = { [10] = 0xff, 0xff, 192, 0, 2, 7 } } };
    ask(true);
    return 0;
}

static int tear_down(void **state)
{
    write_queue_close(participation.write_queue);
    disposable_close(participation.disposable);
    similarity_close(participation.message_similarity);
    return campaign_store_take(state);
}

static int64_t last_id(void)
{
    struct message message;
    int64_t id = taken.id;
    bool found = true;
    campaigns_begin_test();
    while (found) {
        assert_true(message_of_id(driver, id + 1, &arena, &message, &found, &error));
        id += found;
    }
    campaigns_end_test();
    return id;
}

static bool take(void)
{
    struct write_queue_change change = { 0 };
    size_t const mark = arena.used;
    taken.wrong = SLICE("");
    bool const good = message_take(&participation, NULL, &draft, NOW, &arena, &change, &taken.wrong, &error) &&
                      write_queue_do(participation.write_queue, change.apply, change.context, &error);
    if (good)
        taken.id = last_id();
    arena.used = mark;
    return good;
}

static bool act(enum message_deed deed, struct slice token)
{
    struct write_queue_change change = { 0 };
    return message_act(&participation, deed, token, NOW, &arena, &change, &error) &&
           write_queue_do(participation.write_queue, change.apply, change.context, &error);
}

/* What the worker can read of it and the server cannot. */
static struct slice opened(int64_t id)
{
    struct slice text = SLICE("");
    campaigns_begin_test();
    struct slice sealed;
    assert_true(message_sealed(driver, id, &arena, &sealed, &error));
    campaigns_end_test();
    assert_true(sealed_open(&seal_key, sealed, &arena, &text, &error));
    return text;
}

static struct message get(int64_t id)
{
    struct message message;
    bool found;
    campaigns_begin_test();
    assert_true(message_of_id(driver, id, &arena, &message, &found, &error) && found);
    campaigns_end_test();
    return message;
}

static void the_whole_way(void **state)
{
    (void)state;
    assert_true(take());
    struct message const message = get(taken.id);
    assert_slice(message.shown, "received");
    assert_slice(message.hold_words, "");
    assert_true(message.own_percent > 90);
    struct slice const text = opened(taken.id), token = fields_get(text, "token");
    assert_slice(fields_get(text, "name"), "A. Person");
    assert_slice(fields_get(text, "email"), "person@home.example");
    assert_slices(fields_get(text, "body"), draft.body);
    assert_false(act(MESSAGE_DO_CONFIRM, SLICE("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))); /* forged */
    assert_ptr_equal(error.fault, FAULT_MESSAGE_UNKNOWN);
    assert_false(act(MESSAGE_DO_CONFIRM, SLICE("short")));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_UNKNOWN);
    assert_true(act(MESSAGE_DO_CONFIRM, token));
    assert_slice(get(taken.id).shown, "queued");
    assert_true(act(MESSAGE_DO_EXPORT, token));
    assert_true(act(MESSAGE_DO_EXPORT, token));
    assert_false(act(MESSAGE_DO_EXPORT, token));
    assert_ptr_equal(error.fault, FAULT_SENDER_OFTEN);
    assert_true(act(MESSAGE_DO_ERASE, token));
    assert_slice(get(taken.id).shown, "withdrawn");
    assert_false(act(MESSAGE_DO_EXPORT, token));
    assert_ptr_equal(error.fault, FAULT_MESSAGE_GONE);
}

static void nothing_that_was_written_stands_in_the_database(void **state)
{
    static char bytes[1 << 20];
    char path[64];
    (void)state;
    assert_true(take());
    write_queue_close(participation.write_queue);
    campaign_store_close(campaigns);
    snprintf(path, sizeof path, "%s/campaign.db", folder);
    FILE *const file = fopen(path, "rb");
    size_t const length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_null(memmem(bytes, length, "A. Person", 9));
    assert_null(memmem(bytes, length, "person@home", 11));
    assert_null(memmem(bytes, length, "kept a shop", 11));
    assert_null(memmem(bytes, length, "The resolution", 14));
    assert_non_null(memmem(bytes, length, "The Delegation", 14));
    campaigns = campaign_store_open(slice_of(folder), &error);
    participation.store = campaigns;
    participation.write_queue = write_queue_open(campaigns, &error);
}

static void fields_that_cannot_stand(void **state)
{
    static char long_body[MESSAGE_BODY_BYTES_MAX + 2];
    memset(long_body, 'x', sizeof long_body - 1);
    const struct {
        struct slice *field, value;
        const struct fault *fault;
        const char *wrong;
    } rows[] = {
        { &draft.name, SLICE(""), FAULT_WRITTEN_EMPTY, "name" },
        { &draft.name, SLICE("A\nBcc: all@example.org"), FAULT_WRITTEN_CHARACTER, "name" },
        { &draft.name, SLICE("A \xE2\x80\xAEnosreP"), FAULT_WRITTEN_CHARACTER, "name" },
        { &draft.subject, SLICE(""), FAULT_WRITTEN_EMPTY, "subject" },
        { &draft.subject, SLICE("a\nb"), FAULT_WRITTEN_CHARACTER, "subject" },
        { &draft.body, SLICE(""), FAULT_WRITTEN_EMPTY, "body" },
        { &draft.body, slice_of(long_body), FAULT_WRITTEN_LONG, "body" },
        { &draft.body, SLICE("a \xE2\x81\xA6 b"), FAULT_WRITTEN_CHARACTER, "body" },
        { &draft.form.email, SLICE("person"), FAULT_ADDRESS, "email" },
        { &draft.form.email, SLICE("(a comment)person@home.example"), FAULT_ADDRESS, "email" },
        { &draft.form.email, SLICE("a@home.example\nBcc: b@home.example"), FAULT_ADDRESS, "email" },
        { &draft.form.email, SLICE("a@home.example, b@home.example"), FAULT_ADDRESS, "email" },
        { &draft.form.email, SLICE("A <a@home.example>"), FAULT_ADDRESS, "email" },
        { &draft.form.email, SLICE("\xCE\xB4@home.example"), FAULT_ADDRESS_ANSWER, "email" },
    };
    struct message_draft const good = draft;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        draft = good;
        *rows[i].field = rows[i].value;
        assert_false(take());
        assert_ptr_equal(error.fault, rows[i].fault);
        assert_slice(taken.wrong, rows[i].wrong);
    }
    draft = good;
    draft.body = SLICE("Lines\n\n\tand tabs, \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 and \xE4\xBD\xA0\xE5\xA5\xBD.");
    draft.form.email = SLICE("person@\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7.example");
    assert_true(take());
}

static void what_is_held_and_why(void **state)
{
    const struct {
        struct slice *field, value;
        const char *words;
    } rows[] = {
        { &draft.form.hidden, SLICE("http://buy.example"), "a field that people do not see was filled in" },
        { &draft.form.work, SLICE(""), "it came without the calculation that a browser does" },
        { &draft.form.email, SLICE("x@sub.Mailinator.com"),
          "the address is of a service that gives out addresses to throw away" },
        { &draft.form.email, SLICE("Delegation@mission.example"), "it is written from the addressee's own address" },
        { &draft.form.email, SLICE("other@Mission.example"), "it is written from the addressee's own host" },
        { &draft.name, SLICE("the delegation"), "it is written under the addressee's own name" },
    };
    draft.body = slice_of(template); /* which may be alike */
    struct message_draft const good = draft;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        draft = good;
        ask(true);
        *rows[i].field = rows[i].value;
        assert_true(take());
        assert_slice(get(taken.id).hold_words, rows[i].words);
        assert_true(act(MESSAGE_DO_CONFIRM, fields_get(opened(taken.id), "token")));
        assert_slice(get(taken.id).shown, "held");
    }
}

static void a_form_counts_once_and_for_its_campaign(void **state)
{
    struct campaign other = campaign;
    struct proof_of_work work;
    (void)state;
    assert_true(take());
    assert_false(take());
    assert_ptr_equal(error.fault, FAULT_FORM_USED);
    ask(true);
    other.id++;
    assert_false(proof_of_work_read(&seal, message_purpose(&other, &arena), draft.form.token, draft.form.work, NOW,
                                    &work, &error));
    assert_ptr_equal(error.fault, FAULT_FORM_TOKEN);
    struct slice const purpose = message_purpose(&campaign, &arena);
    assert_false(proof_of_work_read(&seal, purpose, draft.form.token, draft.form.work, NOW + DAY + 1, &work, &error));
    assert_ptr_equal(error.fault, FAULT_FORM_OLD);
    ask_bits(PROOF_OF_WORK_BITS_MAX); /* so that it does not come right by chance */
    assert_false(proof_of_work_read(&seal, purpose, draft.form.token, SLICE("no number"), NOW, &work, &error));
    assert_ptr_equal(error.fault, FAULT_PROOF_OF_WORK_WRONG);
    for (size_t cut = 0; cut < draft.form.token.length; cut++)
        assert_false(
            proof_of_work_read(&seal, purpose, slice_part(draft.form.token, 0, cut), SLICE(""), NOW, &work, &error));
    assert_false(proof_of_work_read(&seal, purpose, SLICE("1800000000.0.00.00000000000000000000000000000000"),
                                    SLICE(""), NOW, &work, &error));
}

static void nobody_is_flooded_with_confirmations(void **state)
{
    static const char *const same[] = { "person@home.example", "PERSON@home.example", "per.son@home.example",
                                        "person+a@home.example", "p.erson+b@HOME.example" };
    (void)state;
    assert_int_equal(COUNT(same), SENDER_MAILS_DAY);
    for (size_t i = 0; i < COUNT(same); i++) {
        ask(true);
        draft.form.email = slice_of(same[i]);
        assert_true(take());
    }
    write_queue_close(participation.write_queue); /* a restart forgets nothing */
    campaign_store_close(campaigns);
    campaigns = campaign_store_open(slice_of(folder), &error);
    participation.store = campaigns;
    participation.write_queue = write_queue_open(campaigns, &error);
    ask(true);
    draft.form.email = SLICE("person+c@home.example");
    assert_false(take());
    assert_ptr_equal(error.fault, FAULT_SENDER_OFTEN);
    draft.form.email = SLICE("another@home.example");
    assert_true(take()); /* and what was refused used up nothing */
}

static void a_network_has_a_cap(void **state)
{
    char memory[64];
    unsigned good = 0;
    (void)state;
    for (unsigned i = 0; i < SENDER_MAILS_HOUR + 10; i++) {
        struct buffer email = BUFFER(memory);
        buffer_add_text(&email, "p");
        buffer_add_number(&email, i);
        buffer_add_text(&email, "@home.example");
        draft.form.email = buffer_slice(&email);
        draft.form.network[15] = (unsigned char)i; /* one /24 */
        draft.body = slice_of(template);
        ask(true);
        good += take();
    }
    assert_int_equal(good, SENDER_MAILS_HOUR);
    assert_ptr_equal(error.fault, FAULT_NETWORK_OFTEN);
    draft.form.network[14] = 3;
    draft.form.email = SLICE("elsewhere@home.example");
    assert_true(take());
}

static void texts_that_are_alike_are_looked_at(void **state)
{
    char memory[64];
    struct slice const own =
        SLICE("My grandmother spun wool in the valley, and the mill by the river closed when she was "
              "young; since then everyone here has learnt to speak up about what is decided far away. "
              "Please do not let this resolution pass without a vote of those whom it concerns.");
    (void)state;
    for (unsigned i = 0; i < SIMILARITY_MANY + 2; i++) {
        struct buffer email = BUFFER(memory);
        buffer_add_text(&email, "q");
        buffer_add_number(&email, i);
        buffer_add_text(&email, "@home.example");
        draft.form.email = buffer_slice(&email);
        draft.body = own;
        ask(true);
        assert_true(take());
        assert_slice(get(taken.id).hold_words,
                     i < SIMILARITY_MANY ? "" : "others with nearly the same words came before it");
    }
    draft.form.email = SLICE("last@home.example");
    draft.body = slice_of(template); /* the template itself may be sent by everybody */
    ask(true);
    assert_true(take());
    assert_slice(get(taken.id).hold_words, "");
    assert_int_equal(get(taken.id).own_percent, 0);
}

/* The campaign and its contact as they now are in the test, into the store. */
static void keep(void)
{
    campaigns_begin_test();
    assert_true(campaign_change(driver, &campaign, SLICE("somebody"), NOW, &arena, &error));
    assert_true(contact_change(driver, &contact, &error));
    campaigns_end_test();
}

static void a_closed_campaign_takes_nothing(void **state)
{
    (void)state;
    campaign.closes_at = NOW;
    keep();
    assert_false(take());
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_CLOSED);
    campaign.closes_at = 0;
    campaign.opens_at = NOW + 1;
    keep();
    assert_false(take());
    campaign.opens_at = 0;
    contact.state = SLICE("new"); /* nobody has said that this address is official */
    keep();
    assert_false(take());
    assert_ptr_equal(error.fault, FAULT_CONTACT_UNKNOWN);
    contact.state = SLICE("paused");
    keep();
    assert_true(take());
}

static void what_is_not_there_takes_nothing(void **state)
{
    static const char *const unknown[] = { "2", "", "one", "18446744073709551616" };
    struct campaign other = campaign;
    (void)state;
    for (size_t i = 0; i < COUNT(unknown); i++) {
        draft.contact = slice_of(unknown[i]);
        assert_false(take());
        assert_ptr_equal(error.fault, FAULT_CONTACT_UNKNOWN);
    }
    draft.contact = SLICE("1");
    draft.campaign = SLICE("other");
    assert_false(take());
    assert_ptr_equal(error.fault, FAULT_THING_UNKNOWN);
    other.code = SLICE("other");
    campaigns_begin_test();
    assert_true(campaign_add(driver, &other, NOW, &error));
    campaigns_end_test();
    assert_false(take()); /* a draft */
    assert_ptr_equal(error.fault, FAULT_THING_UNKNOWN);
    campaigns_begin_test();
    assert_true(campaign_set_state(driver, other.id, SLICE("open"), &error));
    campaigns_end_test();
    assert_false(take()); /* the contact is another campaign's */
    assert_ptr_equal(error.fault, FAULT_CONTACT_UNKNOWN);
}

/* What is its writer's own is measured against the words of the language in which it was written. */
static void a_message_is_in_the_language_of_its_form(void **state)
{
    struct campaign_text const french = { .language = SLICE("fr"),
                                          .title = SLICE("Ecrivez"),
                                          .subject = SLICE("La resolution"),
                                          .body = SLICE("Votez contre cette resolution, je vous en prie, et "
                                                        "dites-moi, {addressee}, comment vous avez vote.") };
    (void)state;
    campaigns_begin_test();
    assert_true(campaign_text_set(driver, campaign.id, &french, SLICE("somebody"), NOW, &arena, &error));
    campaigns_end_test();
    draft.body = SLICE("Votez contre cette resolution, je vous en prie, et "
                       "dites-moi, The Delegation, comment vous avez vote.");
    draft.language = SLICE("fr");
    assert_true(take());
    assert_int_equal(get(taken.id).own_percent, 0);
    assert_slice(fields_get(opened(taken.id), "language"), "fr");
    assert_slice(fields_get(opened(taken.id), "campaign"), "Ecrivez");
    ask(true);
    draft.language = SLICE("en");
    assert_true(take());
    assert_true(get(taken.id).own_percent > 90);
    assert_slice(fields_get(opened(taken.id), "language"), "en");
}

static uint64_t of(const char *text)
{
    unsigned own_percent;
    return similarity_of(slice_of(text), SLICE(""), &arena, &own_percent);
}

static unsigned own_percent_of(const char *text, const char *given)
{
    unsigned own_percent;
    (void)similarity_of(slice_of(text), slice_of(given), &arena, &own_percent);
    return own_percent;
}

static void similarity_sees_words(void **state)
{
    const char *const a = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    (void)state;
    assert_true(of(a) != 0);
    assert_int_equal(of(""), 0);
    assert_int_equal(of(" -- ,.;"), 0);
    assert_true(of(a) == of("One, two! THREE four; five six seven eight nine ten eleven twelve thirteen fourteen."));
    assert_false(similarity_is_alike(of(a), of("quite another text about something else")));
    assert_int_equal(own_percent_of(a, a), 0);
    assert_int_equal(own_percent_of(a, ""), 100);
    assert_int_equal(own_percent_of(a, "quite another text"), 100);
    unsigned const half = own_percent_of("one two three four five six seven a b c d e f g h i", a);
    assert_in_range(half, 50, 75);
    const char *const chinese = "\xE6\x88\x91\xE4\xBB\xAC\xE4\xB8\x8D\xE5\x90\x8C\xE6\x84\x8F";
    assert_int_equal(own_percent_of(chinese, chinese), 0);
    assert_true(of(chinese) != of("\xE6\x88\x91\xE4\xBB\xAC\xE5\x90\x8C\xE6\x84\x8F"));
}

static void work_grows_with_what_comes(void **state)
{
    (void)state;
    assert_int_equal(proof_of_work_bits(0, 0), PROOF_OF_WORK_BITS_MIN);
    assert_int_equal(proof_of_work_bits(256, 16), PROOF_OF_WORK_BITS_MIN);
    assert_int_equal(proof_of_work_bits(1000, 0), PROOF_OF_WORK_BITS_MIN + 2);
    assert_int_equal(proof_of_work_bits(0, 100), PROOF_OF_WORK_BITS_MIN + 3);
    assert_int_equal(proof_of_work_bits(4096, 100000), PROOF_OF_WORK_BITS_MAX);
}

int main(void)
{
    struct CMUnitTest const tests[] = {
        cmocka_unit_test_setup_teardown(the_whole_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_that_was_written_stands_in_the_database, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fields_that_cannot_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_held_and_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_form_counts_once_and_for_its_campaign, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_is_flooded_with_confirmations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_network_has_a_cap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_that_are_alike_are_looked_at, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_closed_campaign_takes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_there_takes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_message_is_in_the_language_of_its_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(similarity_sees_words, set_up, tear_down),
        cmocka_unit_test(work_grows_with_what_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
