// SPDX-License-Identifier: Apache-2.0
#include "cmd/http_source.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cmd/fault.h"
#include "log/fault.h"
#include "record/tile.h"

enum {
    CONNECT_SECONDS = 10,
    SLOW_SECONDS = 30,
    SLOW_BYTES_A_SECOND = 100,
    REDIRECTIONS_MAX = 3,
    REQUEST_URL_BYTES_MAX = URL_BYTES_MAX + TILE_PATH_BYTES_MAX + 80,
    HTTP_OK = 200,
    HTTP_NOT_FOUND = 404,
    HTTP_GONE = 410
};

struct http_source {
    struct log_source copy;
    CURL *curl;
    char base_text[URL_BYTES_MAX + 8];
    struct slice base; /* without a slash at its end */
    struct slice log;  /* what stands between it and a part: "/log/" or "/" */
    size_t blobs_base; /* how much of base stands before /blobs/ */
};

bool http_source_is_address(struct slice place)
{
    return slice_begins(place, SLICE("http://")) || slice_begins(place, SLICE("https://"));
}

static size_t http_source_take_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct buffer *const out = context;
    buffer_add(out, (struct slice){ bytes, size * count });
    return out->full ? 0 : size * count;
}

static bool http_source_fail_fetch(const char *address, const char *words, struct error *error)
{
    return fail(error, FAULT_FETCH, 0, slice_of(address), slice_of(words));
}

static enum log_source_result http_source_get(struct http_source *http_source, const char *address, struct buffer *out,
                                              struct error *error)
{
    long status = 0;
    buffer_clear(out);
    curl_easy_setopt(http_source->curl, CURLOPT_URL, address);
    curl_easy_setopt(http_source->curl, CURLOPT_WRITEDATA, out);
    CURLcode const code = curl_easy_perform(http_source->curl);
    curl_easy_getinfo(http_source->curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK) {
        http_source_fail_fetch(address, out->full ? "more bytes than such a part can have" : curl_easy_strerror(code),
                               error);
        return LOG_SOURCE_FAILED;
    }
    if (status == HTTP_OK)
        return LOG_SOURCE_HERE;
    if (status == HTTP_NOT_FOUND || status == HTTP_GONE)
        return LOG_SOURCE_ABSENT;
    char words_memory[64];
    struct buffer words = BUFFER(words_memory);
    buffer_add_text(&words, "the server answers with status ");
    buffer_add_number(&words, (uint64_t)status);
    buffer_add_byte(&words, '\0');
    http_source_fail_fetch(address, words.bytes, error);
    return LOG_SOURCE_FAILED;
}

static enum log_source_result http_source_read(struct log_source *copy, struct slice path, struct buffer *out,
                                               struct error *error)
{
    struct http_source *const http_source = (struct http_source *)copy;
    char memory[REQUEST_URL_BYTES_MAX];
    struct buffer address = BUFFER(memory);
    bool const blob =
        slice_begins(path, SLICE("blobs/")) || slice_begins(path, SLICE("public-log/")); /* beside the log */
    buffer_add(&address, blob ? slice_part(http_source->base, 0, http_source->blobs_base) : http_source->base);
    buffer_add(&address, blob ? SLICE("/") : http_source->log);
    buffer_add(&address, path);
    buffer_add_byte(&address, '\0');
    if (address.full)
        return LOG_SOURCE_ABSENT;
    return http_source_get(http_source, memory, out, error);
}

static void http_source_close(struct log_source *copy)
{
    curl_easy_cleanup(((struct http_source *)copy)->curl);
    free(copy);
}

static void http_source_set_limits(CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, http_source_take_bytes);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTIONS_MAX);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_A_SECOND);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "plenary");
}

/* Under /log/ as a server has it; else right there, as a mirror or a log's own address. */
static bool http_source_find_log(struct http_source *http_source, struct error *error)
{
    char memory[1 << 16];
    struct buffer checkpoint = BUFFER(memory);
    static const struct slice prefixes[] = { { "/log/", 5 }, { "/", 1 } };
    for (size_t i = 0; i < 2; i++) {
        http_source->log = prefixes[i];
        enum log_source_result const result =
            http_source_read(&http_source->copy, SLICE("checkpoint"), &checkpoint, error);
        if (result == LOG_SOURCE_FAILED)
            return false;
        if (result == LOG_SOURCE_HERE)
            return true;
    }
    return fail(error, FAULT_COPY_NONE, 0, http_source->base);
}

struct log_source *http_source_open(struct slice address, struct error *error)
{
    while (slice_ends(address, SLICE("/")))
        address.length--;
    if (address.length > URL_BYTES_MAX || slice_find(address, '?', 0) < address.length ||
        slice_find(address, '#', 0) < address.length) {
        fail(error, FAULT_COPY_NONE, 0, address);
        return NULL;
    }
    struct http_source *const http_source = calloc(1, sizeof *http_source);
    if (http_source == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
        (http_source->curl = curl_easy_init()) == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("a connection"));
        free(http_source);
        return NULL;
    }
    struct buffer base = BUFFER(http_source->base_text);
    buffer_add(&base, address);
    http_source->base = buffer_slice(&base);
    http_source->copy = (struct log_source){ http_source_read, NULL, http_source_close, true };
    http_source->blobs_base = http_source->base.length;
    http_source_set_limits(http_source->curl);
    if (http_source_find_log(http_source, error)) {
        if (http_source->log.length == 1 && slice_ends(http_source->base, SLICE("/log")))
            http_source->blobs_base -= 4;
        return &http_source->copy;
    }
    http_source_close(&http_source->copy);
    return NULL;
}
