// SPDX-License-Identifier: Apache-2.0
#include "cmd/desk_server.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "campaign/participation.h"
#include "campaign/sign_in.h"
#include "store/os.h"
#include "web/desk/routes.h"
#include "web/listen.h"
#include "web/page/page.h"
#include "web/server.h"

enum { HOST_BYTES_MAX = 512 };

struct desk_server {
    struct desk *desk;
    struct participation participation; /* without public logs: they are the site's */
    struct server_options server;
    struct error error;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, ready, ended;
    int stop;
    char host[HOST_BYTES_MAX], listens[LISTEN_ADDRESS_BYTES_MAX], address[LISTEN_ADDRESS_BYTES_MAX];
    size_t address_length;
};

static void desk_server_note_ready(void *context, struct slice address)
{
    struct desk_server *const serving = context;
    struct buffer out = BUFFER(serving->address);
    buffer_add(&out, address);
    desk_listens(serving->desk, buffer_slice(&out));
    pthread_mutex_lock(&serving->lock);
    serving->address_length = out.length;
    serving->ready = true;
    pthread_cond_signal(&serving->changed);
    pthread_mutex_unlock(&serving->lock);
}

static void *desk_server_thread(void *context)
{
    struct desk_server *const serving = context;
    (void)server_run(NULL, &serving->participation, &serving->server, &serving->error);
    pthread_mutex_lock(&serving->lock);
    serving->ended = true;
    pthread_cond_signal(&serving->changed);
    pthread_mutex_unlock(&serving->lock);
    return NULL;
}

/* The site's name as DIR/site has it: "name: HOST". */
static bool desk_server_read_host(struct slice directory, char *memory, size_t limit, struct slice *host,
                                  struct error *error)
{
    struct os_path path;
    struct arena arena = { (unsigned char *)memory, 0, limit };
    struct slice file;
    if (!os_path_join(&path, directory, SLICE("site"), SLICE("")) ||
        !os_read_file(&path, limit / 2, &arena, &file, error))
        return false;
    *host = slice_part(file, 6, slice_find(file, '\n', 0));
    return true;
}

static bool desk_server_wait_until_ready(struct desk_server *serving)
{
    pthread_mutex_lock(&serving->lock);
    while (!serving->ready && !serving->ended)
        pthread_cond_wait(&serving->changed, &serving->lock);
    bool const ready = serving->ready;
    pthread_mutex_unlock(&serving->lock);
    return ready;
}

static bool desk_server_begin(struct desk_server *serving, const struct desk_options *options, struct slice address,
                              struct error *error)
{
    struct desk_options given = *options;
    struct buffer listens = BUFFER(serving->listens);
    buffer_add(&listens, address);
    if (given.host.length == 0 &&
        !desk_server_read_host(given.directory, serving->host, sizeof serving->host, &given.host, error))
        return false;
    serving->participation.store = given.campaigns;
    serving->participation.seal = *given.seal;
    serving->participation.write_queue = write_queue_open(given.campaigns, error);
    serving->desk = serving->participation.write_queue != NULL ? desk_open(&given, error) : NULL;
    if (serving->desk == NULL)
        return false;
    serving->server = (struct server_options){ .address = buffer_slice(&listens),
                                               .stop_fd = serving->stop,
                                               .ready = desk_server_note_ready,
                                               .context = serving,
                                               .routes = &routes_desk,
                                               .desk = serving->desk };
    serving->running = pthread_create(&serving->thread, NULL, desk_server_thread, serving) == 0;
    if (!serving->running)
        return fail(error, FAULT_MEMORY, 0, SLICE("a thread"));
    if (desk_server_wait_until_ready(serving))
        return true;
    return fail_as(error, &serving->error);
}

struct desk_server *desk_server_start(const struct desk_options *options, struct slice address, struct error *error)
{
    struct desk_server *const serving = calloc(1, sizeof *serving);
    if (serving == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("the desk"));
        return NULL;
    }
    serving->stop = eventfd(0, EFD_CLOEXEC);
    (void)pthread_mutex_init(&serving->lock, NULL);
    (void)pthread_cond_init(&serving->changed, NULL);
    if (desk_server_begin(serving, options, address, error))
        return serving;
    desk_server_end(serving);
    return NULL;
}

struct slice desk_server_address(const struct desk_server *serving)
{
    return (struct slice){ serving->address, serving->address_length };
}

struct first {
    struct arena *arena;
    struct token token;
    bool made;
};

static bool desk_server_apply_first(struct campaign_store *campaigns, void *context, struct error *error)
{
    struct first *const first = context;
    struct organise const by = { campaign_store_writer(campaigns), SLICE("the demonstration"), first->arena,
                                 os_clock_seconds() };
    struct organisers list;
    if (!organiser_all(by.driver, first->arena, &list, error))
        return false;
    first->made = list.count == 0;
    return !first->made || sign_in_invite(&by, SLICE("First owner"), SLICE("owner"), &first->token, error);
}

bool desk_server_first_link(struct desk_server *serving, struct arena *arena, struct slice *link, struct error *error)
{
    struct first first = { .arena = arena };
    *link = SLICE("");
    if (!write_queue_do(serving->participation.write_queue, desk_server_apply_first, &first, error))
        return false;
    if (first.made)
        *link = PRINT(arena, "{0}/desk/invite/{1}", desk_options(serving->desk)->origin, token_slice(&first.token));
    return true;
}

void desk_server_end(struct desk_server *serving)
{
    if (serving == NULL)
        return;
    if (serving->running) {
        eventfd_write(serving->stop, 1);
        pthread_join(serving->thread, NULL);
    }
    write_queue_close(serving->participation.write_queue);
    desk_close(serving->desk);
    sealed_forget(&serving->participation.seal);
    pthread_cond_destroy(&serving->changed);
    pthread_mutex_destroy(&serving->lock);
    close(serving->stop);
    free(serving);
}
