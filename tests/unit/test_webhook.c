// SPDX-License-Identifier: Apache-2.0
/* Webhooks: signed, in order, again after a failure, and only to public addresses.
 * The receiver is a thread of the test on this machine. */
#include "folder.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mail/webhook.h"
#include "store/notifications.h"
#include "store/os.h"
#include "store/campaign_store.h"
#include "store/webhooks.h"

static struct campaign_store *campaigns;
static struct seal seal;
static struct seal_key key;
static struct error error;
static unsigned char memory[1 << 20], secret[SEAL_KEY_BYTES];

/* --- the receiver -------------------------------------------------------------------------------------------------- */

enum behaviour { ANSWERS, REFUSES, ENDLESS, REDIRECTS, GONE, ECHOES, CLOSES };

static struct receiver {
    pthread_t thread;
    int socket;
    unsigned port;
    _Atomic int behaviour;
    _Atomic unsigned calls;
    _Atomic bool stopping;
    char request[65536]; /* the last */
    size_t length;
} receiver;

static struct slice body_of(struct slice request)
{
    const char *const at = memmem(request.bytes, request.length, "\r\n\r\n", 4);
    return at != NULL ? slice_part(request, (size_t)(at - request.bytes) + 4, request.length) : SLICE("");
}

static struct slice header_of(struct slice request, const char *name)
{
    for (struct slice rest = request, line; slice_next(&rest, '\n', &line);)
        if (slice_begins(line, slice_of(name)))
            return slice_part(line, strlen(name), line.length - 1);
    return SLICE("");
}

static void read_request(int connection)
{
    receiver.length = 0;
    for (;;) {
        ssize_t const got =
            read(connection, receiver.request + receiver.length, sizeof receiver.request - receiver.length);
        if (got <= 0)
            return;
        receiver.length += (size_t)got;
        struct slice const request = { receiver.request, receiver.length };
        uint64_t length = 0;
        slice_number(header_of(request, "Content-Length: "), &length);
        if (memmem(request.bytes, request.length, "\r\n\r\n", 4) != NULL && body_of(request).length >= length)
            return;
    }
}

/* The challenge within a body of JSON. */
static struct slice challenge_in(struct slice body)
{
    const char *const mark = "\"challenge\":\"";
    for (size_t at = 0; at + strlen(mark) < body.length; at++)
        if (memcmp(body.bytes + at, mark, strlen(mark)) == 0) {
            size_t const begin = at + strlen(mark);
            return slice_part(body, begin, slice_find(body, '"', begin));
        }
    return SLICE("");
}

static void answer(int connection, enum behaviour behaviour)
{
    char words[512], head[700];
    struct buffer text = BUFFER(words);
    struct slice const challenge = challenge_in(body_of((struct slice){ receiver.request, receiver.length }));
    static const char *const lines[] = { [ANSWERS] = "200 OK", [REFUSES] = "500 No",
                                         [ENDLESS] = "200 OK", [REDIRECTS] = "307 Away\r\nLocation: http://localhost/",
                                         [GONE] = "410 Gone",  [ECHOES] = "200 OK",
                                         [CLOSES] = "" };
    if (behaviour == CLOSES)
        return;
    if (behaviour == ECHOES)
        buffer_add(&text, challenge);
    else if (challenge.length > 0)
        webhook_sign(secret, SLICE(""), 0, challenge, &text);
    int const length = snprintf(head, sizeof head, "HTTP/1.1 %s\r\n%s\r\n%.*s", lines[behaviour],
                                behaviour == ENDLESS ? "Content-Type: text/plain\r\n" : "Connection: close\r\n",
                                SLICE_ARGS(buffer_slice(&text)));
    ssize_t sent = send(connection, head, (size_t)length, MSG_NOSIGNAL);
    while (behaviour == ENDLESS && sent > 0)
        sent = send(connection, receiver.request, sizeof receiver.request, MSG_NOSIGNAL);
}

static void *receive(void *context)
{
    (void)context;
    while (!receiver.stopping) {
        int const connection = accept(receiver.socket, NULL, NULL);
        if (connection < 0)
            break;
        read_request(connection);
        if (receiver.length > 0) {
            answer(connection, (enum behaviour)receiver.behaviour);
            receiver.calls++;
        }
        close(connection);
    }
    return NULL;
}

static void open_receiver(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof at;
    memset(&receiver, 0, sizeof receiver);
    receiver.socket = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(receiver.socket, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(receiver.socket, 16), 0);
    assert_int_equal(getsockname(receiver.socket, (struct sockaddr *)&at, &length), 0);
    receiver.port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&receiver.thread, NULL, receive, NULL), 0);
}

static void close_receiver(void)
{
    receiver.stopping = true;
    shutdown(receiver.socket, SHUT_RDWR);
    pthread_join(receiver.thread, NULL);
    close(receiver.socket);
}

/* --- the site ------------------------------------------------------------------------------------------------------ */

static int open_all(void **state)
{
    if (folder_make(state) != 0)
        return 1;
    open_receiver();
    for (size_t i = 0; i < sizeof secret; i++)
        secret[i] = (unsigned char)i;
    assert_true(sealed_make_keys(slice_of(folder), &error));
    assert_true(sealed_read_seal(slice_of(folder), &seal, &error));
    assert_true(sealed_read_key(slice_of(folder), &key, &error));
    campaigns = campaign_store_open(slice_of(folder), &error);
    assert_non_null(campaigns);
    return 0;
}

static int close_all(void **state)
{
    campaign_store_close(campaigns);
    close_receiver();
    return folder_take(state);
}

static struct driver *begin(void)
{
    struct driver *const writer = campaign_store_begin(campaigns, &error);
    assert_non_null(writer);
    return writer;
}

static void happens(int64_t seq, const char *topics)
{
    struct notification const notification = { .conference = SLICE("a"),
                                               .seq = seq,
                                               .at = os_clock_seconds(),
                                               .type = SLICE("statement"),
                                               .sentence = SLICE("It \"happened\"."),
                                               .path = SLICE("/a/acts/0"),
                                               .topics = slice_of(topics) };
    assert_true(notification_add(begin(), &notification, &error));
    assert_true(campaign_store_commit(campaigns, &error));
}

static struct token asks(const char *scheme, const char *host)
{
    struct arena arena = { memory, 0, sizeof memory };
    char url[128];
    snprintf(url, sizeof url, "%s://%s:%u/hook", scheme, host, receiver.port);
    struct token token;
    token_new(&token);
    struct webhook hook = { .conference = SLICE("a"),
                            .topic = SLICE("member:X"),
                            .url = slice_of(url),
                            .token_hash = token.hash,
                            .created_at = os_clock_seconds() };
    int64_t id;
    assert_true(
        sealed_close(&seal, (struct slice){ (const char *)secret, sizeof secret }, &arena, &hook.sealed, &error));
    assert_true(webhook_add(begin(), &hook, &id, &error));
    assert_true(campaign_store_commit(campaigns, &error));
    return token;
}

static struct webhook find(const struct token *token)
{
    static unsigned char kept[8192];
    struct arena arena = { kept, 0, sizeof kept };
    struct webhook hook;
    struct driver *const reader = campaign_store_read(campaigns, &error);
    assert_non_null(reader);
    assert_true(webhook_find(reader, &token->hash, &arena, &hook, &error));
    campaign_store_read_end(campaigns);
    return hook;
}

/* Runs the sender until the webhook has a state and at least so many attempts. */
static struct webhook run_until(const struct token *token, const char *state, int64_t attempts, int64_t seen, bool near)
{
    struct webhook_options const options = {
        .key = &key, .address = SLICE("https://site.example"), .near = near, .first_wait_seconds = 1
    };
    struct webhooks *const webhooks = webhooks_start(campaigns, &options, &error);
    assert_non_null(webhooks);
    struct webhook hook = find(token);
    for (int i = 0; i < 600; i++) {
        hook = find(token);
        if (slice_equal(hook.state, slice_of(state)) && hook.attempts >= attempts && hook.seen_seq >= seen)
            break;
        os_sleep_ms(20);
    }
    webhooks_stop(webhooks);
    assert_slice(hook.state, state);
    return hook;
}

/* --- the tests ----------------------------------------------------------------------------------------------------- */

static void the_signature_is_that_of_the_standard(void **state)
{
    (void)state;
    char words[128];
    struct buffer out = BUFFER(words);
    for (size_t i = 0; i < sizeof secret; i++)
        secret[i] = (unsigned char)i;
    /* From Python's hmac. */
    webhook_sign(secret, SLICE("hook_1_5"), 1700000000, SLICE("{\"type\":\"acts\"}"), &out);
    assert_slice(buffer_slice(&out), "v1,ySIqdjmYVvfcCGV0WnZNnOz8/cbt8uvYztDSTm7E72E=");
    buffer_clear(&out);
    webhook_sign(secret, SLICE(""), 0, SLICE("a-challenge"), &out);
    assert_slice(buffer_slice(&out), "v1,uvRMFAUOwLKcCoGza7j2UKFnJm6uEyhGI7TtGNbXyjM=");
}

static void the_pauses_grow(void **state)
{
    (void)state;
    assert_int_equal(webhook_wait_seconds(1, 0), 30);
    assert_int_equal(webhook_wait_seconds(4, 0), 240);
    assert_int_equal(webhook_wait_seconds(WEBHOOK_ATTEMPTS_MAX, 0), WEBHOOK_LAST_WAIT_SECONDS);
    int64_t whole = 0;
    for (int64_t i = 1; i < WEBHOOK_ATTEMPTS_MAX; i++)
        whole += webhook_wait_seconds(i, 0);
    assert_in_range(whole, 2 * 86400, 4 * 86400);
}

static void what_was_confirmed_is_told_signed(void **state)
{
    (void)state;
    happens(4, "member:X");
    struct token const token = asks("http", "127.0.0.1");
    run_until(&token, "following", 0, 4, true);
    happens(5, "member:X kind:statement");
    happens(6, "member:Y");
    run_until(&token, "following", 0, 6, true);
    struct slice const request = { receiver.request, receiver.length }, body = body_of(request);
    assert_int_equal(receiver.calls, 2); /* the challenge and one more */
    uint64_t timestamp = 0;
    char words[128];
    struct buffer out = BUFFER(words);
    assert_true(slice_number(header_of(request, "webhook-timestamp: "), &timestamp));
    webhook_sign(secret, header_of(request, "webhook-id: "), (int64_t)timestamp, body, &out);
    assert_slices(header_of(request, "webhook-signature: "), buffer_slice(&out));
    assert_non_null(memmem(body.bytes, body.length, "\"index\":5", 9));
    assert_null(memmem(body.bytes, body.length, "\"index\":6", 9));
    assert_null(memmem(body.bytes, body.length, "\"index\":4", 9));
    assert_non_null(memmem(body.bytes, body.length, "https://site.example/a/acts/0", 29));
}

static void an_echo_is_no_consent(void **state)
{
    (void)state;
    receiver.behaviour = ECHOES;
    struct token const token = asks("http", "127.0.0.1");
    struct webhook const hook = run_until(&token, "asked", 1, 0, true);
    assert_slice(hook.reply, "the challenge was not answered with the secret");
}

static void a_challenge_that_was_refused_comes_again(void **state)
{
    (void)state;
    receiver.behaviour = REFUSES;
    struct token const token = asks("http", "127.0.0.1");
    struct webhook hook = run_until(&token, "asked", 1, -1, true);
    assert_slice(hook.reply, "HTTP 500");
    receiver.behaviour = ANSWERS;
    hook = run_until(&token, "following", 0, -1, true);
    assert_int_equal(hook.attempts, 0);
}

static void what_failed_is_told_again(void **state)
{
    (void)state;
    struct token const token = asks("http", "127.0.0.1");
    run_until(&token, "following", 0, -1, true);
    receiver.behaviour = REFUSES;
    happens(0, "member:X");
    struct webhook hook = run_until(&token, "following", 1, -1, true);
    assert_int_equal(hook.seen_seq, -1);
    assert_slice(hook.reply, "HTTP 500");
    receiver.behaviour = CLOSES;
    hook = run_until(&token, "following", 2, -1, true);
    assert_int_equal(hook.seen_seq, -1);
    receiver.behaviour = ANSWERS;
    hook = run_until(&token, "following", 0, 0, true);
    assert_int_equal(hook.attempts, 0);
    assert_slice(hook.reply, "taken");
}

static void an_endless_answer_is_cut(void **state)
{
    (void)state;
    struct token const token = asks("http", "127.0.0.1");
    run_until(&token, "following", 0, -1, true);
    receiver.behaviour = ENDLESS;
    happens(0, "member:X");
    int64_t const began = os_monotonic_ms();
    run_until(&token, "following", 0, 0, true);
    assert_in_range(os_monotonic_ms() - began, 0, 1000 * WEBHOOK_SECONDS / 2);
}

static void no_redirect_is_followed(void **state)
{
    (void)state;
    struct token const token = asks("http", "127.0.0.1");
    run_until(&token, "following", 0, -1, true);
    receiver.behaviour = REDIRECTS;
    happens(0, "member:X");
    struct webhook const hook = run_until(&token, "following", 1, -1, true);
    assert_slice(hook.reply, "a redirect, which is not followed: HTTP 307");
    assert_int_equal(receiver.calls, 2);
}

static void gone_is_the_end(void **state)
{
    (void)state;
    struct token const token = asks("http", "127.0.0.1");
    run_until(&token, "following", 0, -1, true);
    receiver.behaviour = GONE;
    happens(0, "member:X");
    struct webhook const hook = run_until(&token, "ended", 0, -1, true);
    assert_int_equal(hook.sealed.length, 0);
}

/* The name is a public one to look at; where it leads is found when the connection is made. */
static void a_name_that_leads_home_is_not_called(void **state)
{
    (void)state;
    static const char *const names[] = { "hook.localhost", "127.0.0.1", "2130706433.", "0x7f.1", "0177.0.0.1" };
    for (size_t i = 0; i < COUNT(names); i++) {
        struct token const token = asks("https", names[i]);
        struct webhook const hook = run_until(&token, "asked", 1, 0, false);
        assert_true(hook.reply.length > 0);
        if (i < 2)
            assert_slice(hook.reply, "the name does not lead to a public address");
        assert_true(webhook_end(begin(), hook.id, SLICE("over"), &error));
        assert_true(campaign_store_commit(campaigns, &error));
    }
    assert_int_equal(receiver.calls, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, close_all)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signature_is_that_of_the_standard),
        cmocka_unit_test(the_pauses_grow),
        TEST(what_was_confirmed_is_told_signed),
        TEST(an_echo_is_no_consent),
        TEST(a_challenge_that_was_refused_comes_again),
        TEST(what_failed_is_told_again),
        TEST(an_endless_answer_is_cut),
        TEST(no_redirect_is_followed),
        TEST(gone_is_the_end),
        TEST(a_name_that_leads_home_is_not_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
