// SPDX-License-Identifier: Apache-2.0
#include "mail/delivery.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "mail/bounce.h"
#include "store/diag.h"
#include "store/os.h"

enum { LINE_BYTES_MAX = 512, CLAIM_MS = 250 };

/* One mail that is being sent, in one allocation. */
struct job {
    struct mail_claimed mail;
    struct slice *sealed;
    size_t sealed_count;
    struct arena arena;
    struct relay_answer answer;
    bool unwritten; /* no mail could be made: its text is gone or invalid */
    struct job *next;
};

struct job_list {
    struct job *first, *last;
    size_t count;
};

struct worker {
    struct delivery *delivery;
    struct relay *relay;
    struct arena arena;
    pthread_t thread;
};

struct delivery {
    struct delivery_options options;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct job_list todo, ended; /* under the lock */
    bool closing, draining;
    size_t in_flight; /* claimed, without a recorded result */
    struct worker workers[DELIVERY_CONNECTIONS_MAX];
    unsigned worker_count;
    struct delivery_counts counts;
    struct error *claim_error;
    struct driver *driver; /* of this turn's transaction */
    struct job_list claimed;
    int64_t back_off_until_ms, back_off_ms, claimed_at_ms;
    unsigned refusals;
    bool bounced[DELIVERY_WATCHED];
    unsigned watched;
};

static void delivery_list_put(struct job_list *list, struct job *job)
{
    job->next = NULL;
    if (list->first == NULL)
        list->first = job;
    else
        list->last->next = job;
    list->last = job;
    list->count++;
}

static struct job *delivery_list_take(struct job_list *list)
{
    struct job *const job = list->first;
    if (job != NULL) {
        list->first = job->next;
        list->count--;
    }
    return job;
}

/* --- a connection -------------------------------------------------------------------------------------------------- */

static bool delivery_open_sealed(struct worker *worker, struct job *job, struct slice *opened, struct error *error)
{
    for (size_t i = 0; i < job->sealed_count; i++)
        if (job->sealed[i].length > 0 &&
            !sealed_open(worker->delivery->options.key, job->sealed[i], &worker->arena, &opened[i], error))
            return false;
    return true;
}

static bool delivery_compose_job(struct worker *worker, struct job *job, struct relay_mail *mail, struct error *error)
{
    const struct delivery_options *const options = &worker->delivery->options;
    struct arena *const arena = &worker->arena;
    struct slice *const opened = arena_take_many(arena, job->sealed_count, sizeof *opened);
    struct buffer from = { arena_take(arena, ADDRESS_BYTES_MAX), 0, ADDRESS_BYTES_MAX, false };
    struct compose parts;
    if (opened == NULL || from.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a mail"));
    if (!delivery_open_sealed(worker, job, opened, error) ||
        !letter_write(&options->site, &job->mail, opened, job->sealed_count, arena, &parts, error))
        return false;
    size_t const most = compose_bytes_max(&parts);
    struct buffer out = { arena_take_unset(arena, most), 0, most, false };
    if (out.bytes == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a mail"));
    if (!compose_write(&parts, &out, error))
        return false;
    bounce_write_sender(options->seal->secret, (uint64_t)job->mail.id, options->site.host, &from);
    *mail = (struct relay_mail){ buffer_slice(&from), parts.to_address, buffer_slice(&out) };
    return true;
}

static void delivery_send_job(struct worker *worker, struct job *job)
{
    struct relay_mail mail;
    struct error error;
    worker->arena.used = 0;
    if (delivery_compose_job(worker, job, &mail, &error)) {
        relay_send(worker->relay, &mail, &job->answer);
        return;
    }
    char memory[LINE_BYTES_MAX];
    struct buffer words = BUFFER(memory);
    error_reason(&error, &words);
    relay_say(&job->answer, RELAY_DEFERRED, buffer_slice(&words));
    job->answer.code = 1; /* not a network failure: no back-off */
    job->unwritten = error.fault != FAULT_MEMORY;
}

static void *delivery_run_worker(void *context)
{
    struct worker *const worker = context;
    struct delivery *const delivery = worker->delivery;
    os_work_in_batches(); /* pages go first */
    pthread_mutex_lock(&delivery->lock);
    for (;;) {
        while (delivery->todo.first == NULL && !delivery->closing)
            pthread_cond_wait(&delivery->work, &delivery->lock);
        struct job *const job = delivery_list_take(&delivery->todo);
        if (job == NULL)
            break;
        pthread_mutex_unlock(&delivery->lock);
        delivery_send_job(worker, job);
        pthread_mutex_lock(&delivery->lock);
        delivery_list_put(&delivery->ended, job);
        if (delivery->ended.count >= DELIVERY_GROUP || delivery->todo.first == NULL)
            pthread_cond_signal(&delivery->done);
    }
    pthread_mutex_unlock(&delivery->lock);
    return NULL;
}

/* --- results ------------------------------------------------------------------------------------------------------- */

static bool delivery_stop(struct delivery *delivery, const char *why, struct slice words, struct error *error)
{
    char memory[LINE_BYTES_MAX];
    struct buffer line = BUFFER(memory);
    buffer_add_text(&line, why);
    buffer_add(&line, slice_part(words, 0, line.limit - line.length));
    diag_say(DIAG_ERROR, "delivery has stopped: ", buffer_slice(&line));
    return campaign_store_set(delivery->driver, SLICE("mail_stopped"), buffer_slice(&line), error);
}

/* Stops delivery after too many refusals in a row, or too many bounces among the last mails. */
static bool delivery_watch(struct delivery *delivery, const struct job *job, struct error *error)
{
    struct slice const words = { job->answer.words, job->answer.length };
    unsigned bounces = 0;
    if (job->answer.verdict == RELAY_REFUSED) {
        delivery->refusals++;
        return delivery->refusals != DELIVERY_REFUSALS_MAX ||
               delivery_stop(delivery, "the relay refuses us: ", words, error);
    }
    if (job->answer.verdict == RELAY_DEFERRED)
        return true;
    delivery->refusals = 0;
    delivery->bounced[delivery->watched++ % DELIVERY_WATCHED] = job->answer.verdict == RELAY_BOUNCED;
    for (unsigned i = 0; i < DELIVERY_WATCHED; i++)
        bounces += delivery->bounced[i];
    if (bounces < DELIVERY_BOUNCES_MAX)
        return true;
    memset(delivery->bounced, 0, sizeof delivery->bounced);
    return delivery_stop(delivery, "half of what was sent last bounced: ", words, error);
}

static void delivery_back_off(struct delivery *delivery, const struct relay_answer *answer)
{
    int64_t const now = os_monotonic_ms();
    bool const away = answer->verdict == RELAY_REFUSED || (answer->verdict == RELAY_DEFERRED && answer->code == 0) ||
                      answer->code == 421;
    if (answer->verdict == RELAY_ACCEPTED)
        delivery->back_off_ms = 0;
    if (!away || now < delivery->back_off_until_ms)
        return;
    delivery->back_off_ms = delivery->back_off_ms == 0 ? DELIVERY_BACK_OFF_MS : delivery->back_off_ms * 2;
    if (delivery->back_off_ms > DELIVERY_BACK_OFF_MS_MAX)
        delivery->back_off_ms = DELIVERY_BACK_OFF_MS_MAX;
    delivery->back_off_until_ms = now + delivery->back_off_ms;
    diag_say(DIAG_WARNING, "the relay is away, everything rests: ", (struct slice){ answer->words, answer->length });
}

static int64_t delivery_retry_at(const struct job *job, int64_t now)
{
    int64_t wait = DELIVERY_RETRY_SECONDS;
    for (uint64_t i = 1; i < job->mail.attempts && wait < DELIVERY_RETRY_SECONDS_MAX; i++)
        wait *= 2;
    if (wait > DELIVERY_RETRY_SECONDS_MAX)
        wait = DELIVERY_RETRY_SECONDS_MAX;
    return now + wait + job->mail.id % 16; /* spreads out mails that failed together */
}

static bool delivery_mark_job(struct delivery *delivery, struct job *job, struct error *error)
{
    int64_t const now = os_clock_seconds();
    char memory[LINE_BYTES_MAX + RELAY_WORDS_BYTES_MAX];
    struct buffer words = BUFFER(memory);
    enum mail_state to = MAIL_DEFERRED;
    if (job->unwritten)
        to = MAIL_CANCELLED;
    else if (job->answer.verdict == RELAY_ACCEPTED)
        to = MAIL_ACCEPTED;
    else if (job->answer.verdict == RELAY_BOUNCED)
        to = MAIL_BOUNCED;
    else if (now - job->mail.created_at > DELIVERY_TRY_SECONDS && job->mail.attempts > 1) {
        to = MAIL_BOUNCED;
        buffer_add(&words, SLICE("given up after five days; last: "));
    }
    if (job->answer.unsure)
        buffer_add(&words, SLICE("the connection ended before the relay answered: it may have taken it, and it goes "
                                 "again with the same Message-ID; "));
    buffer_add(&words, (struct slice){ job->answer.words, job->answer.length });
    delivery->counts.accepted += to == MAIL_ACCEPTED;
    delivery->counts.deferred += to == MAIL_DEFERRED;
    delivery->counts.bounced += to == MAIL_BOUNCED;
    delivery_back_off(delivery, &job->answer);
    return outbox_end(delivery->driver, job->mail.id, to, buffer_slice(&words), delivery_retry_at(job, now), now,
                      error) &&
           delivery_watch(delivery, job, error);
}

/* --- claims -------------------------------------------------------------------------------------------------------- */

/* Counts the bytes that a job needs, then fills them in. */
struct sealed_list {
    struct job *job; /* NULL: only counting */
    size_t count, bytes;
};

static void delivery_take_sealed(void *context, struct slice sealed)
{
    struct sealed_list *const list = context;
    if (list->job != NULL && list->count < list->job->sealed_count)
        list->job->sealed[list->count] = arena_copy(&list->job->arena, sealed);
    list->count++;
    list->bytes += sealed.length + ARENA_ALIGNMENT;
}

static bool delivery_each_sealed(struct delivery *delivery, const struct mail_claimed *mail, struct sealed_list *list)
{
    if (mail->kind == MAIL_KIND_DIGEST)
        return outbox_digest(delivery->driver, mail->id, delivery_take_sealed, list, delivery->claim_error);
    delivery_take_sealed(list, mail->sealed);
    return true;
}

static struct job *delivery_new_job(const struct mail_claimed *mail, const struct sealed_list *sealed)
{
    const struct slice *const texts[] = { &mail->message_id,     &mail->conference,       &mail->to_address,
                                          &mail->to_name,        &mail->to_place,         &mail->campaign_code,
                                          &mail->campaign_title, &mail->campaign_language };
    size_t bytes = (sealed->count + 1) * sizeof(struct slice) + sealed->bytes + ARENA_ALIGNMENT;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bytes += texts[i]->length + ARENA_ALIGNMENT;
    struct job *const job = calloc(1, sizeof *job + bytes);
    if (job == NULL)
        return NULL;
    job->arena = (struct arena){ (unsigned char *)(job + 1), 0, bytes };
    job->mail = *mail;
    job->mail.sealed = SLICE("");
    struct slice *const copies[] = { &job->mail.message_id,     &job->mail.conference,       &job->mail.to_address,
                                     &job->mail.to_name,        &job->mail.to_place,         &job->mail.campaign_code,
                                     &job->mail.campaign_title, &job->mail.campaign_language };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *copies[i] = arena_copy(&job->arena, *texts[i]);
    job->sealed_count = sealed->count;
    job->sealed = arena_take_many(&job->arena, sealed->count + 1, sizeof(struct slice));
    return job;
}

static bool delivery_claim_job(void *context, const struct mail_claimed *mail)
{
    struct delivery *const delivery = context;
    struct sealed_list list = { 0 };
    if (!delivery_each_sealed(delivery, mail, &list))
        return false;
    struct job *const job = delivery_new_job(mail, &list);
    if (job == NULL)
        return false;
    list = (struct sealed_list){ .job = job };
    delivery_list_put(&delivery->claimed, job);
    return delivery_each_sealed(delivery, mail, &list);
}

/* --- turns --------------------------------------------------------------------------------------------------------- */

static void delivery_free_jobs(struct job_list *list)
{
    for (struct job *job; (job = delivery_list_take(list)) != NULL;)
        free(job);
}

/* Waits briefly so that many results share a sync, then takes all finished jobs. */
static struct job_list delivery_take_ended(struct delivery *delivery)
{
    struct timespec until;
    pthread_mutex_lock(&delivery->lock);
    if (delivery->in_flight > 0 && delivery->ended.count < DELIVERY_GROUP) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += DELIVERY_GROUP_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&delivery->done, &delivery->lock, &until);
    }
    struct job_list const ended = delivery->ended;
    delivery->ended = (struct job_list){ 0 };
    pthread_mutex_unlock(&delivery->lock);
    return ended;
}

static bool delivery_mark_all(struct delivery *delivery, const struct job_list *ended, struct error *error)
{
    for (struct job *job = ended->first; job != NULL; job = job->next)
        if (!delivery_mark_job(delivery, job, error))
            return false;
    return true;
}

static bool delivery_may_claim(struct delivery *delivery, bool *may, struct error *error)
{
    char memory[LINE_BYTES_MAX * 2];
    struct arena arena = { (unsigned char *)memory, 0, sizeof memory };
    struct slice stopped;
    *may = !delivery->draining && os_monotonic_ms() >= delivery->back_off_until_ms;
    if (!*may)
        return true;
    if (!campaign_store_setting(delivery->driver, SLICE("mail_stopped"), &arena, &stopped, error))
        return false;
    *may = stopped.length == 0;
    if (*may && delivery->refusals >= DELIVERY_REFUSALS_MAX)
        delivery->refusals = 0;
    return true;
}

static bool delivery_claim(struct delivery *delivery, size_t *count, struct error *error)
{
    struct mail_rates const rates = { delivery->options.domain_hourly_max, delivery->options.site.host };
    size_t const left = DELIVERY_WINDOW - delivery->in_flight;
    bool may;
    *count = 0;
    delivery->claim_error = error;
    return delivery_may_claim(delivery, &may, error) &&
           (!may || left == 0 ||
            outbox_claim(delivery->driver, &rates, os_clock_seconds(), delivery_claim_job, delivery, left, count,
                         error));
}

static void delivery_hand_out(struct delivery *delivery)
{
    pthread_mutex_lock(&delivery->lock);
    for (struct job *job; (job = delivery_list_take(&delivery->claimed)) != NULL;)
        delivery_list_put(&delivery->todo, job);
    pthread_cond_broadcast(&delivery->work);
    pthread_mutex_unlock(&delivery->lock);
}

bool delivery_turn(struct delivery *delivery, bool *idle, struct error *error)
{
    struct job_list ended = delivery_take_ended(delivery);
    int64_t const now_ms = os_monotonic_ms();
    size_t count = 0;
    *idle = false;
    if (ended.count == 0 && delivery->in_flight > 0 && now_ms < delivery->claimed_at_ms + CLAIM_MS)
        return true;
    delivery->claimed_at_ms = now_ms;
    delivery->driver = campaign_store_begin(delivery->options.campaigns, error);
    if (delivery->driver == NULL) {
        delivery_free_jobs(&ended);
        return false;
    }
    size_t const marked = ended.count;
    bool good = delivery_mark_all(delivery, &ended, error);
    delivery->in_flight -= marked;
    good = good && delivery_claim(delivery, &count, error);
    delivery_free_jobs(&ended);
    if (good)
        good = campaign_store_commit(delivery->options.campaigns, error);
    else
        campaign_store_rollback(delivery->options.campaigns);
    if (!good) {
        delivery_free_jobs(&delivery->claimed);
        return false;
    }
    delivery->in_flight += count;
    delivery_hand_out(delivery);
    *idle = delivery->in_flight == 0;
    return true;
}

/* --- open and close ------------------------------------------------------------------------------------------------ */

static void delivery_log_again(void *context, int64_t id)
{
    struct delivery *const delivery = context;
    delivery->counts.again++;
    diag_say_number(DIAG_WARNING, "this mail was being sent when the program ended, and goes again: ", (uint64_t)id);
}

static bool delivery_recover(struct delivery *delivery, struct error *error)
{
    struct driver *const driver = campaign_store_begin(delivery->options.campaigns, error);
    if (driver == NULL)
        return false;
    if (outbox_recover(driver, os_clock_seconds(), delivery_log_again, delivery, error))
        return campaign_store_commit(delivery->options.campaigns, error);
    campaign_store_rollback(delivery->options.campaigns);
    return false;
}

static bool delivery_start_worker(struct delivery *delivery, struct worker *worker, struct error *error)
{
    const struct delivery_options *const options = &delivery->options;
    worker->delivery = delivery;
    worker->relay = options->open_relay(options->relay_context, error);
    if (worker->relay == NULL)
        return false;
    if (os_reserve(DELIVERY_MAIL_BYTES_MAX, &worker->arena, error)) {
        if (pthread_create(&worker->thread, NULL, delivery_run_worker, worker) == 0) {
            delivery->worker_count++;
            return true;
        }
        fail(error, FAULT_MEMORY, 0, SLICE("a thread"));
        os_release(&worker->arena);
    }
    relay_close(worker->relay);
    return false;
}

struct delivery *delivery_open(const struct delivery_options *options, struct error *error)
{
    struct delivery *const delivery = calloc(1, sizeof *delivery);
    if (delivery == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("delivery"));
        return NULL;
    }
    delivery->options = *options;
    pthread_mutex_init(&delivery->lock, NULL);
    pthread_cond_init(&delivery->work, NULL);
    pthread_cond_init(&delivery->done, NULL);
    compose_start();
    unsigned const connections =
        options->connections < DELIVERY_CONNECTIONS_MAX ? options->connections : DELIVERY_CONNECTIONS_MAX;
    bool good = delivery_recover(delivery, error);
    for (unsigned i = 0; good && i < connections; i++)
        good = delivery_start_worker(delivery, &delivery->workers[i], error);
    if (good)
        return delivery;
    delivery_close(delivery);
    return NULL;
}

struct delivery_counts delivery_counts(const struct delivery *delivery)
{
    return delivery->counts;
}

void delivery_close(struct delivery *delivery)
{
    struct error error;
    bool idle = false;
    if (delivery == NULL)
        return;
    delivery->draining = true;
    while (delivery->in_flight > 0 && !idle && delivery_turn(delivery, &idle, &error))
        ;
    pthread_mutex_lock(&delivery->lock);
    delivery->closing = true;
    pthread_cond_broadcast(&delivery->work);
    pthread_mutex_unlock(&delivery->lock);
    for (unsigned i = 0; i < delivery->worker_count; i++) {
        pthread_join(delivery->workers[i].thread, NULL);
        relay_close(delivery->workers[i].relay);
        os_release(&delivery->workers[i].arena);
    }
    delivery_free_jobs(&delivery->todo);
    delivery_free_jobs(&delivery->ended);
    pthread_cond_destroy(&delivery->done);
    pthread_cond_destroy(&delivery->work);
    pthread_mutex_destroy(&delivery->lock);
    free(delivery);
}
