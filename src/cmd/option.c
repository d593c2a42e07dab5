// SPDX-License-Identifier: Apache-2.0
#include "cmd/option.h"

#include <stdio.h>
#include <string.h>

#include "cmd/fault.h"

static const struct option_type *option_find_name(const struct option_type *options, struct slice name)
{
    for (; options->name != NULL; options++)
        if (slice_equal(slice_of(options->name), name))
            return options;
    return NULL;
}

static const struct option_type *option_find_letter(const struct option_type *options, char letter)
{
    for (; options->name != NULL; options++)
        if (options->letter == letter)
            return options;
    return NULL;
}

static void option_set_flag(const struct option_type *type, void *options)
{
    memcpy((char *)options + type->offset, &(bool){ true }, sizeof(bool));
}

static void option_set_value(const struct option_type *type, struct slice value, void *options)
{
    memcpy((char *)options + type->offset, &value, sizeof value);
}

/* Takes the option's value from after = or from the next word. */
static bool option_take_value(const struct option_type *type, struct slice word, struct slice inside, bool has_inside,
                              char **words, size_t word_count, size_t *at, void *options, struct error *error)
{
    if (type->argument == NULL) {
        if (has_inside)
            return fail(error, FAULT_OPTION_FLAG, 0, word);
        option_set_flag(type, options);
        return true;
    }
    if (!has_inside) {
        if (*at + 1 >= word_count)
            return fail(error, FAULT_OPTION_VALUE, 0, word, slice_of(type->argument));
        inside = slice_of(words[++*at]);
    }
    option_set_value(type, inside, options);
    return true;
}

bool option_read(const struct command *command, char **words, size_t word_count, void *options, struct slice *rest,
                 size_t *count, bool *help, struct error *error)
{
    bool ended = false;
    *count = 0;
    *help = false;
    for (size_t at = 0; at < word_count; at++) {
        struct slice const word = slice_of(words[at]);
        const struct option_type *type;
        if (ended || word.length < 2 || word.bytes[0] != '-') {
            if (*count == OPTION_REST_MAX)
                return fail(error, FAULT_OPTION_COUNT, 0);
            rest[(*count)++] = word;
            continue;
        }
        if (slice_equal(word, SLICE("--"))) {
            ended = true;
            continue;
        }
        if (slice_equal(word, SLICE("--help")) || slice_equal(word, SLICE("-h"))) {
            *help = true;
            continue;
        }
        bool const is_long = word.bytes[1] == '-';
        size_t const equals = is_long ? slice_find(word, '=', 0) : word.length > 2 ? 2 : word.length;
        bool const has_inside = equals < word.length;
        type = is_long ? option_find_name(command->options, slice_part(word, 2, equals))
                       : option_find_letter(command->options, word.bytes[1]);
        if (type == NULL)
            return fail(error, FAULT_OPTION_UNKNOWN, 0, word, slice_of(command->name));
        if (!option_take_value(type, word, slice_part(word, equals + is_long, word.length), has_inside, words,
                               word_count, &at, options, error))
            return false;
    }
    return true;
}

void option_print_help(const struct command *command)
{
    printf("plenary %s %s\n\n%s.\n", command->name, command->arguments, command->meaning);
    if (command->more != NULL)
        printf("\n%s", command->more);
    printf("\nOptions\n");
    for (const struct option_type *each = command->options; each->name != NULL; each++) {
        char names[80];
        char const letter[] = { '-', each->letter, ',', ' ', '\0' };
        snprintf(names, sizeof names, "%s--%s%s%s", each->letter != 0 ? letter : "    ", each->name,
                 each->argument != NULL ? " " : "", each->argument != NULL ? each->argument : "");
        printf("  %-24s %s\n", names, each->meaning);
    }
    printf("  %-24s %s\n", "-h, --help", "this help");
}
