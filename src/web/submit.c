// SPDX-License-Identifier: Apache-2.0
#include "web/submit.h"

#include "base/hex.h"
#include "room/fault.h"
#include "web/json.h"
#include "web/page/page.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>

struct submit {
    pthread_mutex_t lock;
    pthread_cond_t answered_all;
    size_t waiting;
    bool stopping;
};

struct submit *submit_start(struct error *error)
{
    struct submit *const submit = calloc(1, sizeof *submit);
    if (submit == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("acts that wait"));
        return NULL;
    }
    (void)pthread_mutex_init(&submit->lock, NULL);
    (void)pthread_cond_init(&submit->answered_all, NULL);
    return submit;
}

void submit_stop(struct submit *submit)
{
    if (submit == NULL)
        return;
    pthread_mutex_lock(&submit->lock);
    submit->stopping = true;
    while (submit->waiting > 0)
        pthread_cond_wait(&submit->answered_all, &submit->lock);
    pthread_mutex_unlock(&submit->lock);
}

void submit_end(struct submit *submit)
{
    if (submit == NULL)
        return;
    pthread_cond_destroy(&submit->answered_all);
    pthread_mutex_destroy(&submit->lock);
    free(submit);
}

/* Once the connection is resumed, the submission may be freed with it. */
static void submit_resume(struct submit *submit, struct MHD_Connection *connection)
{
    MHD_resume_connection(connection);
    pthread_mutex_lock(&submit->lock);
    if (--submit->waiting == 0)
        pthread_cond_signal(&submit->answered_all);
    pthread_mutex_unlock(&submit->lock);
}

static void submit_wake(struct room_task *task)
{
    const struct submission *const submission = task->owner;
    submit_resume(submission->submit, submission->connection);
}

bool submit_begin(struct submit *submit, struct room *room, struct submission *submission, struct error *error)
{
    pthread_mutex_lock(&submit->lock);
    bool const open = !submit->stopping;
    submit->waiting += open ? 1 : 0;
    pthread_mutex_unlock(&submit->lock);
    if (!open)
        return fail(error, FAULT_ROOM_CLOSED, 0);
    submission->submit = submit;
    submission->task = (struct room_task){
        .bytes = submission->bytes, .answer = &submission->answer, .answered = submit_wake, .owner = submission
    };
    MHD_suspend_connection(submission->connection); /* first, since the room may answer at once */
    if (!room_hand(room, &submission->task))
        submit_resume(submit, submission->connection);
    return true;
}

/* --- the answer ---------------------------------------------------------------------------------------------------- */

static struct slice submit_act_path(const struct exchange *exchange, uint32_t seq)
{
    return PRINT(exchange->arena, "/{0}/acts/{1}", room_name(exchange->room), page_number(exchange->arena, seq));
}

static struct slice submit_receipt_of(const struct room_answer *answer)
{
    return (struct slice){ answer->receipt, answer->receipt_length };
}

/* The checkpoint follows the first empty line of a tlog-proof. */
static struct slice submit_checkpoint_of(struct slice proof)
{
    for (size_t i = 0; i + 1 < proof.length; i++)
        if (proof.bytes[i] == '\n' && proof.bytes[i + 1] == '\n')
            return slice_part(proof, i + 2, proof.length);
    return SLICE("");
}

static void submit_answer_taken(struct exchange *exchange, const struct room_answer *answer, bool as_json)
{
    struct buffer *body = &exchange->response.body;
    struct slice const name = page_hash(exchange->arena, &answer->name), proof = submit_receipt_of(answer);
    exchange->response.location = submit_act_path(exchange, answer->seq);
    if (as_json) {
        struct json json = json_begin(body);
        json_object_begin(&json, NULL);
        json_number(&json, "index", answer->seq);
        json_text(&json, "name", name);
        json_text(&json, "location", exchange->response.location);
        json_text(&json, "verdict", answer->irregularity == FAULT_NONE ? SLICE("lawful") : SLICE("irregular"));
        if (answer->irregularity != FAULT_NONE)
            json_text(&json, "irregularity", slice_of(answer->irregularity->name));
        json_text(&json, "proof", proof);
        json_text(&json, "checkpoint", submit_checkpoint_of(proof));
        json_object_end(&json);
    } else {
        buffer_add(body,
                   PRINT(exchange->arena, "index {0}\nname {1}\nlocation {2}\nverdict {3}\n\n{4}",
                         page_number(exchange->arena, answer->seq), name, exchange->response.location,
                         answer->irregularity == FAULT_NONE ? SLICE("lawful") : slice_of(answer->irregularity->name),
                         proof));
    }
}

static void submit_answer_refused(struct exchange *exchange, const struct room_answer *answer, bool as_json)
{
    struct buffer *body = &exchange->response.body;
    struct slice const note = submit_receipt_of(answer);
    struct slice const path = answer->has_in_the_way ? submit_act_path(exchange, answer->in_the_way) : SLICE("");
    if (as_json) {
        struct json json = json_begin(body);
        json_object_begin(&json, NULL);
        response_write_fault(&json, &answer->error);
        json_text_if(&json, "in_the_way", path);
        json_text_if(&json, "refusal", note);
        json_object_end(&json);
        return;
    }
    const char *source = fault_row(answer->error.fault)->source;
    error_words(&answer->error, body);
    buffer_add(body, PRINT(exchange->arena, "\nrule {0} ({1})\n", slice_of(fault_row(answer->error.fault)->name),
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
    exchange->response.for_everybody = true;
    if (status == 503 || status == 429)
        exchange->response.retry_seconds = 1;
    if (answer->verdict == ROOM_REFUSED)
        submit_answer_refused(exchange, answer, as_json);
    else
        submit_answer_taken(exchange, answer, as_json);
    if (as_json)
        buffer_add_byte(&exchange->response.body, '\n');
}
