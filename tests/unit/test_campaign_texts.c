// SPDX-License-Identifier: Apache-2.0
/* A campaign's words in further languages: added, changed, removed and restored, with their checks and limits. */
#include "campaigns.h"

#include "campaign/fault.h"
#include "campaign/organise.h"
#include "store/organisers.h"

static struct organise by(void)
{
    return (struct organise){ driver, SLICE("Ada"), &arena, NOW };
}

static int make(void **state)
{
    if (campaign_store_make(state) != 0)
        return 1;
    campaigns_begin_test();
    campaign.ask = SLICE("Ask them.");
    campaign.organisation = SLICE("Letters");
    campaign.subject = SLICE("About {country}");
    campaign.body = SLICE("To {addressee}");
    struct organise const organise = by();
    assert_true(organise_change(&organise, &campaign, &error));
    return 0;
}

static struct campaign_text french(void)
{
    return (struct campaign_text){ SLICE("fr"),
                                   SLICE("Écrivez"),
                                   SLICE("Demandez-leur."),
                                   SLICE("À propos : {country}"),
                                   SLICE("À {addressee}\n\nMerci."),
                                   SLICE("Merci.") };
}

static void set(const struct campaign_text *text)
{
    struct organise const organise = by();
    assert_true(organise_set_text(&organise, campaign.id, text, &error));
}

static struct campaign_text found(const char *language)
{
    struct campaign_text text = { 0 };
    bool is_found;
    assert_true(campaign_text_find(driver, campaign.id, slice_of(language), &arena, &text, &is_found, &error));
    assert_int_equal(is_found, text.title.length > 0);
    return text;
}

static void refused(const struct campaign_text *text, const char *field, const char *why)
{
    struct organise const organise = by();
    char memory[1024];
    struct buffer out = BUFFER(memory);
    assert_false(organise_set_text(&organise, campaign.id, text, &error));
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_FIELD);
    error_words(&error, &out);
    buffer_add_byte(&out, 0);
    assert_non_null(strstr(memory, field));
    assert_non_null(strstr(memory, why));
}

static void words_are_kept_in_each_language(void **state)
{
    struct campaign_text const text = french();
    struct campaign_texts list;
    (void)state;
    set(&text);
    assert_true(campaign_text_list(driver, campaign.id, &arena, &list, &error));
    assert_int_equal(list.count, 1);
    assert_slice(list.items[0].language, "fr");
    assert_slice(list.items[0].title, "Écrivez");
    assert_slice(found("FR").body, "À {addressee}\n\nMerci.");
    assert_slice(found("ar").title, "");
    struct campaign spoken = campaign;
    campaign_speak(&spoken, &list.items[0]);
    assert_slice(spoken.language, "fr");
    assert_slice(spoken.organisation, "Letters");
}

static void the_checks_are_those_of_the_first_words(void **state)
{
    struct campaign_text text = french();
    (void)state;
    text.body = SLICE("À {planet}");
    refused(&text, "body", "hole");
    text = french();
    text.title = SLICE("");
    refused(&text, "title", "empty");
    text = french();
    text.language = SLICE("en_US");
    refused(&text, "language", "tag");
    text.language = SLICE("EN");
    refused(&text, "language", "own words");
}

static void so_many_languages_and_no_more(void **state)
{
    char tags[CAMPAIGN_TEXTS_MAX + 1][3];
    struct campaign_text text = french();
    (void)state;
    for (size_t i = 0; i <= CAMPAIGN_TEXTS_MAX; i++) {
        memcpy(tags[i], (char const[]){ 'x', (char)('a' + i), 0 }, 3);
        text.language = slice_of(tags[i]);
        if (i < CAMPAIGN_TEXTS_MAX)
            set(&text);
        else
            refused(&text, "language", "at most 12");
    }
    text.language = SLICE("xA"); /* one that is there may still be changed */
    text.title = SLICE("Autre");
    set(&text);
    assert_slice(found("xa").title, "Autre");
}

/* What was put on the lists of what was done, the newest first. */
static void assert_audit(const char *const *words, size_t count)
{
    struct audit_rows list;
    assert_true(audit_list(driver, campaign.id, &arena, &list, &error));
    assert_true(list.count >= count);
    for (size_t i = 0; i < count; i++)
        assert_slice(list.items[i].words, words[i]);
}

static void each_step_can_be_taken_back(void **state)
{
    struct campaign_text text = french();
    struct past_list past;
    struct organise const organise = by();
    (void)state;
    set(&text);
    text.title = SLICE("Écrivez donc");
    set(&text);
    assert_true(organise_remove_text(&organise, campaign.id, SLICE("FR"), &error));
    assert_slice(found("fr").title, "");
    assert_audit((const char *const[]){ "took the words in fr away", "changed the words in fr", "added words in fr" },
                 3);
    assert_false(organise_remove_text(&organise, campaign.id, SLICE("fr"), &error));
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_FIELD);
    assert_true(campaign_past(driver, campaign.id, &arena, &past, &error));
    static const char *const titles[] = { "Écrivez donc", "Écrivez",
                                          "" }; /* before it went, before it changed, before it was */
    for (size_t i = 0; i < COUNT(titles); i++) {
        assert_slice(campaign_text_past_language(past.items[i].words), "fr");
        assert_true(organise_recall(&organise, campaign.id, past.items[i].id, &error));
        assert_slice(found("fr").title, titles[i]);
    }
    assert_slice(campaign_text_past_language(past.items[3].words), "");
}

static void the_first_language_does_not_become_a_further_one(void **state)
{
    struct campaign_text const text = french();
    struct organise const organise = by();
    (void)state;
    set(&text);
    campaign.language = SLICE("fr");
    assert_false(organise_change(&organise, &campaign, &error));
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_FIELD);
    assert_true(organise_remove_text(&organise, campaign.id, SLICE("fr"), &error));
    assert_true(organise_change(&organise, &campaign, &error));
}

#define CAMPAIGN "code: letters\ntitle: Write\nask: Ask.\norganisation: Letters\nsubject: S\nbody: To {addressee}\n"
#define FRENCH "in: fr\ntitle: Écrivez\nask: Demandez.\nsubject: S\nbody: À {addressee}\n \n Merci.\n"

static bool reads(const char *text, struct campaign_file *file)
{
    return campaign_file_read(slice_of(text), &arena, file, &error);
}

static void a_file_has_them_after_the_first(void **state)
{
    struct campaign_file file;
    (void)state;
    assert_true(reads(CAMPAIGN FRENCH "# and\nin: pt-BR\ntitle: T\nask: A\nsubject: S\nbody: B\nthanks: O\n", &file));
    assert_int_equal(file.texts.count, 2);
    assert_slice(file.campaign.title, "Write");
    assert_slice(file.texts.items[0].body, "À {addressee}\n\nMerci.");
    assert_slice(file.texts.items[1].thanks, "O");
    assert_false(reads(CAMPAIGN FRENCH FRENCH, &file));
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_FIELD);
    char many[sizeof CAMPAIGN + (CAMPAIGN_TEXTS_MAX + 1) * sizeof FRENCH] = CAMPAIGN;
    for (size_t i = 0; i <= CAMPAIGN_TEXTS_MAX; i++)
        strcat(many, FRENCH);
    assert_false(reads(many, &file));
    assert_int_equal(error.line, 7 + CAMPAIGN_TEXTS_MAX * 7);
    assert_false(reads(CAMPAIGN "in: fr\ntitle: T\n", &file)); /* no ask */
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_FIELD);
    assert_false(reads(CAMPAIGN FRENCH "about: proposal X\n", &file)); /* the campaign's alone */
    assert_ptr_equal(error.fault, FAULT_CAMPAIGN_LINE);
    assert_int_equal(error.line, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_are_kept_in_each_language, make, campaign_store_take),
        cmocka_unit_test_setup_teardown(the_checks_are_those_of_the_first_words, make, campaign_store_take),
        cmocka_unit_test_setup_teardown(so_many_languages_and_no_more, make, campaign_store_take),
        cmocka_unit_test_setup_teardown(each_step_can_be_taken_back, make, campaign_store_take),
        cmocka_unit_test_setup_teardown(the_first_language_does_not_become_a_further_one, make, campaign_store_take),
        cmocka_unit_test_setup_teardown(a_file_has_them_after_the_first, make, campaign_store_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
