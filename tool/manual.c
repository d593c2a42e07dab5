// SPDX-License-Identifier: Apache-2.0
/* tool/manual.c - prints the manual page plenary(1) from the table of commands and their options. */
#include <stdio.h>

#include "cmd/commands.h"

/* Prints text for troff, which takes a backslash, or a dot or quote at the start of a line, as a request. */
static void manual_print_text(const char *text)
{
    bool start = true;
    for (; *text != '\0'; text++) {
        if (start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
        start = *text == '\n';
    }
}

static void manual_print_option(const struct option_type *option)
{
    printf(".TP\n\\fB");
    if (option->letter != 0)
        printf("\\-%c\\fR, \\fB", option->letter);
    printf("\\-\\-");
    manual_print_text(option->name);
    printf("\\fR");
    if (option->argument != NULL)
        printf(" \\fI%s\\fR", option->argument);
    printf("\n");
    manual_print_text(option->meaning);
    printf("\n");
}

static void manual_print_command(const struct command *command)
{
    printf(".SS \"plenary %s ", command->name);
    manual_print_text(command->arguments);
    printf("\"\n");
    manual_print_text(command->meaning);
    printf(".\n");
    if (command->more != NULL) {
        printf(".PP\n");
        manual_print_text(command->more);
    }
    for (const struct option_type *each = command->options; each->name != NULL; each++)
        manual_print_option(each);
}

int main(void)
{
    printf(".TH PLENARY 1\n.SH NAME\nplenary \\- the open record of a negotiation\n"
           ".SH SYNOPSIS\n\\fBplenary\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIWORD\\fR]...\n.SH COMMANDS\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        manual_print_command(commands[i]);
    printf(".SH \"EXIT STATUS\"\n0 good; 1 what was checked is not so, or was refused; 2 called wrongly; 3 failed, or "
           "it cannot "
           "be known.\n");
    return 0;
}
