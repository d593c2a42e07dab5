#include "cmd/clerk.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/civil.h"
#include "cmd/desk_serving.h"
#include "cmd/option.h"
#include "cmd/terminal.h"
#include "mail/bounce.h"
#include "mail/delivery.h"
#include "mail/mailbox.h"
#include "mail/notify.h"
#include "mail/webhook.h"
#include "room/crypto.h"
#include "room/gallery_clerk.h"
#include "store/os.h"
#include "store/upkeep.h"

enum {
    POLL_MS = 250,      /* of an idle clerk */
    BOUNCES_MS = 30000, /* between two looks into the mailbox */
    COUNTS_MS = 1000,   /* between two looks at what is to be counted: GALLERY_RECEIPTS_MAX messages at once */
    UPKEEP_MS = 60000,  /* between two looks at what is to expire, be asked, be purged */
    CONNECTIONS = 4,
    SITE_FILE_BYTES_MAX = 512,
    TEXT_BYTES_MAX = 2048,
    DESK_ARENA_BYTES = 65536 /* for making a link */
};

struct clerk {
    const struct clerk_options *options;
    struct voice *voice;
    struct seal seal;
    struct seal_key key;
    struct delivery *delivery;
    struct notify *notify;
    struct webhooks *webhooks;
    struct mailbox_reader *bounces;
    struct desk_serving *desk;
    struct letter_site site;
    struct slice name; /* of the site, as DIR/site has it: origins begin with it */
    char text_memory[TEXT_BYTES_MAX];
    struct arena text;
    int lock;
    int64_t upkeep_at, bounces_at, gallery_at, counts_at;
    bool failed; /* the store, while a bounce was taken */
    struct error error;
};

/* --- what the operator reads --------------------------------------------------------------------------------------- */

static void say(void *context, struct slice words)
{
    char memory[40];
    struct buffer when = BUFFER(memory);
    (void)context;
    civil_write_instant(&when, os_clock_seconds(), 0);
    fprintf(stderr, "%.*s ", SLICE_ARGS(buffer_slice(&when)));
    terminal_print(stderr, words);
    fputc('\n', stderr);
}

static void say_of_mail(const char *before, uint64_t mail)
{
    char memory[200];
    struct buffer line = BUFFER(memory);
    buffer_add_text(&line, before);
    buffer_add_number(&line, mail);
    say(NULL, buffer_slice(&line));
}

static void say_error(const struct error *error)
{
    char memory[1024];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    say(NULL, buffer_slice(&words));
}

/* --- upkeep -------------------------------------------------------------------------------------------------------- */

static bool expire(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    return upkeep_expire(driver, now, count, error);
}

static bool purge(struct driver *driver, int64_t now, size_t *count, struct error *error)
{
    return upkeep_purge(driver, now, count, error);
}

/* What the clerk does besides sending; each a group in a transaction of its own, until it did none. */
static const struct {
    bool (*step)(struct driver *driver, int64_t now, size_t *count, struct error *error);
    bool deletes;
} upkeep[] = {
    { upkeep_digests, false },
    { upkeep_ask, false },
    { expire, true },
    { purge, true },
};

static bool run_step(struct clerk *clerk, size_t index, size_t *count, struct error *error)
{
    struct driver *const driver = voice_begin(clerk->voice, error);
    if (driver == NULL)
        return false;
    if (upkeep[index].step(driver, os_clock_seconds(), count, error))
        return voice_commit(clerk->voice, error);
    voice_rollback(clerk->voice);
    return false;
}

static bool keep_up(struct clerk *clerk, struct error *error)
{
    bool deleted = false;
    if (os_monotonic_ms() < clerk->upkeep_at)
        return true;
    for (size_t i = 0; i < sizeof upkeep / sizeof *upkeep; i++) {
        size_t count = 0;
        if (!run_step(clerk, i, &count, error))
            return false;
        deleted |= upkeep[i].deletes && count > 0;
    }
    if (!notify_purge(clerk->notify, os_clock_seconds(), error))
        return false;
    clerk->upkeep_at = os_monotonic_ms() + (deleted ? 0 : UPKEEP_MS); /* there may be more to delete */
    return !deleted || voice_scrub(clerk->voice, error);
}

/* --- what comes back ----------------------------------------------------------------------------------------------- */

static bool note_bounce(struct driver *driver, const struct bounce *found, bool *known, struct error *error)
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

static bool take_bounce(void *context, struct slice bytes)
{
    struct clerk *const clerk = context;
    struct bounce found;
    bool known = false;
    bounce_read(bytes, clerk->seal.secret, clerk->site.host, &found);
    if (found.kind == BOUNCE_LIES)
        say_of_mail("a bounce that nobody who carried the mail can have written was left in the mailbox: ", found.mail);
    if (found.kind == BOUNCE_LIES || found.kind == BOUNCE_OTHER || clerk->failed)
        return false;
    struct driver *const driver = voice_begin(clerk->voice, &clerk->error);
    if (driver == NULL) {
        clerk->failed = true;
        return false;
    }
    if (!note_bounce(driver, &found, &known, &clerk->error)) {
        voice_rollback(clerk->voice);
        clerk->failed = true;
        return false;
    }
    clerk->failed = !voice_commit(clerk->voice, &clerk->error);
    return known && !clerk->failed;
}

/* A mailbox that cannot be read now stops no mail. */
static bool read_bounces(struct clerk *clerk, struct error *error)
{
    size_t count;
    if (clerk->bounces == NULL || os_monotonic_ms() < clerk->bounces_at)
        return true;
    struct error reading;
    if (!mailbox_reader_read(clerk->bounces, take_bounce, clerk, &count, &reading))
        say_error(&reading);
    clerk->bounces_at = os_monotonic_ms() + BOUNCES_MS;
    if (clerk->failed)
        *error = clerk->error;
    return !clerk->failed;
}

/* --- life ---------------------------------------------------------------------------------------------------------- */

static struct relay *open_relay(void *context, struct error *error)
{
    struct clerk *const clerk = context;
    struct relay_options options = clerk->options->relay;
    options.host = clerk->site.host;
    return clerk->options->mailbox ? mailbox_open(clerk->voice, error) : relay_open_smtp(&options, error);
}

/* The host as DIR/site says it, where none was given. */
static bool read_site(struct clerk *clerk, struct error *error)
{
    struct os_path path;
    struct slice host = clerk->options->host, url = clerk->options->url, file;
    if (!os_path_join(&path, clerk->options->data, SLICE("site"), SLICE("")) ||
        !os_read_file(&path, SITE_FILE_BYTES_MAX, &clerk->text, &file, error))
        return false;
    clerk->name = slice_part(file, 6, slice_find(file, '\n', 0)); /* name: HOST */
    if (host.length == 0)
        host = clerk->name;
    if (slice_find(host, '.', 0) == host.length) {
        fail(error, FAULT_MAIL_HOST, 0, host, SLICE(""));
        error_keep(error);
        return false;
    }
    struct buffer out = { (char *)arena_take(&clerk->text, 512), 0, 512, false };
    buffer_add(&out, url.length > 0 ? url : SLICE("https://"));
    if (url.length == 0)
        buffer_add(&out, host);
    clerk->site = (struct letter_site){ host, buffer_slice(&out) };
    return true;
}

/* The address of the desk; for the first owner of a demonstration a link that makes a passkey. */
static bool print_desk(struct clerk *clerk, struct error *error)
{
    static unsigned char memory[DESK_ARENA_BYTES];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice link = SLICE("");
    if (clerk->options->desk_invites && !desk_serving_first_link(clerk->desk, &arena, &link, error))
        return false;
    if (link.length > 0)
        printf("%.*s  the organisers' desk, for whoever opens this first\n", SLICE_ARGS(link));
    else
        printf("http://%.*s/desk  the organisers' desk\n", SLICE_ARGS(desk_serving_address(clerk->desk)));
    fflush(stdout);
    return true;
}

static bool open_desk(struct clerk *clerk, struct error *error)
{
    const struct clerk_options *const options = clerk->options;
    if (options->desk.length == 0)
        return true;
    struct desk_options const desk = { .directory = options->data,
                                       .origin = options->desk_origin,
                                       .site = clerk->site.url,
                                       .voice = clerk->voice,
                                       .seal = &clerk->seal,
                                       .key = &clerk->key };
    clerk->desk = desk_serving_start(&desk, options->desk, error);
    if (clerk->desk == NULL && options->desk_invites)
        clerk->desk = desk_serving_start(&desk, SLICE("127.0.0.1:0"), error);
    return clerk->desk != NULL && print_desk(clerk, error);
}

/* What keeps people and programs in the loop. */
static bool open_loop(struct clerk *clerk, struct error *error)
{
    const struct clerk_options *const options = clerk->options;
    struct notify_options const notify = {
        .seal = &clerk->seal,
        .key = &clerk->key,
        .address = clerk->site.url,
        .gather_seconds = options->gather_seconds > 0 ? options->gather_seconds : NOTIFY_GATHER_SECONDS,
    };
    struct webhook_options const webhook = {
        .key = &clerk->key, .address = clerk->site.url, .near = options->near, .authorities = options->hooks_authorities
    };
    clerk->notify = notify_open(clerk->voice, &notify, error);
    if (clerk->notify != NULL)
        clerk->webhooks = webhooks_start(clerk->voice, &webhook, error);
    return clerk->webhooks != NULL;
}

static bool open_clerk(struct clerk *clerk, struct error *error)
{
    const struct clerk_options *const options = clerk->options;
    struct os_path path;
    if (!os_path_join(&path, options->data, SLICE("mail.lock"), SLICE("")))
        return fail(error, FAULT_FILE, 0, options->data, SLICE("the path is too long"));
    if (!os_lock(&path, SLICE("plenary mail"), &clerk->lock, error) || !read_site(clerk, error) ||
        !sealed_make_keys(options->data, error) || !sealed_read_seal(options->data, &clerk->seal, error) ||
        !sealed_read_key(options->data, &clerk->key, error) ||
        (clerk->voice = voice_open(options->data, error)) == NULL)
        return false;
    if (options->bounces.address.length > 0 && (clerk->bounces = mailbox_reader_open(&options->bounces, error)) == NULL)
        return false;
    struct delivery_options const delivery = {
        .voice = clerk->voice,
        .seal = &clerk->seal,
        .key = &clerk->key,
        .site = clerk->site,
        .connections = options->connections > 0 ? options->connections : CONNECTIONS,
        .domain_hourly_max = (int64_t)options->domain_hourly_max,
        .open_relay = open_relay,
        .relay_context = clerk,
        .say = say,
    };
    clerk->delivery = delivery_open(&delivery, error);
    return clerk->delivery != NULL && open_loop(clerk, error) && open_desk(clerk, error);
}

static void close_clerk(struct clerk *clerk)
{
    desk_serving_end(clerk->desk);
    webhooks_stop(clerk->webhooks);
    notify_close(clerk->notify);
    delivery_close(clerk->delivery);
    mailbox_reader_close(clerk->bounces);
    voice_close(clerk->voice);
    sealed_forget(&clerk->seal);
    sealed_forget_key(&clerk->key);
    if (clerk->lock >= 0)
        os_unlock(clerk->lock);
}

/* Comments are put into the galleries at once, counts now and then; neither keeps the mail waiting. */
static bool keep_galleries(struct clerk *clerk, struct error *error)
{
    int64_t const now = os_monotonic_ms();
    size_t count = 0;
    if (now < clerk->gallery_at)
        return true;
    if (!gallery_clerk_publish(clerk->voice, &clerk->key, crypto_native(), &count, error))
        return false;
    clerk->gallery_at = now + (count > 0 ? 0 : POLL_MS);
    if (now < clerk->counts_at)
        return true;
    clerk->counts_at = now + COUNTS_MS;
    if (!gallery_clerk_answers(clerk->voice, os_clock_seconds(), &count, error))
        return false;
    return gallery_clerk_count(clerk->voice, &clerk->key, crypto_native(), clerk->name, os_clock_seconds(), &count,
                               error);
}

static bool is_told_to_stop(const struct clerk *clerk, int wait_ms)
{
    struct pollfd stop = { .fd = clerk->options->stop, .events = POLLIN };
    return poll(&stop, 1, wait_ms) > 0;
}

static bool run(struct clerk *clerk, struct error *error)
{
    for (bool idle = false;;) {
        if (is_told_to_stop(clerk, idle ? POLL_MS : 0))
            return true;
        bool more = false;
        if (!keep_up(clerk, error) || !notify_turn(clerk->notify, os_clock_seconds(), &more, error) ||
            !delivery_turn(clerk->delivery, &idle, error) || !read_bounces(clerk, error) ||
            !keep_galleries(clerk, error))
            return false;
        idle &= !more;
        if (idle && clerk->options->once)
            return true;
    }
}

int clerk_run(const struct clerk_options *options)
{
    struct clerk clerk = { .options = options, .lock = -1 };
    struct error error;
    clerk.text = (struct arena){ (unsigned char *)clerk.text_memory, 0, sizeof clerk.text_memory };
    int const status = open_clerk(&clerk, &error) && run(&clerk, &error) ? STATUS_OK : terminal_error(&error);
    close_clerk(&clerk);
    return status;
}
