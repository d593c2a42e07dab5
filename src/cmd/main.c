// SPDX-License-Identifier: Apache-2.0
/* cmd/main.c - dispatch. */
#include "cmd/commands.h"

#include <stdio.h>
#include <string.h>

#include "cmd/fault.h"
#include "cmd/terminal.h"
#include "version.h"

static void main_print_help(FILE *out)
{
    fprintf(out, "plenary - the open record of a negotiation\n\nplenary COMMAND [OPTION]... [WORD]...\n\nCommands\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        fprintf(out, "  %-8s %s\n", commands[i]->name, commands[i]->meaning);
    fprintf(
        out,
        "\nplenary COMMAND --help tells more. Exit status: 0 good, 1 what was checked is not so, 2 called wrongly,\n"
        "3 failed.\n");
}

static const struct command *main_find(struct slice name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (slice_equal(slice_of(commands[i]->name), name))
            return commands[i];
    return NULL;
}

static int main_run(const struct command *command, char **words, size_t word_count)
{
    static struct slice rest[OPTION_REST_MAX];
    _Alignas(16) unsigned char options[COMMAND_OPTIONS_BYTES_MAX] = { 0 };
    size_t count;
    bool help;
    struct error error;
    if (!option_read(command, words, word_count, options, rest, &count, &help, &error))
        return terminal_error(&error);
    if (!help)
        return command->run(options, rest, count);
    if (command->help == NULL || !command->help(rest, count))
        option_print_help(command);
    return STATUS_OK;
}

int main(int count, char **words)
{
    struct error error;
    struct slice const name = slice_of(count > 1 ? words[1] : NULL);
    if (slice_equal(name, SLICE("--help")) || slice_equal(name, SLICE("-h")) || slice_equal(name, SLICE("help"))) {
        main_print_help(stdout);
        return STATUS_OK;
    }
    if (slice_equal(name, SLICE("--version"))) {
        printf("plenary " PLENARY_VERSION "%s\n", PLENARY_COMMIT[0] != '\0' ? " (" PLENARY_COMMIT ")" : "");
        return STATUS_OK;
    }
    if (slice_is_empty(name)) {
        main_print_help(stderr);
        return STATUS_USAGE;
    }
    const struct command *const command = main_find(name);
    if (command == NULL) {
        fail(&error, FAULT_COMMAND_UNKNOWN, 0, name);
        return terminal_error(&error);
    }
    return main_run(command, words + 2, (size_t)count - 2);
}
