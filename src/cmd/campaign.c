// SPDX-License-Identifier: Apache-2.0
/* cmd/campaign.c - organise a campaign from the command line. */
#include <stdio.h>
#include <stdlib.h>

#include "campaign/fault.h"
#include "cmd/campaign_show.h"
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/terminal.h"
#include "campaign/moderate.h"
#include "campaign/sign_in.h"
#include "room/replay.h"
#include "log/database_source.h"
#include "store/fault.h"
#include "store/os.h"

enum { CAMPAIGN_ARENA_BYTES = 256 << 20 /* address space: a list of contacts, what is printed */ };

struct campaign_options {
    struct slice data, role, reason, source, source_date, desk;
    bool json, all, alike;
};

/* One call of the command. */
struct call {
    const struct campaign_options *given;
    const struct slice *words; /* after the subcommand */
    size_t count;
    struct campaign_store *campaigns;
    struct arena arena;
    struct seal seal;
    struct seal_key key;
    struct campaign campaign; /* named by the first word, CONFERENCE/CODE */
};

static bool campaign_read_file(struct call *call, struct slice name, size_t bytes_max, struct slice *text,
                               struct error *error)
{
    struct os_path path;
    return (os_path_join(&path, name, SLICE(""), SLICE("")) ||
            fail(error, FAULT_FILE, 0, name, SLICE("the path is too long"))) &&
           os_read_file(&path, bytes_max, &call->arena, text, error);
}

static bool campaign_read_number(struct slice word, int64_t *number, struct error *error)
{
    uint64_t read = 0;
    bool const good = slice_number(word, &read) && read <= INT64_MAX;
    *number = (int64_t)read;
    return good || fail(error, FAULT_OPTION_NUMBER, 0, SLICE("the number"), word);
}

/* --- what changes something ---------------------------------------------------------------------------------------- */

static bool campaign_read(struct call *call, struct campaign_file *file, struct error *error)
{
    struct slice text;
    return campaign_read_file(call, call->words[1], CAMPAIGN_FILE_BYTES_MAX, &text, error) &&
           campaign_file_read(text, &call->arena, file, error);
}

static bool campaign_do_new(struct call *call, const struct organise *by, struct error *error)
{
    struct campaign_file file;
    if (!campaign_read(call, &file, error))
        return false;
    file.campaign.conference = call->words[0];
    return organise_add(by, &file.campaign, error) && organise_set_texts(by, &file, error);
}

static bool campaign_do_change(struct call *call, const struct organise *by, struct error *error)
{
    struct campaign_file file;
    if (!campaign_read(call, &file, error))
        return false;
    file.campaign.id = call->campaign.id;
    file.campaign.conference = call->campaign.conference;
    file.campaign.code = call->campaign.code;
    return organise_change(by, &file.campaign, error) && organise_set_texts(by, &file, error);
}

static bool campaign_do_remove_words(struct call *call, const struct organise *by, struct error *error)
{
    for (size_t i = 1; i < call->count; i++)
        if (!organise_remove_text(by, call->campaign.id, call->words[i], error))
            return false;
    return true;
}

static bool campaign_do_open(struct call *call, const struct organise *by, struct error *error)
{
    return organise_step(by, call->campaign.id, SLICE("open"), error);
}

static bool campaign_do_close(struct call *call, const struct organise *by, struct error *error)
{
    return organise_step(by, call->campaign.id, SLICE("closed"), error);
}

/* Each row that was not added, on standard error, with its line. */
static void campaign_print_import(const struct call *call, const struct contact_list *list,
                                  const struct organise_import *import)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->rows[i].error.fault != FAULT_NONE)
            (void)terminal_error_in(call->words[1], &list->rows[i].error);
    printf(call->given->json ? "{\"added\":%zu,\"known\":%zu,\"refused\":%zu}\n"
                             : "%zu added, %zu known, %zu refused\n",
           import->added, import->known, import->refused);
}

static bool campaign_do_import(struct call *call, const struct organise *by, struct error *error)
{
    struct contact_defaults const defaults = { call->given->source, call->given->source_date };
    struct contact_list list;
    struct organise_import import;
    struct slice text;
    if (!campaign_read_file(call, call->words[1], CONTACTS_FILE_BYTES_MAX, &text, error) ||
        !contacts_read(text, &defaults, &call->arena, &list, error))
        return false;
    struct log_source *const copy = database_source_open(call->given->data, call->campaign.conference, error);
    struct replay *const replay = copy != NULL ? replay_state(copy, UINT64_MAX, error) : NULL;
    if (copy != NULL)
        copy->close(copy);
    if (replay == NULL)
        return false;
    bool const done = organise_import_contacts(by, &call->campaign, &replay->state, &list, &import, error);
    replay_free(replay);
    if (done)
        campaign_print_import(call, &list, &import);
    return done;
}

static bool campaign_do_confirm(struct call *call, const struct organise *by, struct error *error)
{
    size_t count;
    if (call->given->all)
        return organise_confirm_all(by, call->campaign.id, &count, error);
    if (call->count < 2)
        return fail(error, FAULT_OPTION_MISSING, 0, SLICE("the numbers of contacts, or --all,"), SLICE("campaign"));
    for (size_t i = 1; i < call->count; i++) {
        int64_t id;
        struct contact contact;
        bool found;
        if (!campaign_read_number(call->words[i], &id, error) ||
            !contact_find(by->driver, id, by->arena, &contact, &found, error))
            return false;
        if (!found || contact.campaign != call->campaign.id)
            return fail(error, FAULT_CONTACT_UNKNOWN, 0, call->words[i]);
        if (!organise_confirm(by, id, error))
            return false;
    }
    return true;
}

static bool campaign_do_moderate(struct call *call, const struct organise *by, struct slice why, struct error *error)
{
    for (size_t i = 1; i < call->count; i++) {
        int64_t id;
        size_t count;
        if (!campaign_read_number(call->words[i], &id, error) ||
            !moderate_messages(by, call->campaign.id, id, why, call->given->alike, &count, error))
            return false;
    }
    return true;
}

static bool campaign_do_release(struct call *call, const struct organise *by, struct error *error)
{
    return campaign_do_moderate(call, by, SLICE(""), error);
}

static bool campaign_do_refuse(struct call *call, const struct organise *by, struct error *error)
{
    return call->given->reason.length > 0 ? campaign_do_moderate(call, by, call->given->reason, error)
                                          : fail(error, FAULT_HELD_REASON, 0);
}

static bool campaign_do_moderate_comments(struct call *call, const struct organise *by, struct slice why,
                                          struct error *error)
{
    for (size_t i = 0; i < call->count; i++) {
        int64_t id;
        size_t count;
        if (!campaign_read_number(call->words[i], &id, error) ||
            !moderate_comments(by, id, why, call->given->alike, &count, error))
            return false;
    }
    return true;
}

static bool campaign_do_release_comment(struct call *call, const struct organise *by, struct error *error)
{
    return campaign_do_moderate_comments(call, by, SLICE(""), error);
}

static bool campaign_do_refuse_comment(struct call *call, const struct organise *by, struct error *error)
{
    return call->given->reason.length > 0 ? campaign_do_moderate_comments(call, by, call->given->reason, error)
                                          : fail(error, FAULT_HELD_REASON, 0);
}

static bool campaign_do_strike(struct call *call, const struct organise *by, struct error *error)
{
    int64_t entry;
    return campaign_read_number(call->words[1], &entry, error) &&
           moderate_strike(by, call->words[0], (uint64_t)entry, call->given->reason, error);
}

static bool campaign_do_invite(struct call *call, const struct organise *by, struct error *error)
{
    struct token token;
    struct slice const desk = call->given->desk.length > 0 ? call->given->desk : SLICE("http://localhost:8081");
    struct slice const role = call->given->role.length > 0 ? call->given->role : SLICE("reader");
    if (!sign_in_invite(by, call->words[0], role, &token, error))
        return false;
    printf("%.*s/desk/invite/%.*s\n", SLICE_ARGS(desk), SLICE_ARGS(token_slice(&token)));
    return true;
}

/* --- what is only shown -------------------------------------------------------------------------------------------- */

static bool campaign_do_list(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_list(show, call->count > 0 ? call->words[0] : SLICE(""), error);
}

static bool campaign_do_show(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_one(show, &call->campaign, error);
}

static bool campaign_do_held(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_held(show, &call->campaign, error);
}

static bool campaign_do_comments(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_comments(show, call->count > 0 ? call->words[0] : SLICE(""), error);
}

static bool campaign_do_statistics(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_statistics(show, &call->campaign, error);
}

static bool campaign_do_export(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_export(show, &call->campaign, error);
}

static bool campaign_do_report(struct call *call, const struct campaign_show *show, struct error *error)
{
    int64_t contact;
    return campaign_read_number(call->words[1], &contact, error) &&
           campaign_show_report(show, &call->campaign, contact, error);
}

static bool campaign_do_organisers(struct call *call, const struct campaign_show *show, struct error *error)
{
    (void)call;
    return campaign_show_organisers(show, error);
}

static bool campaign_do_audit(struct call *call, const struct campaign_show *show, struct error *error)
{
    return campaign_show_audit(show, call->count > 0 ? call->campaign.id : 0, error);
}

/* --- the command --------------------------------------------------------------------------------------------------- */

/* words: how many may stand after it; `campaign`: the first is CONFERENCE/CODE. */
static const struct subcommand {
    const char *name;
    size_t least, most;
    bool campaign;
    bool (*change)(struct call *call, const struct organise *by, struct error *error);
    bool (*show)(struct call *call, const struct campaign_show *show, struct error *error);
} subcommands[] = {
    { "list", 0, 1, false, NULL, campaign_do_list },
    { "show", 1, 1, true, NULL, campaign_do_show },
    { "new", 2, 2, false, campaign_do_new, NULL },
    { "change", 2, 2, true, campaign_do_change, NULL },
    { "remove-words", 2, OPTION_REST_MAX, true, campaign_do_remove_words, NULL },
    { "open", 1, 1, true, campaign_do_open, NULL },
    { "close", 1, 1, true, campaign_do_close, NULL },
    { "import", 2, 2, true, campaign_do_import, NULL },
    { "confirm", 1, OPTION_REST_MAX, true, campaign_do_confirm, NULL },
    { "held", 1, 1, true, NULL, campaign_do_held },
    { "release", 2, OPTION_REST_MAX, true, campaign_do_release, NULL },
    { "refuse", 2, OPTION_REST_MAX, true, campaign_do_refuse, NULL },
    { "comments", 0, 1, false, NULL, campaign_do_comments },
    { "release-comment", 1, OPTION_REST_MAX, false, campaign_do_release_comment, NULL },
    { "refuse-comment", 1, OPTION_REST_MAX, false, campaign_do_refuse_comment, NULL },
    { "strike", 2, 2, false, campaign_do_strike, NULL },
    { "statistics", 1, 1, true, NULL, campaign_do_statistics },
    { "export", 1, 1, true, NULL, campaign_do_export },
    { "report", 2, 2, true, NULL, campaign_do_report },
    { "invite", 1, 1, false, campaign_do_invite, NULL },
    { "organisers", 0, 0, false, NULL, campaign_do_organisers },
    { "audit", 0, 1, true, NULL, campaign_do_audit },
};

static const struct subcommand *campaign_find_subcommand(struct slice name, size_t words)
{
    for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++)
        if (slice_equal(name, slice_of(subcommands[i].name)) && words >= subcommands[i].least &&
            words <= subcommands[i].most)
            return &subcommands[i];
    return NULL;
}

static bool campaign_find_named(struct call *call, struct driver *driver, struct error *error)
{
    struct slice const word = call->words[0];
    size_t const slash = slice_find(word, '/', 0);
    bool found;
    return campaign_find(driver, slice_part(word, 0, slash), slice_part(word, slash + 1, word.length), &call->arena,
                         &call->campaign, &found, error) &&
           (found || fail(error, FAULT_CAMPAIGN_UNKNOWN, 0, word));
}

static bool campaign_run_change(struct call *call, const struct subcommand *subcommand, struct error *error)
{
    struct driver *const driver = campaign_store_begin(call->campaigns, error);
    if (driver == NULL)
        return false;
    struct organise const by = { driver, SLICE("the command line"), &call->arena, os_clock_seconds() };
    if ((!subcommand->campaign || campaign_find_named(call, driver, error)) && subcommand->change(call, &by, error))
        return campaign_store_commit(call->campaigns, error);
    campaign_store_rollback(call->campaigns);
    return false;
}

static bool campaign_run_show(struct call *call, const struct subcommand *subcommand, struct error *error)
{
    struct driver *const driver = campaign_store_read(call->campaigns, error);
    if (driver == NULL)
        return false;
    struct campaign_show const shown = { driver, &call->arena, call->given->data, &call->key, call->given->json };
    bool const done = (!subcommand->campaign || call->count == 0 || campaign_find_named(call, driver, error)) &&
                      subcommand->show(call, &shown, error);
    campaign_store_read_end(call->campaigns);
    return done;
}

static int campaign_run(const void *options, const struct slice *rest, size_t count)
{
    const struct campaign_options *const given = options;
    struct call call = { .given = given, .words = rest + 1, .count = count > 0 ? count - 1 : 0 };
    const struct subcommand *const subcommand = count > 0 ? campaign_find_subcommand(rest[0], call.count) : NULL;
    struct error error = { 0 };
    if (slice_is_empty(given->data) || subcommand == NULL) {
        fail(&error, FAULT_OPTION_MISSING, 0,
             slice_is_empty(given->data) ? SLICE("--data") : SLICE("what to do, with its words,"), SLICE("campaign"));
        return terminal_error(&error);
    }
    bool good = os_reserve(CAMPAIGN_ARENA_BYTES, &call.arena, &error) && sealed_make_keys(given->data, &error) &&
                sealed_read_seal(given->data, &call.seal, &error) && sealed_read_key(given->data, &call.key, &error);
    if (good)
        call.campaigns = campaign_store_open(given->data, &error);
    good = call.campaigns != NULL &&
           (subcommand->change != NULL ? campaign_run_change : campaign_run_show)(&call, subcommand, &error);
    int const status = good ? STATUS_OK : terminal_error(&error);
    campaign_store_close(call.campaigns);
    sealed_forget(&call.seal);
    sealed_forget_key(&call.key);
    os_release(&call.arena);
    return status;
}

static const struct option_type campaign_option_types[] = {
    { "data", 'd', "DIR", offsetof(struct campaign_options, data), "the data directory of a server" },
    { "all", 'a', NULL, offsetof(struct campaign_options, all), "confirm: all that are new" },
    { "alike", 0, NULL, offsetof(struct campaign_options, alike),
      "release, refuse, of messages and comments: and all that are nearly the same" },
    { "reason", 0, "WORDS", offsetof(struct campaign_options, reason), "refuse, strike: why; its writer reads it" },
    { "role", 0, "ROLE", offsetof(struct campaign_options, role), "invite: owner, editor or reader (reader)" },
    { "desk", 0, "URL", offsetof(struct campaign_options, desk), "invite: where the desk is (http://localhost:8081)" },
    { "source", 0, "WORDS", offsetof(struct campaign_options, source), "import: where the list comes from" },
    { "source-date", 0, "DAY", offsetof(struct campaign_options, source_date), "import: when it was read there" },
    { "json", 0, NULL, offsetof(struct campaign_options, json), "answers as JSON" },
    { 0 },
};

/* Of each field a line of help. */
#define NEED_MAY(standard) ""
#define NEED_MUST(standard) " (must)"
#define NEED_STANDARD(standard) " (" standard ")"
#define FIELD_LINE(name, said, kind, need, limit, check, since, standard, meaning, ...) \
    said NEED_##need(standard) ": " meaning "\n"

const struct command command_campaign = {
    .name = "campaign",
    .arguments = "--data DIR WORD ...",
    .meaning = "organise a campaign: what the desk does, from the command line",
    .more = "list [CONFERENCE]                every campaign\n"
            "show CONFERENCE/CODE             one, with its contacts\n"
            "new CONFERENCE FILE              makes one, as a draft, from lines NAME: VALUE\n"
            "change CONFERENCE/CODE FILE      gives it other words and times; what stood before is kept\n"
            "                                 after a line in: fr stand its words in French; languages that the file\n"
            "                                 does not have stay\n"
            "remove-words CONFERENCE/CODE TAG...  takes the words in those languages away\n"
            "open, close CONFERENCE/CODE\n"
            "import CONFERENCE/CODE FILE      contacts from CSV or Popolo; each row that is not taken is told\n"
            "confirm CONFERENCE/CODE N...     says that contacts are official addresses; or --all\n"
            "held CONFERENCE/CODE             messages that wait for a look\n"
            "release, refuse CONFERENCE/CODE N...\n"
            "comments [CONFERENCE]            comments of the public that wait for a look\n"
            "release-comment, refuse-comment N...\n"
            "strike CONFERENCE ENTRY          takes a published comment away, by its entry in the public log\n"
            "statistics, export CONFERENCE/CODE  how many; as a table for a spreadsheet\n"
            "report CONFERENCE/CODE N         what people wrote to that contact, how many are counted, under which "
            "checkpoint\n"
            "invite NAME --role ROLE          prints a link to the desk: good once, for two days\n"
            "organisers                       who may come to the desk\n"
            "audit [CONFERENCE/CODE]          what each organiser did\n"
            "\nThe lines of a campaign's file; docs/campaign-file.md has more:\n"
            "code (must): the last part of its address\n" CAMPAIGN_FIELDS(FIELD_LINE, FIELD_LINE),
    .options = campaign_option_types,
    .size = sizeof(struct campaign_options),
    .run = campaign_run,
};
