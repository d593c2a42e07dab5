/* cmd/player.h - plays files of acts into a site: what play and demo share.
 *
 * How     struct player player; player_begin(&player, site); player_add(&player, SLICE("examples/assembly"), &error);
 *         player_play(&player, ...)
 * Owns    The files' texts, until player_end. */
#ifndef CMD_PLAYER_H
#define CMD_PLAYER_H

#include "room/script.h"

enum {
    PLAYER_FILES_MAX = 512,
    PLAYER_FILE_BYTES_MAX = 64 << 20, /* of acts that a person wrote */
    PLAYER_BATCH = 256                /* acts handed to the room at once */
};

struct player_file {
    struct slice path, text;
};

struct player {
    struct site *site;
    struct arena arena; /* texts and paths */
    struct arena acts;  /* of a batch */
    struct player_file files[PLAYER_FILES_MAX];
    size_t count;
    struct slice conference; /* of the files: their folder's name, or what was asked for */
    uint64_t played, known;  /* acts that were taken; that were there before */
};

bool player_begin(struct player *player, struct site *site, struct error *error);
void player_end(struct player *player);
/* Adds a file, or all *.acts files of a folder in the order of their names. */
bool player_add(struct player *player, struct slice path, struct error *error);
/* Acts in the files, roughly: lines that begin one. */
uint64_t player_count_acts(const struct player *player);

/* Plays all files at once. `again`: from the record's first place on, passing over what is there already. Says on standard
 * error what is wrong, with file and line; gives the exit status. */
int player_play(struct player *player, bool again);
/* Plays them one by one; `pause` is called before each act with the seconds between it and the act before, as far as both
 * times are known (else 0), and ends the playing by false. */
int player_play_slowly(struct player *player, bool (*pause)(void *context, int64_t seconds), void *context);

#endif
