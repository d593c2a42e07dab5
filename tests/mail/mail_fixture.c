// SPDX-License-Identifier: Apache-2.0
#include "mail_fixture.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/campaigns.h"
#include "store/fields.h"
#include "store/os.h"

static _Noreturn void end(const char *what, const struct error *error)
{
    char memory[1024];
    struct buffer words = BUFFER(memory);
    if (error != NULL)
        error_words(error, &words);
    fprintf(stderr, "mail_fixture: %s: %.*s\n", what, SLICE_ARGS(buffer_slice(&words)));
    exit(3);
}

void mail_fixture_enter(struct mail_fixture *mail_fixture)
{
    struct error error;
    struct slice const directory = slice_of(mail_fixture->directory);
    if (!sealed_read_seal(directory, &mail_fixture->seal, &error) ||
        !sealed_read_key(directory, &mail_fixture->key, &error) ||
        (mail_fixture->campaigns = campaign_store_open(directory, &error)) == NULL)
        end("opening", &error);
}

void mail_fixture_leave(struct mail_fixture *mail_fixture)
{
    campaign_store_close(mail_fixture->campaigns);
    mail_fixture->campaigns = NULL;
}

static void add_contact(struct mail_fixture *mail_fixture, const char *address)
{
    struct error error;
    struct campaign campaign = { .keep_days = 30,
                                 .conference = SLICE("talks"),
                                 .code = SLICE("open-net"),
                                 .title = SLICE("Keep it open"),
                                 .language = SLICE("en"),
                                 .addressed = SLICE("country"),
                                 .look = SLICE("doubtful") };
    struct contact contact = { .place = SLICE("CAN"),
                               .place_name = SLICE("Canada"),
                               .name = SLICE("Mission"),
                               .address = slice_of(address),
                               .state = SLICE("confirmed"),
                               .pace = SLICE("each") };
    struct driver *const driver = campaign_store_begin(mail_fixture->campaigns, &error);
    if (driver == NULL || !campaign_add(driver, &campaign, os_clock_seconds(), &error) ||
        !campaign_set_state(driver, campaign.id, SLICE("open"), &error))
        end("a campaign", &error);
    contact.campaign = campaign.id;
    if (!contact_add(driver, &contact, &error) || !contact_change(driver, &contact, &error) ||
        !campaign_store_commit(mail_fixture->campaigns, &error))
        end("a contact", &error);
    mail_fixture->campaign = campaign.id;
    mail_fixture->contact = contact.id;
}

void mail_fixture_open(struct mail_fixture *mail_fixture, const char *address)
{
    struct error error;
    struct os_path path;
    snprintf(mail_fixture->directory, sizeof mail_fixture->directory, "/tmp/plenary-mail.XXXXXX");
    if (mkdtemp(mail_fixture->directory) == NULL)
        end("a folder", NULL);
    os_path_join(&path, slice_of(mail_fixture->directory), SLICE("site"), SLICE(""));
    if (!os_write_file(&path, SLICE("name: plenary.example\n"), 0644, &error) ||
        !sealed_make_keys(slice_of(mail_fixture->directory), &error))
        end("keys", &error);
    mail_fixture_enter(mail_fixture);
    add_contact(mail_fixture, address);
}

void mail_fixture_close(struct mail_fixture *mail_fixture)
{
    static const char *const names[] = { "keys/campaign/seal.pub",
                                         "keys/campaign/seal.key",
                                         "keys/campaign/secret",
                                         "keys/campaign/lock",
                                         "keys/campaign",
                                         "keys",
                                         "site",
                                         "mail.lock",
                                         "campaign.db",
                                         "campaign.db-wal",
                                         "campaign.db-shm",
                                         "" };
    if (mail_fixture->campaigns != NULL)
        mail_fixture_leave(mail_fixture);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", mail_fixture->directory, names[i]);
        if (unlink(path) != 0)
            rmdir(path);
    }
}

int64_t mail_fixture_add(struct mail_fixture *mail_fixture, struct driver *driver, unsigned number, size_t bytes)
{
    static char body[1 << 20];
    static unsigned char memory[4 << 20];
    struct arena arena = { memory, 0, sizeof memory };
    struct buffer fields = { arena_take_unset(&arena, bytes + 4096), 0, bytes + 4096, false };
    char subject[40], email[64];
    struct slice sealed;
    struct token token;
    struct error error;
    struct message message;
    bool found;
    int64_t id;
    for (size_t i = 0; i < bytes && i < sizeof body; i++)
        body[i] = i % 72 == 71 ? '\n' : (char)('a' + (i + number) % 26);
    snprintf(subject, sizeof subject, "Message %u", number);
    snprintf(email, sizeof email, "ada%u@person.example", number);
    token_new(&token);
    fields_add(&fields, "name", SLICE("Ada Łovelace"));
    fields_add(&fields, "email", slice_of(email));
    fields_add(&fields, "subject", slice_of(subject));
    fields_add(&fields, "body", (struct slice){ body, bytes });
    fields_add(&fields, "token", token_slice(&token));
    if (!sealed_close(&mail_fixture->seal, buffer_slice(&fields), &arena, &sealed, &error))
        end("sealing", &error);
    struct message_new const new = { .campaign = mail_fixture->campaign,
                                     .contact = mail_fixture->contact,
                                     .received_at = os_clock_seconds(),
                                     .place = SLICE("CAN"),
                                     .token_hash = token.hash,
                                     .sealed = sealed };
    if (!message_add(driver, &new, &id, &error) || !message_confirm(driver, id, os_clock_seconds(), &error) ||
        !message_of_id(driver, id, &arena, &message, &found, &error) || !found)
        end("a message", &error);
    return message.mail;
}

int64_t mail_fixture_write(struct mail_fixture *mail_fixture, unsigned number, size_t bytes)
{
    struct error error;
    struct driver *const driver = campaign_store_begin(mail_fixture->campaigns, &error);
    if (driver == NULL)
        end("writing", &error);
    int64_t const mail = mail_fixture_add(mail_fixture, driver, number, bytes);
    if (!campaign_store_commit(mail_fixture->campaigns, &error))
        end("writing", &error);
    return mail;
}

enum mail_state mail_fixture_state(struct mail_fixture *mail_fixture, int64_t mail)
{
    struct error error;
    enum mail_state state;
    struct driver *const driver = campaign_store_read(mail_fixture->campaigns, &error);
    if (driver == NULL || !outbox_state(driver, mail, &state, &error))
        end("a state", &error);
    campaign_store_read_end(mail_fixture->campaigns);
    return state;
}

struct looked_for {
    struct slice words;
    bool found;
};

static void look(void *context, const struct mail_line *line)
{
    struct looked_for *const looked = context;
    for (size_t i = 0; i + looked->words.length <= line->words.length; i++)
        looked->found |= slice_equal(slice_part(line->words, i, i + looked->words.length), looked->words);
}

bool mail_fixture_log_has(struct mail_fixture *mail_fixture, int64_t mail, const char *words)
{
    struct error error;
    struct looked_for looked = { slice_of(words), false };
    struct driver *const driver = campaign_store_read(mail_fixture->campaigns, &error);
    if (driver == NULL || !outbox_log(driver, mail, look, &looked, &error))
        end("a log", &error);
    campaign_store_read_end(mail_fixture->campaigns);
    return looked.found;
}

int64_t mail_fixture_number(struct mail_fixture *mail_fixture, const char *text)
{
    char path[128];
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t number = 0;
    snprintf(path, sizeof path, "%s/campaign.db", mail_fixture->directory);
    if (sqlite3_open(path, &database) != SQLITE_OK || sqlite3_busy_timeout(database, 10000) != SQLITE_OK ||
        sqlite3_prepare_v2(database, text, -1, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "mail_fixture: %s: %s\n", text, sqlite3_errmsg(database));
        exit(3);
    }
    int const got = sqlite3_step(statement);
    if (got == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    else if (got != SQLITE_DONE)
        end(text, NULL);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

void mail_fixture_sql(struct mail_fixture *mail_fixture, const char *text)
{
    (void)mail_fixture_number(mail_fixture, text);
}
