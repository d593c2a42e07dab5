// SPDX-License-Identifier: Apache-2.0
#include "mail/mailbox_reader.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "mail/bounce.h"
#include "mail/fault.h"
#include "mail/server_url.h"

enum {
    LIST_BYTES_MAX = 1 << 16, /* the answer to SEARCH */
    READ_SECONDS_MAX = 120,
    COMMAND_BYTES_MAX = 128
};

struct mailbox_reader {
    CURL *curl;
    char address[SERVER_URL_BYTES_MAX];
    char reason[CURL_ERROR_SIZE];
    struct buffer bytes; /* BOUNCE_BYTES_MAX */
};

static size_t mailbox_reader_take_bytes(char *bytes, size_t size, size_t count, void *context)
{
    buffer_add(context, (struct slice){ bytes, size * count });
    return size * count; /* `full` says when the mail is longer than the buffer */
}

static bool mailbox_reader_fail(struct mailbox_reader *reader, CURLcode code, struct error *error)
{
    return fail(error, FAULT_BOUNCE_MAILBOX, 0,
                slice_of(reader->reason[0] != '\0' ? reader->reason : curl_easy_strerror(code)));
}

/* Runs a command; without one, fetches that mail. */
static bool mailbox_reader_command(struct mailbox_reader *reader, const char *command, uint64_t mail,
                                   struct error *error)
{
    char memory[SERVER_URL_BYTES_MAX + COMMAND_BYTES_MAX];
    struct buffer url = BUFFER(memory);
    buffer_add_text(&url, reader->address);
    if (command == NULL) {
        buffer_add_text(&url, ";UID=");
        buffer_add_number(&url, mail);
    }
    buffer_add_byte(&url, '\0');
    buffer_clear(&reader->bytes);
    reader->bytes.full = false;
    reader->reason[0] = '\0';
    curl_easy_setopt(reader->curl, CURLOPT_URL, url.full ? "" : memory);
    curl_easy_setopt(reader->curl, CURLOPT_CUSTOMREQUEST, command);
    CURLcode const code = curl_easy_perform(reader->curl);
    return code == CURLE_OK || mailbox_reader_fail(reader, code, error);
}

static bool mailbox_reader_command_for(struct mailbox_reader *reader, const char *before, uint64_t mail,
                                       const char *after, struct error *error)
{
    char memory[COMMAND_BYTES_MAX];
    struct buffer command = BUFFER(memory);
    buffer_add_text(&command, before);
    buffer_add_number(&command, mail);
    buffer_add_text(&command, after);
    buffer_add_byte(&command, '\0');
    return mailbox_reader_command(reader, memory, 0, error);
}

/* Reads the numbers from "* SEARCH 3 5 8". */
static size_t mailbox_reader_find_mails(struct slice answer, uint64_t *mails, size_t limit)
{
    struct slice line, word;
    size_t count = 0;
    while (slice_next(&answer, '\n', &line)) {
        if (!slice_begins(line, SLICE("* SEARCH")))
            continue;
        struct slice rest = slice_part(line, 8, line.length);
        while (count < limit && slice_next(&rest, ' ', &word)) {
            if (slice_ends(word, SLICE("\r")))
                word.length--;
            count += slice_number(word, &mails[count]);
        }
    }
    return count;
}

bool mailbox_reader_read(struct mailbox_reader *reader, bool (*take)(void *context, struct slice bytes), void *context,
                         size_t *count, struct error *error)
{
    uint64_t mails[MAILBOX_READER_MAX];
    bool gone = false;
    *count = 0;
    if (!mailbox_reader_command(reader, "UID SEARCH UNDELETED UNFLAGGED", 0, error))
        return false;
    *count = mailbox_reader_find_mails(buffer_slice(&reader->bytes), mails, MAILBOX_READER_MAX);
    for (size_t i = 0; i < *count; i++) {
        if (!mailbox_reader_command(reader, NULL, mails[i], error))
            return false;
        bool const understood = !reader->bytes.full && take(context, buffer_slice(&reader->bytes));
        if (!mailbox_reader_command_for(reader, "UID STORE ", mails[i],
                                        understood ? " +FLAGS.SILENT (\\Deleted)" : " +FLAGS.SILENT (\\Flagged)",
                                        error))
            return false;
        gone |= understood;
    }
    return !gone || mailbox_reader_command(reader, "EXPUNGE", 0, error);
}

static void mailbox_reader_set_up(struct mailbox_reader *reader, const struct mailbox_reader_options *options)
{
    char memory[4096];
    CURL *const curl = reader->curl;
    struct buffer text = BUFFER(memory);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    bool const plain = options->plain || (server_url_is_local(options->address) && options->authorities.length == 0);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    struct {
        CURLoption option;
        struct slice value;
    } const texts[] = { { CURLOPT_CAINFO, options->authorities },
                        { CURLOPT_USERNAME, options->user },
                        { CURLOPT_PASSWORD, options->password } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buffer_clear(&text);
        buffer_add(&text, texts[i].value);
        buffer_add_byte(&text, '\0');
        if (texts[i].value.length > 0 && !text.full)
            curl_easy_setopt(curl, texts[i].option, memory);
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, mailbox_reader_take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reader->bytes);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reader->reason);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)RELAY_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)READ_SECONDS_MAX);
}

struct mailbox_reader *mailbox_reader_open(const struct mailbox_reader_options *options, struct error *error)
{
    struct mailbox_reader *const reader = calloc(1, sizeof *reader);
    if (reader != NULL && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
        reader->curl = curl_easy_init();
        reader->bytes = (struct buffer){ malloc(BOUNCE_BYTES_MAX), 0, BOUNCE_BYTES_MAX, false };
    }
    if (reader == NULL || reader->curl == NULL || reader->bytes.bytes == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a connection to the mailbox"));
        mailbox_reader_close(reader);
        return NULL;
    }
    struct buffer address = BUFFER(reader->address);
    server_url_write(options->address, "INBOX", &address);
    mailbox_reader_set_up(reader, options);
    return reader;
}

void mailbox_reader_close(struct mailbox_reader *reader)
{
    if (reader == NULL)
        return;
    curl_easy_cleanup(reader->curl);
    free(reader->bytes.bytes);
    free(reader);
}
