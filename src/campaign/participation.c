// SPDX-License-Identifier: Apache-2.0
#include "campaign/participation.h"

#include <stdlib.h>

#include "room/site.h"
#include "store/comments.h"
#include "store/messages.h"

static void participation_remember_message(void *context, int64_t campaign, uint64_t similarity)
{
    similarity_remember(context, campaign, similarity);
}

static void participation_remember_comment(void *context, struct slice conference, uint64_t similarity)
{
    similarity_remember(context, similarity_group(conference), similarity);
}

/* Remembers what came before the start. */
static bool participation_open_similarity(struct participation *participation, struct error *error)
{
    struct similarity *const messages = similarity_open(error), *const comments = similarity_open(error);
    participation->message_similarity = messages;
    participation->comment_similarity = comments;
    if (messages == NULL || comments == NULL)
        return false;
    struct driver *const reader = campaign_store_read(participation->store, error);
    if (reader == NULL)
        return false;
    bool const read = message_similarities(reader, SIMILARITY_KEPT, participation_remember_message, messages, error) &&
                      comment_similarities(reader, SIMILARITY_KEPT, participation_remember_comment, comments, error);
    campaign_store_read_end(participation->store);
    return read;
}

static bool participation_open_all(struct participation *participation, struct site *site, struct slice disposable,
                                   struct error *error)
{
    struct slice const directory = site_directory(site);
    if (disposable.length > 0 && (participation->disposable = disposable_read(disposable, error)) == NULL)
        return false;
    if (!sealed_make_keys(directory, error) || !sealed_read_seal(directory, &participation->seal, error))
        return false;
    participation->store = campaign_store_open(directory, error);
    if (participation->store == NULL || !participation_open_similarity(participation, error))
        return false;
    participation->write_queue = write_queue_open(participation->store, error);
    if (participation->write_queue == NULL)
        return false;
    participation->public_logs = public_log_writer_open(site, participation->store, error);
    return participation->public_logs != NULL;
}

struct participation *participation_open(struct site *site, struct slice disposable, struct error *error)
{
    struct participation *const participation = calloc(1, sizeof *participation);
    if (participation == NULL) {
        fail(error, FAULT_MEMORY, 0, SLICE("public participation"));
        return NULL;
    }
    if (participation_open_all(participation, site, disposable, error))
        return participation;
    participation_close(participation);
    return NULL;
}

void participation_close(struct participation *participation)
{
    if (participation == NULL)
        return;
    write_queue_close(participation->write_queue);
    public_log_writer_close(participation->public_logs);
    disposable_close(participation->disposable);
    similarity_close(participation->message_similarity);
    similarity_close(participation->comment_similarity);
    campaign_store_close(participation->store);
    sealed_forget(&participation->seal);
    free(participation);
}
