// SPDX-License-Identifier: Apache-2.0
/* cmd/option.h - subcommands and their options, each from one table.
 *
 * What    GNU long options (--name VALUE, --name=VALUE, short letters), mixed with other words in any order; -- ends them.
 *         Every command has --help. Help, man page and parsing come from the same rows.
 * How     struct serve { struct slice data; };
 *         static const struct option_type serve_options[] = {
 *             { "data", 'd', "DIR", offsetof(struct serve, data), "the data directory" }, { 0 } };
 * Owns    Values point into argv. */
#ifndef CMD_OPTION_H
#define CMD_OPTION_H

#include "base/error.h"

/* Exit statuses. */
enum status {
    STATUS_OK = 0,
    STATUS_NOT_SO = 1, /* what was checked does not hold */
    STATUS_USAGE = 2,
    STATUS_FAILED = 3
};

enum { OPTION_REST_MAX = 1024 /* words that are no options */ };

struct option_type {
    const char *name;     /* without dashes; NULL ends the table */
    char letter;          /* or 0 */
    const char *argument; /* what stands for its value in help; NULL: a flag */
    size_t offset;        /* of a struct slice in the command's struct, or of a bool for a flag */
    const char *meaning;
};

struct command {
    const char *name, *arguments, *meaning;
    const char *more; /* further lines of help, or NULL */
    const struct option_type *options;
    size_t size; /* of the struct that the options fill */
    int (*run)(const void *options, const struct slice *rest, size_t count);
    /* Help for what stands after the command, or NULL; false when it has none. */
    bool (*help)(const struct slice *rest, size_t count);
};

enum { COMMAND_OPTIONS_BYTES_MAX = 512 };

/* Reads the words after the command's name. `options` has command->size bytes, filled with zeros. FAULT_OPTION_*. */
bool option_read(const struct command *command, char **words, size_t word_count, void *options, struct slice *rest,
                 size_t *count, bool *help, struct error *error);
/* Prints the command's help on standard output. */
void option_print_help(const struct command *command);

#endif
