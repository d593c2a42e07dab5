/* store/voice.h - the store of the public's voice, DIR/voice.db: campaigns, messages, mail, followers, comments.
 *
 * How     struct driver *writer = voice_begin(voice, &error);          one writer at a time, in this process and beside it
 *         if (writer != NULL) { contact_add(writer, ...) ...; voice_commit(voice, &error); }
 *         struct driver *reader = voice_read(voice, &error); ... voice_read_end(voice);
 *         The subjects (store/campaigns.h, store/messages.h ...) take a driver, and so work in both.
 * Holds   A transaction that was committed is durable. A reader sees one state, of between two commits, from begin to end.
 * Owns    Two connections, until voice_close.
 * Threads All, from any. Who holds voice_read must not call voice_read. In the process that serves, pages write through
 *         room/intake.h alone, so that many changes share a sync.
 * Not     Sealing: store/sealed.h. */
#ifndef STORE_VOICE_H
#define STORE_VOICE_H

#include "base/arena.h"
#include "store/voice_book.h"

struct voice;

/* Opens DIR/voice.db, making it when it is not there. FAULT_STORE, FAULT_MEMORY. */
struct voice *voice_open(struct slice directory, struct error *error);
/* NULL is let be. */
void voice_close(struct voice *voice);

/* Begins a transaction. NULL with the error; else end it by voice_commit or voice_rollback. */
struct driver *voice_begin(struct voice *voice, struct error *error);
/* True: durable. False: nothing of it was kept. Ends the transaction either way. */
bool voice_commit(struct voice *voice, struct error *error);
void voice_rollback(struct voice *voice);
/* The connection of the transaction that was begun. */
struct driver *voice_writer(struct voice *voice);

/* What was deleted and committed leaves the engine's log too. */
bool voice_scrub(struct voice *voice, struct error *error);

/* A view of what is committed. NULL with the error. */
struct driver *voice_read(struct voice *voice, struct error *error);
void voice_read_end(struct voice *voice);

/* A setting, copied; empty when it was never set. */
bool voice_setting(struct driver *driver, struct slice name, struct arena *arena, struct slice *value,
                   struct error *error);
bool voice_set(struct driver *driver, struct slice name, struct slice value, struct error *error);
bool voice_forget(struct driver *driver, struct slice name, struct error *error);

#endif
