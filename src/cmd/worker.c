// SPDX-License-Identifier: Apache-2.0
#include "cmd/worker.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cmd/desk_server.h"
#include "cmd/fault.h"
#include "cmd/option.h"
#include "cmd/terminal.h"
#include "mail/bounce.h"
#include "mail/delivery.h"
#include "mail/mailbox.h"
#include "mail/notify.h"
#include "mail/webhook.h"
#include "log/crypto.h"
#include "campaign/public_log_feed.h"
#include "store/diag.h"
#include "store/fault.h"
#include "store/os.h"
#include "store/housekeeping.h"

enum {
    POLL_MS = 250,           /* of an idle worker */
    BOUNCES_MS = 30000,      /* between two looks into the mailbox */
    COUNTS_MS = 1000,        /* between two looks at what is to be counted: PUBLIC_LOG_RECEIPTS_MAX messages at once */
    HOUSEKEEPING_MS = 60000, /* between two looks at what is to expire, be asked, be purged */
    CONNECTIONS = 4,
    SITE_FILE_BYTES_MAX = 512,
    TEXT_BYTES_MAX = 2048,
    DESK_ARENA_BYTES = 65536 /* for making a link */
};

struct worker {
    const struct worker_options *options;
    struct campaign_store *campaigns;
    struct seal seal;
    struct seal_key key;
    struct delivery *delivery;
    struct notify *notify;
    struct webhooks *webhooks;
    struct mailbox_reader *bounces;
    struct desk_server *desk;
    struct letter_site site;
    struct slice name; /* of the site, as DIR/site has it: origins begin with it */
    char text_memory[TEXT_BYTES_MAX];
    struct arena text;
    int lock;
    int64_t housekeeping_at, bounces_at, public_log_at, counts_at;
    bool failed; /* the store, while a bounce was taken */
    struct error error;
};

/* --- housekeeping -------------------------------------------------------------------------------------------------------- */

static bool worker_expire(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    return housekeeping_expire(driver, now, count, error);
}

static bool worker_purge(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    return housekeeping_purge(driver, now, count, error);
}

/* What the worker does besides sending. Each does a group in a transaction of its own, until nothing is left. */
static const struct {
    bool (*step)(struct driver *driver, int64_t now, size_t *count, struct error *error);
    bool deletes;
} housekeeping[] = {
    { housekeeping_digests, false },
    { housekeeping_ask, false },
    { worker_expire, true },
    { worker_purge, true },
};

static bool worker_run_step(struct worker *worker, size_t index, size_t *count, struct error *error)
{
    struct driver *const driver = campaign_store_begin(worker->campaigns, error);
    if (driver == NULL)
        return false;
    if (housekeeping[index].step(driver, os_clock_seconds(), count, error))
        return campaign_store_commit(worker->campaigns, error);
    campaign_store_rollback(worker->campaigns);
    return false;
}

static bool worker_keep_up(struct worker *worker, struct error *error)
{
    bool deleted = false;
    if (os_monotonic_ms() < worker->housekeeping_at)
        return true;
    for (size_t i = 0; i < sizeof housekeeping / sizeof *housekeeping; i++) {
        size_t count = 0;
        if (!worker_run_step(worker, i, &count, error))
            return false;
        deleted |= housekeeping[i].deletes && count > 0;
    }
    if (!notify_purge(worker->notify, os_clock_seconds(), error))
        return false;
    worker->housekeeping_at = os_monotonic_ms() + (deleted ? 0 : HOUSEKEEPING_MS); /* there may be more to delete */
    return !deleted || campaign_store_scrub(worker->campaigns, error);
}

/* --- what comes back ----------------------------------------------------------------------------------------------- */

static bool worker_note_bounce(struct driver *driver, const struct bounce *found, bool *known, struct error *error)
{
    char memory[BOUNCE_WORDS_BYTES_MAX + 32];
    struct buffer words = BUFFER(memory);
    int64_t const id = (int64_t)found->mail, now = os_clock_seconds();
    enum mail_state state;
    if (!outbox_state(driver, id, &state, error))
        return false;
    *known = state != MAIL_NONE;
    if (!*known)
        return true;
    buffer_add(&words, (struct slice){ found->status, found->status_length });
    buffer_add(&words, found->status_length > 0 ? SLICE(" ") : SLICE(""));
    buffer_add(&words, (struct slice){ found->words, found->words_length });
    if (found->kind == BOUNCE_FAILED && state == MAIL_ACCEPTED)
        return outbox_end(driver, id, MAIL_BOUNCED, buffer_slice(&words), 0, now, error);
    return outbox_note(driver, id,
                       found->kind == BOUNCE_AUTOMATIC   ? SLICE("an automatic answer came")
                       : found->kind == BOUNCE_DELIVERED ? SLICE("a relay reports that it was delivered")
                       : found->kind == BOUNCE_DELAYED   ? SLICE("a relay reports that it tries on")
                                                         : SLICE("a report came that it failed"),
                       now, error);
}

static bool worker_take_bounce(void *context, struct slice bytes)
{
    struct worker *const worker = context;
    struct bounce found;
    bool known = false;
    bounce_read(bytes, worker->seal.secret, worker->site.host, &found);
    if (found.kind == BOUNCE_LIES)
        diag_say_number(
            DIAG_WARNING,
            "a bounce that nobody who carried the mail can have written was left in the mailbox: ", found.mail);
    if (found.kind == BOUNCE_LIES || found.kind == BOUNCE_OTHER || worker->failed)
        return false;
    struct driver *const driver = campaign_store_begin(worker->campaigns, &worker->error);
    if (driver == NULL) {
        worker->failed = true;
        return false;
    }
    if (!worker_note_bounce(driver, &found, &known, &worker->error)) {
        campaign_store_rollback(worker->campaigns);
        worker->failed = true;
        return false;
    }
    worker->failed = !campaign_store_commit(worker->campaigns, &worker->error);
    return known && !worker->failed;
}

/* If the mailbox cannot be read, mail is still sent. */
static bool worker_read_bounces(struct worker *worker, struct error *error)
{
    size_t count;
    if (worker->bounces == NULL || os_monotonic_ms() < worker->bounces_at)
        return true;
    struct error reading;
    if (!mailbox_reader_read(worker->bounces, worker_take_bounce, worker, &count, &reading))
        diag_say_error(DIAG_WARNING, "", &reading);
    worker->bounces_at = os_monotonic_ms() + BOUNCES_MS;
    if (worker->failed)
        *error = worker->error;
    return !worker->failed;
}

/* --- life ---------------------------------------------------------------------------------------------------------- */

static struct relay *worker_open_relay(void *context, struct error *error)
{
    struct worker *const worker = context;
    struct relay_options options = worker->options->relay;
    options.host = worker->site.host;
    return worker->options->mailbox ? mailbox_open(worker->campaigns, error) : relay_open_smtp(&options, error);
}

/* The host as DIR/site says it, where none was given. */
static bool worker_read_site(struct worker *worker, struct error *error)
{
    struct os_path path;
    struct slice host = worker->options->host, url = worker->options->url, file;
    if (!os_path_join(&path, worker->options->data, SLICE("site"), SLICE("")) ||
        !os_read_file(&path, SITE_FILE_BYTES_MAX, &worker->text, &file, error))
        return false;
    worker->name = slice_part(file, 6, slice_find(file, '\n', 0)); /* name: HOST */
    if (host.length == 0)
        host = worker->name;
    if (slice_find(host, '.', 0) == host.length)
        return fail(error, FAULT_MAIL_HOST, 0, host);
    struct buffer out = { (char *)arena_take(&worker->text, 512), 0, 512, false };
    buffer_add(&out, url.length > 0 ? url : SLICE("https://"));
    if (url.length == 0)
        buffer_add(&out, host);
    worker->site = (struct letter_site){ host, buffer_slice(&out) };
    return true;
}

/* The address of the desk; for the first owner of a demonstration a link that makes a passkey. */
static bool worker_print_desk(struct worker *worker, struct error *error)
{
    static unsigned char memory[DESK_ARENA_BYTES];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice link = SLICE("");
    if (worker->options->desk_invites && !desk_server_first_link(worker->desk, &arena, &link, error))
        return false;
    if (link.length > 0)
        printf("%.*s  the organisers' desk, for whoever opens this first\n", SLICE_ARGS(link));
    else
        printf("http://%.*s/desk  the organisers' desk\n", SLICE_ARGS(desk_server_address(worker->desk)));
    fflush(stdout);
    return true;
}

static bool worker_open_desk(struct worker *worker, struct error *error)
{
    const struct worker_options *const options = worker->options;
    if (options->desk.length == 0)
        return true;
    struct desk_options const desk = { .directory = options->data,
                                       .origin = options->desk_origin,
                                       .site = worker->site.url,
                                       .campaigns = worker->campaigns,
                                       .seal = &worker->seal,
                                       .key = &worker->key };
    worker->desk = desk_server_start(&desk, options->desk, error);
    if (worker->desk == NULL && options->desk_invites)
        worker->desk = desk_server_start(&desk, SLICE("127.0.0.1:0"), error);
    return worker->desk != NULL && worker_print_desk(worker, error);
}

/* Mails and webhook calls to those who follow. */
static bool worker_open_loop(struct worker *worker, struct error *error)
{
    const struct worker_options *const options = worker->options;
    struct notify_options const notify = {
        .seal = &worker->seal,
        .key = &worker->key,
        .address = worker->site.url,
        .gather_seconds = options->gather_seconds > 0 ? options->gather_seconds : NOTIFY_GATHER_SECONDS,
    };
    struct webhook_options const webhook = { .key = &worker->key,
                                             .address = worker->site.url,
                                             .near = options->near,
                                             .authorities = options->hooks_authorities };
    worker->notify = notify_open(worker->campaigns, &notify, error);
    if (worker->notify != NULL)
        worker->webhooks = webhooks_start(worker->campaigns, &webhook, error);
    return worker->webhooks != NULL;
}

static bool worker_open(struct worker *worker, struct error *error)
{
    const struct worker_options *const options = worker->options;
    struct os_path path;
    if (!os_path_join(&path, options->data, SLICE("mail.lock"), SLICE("")))
        return fail(error, FAULT_FILE, 0, options->data, SLICE("the path is too long"));
    if (!os_lock(&path, SLICE("plenary mail"), &worker->lock, error) || !worker_read_site(worker, error) ||
        !sealed_make_keys(options->data, error) || !sealed_read_seal(options->data, &worker->seal, error) ||
        !sealed_read_key(options->data, &worker->key, error) ||
        (worker->campaigns = campaign_store_open(options->data, error)) == NULL)
        return false;
    if (options->bounces.address.length > 0 &&
        (worker->bounces = mailbox_reader_open(&options->bounces, error)) == NULL)
        return false;
    struct delivery_options const delivery = {
        .campaigns = worker->campaigns,
        .seal = &worker->seal,
        .key = &worker->key,
        .site = worker->site,
        .connections = options->connections > 0 ? options->connections : CONNECTIONS,
        .domain_hourly_max = (int64_t)options->domain_hourly_max,
        .open_relay = worker_open_relay,
        .relay_context = worker,
    };
    worker->delivery = delivery_open(&delivery, error);
    return worker->delivery != NULL && worker_open_loop(worker, error) && worker_open_desk(worker, error);
}

static void worker_close(struct worker *worker)
{
    desk_server_end(worker->desk);
    webhooks_stop(worker->webhooks);
    notify_close(worker->notify);
    delivery_close(worker->delivery);
    mailbox_reader_close(worker->bounces);
    campaign_store_close(worker->campaigns);
    sealed_forget(&worker->seal);
    sealed_forget_key(&worker->key);
    if (worker->lock >= 0)
        os_unlock(worker->lock);
}

/* Comments go into the public logs at once, counts from time to time. Mail does not wait for either. */
static bool worker_write_public_logs(struct worker *worker, struct error *error)
{
    int64_t const now = os_monotonic_ms();
    size_t count = 0;
    if (now < worker->public_log_at)
        return true;
    if (!public_log_feed_publish(worker->campaigns, &worker->key, crypto_native(), &count, error))
        return false;
    worker->public_log_at = now + (count > 0 ? 0 : POLL_MS);
    if (now < worker->counts_at)
        return true;
    worker->counts_at = now + COUNTS_MS;
    if (!public_log_feed_answers(worker->campaigns, os_clock_seconds(), &count, error))
        return false;
    return public_log_feed_count(worker->campaigns, &worker->key, crypto_native(), worker->name, os_clock_seconds(),
                                 &count, error);
}

static bool worker_is_told_to_stop(const struct worker *worker, int wait_ms)
{
    struct pollfd stop = { .fd = worker->options->stop, .events = POLLIN };
    return poll(&stop, 1, wait_ms) > 0;
}

static bool worker_loop(struct worker *worker, struct error *error)
{
    for (bool idle = false;;) {
        if (worker_is_told_to_stop(worker, idle ? POLL_MS : 0))
            return true;
        bool more = false;
        if (!worker_keep_up(worker, error) || !notify_turn(worker->notify, os_clock_seconds(), &more, error) ||
            !delivery_turn(worker->delivery, &idle, error) || !worker_read_bounces(worker, error) ||
            !worker_write_public_logs(worker, error))
            return false;
        idle &= !more;
        if (idle && worker->options->once)
            return true;
    }
}

int worker_run(const struct worker_options *options)
{
    struct worker worker = { .options = options, .lock = -1 };
    struct error error;
    worker.text = (struct arena){ (unsigned char *)worker.text_memory, 0, sizeof worker.text_memory };
    int const status =
        worker_open(&worker, &error) && worker_loop(&worker, &error) ? STATUS_OK : terminal_error(&error);
    worker_close(&worker);
    return status;
}
