// SPDX-License-Identifier: Apache-2.0
#include "mail/webhook.h"

#include <curl/curl.h>
#include <jansson.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base64.h"
#include "formats/endpoint.h"
#include "mail/public_address.h"
#include "mail/relay.h"
#include "rules/topic.h"
#include "store/fault.h"
#include "store/notifications.h"
#include "store/os.h"
#include "store/campaign_store.h"
#include "store/webhooks.h"

enum {
    ROUND_BYTES = 8 << 20, /* rows and bodies of one round; the row of an act has at most about 20 KiB */
    PAUSE_MS = 250,
    NOTIFICATIONS_READ_MAX = 400, /* acts that one call looks through; the next call takes the rest */
    WORDS_BYTES_MAX = 300
};

struct webhooks {
    struct campaign_store *campaigns;
    struct webhook_options options;
    pthread_t thread;
    _Atomic bool stopping;
    struct arena arena;
    CURLM *multi;
};

struct call {
    const struct webhooks *webhooks;
    struct webhook hook;
    CURL *easy;
    struct curl_slist *headers;
    char *body;
    char challenge[TOKEN_TEXT_BYTES];
    char answer[WEBHOOK_ANSWER_BYTES_MAX], reason[CURL_ERROR_SIZE];
    size_t answer_length;
    unsigned char secret[SEAL_KEY_BYTES];
    int64_t to;  /* the last act that this call looked at */
    bool silent; /* no act concerns it: no call is made */
    bool closed; /* the address was not public */
};

/* --- signatures ---------------------------------------------------------------------------------------------------- */

void webhook_sign(const unsigned char secret[SEAL_KEY_BYTES], struct slice id, int64_t timestamp, struct slice body,
                  struct buffer *out)
{
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char head[128];
    struct buffer text = BUFFER(head);
    if (id.length > 0) {
        buffer_add(&text, id);
        buffer_add_byte(&text, '.');
        buffer_add_number(&text, (uint64_t)timestamp);
        buffer_add_byte(&text, '.');
    }
    crypto_auth_hmacsha256_init(&state, secret, SEAL_KEY_BYTES);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)head, text.length);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)body.bytes, body.length);
    crypto_auth_hmacsha256_final(&state, mac);
    buffer_add(out, SLICE("v1,"));
    base64_write(out, mac, sizeof mac);
}

int64_t webhook_wait_seconds(int64_t attempts, unsigned first_wait_seconds)
{
    int64_t wait = first_wait_seconds > 0 ? first_wait_seconds : WEBHOOK_FIRST_WAIT_SECONDS;
    while (--attempts > 0 && wait < WEBHOOK_LAST_WAIT_SECONDS)
        wait *= 2;
    return wait < WEBHOOK_LAST_WAIT_SECONDS ? wait : WEBHOOK_LAST_WAIT_SECONDS;
}

/* --- bodies -------------------------------------------------------------------------------------------------------- */

static json_t *webhook_text_json(struct slice text)
{
    return json_stringn_nocheck(text.bytes, text.length);
}

static json_t *webhook_act_json(const struct webhooks *webhooks, const struct notification *notification,
                                struct arena *arena)
{
    size_t const length = webhooks->options.address.length + notification->path.length;
    struct buffer link = { arena_take(arena, length), 0, length, false };
    buffer_add(&link, webhooks->options.address);
    buffer_add(&link, notification->path);
    struct slice rest = notification->topics, topic;
    json_t *const topics = json_array();
    while (slice_next(&rest, ' ', &topic))
        json_array_append_new(topics, webhook_text_json(topic));
    return json_pack("{s:I, s:o, s:o, s:o, s:o}", "index", (json_int_t)notification->seq, "type",
                     webhook_text_json(notification->type), "sentence", webhook_text_json(notification->sentence),
                     "link", webhook_text_json(buffer_slice(&link)), "topics", topics);
}

static bool webhook_write_challenge(struct call *call)
{
    struct token token;
    token_new(&token);
    memcpy(call->challenge, token.text, sizeof call->challenge);
    json_t *const body =
        json_pack("{s:s, s:o, s:o, s:o}", "type", "challenge", "conference", webhook_text_json(call->hook.conference),
                  "topic", webhook_text_json(call->hook.topic), "challenge", webhook_text_json(token_slice(&token)));
    call->body = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    return call->body != NULL;
}

/* Writes the next acts that concern it; sets `silent` when none of those looked at does. */
static bool webhook_write_acts(struct webhooks *webhooks, struct driver *reader, struct call *call, struct error *error)
{
    struct notification *const rows = arena_take_many(&webhooks->arena, NOTIFICATIONS_READ_MAX, sizeof *rows);
    size_t count = 0, told = 0;
    if (rows == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("acts"));
    if (!notifications_after(reader, call->hook.conference, call->hook.seen_seq, rows, NOTIFICATIONS_READ_MAX,
                             &webhooks->arena, &count, error))
        return false;
    json_t *const acts = json_array();
    for (size_t i = 0; i < count && told < WEBHOOK_ACTS_MAX; i++) {
        call->to = rows[i].seq;
        if (!topic_is_among(rows[i].topics, call->hook.topic))
            continue;
        json_array_append_new(acts, webhook_act_json(webhooks, &rows[i], &webhooks->arena));
        told++;
    }
    json_t *const body =
        json_pack("{s:s, s:o, s:o, s:o}", "type", "acts", "conference", webhook_text_json(call->hook.conference),
                  "topic", webhook_text_json(call->hook.topic), "acts", acts);
    call->silent = told == 0;
    call->body = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    return call->body != NULL || fail(error, FAULT_MEMORY, 0, SLICE("acts"));
}

/* --- calls --------------------------------------------------------------------------------------------------------- */

/* Checks the address itself before it is connected to. */
static curl_socket_t webhook_open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *at)
{
    struct call *const call = context;
    bool const near = call->webhooks->options.near && public_address_is_loopback(&at->addr);
    if (purpose != CURLSOCKTYPE_IPCXN || (!near && !public_address_is(&at->addr))) {
        call->closed = true;
        return CURL_SOCKET_BAD;
    }
    return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

/* Keeps as much as fits; a shorter length ends the call. */
static size_t webhook_take_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct call *const call = context;
    size_t const length = size * count;
    size_t const left = sizeof call->answer - call->answer_length;
    size_t const taken = length < left ? length : left;
    memcpy(call->answer + call->answer_length, bytes, taken);
    call->answer_length += taken;
    return taken;
}

static void webhook_add_header(struct call *call, const char *name, struct slice value)
{
    char line[256];
    struct buffer out = { line, 0, sizeof line - 1, false };
    buffer_add_text(&out, name);
    buffer_add(&out, value);
    line[out.length] = 0;
    struct curl_slist *const more = out.full ? NULL : curl_slist_append(call->headers, line);
    if (more != NULL)
        call->headers = more;
}

static void webhook_add_headers(struct call *call, int64_t now)
{
    char id[64], time[24], signature[128];
    struct buffer name = BUFFER(id), stamp = BUFFER(time), sign = BUFFER(signature);
    buffer_add(&name, SLICE("hook_"));
    buffer_add_number(&name, (uint64_t)call->hook.id);
    buffer_add_byte(&name, '_');
    buffer_add_number(&name,
                      (uint64_t)(call->hook.seen_seq + 1)); /* stays the same while the same acts are sent again */
    buffer_add_number(&stamp, (uint64_t)now);
    webhook_sign(call->secret, buffer_slice(&name), now, slice_of(call->body), &sign);
    webhook_add_header(call, "Content-Type: ", SLICE("application/json"));
    webhook_add_header(call, "webhook-id: ", buffer_slice(&name));
    webhook_add_header(call, "webhook-timestamp: ", buffer_slice(&stamp));
    webhook_add_header(call, "webhook-signature: ", buffer_slice(&sign));
    webhook_add_header(call, "Expect:", SLICE(""));
}

static void webhook_set_options(struct call *call, const char *url)
{
    CURL *const easy = call->easy;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, call->webhooks->options.near ? "https,http" : "https");
    char memory[ENDPOINT_BYTES_MAX + 1];
    struct buffer file = BUFFER(memory);
    buffer_add(&file, call->webhooks->options.authorities);
    buffer_add_byte(&file, '\0');
    if (file.length != 1) /* a path that does not fit counts as none: no certificate is trusted */
        curl_easy_setopt(easy, CURLOPT_CAINFO, file.full ? "" : memory);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, webhook_open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, call);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)WEBHOOK_SECONDS);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)WEBHOOK_SECONDS);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)strlen(call->body));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, call->headers);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Plenary");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, webhook_take_answer);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->reason);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
}

/* Prepares one call and hands it to curl. */
static bool webhook_begin_call(struct webhooks *webhooks, struct driver *reader, struct call *call, struct error *error)
{
    struct slice secret;
    char url[ENDPOINT_BYTES_MAX + 1];
    call->webhooks = webhooks;
    call->to = call->hook.seen_seq;
    bool const asked = slice_equal(call->hook.state, SLICE("asked"));
    if (!endpoint_check(call->hook.url, webhooks->options.near, error) ||
        !sealed_open(webhooks->options.key, call->hook.sealed, &webhooks->arena, &secret, error))
        return false;
    if (secret.length != SEAL_KEY_BYTES)
        return fail(error, FAULT_SEALED, 0, SLICE("a webhook's secret"));
    memcpy(call->secret, secret.bytes, SEAL_KEY_BYTES);
    if (asked ? !webhook_write_challenge(call) : !webhook_write_acts(webhooks, reader, call, error))
        return false;
    if (call->silent)
        return true;
    memcpy(url, call->hook.url.bytes, call->hook.url.length);
    url[call->hook.url.length] = 0;
    webhook_add_headers(call, os_clock_seconds());
    call->easy = curl_easy_init();
    if (call->easy == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a call"));
    webhook_set_options(call, url);
    return curl_multi_add_handle(webhooks->multi, call->easy) == CURLM_OK ||
           fail(error, FAULT_MEMORY, 0, SLICE("a call"));
}

/* Runs all calls to their end; each has its own time limit. */
static void webhook_run_calls(struct webhooks *webhooks)
{
    int running = 1;
    while (running > 0 && curl_multi_perform(webhooks->multi, &running) == CURLM_OK && running > 0)
        (void)curl_multi_poll(webhooks->multi, NULL, 0, PAUSE_MS, NULL);
}

/* --- results ------------------------------------------------------------------------------------------------------- */

static bool webhook_answers_challenge(const struct call *call)
{
    char wanted[128];
    struct buffer out = BUFFER(wanted);
    struct slice said = { call->answer, call->answer_length };
    webhook_sign(call->secret, SLICE(""), 0, (struct slice){ call->challenge, sizeof call->challenge }, &out);
    while (said.length > 0 && (unsigned char)said.bytes[said.length - 1] <= ' ')
        said.length--;
    return said.length == out.length && sodium_memcmp(said.bytes, wanted, out.length) == 0;
}

static void webhook_set_reply(struct webhooks *webhooks, struct call *call, struct slice words)
{
    struct relay_answer plain;
    relay_say(&plain, RELAY_DEFERRED, words); /* one plain line, whatever it contained */
    call->hook.reply = arena_copy(&webhooks->arena, (struct slice){ plain.words, plain.length });
}

static void webhook_set_reply_of(struct webhooks *webhooks, struct call *call, long status)
{
    char words[WORDS_BYTES_MAX];
    struct buffer out = BUFFER(words);
    if (call->closed) {
        buffer_add(&out, SLICE("the name does not lead to a public address"));
    } else if (status == 0) {
        buffer_add_text(&out, call->reason[0] != 0 ? call->reason : "no answer");
    } else if (status >= 300 && status < 400) {
        buffer_add(&out, SLICE("a redirect, which is not followed: HTTP "));
        buffer_add_number(&out, (uint64_t)status);
    } else {
        buffer_add(&out, SLICE("HTTP "));
        buffer_add_number(&out, (uint64_t)status);
    }
    webhook_set_reply(webhooks, call, buffer_slice(&out));
}

/* Records a successful attempt: state and position. */
static void webhook_record_success(struct webhooks *webhooks, struct driver *writer, struct call *call)
{
    struct error error;
    bool const asked = slice_equal(call->hook.state, SLICE("asked"));
    int64_t last = -1;
    if (asked && !notification_last(writer, call->hook.conference, &last, &error))
        return;
    call->hook.seen_seq = asked ? last : call->to;
    call->hook.state = SLICE("following");
    call->hook.attempts = 0;
    call->hook.due_at = 0;
    if (!call->silent)
        webhook_set_reply(webhooks, call, asked ? SLICE("the challenge was answered") : SLICE("taken"));
    (void)webhook_keep(writer, &call->hook, &error);
}

static void webhook_record_failure(struct webhooks *webhooks, struct driver *writer, struct call *call, bool gone)
{
    struct error error;
    int64_t const now = os_clock_seconds();
    bool const asked = slice_equal(call->hook.state, SLICE("asked"));
    bool const late =
        asked ? now - call->hook.created_at > WEBHOOK_ASKED_SECONDS : call->hook.attempts + 1 >= WEBHOOK_ATTEMPTS_MAX;
    call->hook.attempts++;
    call->hook.due_at = now + webhook_wait_seconds(call->hook.attempts, webhooks->options.first_wait_seconds);
    if (webhook_keep(writer, &call->hook, &error) && (gone || late))
        (void)webhook_end(writer, call->hook.id, call->hook.reply, &error);
}

static void webhook_end_call(struct webhooks *webhooks, struct driver *writer, struct call *call)
{
    long status = 0;
    if (call->easy != NULL)
        curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    bool const asked = slice_equal(call->hook.state, SLICE("asked"));
    bool good = call->silent || (status >= 200 && status < 300);
    if (!call->silent)
        webhook_set_reply_of(webhooks, call, status);
    if (good && asked && !webhook_answers_challenge(call)) {
        good = false;
        webhook_set_reply(webhooks, call, SLICE("the challenge was not answered with the secret"));
    }
    if (good)
        webhook_record_success(webhooks, writer, call);
    else
        webhook_record_failure(webhooks, writer, call, status == 410);
}

static void webhook_free_call(struct webhooks *webhooks, struct call *call)
{
    if (call->easy != NULL) {
        curl_multi_remove_handle(webhooks->multi, call->easy);
        curl_easy_cleanup(call->easy);
    }
    curl_slist_free_all(call->headers);
    free(call->body);
    sodium_memzero(call->secret, sizeof call->secret);
}

/* --- rounds -------------------------------------------------------------------------------------------------------- */

/* Prepares the calls that are due; gives their number. */
static size_t webhook_begin_round(struct webhooks *webhooks, struct call *calls)
{
    struct error error;
    size_t count = 0;
    struct webhook *const rows = arena_take_many(&webhooks->arena, WEBHOOK_CALLS_MAX, sizeof *rows);
    struct driver *const reader = rows != NULL ? campaign_store_read(webhooks->campaigns, &error) : NULL;
    if (reader == NULL)
        return 0;
    if (!webhooks_due(reader, os_clock_seconds(), rows, WEBHOOK_CALLS_MAX, &webhooks->arena, &count, &error))
        count = 0;
    for (size_t i = 0; i < count; i++) {
        calls[i] = (struct call){ .hook = rows[i] };
        if (!webhook_begin_call(webhooks, reader, &calls[i], &error)) {
            struct buffer words = BUFFER(calls[i].reason);
            error_reason(&error, &words);
            calls[i].reason[words.length < CURL_ERROR_SIZE ? words.length : CURL_ERROR_SIZE - 1] = 0;
        }
    }
    campaign_store_read_end(webhooks->campaigns);
    return count;
}

static bool webhook_run_round(struct webhooks *webhooks)
{
    struct error error;
    webhooks->arena.used = 0;
    struct call *const calls = arena_take_many(&webhooks->arena, WEBHOOK_CALLS_MAX, sizeof *calls);
    size_t const count = webhook_begin_round(webhooks, calls);
    if (count == 0)
        return false;
    webhook_run_calls(webhooks);
    struct driver *const writer = campaign_store_begin(webhooks->campaigns, &error);
    for (size_t i = 0; i < count; i++) {
        if (writer != NULL)
            webhook_end_call(webhooks, writer, &calls[i]);
        webhook_free_call(webhooks, &calls[i]);
    }
    return writer != NULL && campaign_store_commit(webhooks->campaigns, &error);
}

static void *webhook_run(void *context)
{
    struct webhooks *const webhooks = context;
    while (!webhooks->stopping)
        if (!webhook_run_round(webhooks))
            os_sleep_ms(PAUSE_MS);
    return NULL;
}

struct webhooks *webhooks_start(struct campaign_store *campaigns, const struct webhook_options *options,
                                struct error *error)
{
    struct webhooks *const webhooks = calloc(1, sizeof *webhooks);
    bool good = webhooks != NULL && os_reserve(ROUND_BYTES, &webhooks->arena, error);
    if (good) {
        webhooks->campaigns = campaigns;
        webhooks->options = *options;
        curl_global_init(CURL_GLOBAL_DEFAULT);
        webhooks->multi = curl_multi_init();
        good = webhooks->multi != NULL && pthread_create(&webhooks->thread, NULL, webhook_run, webhooks) == 0;
        if (!good) {
            curl_multi_cleanup(webhooks->multi);
            os_release(&webhooks->arena);
        }
    }
    if (good)
        return webhooks;
    free(webhooks);
    fail(error, FAULT_MEMORY, 0, SLICE("webhooks"));
    return NULL;
}

void webhooks_stop(struct webhooks *webhooks)
{
    if (webhooks == NULL)
        return;
    webhooks->stopping = true;
    pthread_join(webhooks->thread, NULL);
    curl_multi_cleanup(webhooks->multi);
    os_release(&webhooks->arena);
    free(webhooks);
}
