// SPDX-License-Identifier: Apache-2.0
/* cmd/demo.c - play the examples into a record and serve it. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "cmd/demo_campaign.h"
#include "cmd/demo_worker.h"
#include "cmd/fault.h"
#include "cmd/importer.h"
#include "cmd/serving.h"
#include "cmd/terminal.h"
#include "store/fault.h"
#include "store/os.h"

enum {
    PAUSE_MS_MAX = 4000, /* a night is cut short */
    PAUSE_MS_MIN = 40,   /* acts of one day, or without a known time, are told apart */
    EXAMPLES_MAX = 16
};

struct demo {
    struct slice data, listen, speed, example, examples, disposable;
};

/* A demonstration while it runs. */
struct demonstration {
    const struct demo *given;
    struct site *site;
    struct participation *participation;
    struct importer *importers; /* one an example */
    size_t count;
    uint64_t speed; /* 0: all at once */
    int stop, tell; /* as serving_run has them */
};

/* --- played while it is served ----------------------------------------------------------------------------------- */

struct slow_demo {
    struct importer *importer;
    uint64_t speed;
    int end; /* readable: stop playing */
    pthread_t thread;
};

static bool demo_wait_between(void *context, int64_t seconds)
{
    const struct slow_demo *const slow = context;
    int64_t wait_ms = seconds < INT64_MAX / 1000 ? seconds * 1000 / (int64_t)slow->speed : PAUSE_MS_MAX;
    if (wait_ms < PAUSE_MS_MIN)
        wait_ms = PAUSE_MS_MIN;
    if (wait_ms > PAUSE_MS_MAX)
        wait_ms = PAUSE_MS_MAX;
    struct pollfd end = { .fd = slow->end, .events = POLLIN };
    return poll(&end, 1, (int)wait_ms) == 0;
}

static int demo_serve(const struct demonstration *demonstration)
{
    return serving_run(demonstration->site, demonstration->participation, demonstration->given->listen,
                       demonstration->stop, demonstration->tell);
}

static void *demo_play_slowly(void *context)
{
    struct slow_demo *const slow = context;
    importer_play_slowly(slow->importer, demo_wait_between, slow);
    return NULL;
}

/* A thread plays each example. The records are made before the server lists them. */
static int demo_serve_slowly(const struct demonstration *demonstration)
{
    struct slow_demo slow[EXAMPLES_MAX];
    size_t const count = demonstration->count;
    struct error error;
    size_t started = 0;
    int status = STATUS_OK;
    int const end = eventfd(0, EFD_CLOEXEC);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (site_make_room(demonstration->site, demonstration->importers[i].conference, &error) == NULL)
            status = terminal_error(&error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        slow[i] =
            (struct slow_demo){ .importer = &demonstration->importers[i], .speed = demonstration->speed, .end = end };
        if (end < 0 || pthread_create(&slow[i].thread, NULL, demo_play_slowly, &slow[i]) != 0) {
            fail(&error, FAULT_MEMORY, 0, SLICE("a thread"));
            status = terminal_error(&error);
        } else {
            started++;
        }
    }
    if (status == STATUS_OK)
        status = demo_serve(demonstration);
    eventfd_write(end, 1);
    for (size_t i = 0; i < started; i++)
        pthread_join(slow[i].thread, NULL);
    close(end);
    return status;
}

/* --- the examples ------------------------------------------------------------------------------------------------ */

static bool demo_find_examples(struct slice said, struct os_path *path, struct error *error)
{
    struct slice const installed = SLICE(PLENARY_EXAMPLES_INSTALLED);
    return (serving_find(said, SLICE(PLENARY_EXAMPLES_SOURCE), installed, path) && os_is_directory(path)) ||
           fail(error, FAULT_EXAMPLE_MISSING, 0, slice_is_empty(said) ? installed : said);
}

/* One importer for each folder of examples, or for the one that is asked for. */
static bool demo_gather_examples(struct demonstration *demonstration, struct error *error)
{
    const struct demo *const given = demonstration->given;
    static unsigned char memory[EXAMPLES_MAX * 4 * 300];
    struct arena arena = { memory, 0, sizeof memory };
    struct slice names[EXAMPLES_MAX * 4];
    struct os_path examples, path;
    size_t name_count;
    if (!demo_find_examples(given->examples, &examples, error) ||
        !os_list(&examples, &arena, names, EXAMPLES_MAX * 4, &name_count, error))
        return false;
    for (size_t i = 0; i < name_count; i++) {
        if (!os_path_join(&path, slice_of(examples.text), names[i], SLICE("")) || !os_is_directory(&path) ||
            (!slice_is_empty(given->example) && !slice_equal(given->example, names[i])))
            continue;
        if (demonstration->count == EXAMPLES_MAX)
            return fail(error, FAULT_DIRECTORY_FULL, 0, slice_of(examples.text));
        struct importer *const importer = &demonstration->importers[demonstration->count++];
        if (!importer_begin(importer, demonstration->site, error) ||
            !importer_add(importer, slice_of(path.text), error) ||
            !demo_campaign_load(demonstration->participation->store, importer->conference, slice_of(path.text), error))
            return false;
    }
    return demonstration->count > 0 || fail(error, FAULT_EXAMPLE_MISSING, 0, given->examples);
}

static bool demo_is_new(struct site *site, const struct importer *importer)
{
    struct room *const room = site_find(site, importer->conference);
    return room == NULL || room_count(room) == 0;
}

/* Plays the examples and serves them, or plays them while it serves them. */
static int demo_play_and_serve(const struct demonstration *demonstration)
{
    bool slowly = demonstration->speed > 0;
    for (size_t i = 0; i < demonstration->count; i++)
        slowly &= demo_is_new(demonstration->site, &demonstration->importers[i]);
    if (slowly)
        return demo_serve_slowly(demonstration);
    for (size_t i = 0; i < demonstration->count; i++) {
        struct importer *const importer = &demonstration->importers[i];
        bool const fresh = demo_is_new(demonstration->site, importer);
        int const played = importer_play(importer, true);
        if (fresh && played != STATUS_OK) /* acts that others added to the record of an earlier demo do not stop it */
            return played;
    }
    return demo_serve(demonstration);
}

static int demo_run_site(struct demonstration *demonstration)
{
    struct error error;
    demonstration->importers = calloc(EXAMPLES_MAX, sizeof *demonstration->importers);
    demonstration->participation =
        serving_open_participation(demonstration->site, demonstration->given->disposable, &error);
    bool good = demonstration->participation != NULL;
    good = good && (demonstration->importers != NULL || fail(&error, FAULT_MEMORY, 0, SLICE("examples")));
    good = good && demo_gather_examples(demonstration, &error);
    int const status = good ? demo_play_and_serve(demonstration) : terminal_error(&error);
    for (size_t i = 0; i < demonstration->count; i++)
        importer_end(&demonstration->importers[i]);
    free(demonstration->importers);
    participation_close(demonstration->participation);
    return status;
}

static int demo_run(const void *options, const struct slice *rest, size_t count)
{
    const struct demo *const given = options;
    uint64_t speed = 0;
    struct error error;
    (void)rest;
    if (count > 0 || (!slice_is_empty(given->speed) && (!slice_number(given->speed, &speed) || speed > 1000000000))) {
        fail(&error, FAULT_OPTION_NUMBER, 0, SLICE("--speed"), given->speed);
        return terminal_error(&error);
    }
    int const stop = serving_catch_signals();
    struct slice const data = slice_is_empty(given->data) ? SLICE("plenary-demo") : given->data;
    struct demo_worker worker;
    if (!demo_worker_start(data, &worker, &error))
        return terminal_error(&error);
    struct demonstration demonstration = { .given = given, .speed = speed, .stop = stop, .tell = worker.tell };
    demonstration.site = site_open(data, SLICE("localhost"), &error);
    int const status = demonstration.site != NULL ? demo_run_site(&demonstration) : terminal_error(&error);
    demo_worker_end(&worker);
    site_close(demonstration.site);
    return status;
}

static const struct option_type demo_options[] = {
    { "data", 'd', "DIR", offsetof(struct demo, data), "the data directory (plenary-demo); played once" },
    { "listen", 'l', "ADDR:PORT", offsetof(struct demo, listen), "where to listen (127.0.0.1:8080)" },
    { "speed", 's', "N", offsetof(struct demo, speed), "N times as fast as it was; 0, the default: all at once" },
    { "example", 'e', "NAME", offsetof(struct demo, example), "this example alone" },
    { "examples", 0, "DIR", offsetof(struct demo, examples), "the folder of examples" },
    { "disposable", 0, "FILE", offsetof(struct demo, disposable),
      "domains that give out addresses to throw away, one a line (the installed list)" },
    { 0 },
};

const struct command command_demo = {
    .name = "demo",
    .arguments = "[--data DIR] [--listen ADDR:PORT] [--speed N]",
    .meaning = "play the examples into a record and serve it",
    .more =
        "Each example is a folder of files of acts; they go through the same checks as any act. With a speed they are\n"
        "played while they are served, so that the pages move; a pause lasts four seconds at most.\n"
        "Mail goes to a mailbox of the demonstration's own, at /demo/mailbox, and nowhere else.\n",
    .options = demo_options,
    .size = sizeof(struct demo),
    .run = demo_run,
};
