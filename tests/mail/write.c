// SPDX-License-Identifier: Apache-2.0
/* write new ADDRESS    makes a data directory with a campaign and a contact at that address, and prints it
 * write add DIR NUMBER BYTES    a confirmed message in it, from ada<NUMBER>@person.example; prints its mail's number */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office.h"

int main(int count, char **words)
{
    static struct office office;
    if (count == 3 && strcmp(words[1], "new") == 0) {
        office_open(&office, words[2]);
        puts(office.directory);
    } else if (count == 5 && strcmp(words[1], "add") == 0) {
        snprintf(office.directory, sizeof office.directory, "%s", words[2]);
        office_enter(&office);
        office.campaign = office.contact = 1;
        printf("%lld\n", (long long)office_write(&office, (unsigned)strtoul(words[3], NULL, 10),
                                                 (size_t)strtoul(words[4], NULL, 10)));
    } else {
        fputs("usage: write new ADDRESS | add DIR NUMBER BYTES\n", stderr);
        return 2;
    }
    office_leave(&office);
    return 0;
}
