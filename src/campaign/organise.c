// SPDX-License-Identifier: Apache-2.0
#include "campaign/organise.h"

#include "campaign/campaign_check.h"
#include "campaign/fault.h"
#include "formats/address.h"
#include "formats/language.h"
#include "rules/party.h"
#include "store/fault.h"
#include "store/fields.h"
#include "store/organisers.h"
#include "store/outbox.h"

static bool organise_refuse(const char *field, const char *why, struct error *error)
{
    return fail(error, FAULT_CAMPAIGN_FIELD, 0, slice_of(field), slice_of(why));
}

/* --- campaigns ----------------------------------------------------------------------------------------------------- */

static struct slice organise_join(struct arena *arena, struct slice first, struct slice second, struct slice third)
{
    size_t const length = first.length + second.length + third.length;
    char *const bytes = arena_take_unset(arena, length + 1);
    struct buffer out = { bytes, 0, bytes != NULL ? length : 0, false };
    buffer_add(&out, first);
    buffer_add(&out, second);
    buffer_add(&out, third);
    return buffer_slice(&out);
}

static struct slice organise_number_words(struct arena *arena, uint64_t number)
{
    char digits[24];
    struct buffer out = BUFFER(digits);
    buffer_add_number(&out, number);
    return arena_copy(arena, buffer_slice(&out));
}

static bool organise_note(const struct organise *by, int64_t campaign, struct slice words, struct error *error)
{
    return audit_add(by->driver, by->now, by->who, campaign, words, error);
}

static bool organise_find_campaign(const struct organise *by, int64_t id, struct campaign *campaign,
                                   struct error *error)
{
    bool found;
    return campaign_of_id(by->driver, id, by->arena, campaign, &found, error) &&
           (found || fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, organise_number_words(by->arena, (uint64_t)id)));
}

bool organise_add(const struct organise *by, struct campaign *campaign, struct error *error)
{
    struct campaign other;
    bool found;
    if (!campaign_check(campaign, error) ||
        !campaign_find(by->driver, campaign->conference, campaign->code, by->arena, &other, &found, error))
        return false;
    if (found)
        return fail(error, FAULT_CAMPAIGN_TAKEN, 0, campaign->code);
    return campaign_add(by->driver, campaign, by->now, error) &&
           organise_note(by, campaign->id,
                         organise_join(by->arena, SLICE("made the campaign "), campaign->code, SLICE("")), error);
}

/* Whether no further language is the campaign's own. */
static bool organise_language_is_free(const struct organise *by, const struct campaign *campaign, struct error *error)
{
    struct campaign_text text;
    bool found;
    return campaign_text_find(by->driver, campaign->id, campaign->language, by->arena, &text, &found, error) &&
           (!found || organise_refuse("language",
                                      "there are further words in it, which would have to be taken away first", error));
}

bool organise_change(const struct organise *by, const struct campaign *campaign, struct error *error)
{
    return campaign_check(campaign, error) && organise_language_is_free(by, campaign, error) &&
           campaign_change(by->driver, campaign, by->who, by->now, by->arena, error) &&
           organise_note(by, campaign->id, SLICE("changed the campaign's words or times"), error);
}

bool organise_set_text(const struct organise *by, int64_t id, const struct campaign_text *text, struct error *error)
{
    struct campaign campaign;
    struct campaign_texts texts;
    bool known = false;
    if (!organise_find_campaign(by, id, &campaign, error) || !campaign_check_text(&campaign, text, error) ||
        !campaign_text_list(by->driver, id, by->arena, &texts, error))
        return false;
    for (size_t i = 0; i < texts.count; i++)
        known |= language_equal(texts.items[i].language, text->language);
    if (!known && texts.count == CAMPAIGN_TEXTS_MAX)
        return organise_refuse("language", "a campaign has words in at most 12 further ones", error);
    return campaign_text_set(by->driver, id, text, by->who, by->now, by->arena, error) &&
           organise_note(by, id,
                         organise_join(by->arena, known ? SLICE("changed the words in ") : SLICE("added words in "),
                                       text->language, SLICE("")),
                         error);
}

bool organise_remove_text(const struct organise *by, int64_t id, struct slice language, struct error *error)
{
    struct campaign_text text;
    bool found;
    if (!campaign_text_find(by->driver, id, language, by->arena, &text, &found, error))
        return false;
    if (!found)
        return organise_refuse("language", "there are no further words in it", error);
    return campaign_text_remove(by->driver, id, language, by->who, by->now, by->arena, error) &&
           organise_note(by, id, organise_join(by->arena, SLICE("took the words in "), text.language, SLICE(" away")),
                         error);
}

static bool organise_recall_text(const struct organise *by, int64_t id, struct slice words, struct error *error)
{
    struct campaign_text text;
    campaign_text_recall(words, &text);
    return text.title.length > 0 ? organise_set_text(by, id, &text, error)
                                 : organise_remove_text(by, id, text.language, error);
}

bool organise_recall(const struct organise *by, int64_t id, int64_t past, struct error *error)
{
    struct campaign campaign;
    struct past_list list;
    if (!organise_find_campaign(by, id, &campaign, error) || !campaign_past(by->driver, id, by->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id != past)
            continue;
        if (campaign_text_past_language(list.items[i].words).length > 0)
            return organise_recall_text(by, id, list.items[i].words, error);
        campaign_recall(list.items[i].words, &campaign);
        return campaign_check(&campaign, error) && organise_language_is_free(by, &campaign, error) &&
               campaign_change(by->driver, &campaign, by->who, by->now, by->arena, error) &&
               organise_note(by, id, SLICE("put an earlier wording back"), error);
    }
    return fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, organise_number_words(by->arena, (uint64_t)past));
}

bool organise_set_texts(const struct organise *by, const struct campaign_file *file, struct error *error)
{
    for (size_t i = 0; i < file->texts.count; i++)
        if (!organise_set_text(by, file->campaign.id, &file->texts.items[i], error))
            return false;
    return true;
}

static bool organise_has_confirmed(const struct organise *by, int64_t id, bool *has, struct error *error)
{
    struct contacts list;
    *has = false;
    if (!contact_list(by->driver, id, SLICE(""), by->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++)
        *has |= slice_equal(list.items[i].state, SLICE("confirmed"));
    return true;
}

bool organise_step(const struct organise *by, int64_t id, struct slice state, struct error *error)
{
    struct campaign campaign;
    bool has;
    if (!organise_find_campaign(by, id, &campaign, error))
        return false;
    bool const opens = slice_equal(state, SLICE("open"));
    if (opens ? slice_equal(campaign.state, SLICE("open"))
              : !slice_equal(state, SLICE("closed")) || !slice_equal(campaign.state, SLICE("open")))
        return fail(error, FAULT_CAMPAIGN_STEP, 0, campaign.state, state);
    if (opens && (!campaign_check(&campaign, error) || !organise_has_confirmed(by, id, &has, error)))
        return false;
    if (opens && !has)
        return fail(error, FAULT_CAMPAIGN_UNREADY, 0, campaign.code);
    return campaign_set_state(by->driver, id, state, error) &&
           organise_note(by, id, opens ? SLICE("opened the campaign") : SLICE("closed the campaign"), error);
}

bool organise_test(const struct organise *by, const struct seal *seal, const struct campaign *campaign,
                   struct slice email, struct slice subject, struct slice body, struct error *error)
{
    size_t const limit = subject.length + body.length + 1024;
    char *const bytes = arena_take_unset(by->arena, limit);
    struct buffer fields = { bytes, 0, bytes != NULL ? limit : 0, false };
    struct address address;
    struct slice sealed;
    int64_t id;
    if (!address_read(email, &address, error))
        return false;
    fields_add(&fields, "email", email);
    fields_add(&fields, "name", by->who);
    fields_add(&fields, "subject", subject);
    fields_add(&fields, "text", body);
    fields_add(&fields, "language", campaign->language);
    if (fields.full)
        return fail(error, FAULT_MEMORY, 0, SLICE("a mail"));
    if (!sealed_close(seal, buffer_slice(&fields), by->arena, &sealed, error))
        return false;
    struct mail_new const mail = { .kind = MAIL_KIND_TEST,
                                   .about = campaign->id,
                                   .conference = campaign->conference,
                                   .address = email,
                                   .sealed = sealed,
                                   .due_at = by->now,
                                   .now = by->now };
    return outbox_add(by->driver, &mail, &id, error) &&
           organise_note(by, campaign->id, SLICE("sent a test to an address of their own"), error);
}

/* --- contacts ------------------------------------------------------------------------------------------------------ */

static bool organise_add_contact(const struct organise *by, const struct campaign *campaign,
                                 const struct contact_row *row, struct error *error)
{
    struct contact contact = { .campaign = campaign->id,
                               .place = row->place,
                               .place_name = row->place_name,
                               .name = row->name,
                               .role = row->role,
                               .address = row->address,
                               .source = row->source,
                               .source_date = row->source_date };
    return contact_add(by->driver, &contact, error) &&
           contact_note(by->driver, contact.id, by->now, by->who, SLICE("imported, to be confirmed"), error);
}

/* Whether the row can be added now; else it says why not. */
static bool organise_weigh_row(const struct organise *by, const struct campaign *campaign, const struct state *state,
                               struct contact_row *row, struct organise_import *import, bool *wanted,
                               struct error *error)
{
    bool known = false;
    *wanted = false;
    if (row->error.fault == FAULT_NONE && state != NULL && slice_equal(campaign->addressed, SLICE("country"))) {
        const struct actor *const actor = party_find(state, row->place);
        if (actor == NULL || !party_is_member(actor))
            fail(&row->error, FAULT_CONTACT_PLACE_UNKNOWN, row->line, row->place, campaign->conference);
        else if (slice_equal(row->place_name, row->place))
            row->place_name = actor->name;
    }
    if (row->error.fault != FAULT_NONE) {
        import->refused++;
        return true;
    }
    if (!contact_is_known(by->driver, campaign->id, row->place, row->address, &known, error))
        return false;
    if (known) {
        fail(&row->error, FAULT_CONTACT_KNOWN, row->line, row->address);
        import->known++;
    }
    *wanted = !known;
    return true;
}

bool organise_import_contacts(const struct organise *by, const struct campaign *campaign, const struct state *state,
                              struct contact_list *list, struct organise_import *import, struct error *error)
{
    *import = (struct organise_import){ 0 };
    for (size_t i = 0; i < list->count; i++) {
        bool wanted;
        if (!organise_weigh_row(by, campaign, state, &list->rows[i], import, &wanted, error) ||
            (wanted && !organise_add_contact(by, campaign, &list->rows[i], error)))
            return false;
        import->added += wanted;
    }
    return organise_note(by, campaign->id,
                         organise_join(by->arena, SLICE("imported "), organise_number_words(by->arena, import->added),
                                       SLICE(" contacts")),
                         error);
}

static bool organise_find_contact(const struct organise *by, int64_t id, struct contact *contact, struct error *error)
{
    bool found;
    return contact_find(by->driver, id, by->arena, contact, &found, error) &&
           (found || fail(error, FAULT_CONTACT_UNKNOWN, 0, organise_number_words(by->arena, (uint64_t)id)));
}

static bool organise_confirm_contact(const struct organise *by, struct contact *contact, struct error *error)
{
    contact->state = SLICE("confirmed");
    contact->confirmed_by = by->who;
    contact->confirmed_at = by->now;
    return contact_change(by->driver, contact, error) &&
           contact_note(by->driver, contact->id, by->now, by->who, SLICE("confirmed to be an official address"), error);
}

bool organise_confirm(const struct organise *by, int64_t id, struct error *error)
{
    struct contact contact;
    if (!organise_find_contact(by, id, &contact, error))
        return false;
    if (!slice_equal(contact.state, SLICE("new")))
        return fail(error, FAULT_CONTACT_STEP, 0, contact.state, SLICE("confirmed"));
    return organise_confirm_contact(by, &contact, error) &&
           organise_note(by, contact.campaign,
                         organise_join(by->arena, SLICE("confirmed "), contact.address, SLICE(" to be official")),
                         error);
}

bool organise_confirm_all(const struct organise *by, int64_t campaign, size_t *count, struct error *error)
{
    struct contacts list;
    *count = 0;
    if (!contact_list(by->driver, campaign, SLICE(""), by->arena, &list, error))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        if (!slice_equal(list.items[i].state, SLICE("new")))
            continue;
        if (!organise_confirm_contact(by, &list.items[i], error))
            return false;
        ++*count;
    }
    return organise_note(by, campaign,
                         organise_join(by->arena, SLICE("confirmed "), organise_number_words(by->arena, *count),
                                       SLICE(" addresses to be official")),
                         error);
}

bool organise_set_contact(const struct organise *by, int64_t id, struct slice state, struct error *error)
{
    struct contact contact;
    if (!organise_find_contact(by, id, &contact, error))
        return false;
    bool const was_confirmed = slice_equal(contact.state, SLICE("confirmed")),
               was_paused = slice_equal(contact.state, SLICE("paused"));
    bool const may = slice_equal(state, SLICE("paused")) ? was_confirmed
                     : slice_equal(state, SLICE("confirmed"))
                         ? was_paused
                         : slice_equal(state, SLICE("replaced")) && !slice_equal(contact.state, SLICE("replaced"));
    if (!may)
        return fail(error, FAULT_CONTACT_STEP, 0, contact.state, state);
    contact.state = state;
    struct slice const words = organise_join(by->arena, SLICE("set to "), state, SLICE(""));
    return contact_change(by->driver, &contact, error) &&
           contact_note(by->driver, id, by->now, by->who, words, error) &&
           organise_note(by, contact.campaign, organise_join(by->arena, contact.address, SLICE(": "), words), error);
}

bool organise_succeed(const struct organise *by, int64_t id, int64_t successor_id, struct error *error)
{
    struct contact old, successor;
    uint64_t moved;
    if (!organise_find_contact(by, id, &old, error) || !organise_find_contact(by, successor_id, &successor, error))
        return false;
    if (id == successor_id || old.campaign != successor.campaign || !slice_equal(old.place, successor.place) ||
        !slice_equal(successor.state, SLICE("confirmed")))
        return fail(error, FAULT_CONTACT_SUCCESSOR, 0, successor.name, old.name);
    old.state = SLICE("replaced");
    if (!contact_change(by->driver, &old, error) ||
        !contact_succeed(
            by->driver, id, successor_id,
            organise_join(by->arena, SLICE("its addressee was replaced: it goes to "), successor.name, SLICE("")),
            by->now, &moved, error))
        return false;
    struct slice const count = organise_join(by->arena, SLICE(", who gets "), organise_number_words(by->arena, moved),
                                             SLICE(" messages that were not delivered"));
    struct slice const to = organise_join(by->arena, SLICE("replaced by "), successor.address, count),
                       from = organise_join(by->arena, SLICE("takes the place of "), old.address, SLICE(""));
    return contact_note(by->driver, id, by->now, by->who, to, error) &&
           contact_note(by->driver, successor_id, by->now, by->who, from, error) &&
           organise_note(by, old.campaign, organise_join(by->arena, old.address, SLICE(": "), to), error);
}

bool organise_pace(const struct organise *by, int64_t id, struct slice pace, int64_t hourly_max, struct error *error)
{
    struct contact contact;
    if (!organise_find_contact(by, id, &contact, error))
        return false;
    if ((!slice_equal(pace, SLICE("each")) && !slice_equal(pace, SLICE("digest"))) || hourly_max < 0 ||
        hourly_max > CAMPAIGN_HOURLY_MAX)
        return organise_refuse("pace", "it is each or digest, with 0 to 100,000 mails an hour", error);
    contact.pace = pace;
    contact.hourly_max = hourly_max;
    struct slice const each = slice_equal(pace, SLICE("digest")) ? SLICE("one mail a day with all messages")
                                                                 : SLICE("each message as a mail");
    struct slice const words = hourly_max == 0 ? each
                                               : organise_join(by->arena, each, SLICE(", in an hour at most "),
                                                               organise_number_words(by->arena, (uint64_t)hourly_max));
    return contact_change(by->driver, &contact, error) &&
           contact_note(by->driver, id, by->now, by->who, words, error) &&
           organise_note(by, contact.campaign, organise_join(by->arena, contact.address, SLICE(": "), words), error);
}
