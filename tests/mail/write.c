// SPDX-License-Identifier: Apache-2.0
/* write new ADDRESS    makes a data directory with a campaign and a contact at that address, and prints it
 * write add DIR NUMBER BYTES    a confirmed message in it, from ada<NUMBER>@person.example; prints its mail's number */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mail_fixture.h"

int main(int count, char **words)
{
    static struct mail_fixture mail_fixture;
    if (count == 3 && strcmp(words[1], "new") == 0) {
        mail_fixture_open(&mail_fixture, words[2]);
        puts(mail_fixture.directory);
    } else if (count == 5 && strcmp(words[1], "add") == 0) {
        snprintf(mail_fixture.directory, sizeof mail_fixture.directory, "%s", words[2]);
        mail_fixture_enter(&mail_fixture);
        mail_fixture.campaign = mail_fixture.contact = 1;
        printf("%lld\n", (long long)mail_fixture_write(&mail_fixture, (unsigned)strtoul(words[3], NULL, 10),
                                                       (size_t)strtoul(words[4], NULL, 10)));
    } else {
        fputs("usage: write new ADDRESS | add DIR NUMBER BYTES\n", stderr);
        return 2;
    }
    mail_fixture_leave(&mail_fixture);
    return 0;
}
