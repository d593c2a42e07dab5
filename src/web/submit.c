#include "web/submit.h"

#include "base/hex.h"
#include "web/json.h"
#include "web/page/page.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>

struct desk {
    struct room *room;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t came;
    struct submission *first, *last;
    size_t waiting;
    bool stopping, running;
    struct slice acts[ROOM_BATCH_MAX];
    struct submission *batch[ROOM_BATCH_MAX];
    struct room_answer *answers; /* ROOM_BATCH_MAX */
};

struct submit {
    size_t count;
    struct desk *desks[SITE_ROOMS_MAX];
};

/* Takes what waits, at most a batch. 0 when the desk closes. */
static size_t take_batch(struct desk *desk)
{
    size_t count = 0;
    pthread_mutex_lock(&desk->lock);
    while (desk->first == NULL && !desk->stopping)
        pthread_cond_wait(&desk->came, &desk->lock);
    while (desk->first != NULL && count < ROOM_BATCH_MAX) {
        struct submission *submission = desk->first;
        desk->first = submission->next;
        desk->acts[count] = submission->bytes;
        desk->batch[count++] = submission;
    }
    desk->waiting -= count;
    pthread_mutex_unlock(&desk->lock);
    return count;
}

static void *run_desk(void *context)
{
    struct desk *desk = context;
    for (size_t count; (count = take_batch(desk)) > 0;) {
        (void)room_submit_many(desk->room, desk->acts, count, desk->answers);
        for (size_t i = 0; i < count; i++) {
            struct submission *submission = desk->batch[i];
            submission->answer = desk->answers[i];
            error_keep(&submission->answer.error); /* its words are in desk->answers until now */
            MHD_resume_connection(submission->connection);
        }
    }
    return NULL;
}

static struct desk *open_desk(struct room *room)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL)
        return NULL;
    desk->room = room;
    desk->answers = calloc(ROOM_BATCH_MAX, sizeof *desk->answers);
    (void)pthread_mutex_init(&desk->lock, NULL);
    (void)pthread_cond_init(&desk->came, NULL);
    desk->running = desk->answers != NULL && pthread_create(&desk->thread, NULL, run_desk, desk) == 0;
    return desk;
}

struct submit *submit_start(struct site *site, struct error *error)
{
    struct submit *submit = calloc(1, sizeof *submit);
    for (size_t i = 0; submit != NULL && i < site_count(site) && i < SITE_ROOMS_MAX; i++) {
        submit->desks[i] = open_desk(site_room(site, i));
        if (submit->desks[i] == NULL || !submit->desks[i]->running) {
            submit->count = submit->desks[i] != NULL ? i + 1 : i;
            submit_stop(submit);
            submit_end(submit);
            submit = NULL;
        } else {
            submit->count = i + 1;
        }
    }
    if (submit == NULL)
        fail(error, FAULT_MEMORY, 0, SLICE("the desks that take acts"), SLICE(""));
    return submit;
}

void submit_stop(struct submit *submit)
{
    if (submit == NULL)
        return;
    for (size_t i = 0; i < submit->count; i++) {
        struct desk *desk = submit->desks[i];
        pthread_mutex_lock(&desk->lock);
        desk->stopping = true;
        pthread_cond_signal(&desk->came);
        pthread_mutex_unlock(&desk->lock);
        if (desk->running)
            pthread_join(desk->thread, NULL);
        desk->running = false;
    }
}

void submit_end(struct submit *submit)
{
    if (submit == NULL)
        return;
    for (size_t i = 0; i < submit->count; i++) {
        struct desk *desk = submit->desks[i];
        pthread_cond_destroy(&desk->came);
        pthread_mutex_destroy(&desk->lock);
        free(desk->answers);
        free(desk);
    }
    free(submit);
}

static struct desk *find_desk(struct submit *submit, const struct room *room)
{
    for (size_t i = 0; i < submit->count; i++)
        if (submit->desks[i]->room == room)
            return submit->desks[i];
    return NULL;
}

bool submit_begin(struct submit *submit, struct room *room, struct submission *submission, struct error *error)
{
    struct desk *desk = find_desk(submit, room);
    if (desk == NULL)
        return fail(error, FAULT_CONFERENCE_UNKNOWN, 0, room_name(room), SLICE(""));
    pthread_mutex_lock(&desk->lock);
    enum fault const fault = desk->stopping                      ? FAULT_ROOM_CLOSED
                             : desk->waiting >= ROOM_WAITING_MAX ? FAULT_WAITING_FULL
                                                                 : FAULT_NONE;
    if (fault == FAULT_NONE) {
        submission->next = NULL;
        if (desk->first == NULL)
            desk->first = submission;
        else
            desk->last->next = submission;
        desk->last = submission;
        desk->waiting++;
        MHD_suspend_connection(submission->connection);
        pthread_cond_signal(&desk->came);
    }
    pthread_mutex_unlock(&desk->lock);
    return fault == FAULT_NONE || fail(error, fault, 0, SLICE(""), SLICE(""));
}

/* --- the answer ---------------------------------------------------------------------------------------------------- */

static struct slice act_path(const struct exchange *exchange, uint32_t seq)
{
    return PRINT(exchange->arena, "/{0}/acts/{1}", room_name(exchange->room), page_number(exchange->arena, seq));
}

static struct slice proof_of(const struct exchange *exchange, uint32_t seq)
{
    char *bytes = arena_take(exchange->arena, ROOM_PROOF_BYTES_MAX);
    struct buffer out = { bytes, 0, bytes != NULL ? ROOM_PROOF_BYTES_MAX : 0, false };
    return room_write_proof(exchange->room, seq, &out) ? buffer_slice(&out) : SLICE("");
}

/* The checkpoint is what stands after the first empty line of a tlog-proof. */
static struct slice checkpoint_of(struct slice proof)
{
    for (size_t i = 0; i + 1 < proof.length; i++)
        if (proof.bytes[i] == '\n' && proof.bytes[i + 1] == '\n')
            return slice_part(proof, i + 2, proof.length);
    return SLICE("");
}

static void answer_taken(struct exchange *exchange, const struct room_answer *answer, bool as_json)
{
    struct buffer *body = &exchange->response.body;
    struct slice const name = page_hash(exchange->arena, &answer->name), proof = proof_of(exchange, answer->seq);
    exchange->response.location = act_path(exchange, answer->seq);
    if (as_json) {
        struct json json = json_begin(body);
        json_object_begin(&json, NULL);
        json_number(&json, "index", answer->seq);
        json_text(&json, "name", name);
        json_text(&json, "location", exchange->response.location);
        json_text(&json, "verdict", answer->finding == FAULT_NONE ? SLICE("lawful") : SLICE("irregular"));
        if (answer->finding != FAULT_NONE)
            json_text(&json, "finding", slice_of(fault_rows[answer->finding].name));
        json_text(&json, "proof", proof);
        json_text(&json, "checkpoint", checkpoint_of(proof));
        json_object_end(&json);
    } else {
        buffer_add(body,
                   PRINT(exchange->arena, "index {0}\nname {1}\nlocation {2}\nverdict {3}\n\n{4}",
                         page_number(exchange->arena, answer->seq), name, exchange->response.location,
                         answer->finding == FAULT_NONE ? SLICE("lawful") : slice_of(fault_rows[answer->finding].name),
                         proof));
    }
}

static void answer_refused(struct exchange *exchange, const struct room_answer *answer, bool as_json)
{
    struct buffer *body = &exchange->response.body;
    struct slice const note = { answer->refusal, answer->refusal_length };
    struct slice const path = answer->has_in_the_way ? act_path(exchange, answer->in_the_way) : SLICE("");
    if (as_json) {
        struct json json = json_begin(body);
        json_object_begin(&json, NULL);
        response_write_fault(&json, &answer->error);
        json_text_if(&json, "inTheWay", path);
        json_text_if(&json, "refusal", note);
        json_object_end(&json);
        return;
    }
    const char *source = fault_rows[answer->error.fault].source;
    error_words(&answer->error, body);
    buffer_add(body, PRINT(exchange->arena, "\nrule {0} ({1})\n", slice_of(fault_rows[answer->error.fault].name),
                           slice_of(source)));
    if (path.length > 0)
        buffer_add(body, PRINT(exchange->arena, "in the way {0}\n", path));
    if (note.length > 0) {
        buffer_add_byte(body, '\n');
        buffer_add(body, note);
    }
}

void submit_answer(struct exchange *exchange, const struct room_answer *answer)
{
    bool const as_json = exchange->request->json || request_prefers(exchange->accept, SLICE("application/json"));
    unsigned const status = answer->verdict == ROOM_TAKEN     ? 201
                            : answer->verdict == ROOM_ALREADY ? 200
                                                              : response_status(answer->error.fault);
    response_text(&exchange->response, status, as_json ? "application/json" : "text/plain; charset=utf-8");
    exchange->response.keep = KEEP_NOT;
    if (status == 503 || status == 429)
        exchange->response.retry_seconds = 1;
    if (answer->verdict == ROOM_REFUSED)
        answer_refused(exchange, answer, as_json);
    else
        answer_taken(exchange, answer, as_json);
    if (as_json)
        buffer_add_byte(&exchange->response.body, '\n');
}
