// SPDX-License-Identifier: Apache-2.0
/* cmd/mail.c - deliver the public's mail, and see how it goes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/civil.h"
#include "cmd/fault.h"
#include "cmd/worker.h"
#include "cmd/commands.h"
#include "cmd/serving.h"
#include "cmd/terminal.h"
#include "mail/server_url.h"
#include "store/os.h"
#include "store/outbox.h"
#include "store/housekeeping.h"

enum { LISTED_MAX = 200, SECRET_FILE_BYTES_MAX = 256, TEXT_BYTES_MAX = 8192 };

struct mail {
    struct slice data, relay, password_file, authorities, imap, imap_password_file, host, url, connections, hourly,
        desk, desk_origin, hooks_authorities, after;
    bool plain, near, once, json;
};

/* --- the worker ----------------------------------------------------------------------------------------------------- */

static bool mail_read_number(struct slice text, const char *name, uint64_t most, uint64_t *number, struct error *error)
{
    *number = 0;
    return slice_is_empty(text) || (slice_number(text, number) && *number <= most) ||
           fail(error, FAULT_OPTION_NUMBER, 0, slice_of(name), text);
}

/* From the file, without its line end; else from the environment; else as the address had it. */
static bool mail_read_password(struct slice file, const char *variable, struct arena *arena, struct slice *password,
                               struct error *error)
{
    struct os_path path;
    if (slice_is_empty(file)) {
        const char *const value = getenv(variable);
        if (value != NULL)
            *password = slice_of(value);
        return true;
    }
    if (!os_path_join(&path, file, SLICE(""), SLICE("")) ||
        !os_read_file(&path, SECRET_FILE_BYTES_MAX, arena, password, error))
        return false;
    *password = slice_part(*password, 0, slice_find(*password, '\n', 0));
    return true;
}

static bool mail_read_servers(const struct mail *given, struct arena *arena, struct worker_options *options,
                              struct error *error)
{
    struct server_url relay, imap;
    if (slice_is_empty(given->relay))
        return fail(error, FAULT_RELAY_MISSING, 0);
    if (!server_url_read(given->relay, "smtp", arena, &relay, error) ||
        !mail_read_password(given->password_file, "PLENARY_RELAY_PASSWORD", arena, &relay.password, error))
        return false;
    options->relay = (struct relay_options){ .address = relay.address,
                                             .user = relay.user,
                                             .password = relay.password,
                                             .authorities = given->authorities,
                                             .plain = given->plain };
    if (slice_is_empty(given->imap))
        return true;
    if (!server_url_read(given->imap, "imap", arena, &imap, error) ||
        !mail_read_password(given->imap_password_file, "PLENARY_IMAP_PASSWORD", arena, &imap.password, error))
        return false;
    options->bounces = (struct mailbox_reader_options){ .address = imap.address,
                                                        .user = imap.user,
                                                        .password = imap.password,
                                                        .authorities = given->authorities,
                                                        .plain = given->plain };
    return true;
}

static int mail_run_worker(const struct mail *given)
{
    static unsigned char memory[TEXT_BYTES_MAX];
    struct arena arena = { memory, 0, sizeof memory };
    struct worker_options options = { .data = given->data,
                                      .host = given->host,
                                      .url = given->url,
                                      .desk = given->desk,
                                      .desk_origin = given->desk_origin,
                                      .once = given->once };
    struct error error;
    uint64_t connections;
    if (!mail_read_number(given->connections, "--connections", 32, &connections, &error) ||
        !mail_read_number(given->hourly, "--domain-hourly", 3600000, &options.domain_hourly_max, &error) ||
        !mail_read_servers(given, &arena, &options, &error))
        return terminal_error(&error);
    options.connections = (unsigned)connections;
    options.near = given->near;
    options.hooks_authorities = given->hooks_authorities;
    options.stop = serving_catch_signals();
    return worker_run(&options);
}

/* --- questions ----------------------------------------------------------------------------------------------------- */

struct listing {
    bool json, comma;
    size_t rows;
    int64_t last_due, last_id; /* of the queue */
};

static void mail_begin_row(struct listing *listing, FILE *out)
{
    if (listing->json && listing->comma)
        fputs(",\n", out);
    listing->comma = true;
}

static void mail_print_time(int64_t at)
{
    char memory[40];
    struct buffer out = BUFFER(memory);
    civil_write_instant(&out, at, 0);
    printf("%.*s", SLICE_ARGS(buffer_slice(&out)));
}

/* null: it waits for its addressee. */
static void mail_print_time_json(int64_t at)
{
    if (at >= MAIL_NEVER) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    mail_print_time(at);
    putchar('"');
}

static void mail_print_count(void *context, struct slice state, struct slice kind, uint64_t count)
{
    struct listing *const listing = context;
    mail_begin_row(listing, stdout);
    if (listing->json)
        printf("{\"state\":\"%.*s\",\"kind\":\"%.*s\",\"count\":%llu}", SLICE_ARGS(state), SLICE_ARGS(kind),
               (unsigned long long)count);
    else
        printf("%-10.*s %-16.*s %10llu\n", SLICE_ARGS(state), SLICE_ARGS(kind), (unsigned long long)count);
}

static void mail_print_again(void *context, int64_t id)
{
    struct listing *const listing = context;
    mail_begin_row(listing, stdout);
    printf(listing->json ? "%lld" : "sent once more after the program ended while sending it: %lld\n", (long long)id);
}

static bool mail_print_status(struct driver *driver, bool json, struct error *error)
{
    char memory[1024];
    struct arena arena = { (unsigned char *)memory, 0, sizeof memory };
    struct listing listing = { .json = json };
    struct slice stopped;
    if (!campaign_store_setting(driver, SLICE("mail_stopped"), &arena, &stopped, error))
        return false;
    if (json) {
        fputs("{\"stopped\":", stdout);
        terminal_json(stdout, stopped);
        fputs(",\"mails\":[", stdout);
    } else if (stopped.length > 0) {
        fputs("stopped: ", stdout);
        terminal_print(stdout, stopped);
        fputs("; plenary mail resume goes on\n", stdout);
    }
    if (!outbox_count(driver, mail_print_count, &listing, error))
        return false;
    listing.comma = false;
    fputs(json ? "],\"again\":[" : "", stdout);
    bool const done = outbox_again(driver, mail_print_again, &listing, error);
    fputs(json ? "]}\n" : "", stdout);
    return done;
}

static void mail_print_row(void *context, const struct mail_row *row)
{
    struct listing *const listing = context;
    mail_begin_row(listing, stdout);
    listing->rows++;
    listing->last_due = row->due_at;
    listing->last_id = row->id;
    if (listing->json) {
        printf("{\"id\":%lld,\"kind\":\"%.*s\",\"state\":\"%.*s\",\"attempts\":%llu,\"due\":", (long long)row->id,
               SLICE_ARGS(row->kind), SLICE_ARGS(row->state), (unsigned long long)row->attempts);
        mail_print_time_json(row->due_at);
        fputs(",\"reply\":", stdout);
        terminal_json(stdout, row->reply);
        putchar('}');
        return;
    }
    printf("%lld  %.*s  %.*s  ", (long long)row->id, SLICE_ARGS(row->kind), SLICE_ARGS(row->state));
    if (row->due_at >= MAIL_NEVER)
        fputs("waits for its addressee", stdout);
    else
        mail_print_time(row->due_at);
    printf("  tried %llu times  ", (unsigned long long)row->attempts);
    terminal_print(stdout, row->reply);
    putchar('\n');
}

/* "DUE/ID", as the last line of a page of the queue has it. */
static bool mail_read_after(struct slice words, int64_t *due, int64_t *id, struct error *error)
{
    uint64_t first = 0, second = 0;
    size_t const slash = slice_find(words, '/', 0);
    bool const good = words.length == 0 || (slice_number(slice_part(words, 0, slash), &first) &&
                                            slice_number(slice_part(words, slash + 1, words.length), &second) &&
                                            first <= INT64_MAX && second <= INT64_MAX);
    *due = (int64_t)first;
    *id = (int64_t)second;
    return good || fail(error, FAULT_OPTION_NUMBER, 0, SLICE("--after"), words);
}

static bool mail_print_queue(struct driver *driver, struct slice after, bool json, struct error *error)
{
    struct listing listing = { .json = json };
    int64_t due, id;
    if (!mail_read_after(after, &due, &id, error))
        return false;
    fputs(json ? "[" : "", stdout);
    bool const done = outbox_list(driver, LISTED_MAX, due, id, mail_print_row, &listing, error);
    fputs(json ? "]\n" : "", stdout);
    if (done && !json && listing.rows == LISTED_MAX)
        printf("there may be more: --after %lld/%lld\n", (long long)listing.last_due, (long long)listing.last_id);
    return done;
}

static void mail_print_line(void *context, const struct mail_line *line)
{
    struct listing *const listing = context;
    mail_begin_row(listing, stdout);
    if (listing->json) {
        fputs("{\"at\":", stdout);
        mail_print_time_json(line->at);
        printf(",\"state\":\"%.*s\",\"words\":", SLICE_ARGS(line->state));
        terminal_json(stdout, line->words);
        putchar('}');
        return;
    }
    mail_print_time(line->at);
    printf("  %-9.*s  ", SLICE_ARGS(line->state));
    terminal_print(stdout, line->words);
    putchar('\n');
}

static bool mail_print_log(struct driver *driver, uint64_t id, bool json, struct error *error)
{
    struct listing listing = { .json = json };
    fputs(json ? "[" : "", stdout);
    bool const done = outbox_log(driver, (int64_t)id, mail_print_line, &listing, error);
    fputs(json ? "]\n" : "", stdout);
    return done;
}

static int mail_ask(struct campaign_store *campaigns, const struct mail *given, struct slice word, uint64_t id)
{
    struct error error;
    struct driver *const driver = campaign_store_read(campaigns, &error);
    if (driver == NULL)
        return terminal_error(&error);
    bool const done = slice_equal(word, SLICE("status"))  ? mail_print_status(driver, given->json, &error)
                      : slice_equal(word, SLICE("queue")) ? mail_print_queue(driver, given->after, given->json, &error)
                                                          : mail_print_log(driver, id, given->json, &error);
    campaign_store_read_end(campaigns);
    return done ? STATUS_OK : terminal_error(&error);
}

/* --- changes ------------------------------------------------------------------------------------------------------- */

static bool mail_change(struct driver *driver, struct slice word, uint64_t id, bool *done, struct error *error)
{
    int64_t const now = os_clock_seconds();
    uint64_t count;
    *done = true;
    if (slice_equal(word, SLICE("stop")))
        return campaign_store_set(driver, SLICE("mail_stopped"), SLICE("from the command line"), error);
    if (slice_equal(word, SLICE("retry")) && id > 0)
        return outbox_resend(driver, (int64_t)id, now, error);
    if (slice_equal(word, SLICE("retry"))) {
        bool const good = outbox_retry(driver, now, &count, error);
        printf("%llu mails are tried again now\n", (unsigned long long)count);
        return good;
    }
    if (slice_equal(word, SLICE("pause")))
        return housekeeping_pause(driver, (int64_t)id, SLICE("the command line"), now, done, error);
    return id > 0 ? housekeeping_resume(driver, (int64_t)id, SLICE("the command line"), now, done, error)
                  : campaign_store_forget(driver, SLICE("mail_stopped"), error);
}

static int mail_do_change(struct campaign_store *campaigns, struct slice word, uint64_t id)
{
    struct error error;
    bool done;
    struct driver *const driver = campaign_store_begin(campaigns, &error);
    if (driver == NULL)
        return terminal_error(&error);
    if (!mail_change(driver, word, id, &done, &error)) {
        campaign_store_rollback(campaigns);
        return terminal_error(&error);
    }
    if (!campaign_store_commit(campaigns, &error))
        return terminal_error(&error);
    return done ? STATUS_OK : STATUS_NOT_SO;
}

/* --- the command --------------------------------------------------------------------------------------------------- */

static const struct {
    struct slice word;
    bool changes, needs_id, takes_id;
} verbs[] = {
    { { "status", 6 }, false, false, false }, { { "queue", 5 }, false, false, false },
    { { "log", 3 }, false, true, true },      { { "pause", 5 }, true, true, true },
    { { "resume", 6 }, true, false, true },   { { "retry", 5 }, true, false, true },
    { { "stop", 4 }, true, false, false },
};

static int mail_run_verb(const struct mail *given, const struct slice *rest, size_t count)
{
    struct error error;
    uint64_t id = 0;
    size_t verb = 0;
    while (verb < sizeof verbs / sizeof *verbs && !slice_equal(verbs[verb].word, rest[0]))
        verb++;
    if (verb == sizeof verbs / sizeof *verbs || count > (verbs[verb].takes_id ? 2u : 1u)) {
        fail(&error, FAULT_OPTION_UNKNOWN, 0, rest[count - 1], SLICE("mail"));
        return terminal_error(&error);
    }
    if (count > 1 ? !slice_number(rest[1], &id) : verbs[verb].needs_id) {
        fail(&error, FAULT_OPTION_NUMBER, 0, rest[0], count > 1 ? rest[1] : SLICE(""));
        return terminal_error(&error);
    }
    struct campaign_store *const campaigns = campaign_store_open(given->data, &error);
    if (campaigns == NULL)
        return terminal_error(&error);
    int const status =
        verbs[verb].changes ? mail_do_change(campaigns, rest[0], id) : mail_ask(campaigns, given, rest[0], id);
    campaign_store_close(campaigns);
    return status;
}

static int mail_run(const void *options, const struct slice *rest, size_t count)
{
    const struct mail *const given = options;
    struct error error;
    if (slice_is_empty(given->data)) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("--data"), SLICE("mail"));
        return terminal_error(&error);
    }
    return count > 0 ? mail_run_verb(given, rest, count) : mail_run_worker(given);
}

static const struct option_type mail_options[] = {
    { "data", 'd', "DIR", offsetof(struct mail, data), "the data directory of a server" },
    { "relay", 'r', "URL", offsetof(struct mail, relay),
      "smtp://USER@HOST:PORT or smtps://..., which carries the mail" },
    { "password", 0, "FILE", offsetof(struct mail, password_file), "its password (or in PLENARY_RELAY_PASSWORD)" },
    { "ca", 0, "FILE", offsetof(struct mail, authorities), "certificates that are believed, instead of the system's" },
    { "imap", 0, "URL", offsetof(struct mail, imap), "imap://USER@HOST:PORT/FOLDER, the mailbox that bounces come to" },
    { "imap-password", 0, "FILE", offsetof(struct mail, imap_password_file),
      "its password (or in PLENARY_IMAP_PASSWORD)" },
    { "plain", 0, NULL, offsetof(struct mail, plain), "without TLS: on a network that you trust" },
    { "host", 0, "HOST", offsetof(struct mail, host), "the domain that mail comes from (the site's name)" },
    { "site", 0, "URL", offsetof(struct mail, url), "where the pages are (https://HOST)" },
    { "desk", 0, "ADDR:PORT", offsetof(struct mail, desk), "where the organisers' desk listens (there is none)" },
    { "desk-origin", 0, "URL", offsetof(struct mail, desk_origin),
      "how browsers reach the desk (http://localhost:PORT)" },
    { "connections", 'c', "N", offsetof(struct mail, connections), "to the relay at once (4)" },
    { "domain-hourly", 0, "N", offsetof(struct mail, hourly), "mails an hour to one domain, at most (no limit)" },
    { "hooks-ca", 0, "FILE", offsetof(struct mail, hooks_authorities),
      "certificates that are believed of webhooks, instead of the system's" },
    { "near", 0, NULL, offsetof(struct mail, near), "webhooks may lead to this machine, and without TLS: for tests" },
    { "once", 0, NULL, offsetof(struct mail, once), "end when nothing is due" },
    { "after", 0, "DUE/ID", offsetof(struct mail, after), "queue: from after that one on, as its last line says" },
    { "json", 0, NULL, offsetof(struct mail, json), "answers as JSON" },
    { 0 },
};

const struct command command_mail = {
    .name = "mail",
    .arguments =
        "--data DIR --relay URL | --data DIR status|queue|log ID|pause CONTACT|resume [CONTACT]|retry [ID]|stop",
    .meaning = "deliver the public's mail, and see how it goes",
    .more = "Without a word after it: the worker, who holds the key of what is sealed. It delivers what is queued, "
            "reads what\n"
            "bounces, and deletes what was promised to go; it ends on SIGINT or SIGTERM.\n\n"
            "status         how many mails are in which state, which were sent once more after a stop, whether all "
            "stopped\n"
            "queue          what has not ended, with the relay's last words; 200 at once, --after goes on\n"
            "log ID         one mail's log\n"
            "pause CONTACT  that contact's mail waits; resume CONTACT: it goes on\n"
            "stop           nothing is sent any more; resume: it goes on\n"
            "retry          what was deferred is tried now; retry ID: one that bounced goes again\n\n"
            "TLS is required, but to a relay on this machine without --ca, or with --plain.\n",
    .options = mail_options,
    .size = sizeof(struct mail),
    .run = mail_run,
};
