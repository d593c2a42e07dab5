// SPDX-License-Identifier: Apache-2.0
/* What the operator reads: one plain line, without addresses, with the level in front where the journal reads it. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/diag.h"
#include "store/fault.h"

static char said[2 * DIAG_LINE_BYTES_MAX];
static FILE *file;
static int standard;

/* Standard error is a file, which may be called the journal's. */
static void begin(bool journal)
{
    char stream[64];
    struct stat about;
    file = tmpfile();
    assert_non_null(file);
    standard = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    assert_int_equal(fstat(STDERR_FILENO, &about), 0);
    snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)about.st_dev,
             (unsigned long long)about.st_ino + !journal);
    setenv("JOURNAL_STREAM", stream, 1);
}

static const char *end(void)
{
    rewind(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    dup2(standard, STDERR_FILENO);
    close(standard);
    fclose(file);
    unsetenv("JOURNAL_STREAM");
    return said;
}

static void the_journal_gets_the_level(void **state)
{
    struct error error;
    (void)state;
    begin(true);
    diag_say(DIAG_WARNING, "the relay is away: ", SLICE("421 later"));
    diag_say_number(DIAG_NOTICE, "mail ", 17);
    fail(&error, FAULT_STORE, 0, SLICE("DIR/campaign.db"), SLICE("locked"));
    diag_say_error(DIAG_ERROR, "public log: ", &error);
    assert_string_equal(end(),
                        "<4>the relay is away: 421 later\n<5>mail 17\n<3>public log: DIR/campaign.db: locked; see that "
                        "there is space and that the database is whole\n");
}

/* The variable is inherited by programs whose standard error was turned elsewhere. */
static void others_get_the_program_s_name(void **state)
{
    (void)state;
    begin(false);
    diag_say(DIAG_ERROR, "", SLICE("x"));
    assert_string_equal(end(), "plenary: x\n");
}

static void a_line_is_one_line_without_addresses(void **state)
{
    static char word[2 * DIAG_LINE_BYTES_MAX];
    (void)state;
    begin(false);
    diag_say(DIAG_ERROR, "", SLICE("550 <ada@home.example>: nobody\r\n\x1b[2Jhere \xff ada@home.example"));
    assert_string_equal(end(), "plenary: 550 <..>: nobody   [2Jhere   ..\n");
    begin(false);
    memset(word, 'w', sizeof word);
    diag_say(DIAG_ERROR, "", (struct slice){ word, sizeof word });
    assert_int_equal(strlen(end()), DIAG_LINE_BYTES_MAX);
    assert_int_equal(said[DIAG_LINE_BYTES_MAX - 1], '\n');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_journal_gets_the_level),
        cmocka_unit_test(others_get_the_program_s_name),
        cmocka_unit_test(a_line_is_one_line_without_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
