// SPDX-License-Identifier: Apache-2.0
#include "cmd/submitter.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "cmd/fault.h"
#include "cmd/option.h"
#include "cmd/terminal.h"
#include "record/checkpoint.h"

enum { ANSWER_BYTES_MAX = 65536, URL_MAX = 4096, TIMEOUT_SECONDS = 60 };

/* The site's address; the name of a conference at its end, as verify takes it, is cut off. */
static struct slice submitter_without_name(struct slice url, struct slice name)
{
    while (slice_ends(url, SLICE("/")))
        url.length--;
    struct slice const site = slice_part(url, 0, url.length - name.length);
    bool const named = slice_ends(url, name) && slice_ends(site, SLICE("/")) && !slice_ends(site, SLICE("//"));
    return named ? slice_part(site, 0, site.length - 1) : url;
}

bool submitter_open(struct submitter *submitter, struct slice data, struct slice url, struct slice origin,
                    struct error *error)
{
    size_t const slash = slice_find(origin, '/', 0);
    *submitter = (struct submitter){ .url = url, .name = slice_part(origin, slash + 1, origin.length) };
    submitter->url = submitter_without_name(url, submitter->name);
    if (!slice_is_empty(url)) {
        submitter->has_library = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        return submitter->has_library || fail(error, FAULT_ANSWER_HTTP, 0, url, SLICE("no HTTP library"));
    }
    submitter->site = site_open(data, slice_part(origin, 0, slash), error);
    if (submitter->site == NULL)
        return false;
    submitter->room = site_make_room(submitter->site, submitter->name, error);
    return submitter->room != NULL;
}

void submitter_close(struct submitter *submitter)
{
    site_close(submitter->site);
    if (submitter->has_library)
        curl_global_cleanup();
}

/* --- over HTTP --------------------------------------------------------------------------------------------------- */

static size_t submitter_keep_body(char *bytes, size_t size, size_t count, void *context)
{
    struct buffer *const out = context;
    buffer_add(out, (struct slice){ bytes, size * count });
    return out->full ? 0 : size * count;
}

static struct curl_slist *submitter_add_headers(bool json)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: text/plain; charset=utf-8");
    return curl_slist_append(headers, json ? "Accept: application/json" : "Accept: text/plain");
}

/* `body` NULL: GET. */
static bool submitter_ask(const struct submitter *submitter, const char *path, const struct slice *body, bool json,
                          struct buffer *answer, long *status, struct error *error)
{
    char url_memory[URL_MAX];
    struct buffer url = BUFFER(url_memory);
    buffer_add(&url, submitter->url);
    buffer_add_byte(&url, '/');
    buffer_add(&url, submitter->name);
    buffer_add_text(&url, path);
    buffer_add_byte(&url, '\0');
    CURL *const curl = curl_easy_init();
    if (curl == NULL || url.full)
        return fail(error, FAULT_ANSWER_HTTP, 0, submitter->url, SLICE("the address is too long"));
    struct curl_slist *const headers = submitter_add_headers(json);
    curl_easy_setopt(curl, CURLOPT_URL, url_memory);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, submitter_keep_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->length);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->bytes);
    }
    CURLcode const result = curl_easy_perform(curl);
    if (result != CURLE_OK)
        fail(error, FAULT_ANSWER_HTTP, 0, submitter->url, slice_of(curl_easy_strerror(result)));
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return result == CURLE_OK;
}

static int submitter_send_to_server(const struct submitter *submitter, struct slice act, bool json)
{
    static char memory[ANSWER_BYTES_MAX];
    struct buffer answer = BUFFER(memory);
    struct error error;
    long status = 0;
    if (!submitter_ask(submitter, "/acts", &act, json, &answer, &status, &error))
        return terminal_error(&error);
    bool const good = status == 200 || status == 201;
    struct slice rest = buffer_slice(&answer), line;
    for (FILE *const out = good || json ? stdout : stderr; slice_next(&rest, '\n', &line); putc('\n', out))
        terminal_print(out, line);
    return good ? STATUS_OK : status < 500 ? STATUS_NOT_SO : STATUS_FAILED;
}

/* --- to a data directory ----------------------------------------------------------------------------------------- */

static void submitter_print_refusal(const struct room_answer *answer, bool json)
{
    char reason_memory[1024], mending_memory[1024];
    struct buffer reason = BUFFER(reason_memory), mending = BUFFER(mending_memory);
    if (!json) {
        terminal_error(&answer->error);
        if (answer->has_in_the_way)
            fprintf(stderr, "In the way: act %u.\n", answer->in_the_way);
        return;
    }
    error_reason(&answer->error, &reason);
    error_mending(&answer->error, &mending);
    printf("{\"fault\":\"%s\",\"line\":%u,\"reason\":", fault_row(answer->error.fault)->name, answer->error.line);
    terminal_json(stdout, buffer_slice(&reason));
    printf(",\"source\":");
    terminal_json(stdout, slice_of(fault_row(answer->error.fault)->source));
    printf(",\"mending\":");
    terminal_json(stdout, buffer_slice(&mending));
    if (answer->has_in_the_way)
        printf(",\"in_the_way\":%u", answer->in_the_way);
    printf(",\"refusal\":");
    terminal_json(stdout, (struct slice){ answer->receipt, answer->receipt_length });
    printf("}\n");
}

static void submitter_print_taken(const struct room_answer *answer, bool json)
{
    char memory[2 * HASH_BYTES];
    struct buffer name = BUFFER(memory);
    const char *const irregularity = answer->irregularity != FAULT_NONE ? answer->irregularity->name : NULL;
    hex_write(&name, answer->name.bytes, HASH_BYTES);
    if (json)
        printf("{\"index\":%u,\"name\":\"%.*s\",\"irregularity\":%s%s%s}\n", answer->seq,
               SLICE_ARGS(buffer_slice(&name)), irregularity != NULL ? "\"" : "",
               irregularity != NULL ? irregularity : "null", irregularity != NULL ? "\"" : "");
    else
        printf("%s as act %u, %.*s%s%s\n", answer->verdict == ROOM_ALREADY ? "On the record already" : "On the record",
               answer->seq, SLICE_ARGS(buffer_slice(&name)), irregularity != NULL ? ", with the finding " : "",
               irregularity != NULL ? irregularity : "");
}

int submitter_send(struct submitter *submitter, struct slice act, bool json)
{
    struct room_answer answer;
    if (submitter->room == NULL)
        return submitter_send_to_server(submitter, act, json);
    if (room_submit(submitter->room, act, &answer)) {
        submitter_print_taken(&answer, json);
        return STATUS_OK;
    }
    submitter_print_refusal(&answer, json);
    return fault_class_of(answer.error.fault) == FAULT_CLASS_SYSTEM ? STATUS_FAILED : STATUS_NOT_SO;
}

bool submitter_seen(struct submitter *submitter, struct arena *arena, struct slice *seen, struct error *error)
{
    char memory[4096];
    struct buffer note = BUFFER(memory);
    struct checkpoint checkpoint;
    long status = 200;
    bool const got = submitter->room != NULL
                         ? log_checkpoint(room_log(submitter->room), &note)
                         : submitter_ask(submitter, "/log/checkpoint", NULL, false, &note, &status, error);
    if (!got)
        return false;
    if (status != 200)
        return fail(error, FAULT_ANSWER_HTTP, 0, submitter->url, SLICE("it has no log of that name"));
    if (!checkpoint_parse(buffer_slice(&note), &checkpoint, error))
        return false;
    char *const text = arena_take(arena, 2 * HASH_BYTES + 24);
    struct buffer out = { text, 0, text != NULL ? 2 * HASH_BYTES + 24 : 0, false };
    buffer_add_number(&out, checkpoint.size);
    buffer_add_byte(&out, ' ');
    hex_write(&out, checkpoint.root.bytes, HASH_BYTES);
    *seen = buffer_slice(&out);
    return !out.full || fail(error, FAULT_MEMORY, 0, SLICE("seen"));
}
