// SPDX-License-Identifier: Apache-2.0
#include "web/response.h"

#include "campaign/fault.h"
#include "store/fault.h"
#include "views.h"
#include "web/fault.h"
#include "web/json.h"
#include "web/page/problem.h"

/* The faults whose class does not tell the status. */
static const struct {
    const struct fault *fault;
    unsigned status;
} statuses[] = {
    { FAULT_PAGE_UNKNOWN, 404 },    { FAULT_CONFERENCE_UNKNOWN, 404 }, { FAULT_THING_UNKNOWN, 404 },
    { FAULT_MESSAGE_UNKNOWN, 404 }, { FAULT_COMMENT_UNKNOWN, 404 },    { FAULT_LINK_UNKNOWN, 404 },
    { FAULT_METHOD, 405 },          { FAULT_BODY_LONG, 413 },          { FAULT_URL_LONG, 414 },
    { FAULT_MEDIA_TYPE, 415 },      { FAULT_FORM_TYPE, 415 },          { FAULT_FORM_ELSEWHERE, 403 },
    { FAULT_REFUSED_OFTEN, 429 },   { FAULT_SENDER_OFTEN, 429 },       { FAULT_NETWORK_OFTEN, 429 },
    { FAULT_BLOB_GONE, 410 },
};

unsigned response_status(const struct fault *fault)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].fault == fault)
            return statuses[i].status;
    switch (fault_class_of(fault)) {
    case FAULT_CLASS_SYNTAX:
    case FAULT_CLASS_USAGE:
        return 400;
    case FAULT_CLASS_KEY:
        return 403;
    case FAULT_CLASS_CONFLICT:
        return 409;
    case FAULT_CLASS_IMPOSSIBLE:
    case FAULT_CLASS_IRREGULAR:
    case FAULT_CLASS_FORM:
        return 422;
    case FAULT_CLASS_LIMIT:
        return 503;
    case FAULT_CLASS_NONE: /* an error without a fault is a bug of ours, not a success */
    case FAULT_CLASS_PROOF:
    case FAULT_CLASS_SYSTEM:
        break;
    }
    return 500;
}

void response_text(struct response *response, unsigned status, const char *type)
{
    response->status = status;
    response->type = type;
    response->keep = status == 200 ? KEEP_ASK : KEEP_NOT;
}

void response_see(struct response *response, struct slice path)
{
    response_text(response, 303, "text/plain; charset=utf-8");
    response->fixed = SLICE("see there\n");
    response->location = path;
}

static const char *response_class_name(enum fault_class class)
{
    switch (class) {
    case FAULT_CLASS_NONE:
        break;
    case FAULT_CLASS_SYNTAX:
        return "syntax";
    case FAULT_CLASS_KEY:
        return "key";
    case FAULT_CLASS_IMPOSSIBLE:
        return "impossible";
    case FAULT_CLASS_IRREGULAR:
        return "irregular";
    case FAULT_CLASS_CONFLICT:
        return "conflict";
    case FAULT_CLASS_PROOF:
        return "proof";
    case FAULT_CLASS_LIMIT:
        return "limit";
    case FAULT_CLASS_SYSTEM:
        return "system";
    case FAULT_CLASS_USAGE:
        return "usage";
    case FAULT_CLASS_FORM:
        return "form";
    }
    return "none";
}

void response_write_fault(struct json *json, const struct error *error)
{
    const struct fault *row = fault_row(error->fault);
    char words[1024];
    struct buffer out = BUFFER(words);
    json_text(json, "fault", slice_of(row->name));
    json_text(json, "class", slice_of(response_class_name(row->class)));
    if (error->line > 0)
        json_number(json, "line", error->line);
    error_reason(error, &out);
    json_text(json, "reason", buffer_slice(&out));
    buffer_clear(&out);
    error_mending(error, &out);
    json_text(json, "mending", buffer_slice(&out));
    json_text(json, "source", slice_of(row->source));
}

void response_refuse(struct response *response, const struct request *request, struct slice accept,
                     const struct error *error)
{
    unsigned const status = response_status(error->fault);
    buffer_clear(&response->body);
    response->body.full = false;
    response->fixed = (struct slice){ NULL, 0 };
    response->fixed_packed = false;
    if (status == 503 || status == 429)
        response->retry_seconds = status == 503 ? 1 : 60;
    if (request->json || request_prefers(accept, SLICE("application/json"))) {
        response_text(response, status, "application/json");
        response->for_everybody = true; /* it reveals nothing beyond the request */
        struct json json = json_begin(&response->body);
        json_object_begin(&json, NULL);
        response_write_fault(&json, error);
        json_object_end(&json);
        buffer_add_byte(&response->body, '\n');
    } else if (request_prefers(accept, SLICE("text/html"))) {
        struct problem_page page;
        problem_page_gather(error, status, &page);
        response_text(response, status, "text/html; charset=utf-8");
        view_problem(&response->body, &page);
    } else {
        response_text(response, status, "text/plain; charset=utf-8");
        error_words(error, &response->body);
        buffer_add_byte(&response->body, '\n');
    }
}
