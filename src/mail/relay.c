// SPDX-License-Identifier: Apache-2.0
#include "mail/relay.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "mail/compose.h"
#include "mail/server_url.h"
#include "store/diag.h"

enum {
    WIRE_ADDRESS_BYTES_MAX = 512, /* an address whose domain is in ASCII form */
    PATH_BYTES_MAX = 4096,
    SMTP_READY = 220, /* the greeting, and the answer to STARTTLS */
    SMTP_DONE = 250,
    SMTP_DEFERRED = 400,
    SMTP_BOUNCED = 500,
    SMTP_BUSY = 421 /* RFC 5321, 3.8: the relay closes the connection */
};

struct smtp {
    struct relay relay;
    CURL *curl;
    struct slice rest; /* of the mail, not sent yet */
    bool whole;        /* all of it was sent */
    /* SMTPUTF8 (RFC 6531) counts only in the reply to the last EHLO: the one after STARTTLS, if there is one. */
    bool starts_tls, has_utf8, needs_utf8, lacks_utf8;
    bool open;      /* the connection is open, and has_utf8 says what it offers */
    unsigned ehlos; /* replies to EHLO that are still to come */
    unsigned code;  /* of the last reply */
    struct buffer reply;
    char reply_memory[RELAY_WORDS_BYTES_MAX];
    char reason[CURL_ERROR_SIZE];
};

/* --- answers ------------------------------------------------------------------------------------------------------- */

/* A reply is untrusted. */
void relay_say(struct relay_answer *answer, enum relay_verdict verdict, struct slice words)
{
    struct buffer out = BUFFER(answer->words);
    diag_write(words, &out);
    answer->verdict = verdict;
    answer->length = out.length;
}

/* --- curl's callbacks ---------------------------------------------------------------------------------------------- */

static size_t relay_give_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct smtp *const smtp = context;
    size_t const limit = size * count;
    size_t const given = smtp->rest.length < limit ? smtp->rest.length : limit;
    if (given > 0)
        memcpy(bytes, smtp->rest.bytes, given);
    smtp->rest = slice_part(smtp->rest, given, smtp->rest.length);
    smtp->whole = smtp->rest.length == 0;
    return given;
}

/* Looks for SMTPUTF8 in the replies to EHLO. False: the mail needs it and the relay does not offer it. */
static bool relay_take_extension(struct smtp *smtp, struct slice line)
{
    struct slice words = slice_part(line, 4, line.length);
    while (words.length > 0 && (unsigned char)words.bytes[words.length - 1] <= ' ')
        words.length--;
    if (smtp->code == SMTP_READY) {
        smtp->has_utf8 = false;
        smtp->ehlos += smtp->ehlos > 0 ? 0 : smtp->starts_tls ? 2 : 1;
    }
    if (smtp->code != SMTP_DONE || smtp->ehlos == 0)
        return true;
    smtp->has_utf8 |= slice_equal(words, SLICE("SMTPUTF8"));
    if (line.bytes[3] != ' ')
        return true;
    smtp->ehlos--;
    smtp->lacks_utf8 = smtp->ehlos == 0 && smtp->needs_utf8 && !smtp->has_utf8;
    return !smtp->lacks_utf8;
}

/* Takes one line of a reply: "250-SIZE" continues, "250 fine" is the last. */
static size_t relay_take_line(char *bytes, size_t size, size_t count, void *context)
{
    struct smtp *const smtp = context;
    struct slice const line = { bytes, size * count };
    uint64_t code = 0;
    if (line.length < 4 || !slice_number(slice_part(line, 0, 3), &code))
        return line.length;
    if (smtp->code != code)
        buffer_clear(&smtp->reply);
    smtp->code = (unsigned)code;
    smtp->reply.full = false;
    buffer_add(&smtp->reply, slice_part(line, 0, smtp->reply.limit - smtp->reply.length));
    return relay_take_extension(smtp, line) ? line.length : 0; /* a shorter length ends the connection */
}

static bool relay_is_our_fault(CURLcode code)
{
    switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_REMOTE_ACCESS_DENIED:
        return true;
    default:
        return false;
    }
}

/* A 5xx counts against the mail only when the relay answered the mail itself: failures of MAIL, RCPT and DATA are
 * CURLE_SEND_ERROR, and the reply to the whole mail comes after its last byte. */
static void relay_judge(const struct smtp *smtp, CURLcode code, struct relay_answer *answer)
{
    bool const about_mail = code == CURLE_SEND_ERROR || smtp->whole;
    bool const said = smtp->code >= SMTP_DEFERRED;
    if (smtp->lacks_utf8) {
        relay_say(answer, RELAY_BOUNCED, SLICE("the relay takes no addresses beyond ASCII: it offers no SMTPUTF8"));
    } else if (code == CURLE_OK) {
        relay_say(answer, RELAY_ACCEPTED, buffer_slice(&smtp->reply));
    } else if (said && smtp->code >= SMTP_BOUNCED) {
        relay_say(answer, about_mail && !relay_is_our_fault(code) ? RELAY_BOUNCED : RELAY_REFUSED,
                  buffer_slice(&smtp->reply));
    } else if (said) {
        relay_say(answer, relay_is_our_fault(code) ? RELAY_REFUSED : RELAY_DEFERRED, buffer_slice(&smtp->reply));
    } else {
        relay_say(answer, relay_is_our_fault(code) ? RELAY_REFUSED : RELAY_DEFERRED,
                  slice_of(smtp->reason[0] != '\0' ? smtp->reason : curl_easy_strerror(code)));
    }
    answer->code = smtp->code;
    answer->unsure = code != CURLE_OK && smtp->whole && !said;
}

static void smtp_send(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer)
{
    struct smtp *const smtp = (struct smtp *)relay;
    char from[WIRE_ADDRESS_BYTES_MAX], to[WIRE_ADDRESS_BYTES_MAX];
    struct buffer from_out = BUFFER(from), to_out = BUFFER(to);
    *answer = (struct relay_answer){ 0 };
    if (!compose_address_is_good(mail->from) || !compose_address_is_good(mail->to)) {
        relay_say(answer, RELAY_BOUNCED, SLICE("this is no address that SMTP could carry"));
        return;
    }
    (void)compose_wire_address(mail->from, &from_out);
    buffer_add_byte(&from_out, '\0');
    smtp->needs_utf8 = !compose_wire_address(mail->to, &to_out);
    buffer_add_byte(&to_out, '\0');
    if (from_out.full || to_out.full) {
        relay_say(answer, RELAY_BOUNCED, SLICE("this address is too long for SMTP"));
        return;
    }
    struct curl_slist *const recipients = curl_slist_append(NULL, to);
    if (recipients == NULL) {
        relay_say(answer, RELAY_DEFERRED, SLICE("no memory for the envelope"));
        return;
    }
    smtp->rest = mail->bytes;
    smtp->whole = false;
    smtp->code = 0;
    smtp->reason[0] = '\0';
    buffer_clear(&smtp->reply);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail->bytes.length);
    smtp->lacks_utf8 = smtp->open && smtp->needs_utf8 && !smtp->has_utf8;
    CURLcode const code = smtp->lacks_utf8 ? CURLE_OK : curl_easy_perform(smtp->curl);
    smtp->open = code == CURLE_OK;
    smtp->ehlos = 0; /* the next greeting is that of a new connection */
    relay_judge(smtp, code, answer);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(recipients);
}

static void smtp_close(struct relay *relay)
{
    struct smtp *const smtp = (struct smtp *)relay;
    curl_easy_cleanup(smtp->curl);
    free(smtp);
}

/* --- opening ------------------------------------------------------------------------------------------------------- */

static const char *relay_text_in(struct buffer *buffer, struct slice text)
{
    buffer_clear(buffer);
    buffer_add(buffer, text);
    buffer_add_byte(buffer, '\0');
    return buffer->full ? "" : buffer->bytes;
}

static void relay_set_up(struct smtp *smtp, const struct relay_options *options)
{
    char memory[PATH_BYTES_MAX], address[SERVER_URL_BYTES_MAX], host[WIRE_ADDRESS_BYTES_MAX];
    struct buffer text = BUFFER(memory), url = BUFFER(address), name = BUFFER(host);
    CURL *const curl = smtp->curl;
    bool const plain = options->plain || (server_url_is_local(options->address) && options->authorities.length == 0);
    smtp->starts_tls = !plain && slice_begins(options->address, SLICE("smtp:"));
    server_url_write(options->address, relay_text_in(&name, options->host),
                     &url); /* curl takes the name for EHLO from the path */
    curl_easy_setopt(curl, CURLOPT_URL, url.full ? "" : address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (options->authorities.length > 0)
        curl_easy_setopt(curl, CURLOPT_CAINFO, relay_text_in(&text, options->authorities));
    if (options->user.length > 0) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, relay_text_in(&text, options->user));
        curl_easy_setopt(curl, CURLOPT_PASSWORD, relay_text_in(&text, options->password));
    }
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, relay_give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, relay_take_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->reason);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)RELAY_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     options->answer_seconds > 0 ? (long)options->answer_seconds : (long)RELAY_ANSWER_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)RELAY_MAIL_SECONDS);
}

struct relay *relay_open_smtp(const struct relay_options *options, struct error *error)
{
    struct smtp *const smtp = calloc(1, sizeof *smtp);
    if (smtp == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (smtp->curl = curl_easy_init()) == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a connection to the relay"));
        free(smtp);
        return NULL;
    }
    smtp->relay = (struct relay){ smtp_send, smtp_close };
    smtp->reply = BUFFER(smtp->reply_memory);
    relay_set_up(smtp, options);
    return &smtp->relay;
}

void relay_send(struct relay *relay, const struct relay_mail *mail, struct relay_answer *answer)
{
    relay->send(relay, mail, answer);
}

void relay_close(struct relay *relay)
{
    if (relay != NULL)
        relay->close(relay);
}
