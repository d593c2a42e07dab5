// SPDX-License-Identifier: Apache-2.0
#include "mail/server_url.h"

#include <ctype.h>
#include <curl/curl.h>

#include "mail/fault.h"

/* The parts of an address; NULL where it is none. */
static CURLU *server_url_parse(struct slice text)
{
    char memory[SERVER_URL_BYTES_MAX];
    struct buffer copy = BUFFER(memory);
    CURLU *const parts = curl_url();
    buffer_add(&copy, text);
    buffer_add_byte(&copy, '\0');
    if (parts != NULL && !copy.full && slice_find(text, '\0', 0) == text.length &&
        curl_url_set(parts, CURLUPART_URL, memory, 0) == CURLUE_OK)
        return parts;
    curl_url_cleanup(parts);
    return NULL;
}

/* Copies a part into the arena, an empty one where it is not there. False where it is there and cannot be decoded. */
static bool server_url_part(CURLU *parts, CURLUPart part, unsigned flags, struct arena *arena, struct slice *out)
{
    char *text = NULL;
    CURLUcode const code = curl_url_get(parts, part, &text, flags);
    *out = code == CURLUE_OK ? arena_copy(arena, slice_of(text)) : SLICE("");
    curl_free(text);
    return code != CURLUE_URLDECODE && code != CURLUE_OUT_OF_MEMORY;
}

/* Two digits behind each %: the library lets others stand as they are. */
static bool escapes_are_whole(struct slice text)
{
    for (size_t at = slice_find(text, '%', 0); at < text.length; at = slice_find(text, '%', at + 1))
        if (at + 2 >= text.length || !isxdigit((unsigned char)text.bytes[at + 1]) ||
            !isxdigit((unsigned char)text.bytes[at + 2]))
            return false;
    return true;
}

/* Whether the scheme is that or the same with an s, and two slashes stand behind it: the library takes one, too. */
static bool scheme_is_good(struct slice text, struct slice given, struct slice scheme)
{
    size_t const length = given.length;
    return slice_begins(given, scheme) &&
           (length == scheme.length || slice_equal(slice_part(given, scheme.length, length), SLICE("s"))) &&
           slice_begins(slice_part(text, length, text.length), SLICE("://"));
}

static bool read_parts(CURLU *parts, struct slice text, const char *scheme, struct arena *arena, struct server_url *url)
{
    struct slice given, path;
    static CURLUPart const none[] = { CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (!server_url_part(parts, none[i], 0, arena, &given) || given.length > 0)
            return false;
    if (!server_url_part(parts, CURLUPART_SCHEME, 0, arena, &given) || !scheme_is_good(text, given, slice_of(scheme)) ||
        !escapes_are_whole(text) || !server_url_part(parts, CURLUPART_USER, CURLU_URLDECODE, arena, &url->user) ||
        !server_url_part(parts, CURLUPART_PASSWORD, CURLU_URLDECODE, arena, &url->password) ||
        !server_url_part(parts, CURLUPART_PATH, 0, arena, &path) || slice_find(path, ';', 0) < path.length ||
        curl_url_set(parts, CURLUPART_USER, NULL, 0) != CURLUE_OK ||
        curl_url_set(parts, CURLUPART_PASSWORD, NULL, 0) != CURLUE_OK ||
        !server_url_part(parts, CURLUPART_URL, 0, arena, &url->address))
        return false;
    url->address.length -= path.length == 1; /* the slash that stands for no path */
    return url->address.length > 0;
}

bool server_url_read(struct slice text, const char *scheme, struct arena *arena, struct server_url *url,
                     struct error *error)
{
    CURLU *const parts = server_url_parse(text);
    *url = (struct server_url){ 0 };
    bool const good = parts != NULL && read_parts(parts, text, scheme, arena, url);
    curl_url_cleanup(parts);
    return good || fail(error, FAULT_RELAY_ADDRESS, 0, slice_of(scheme));
}

bool server_url_is_local(struct slice address)
{
    CURLU *const parts = server_url_parse(address);
    char *host = NULL;
    bool local = false;
    if (parts != NULL && curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        local = strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
                (strncmp(host, "127.", 4) == 0 && host[strspn(host, "0123456789.")] == '\0');
    curl_free(host);
    curl_url_cleanup(parts);
    return local;
}

void server_url_write(struct slice address, const char *path, struct buffer *out)
{
    CURLU *const parts = server_url_parse(address);
    char *own = NULL, *whole = NULL;
    if (parts != NULL && curl_url_get(parts, CURLUPART_PATH, &own, 0) == CURLUE_OK &&
        (strcmp(own, "/") != 0 || curl_url_set(parts, CURLUPART_PATH, path, 0) == CURLUE_OK) &&
        curl_url_get(parts, CURLUPART_URL, &whole, 0) == CURLUE_OK)
        buffer_add_text(out, whole);
    buffer_add_byte(out, '\0');
    curl_free(own);
    curl_free(whole);
    curl_url_cleanup(parts);
}
