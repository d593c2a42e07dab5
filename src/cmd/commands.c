// SPDX-License-Identifier: Apache-2.0
#include "cmd/commands.h"

#include <stddef.h>

const struct command *const commands[] = {
    &command_serve,    &command_demo,   &command_play,   &command_act,  &command_key, &command_mail,
    &command_campaign, &command_verify, &command_mirror, &command_show, &command_log, NULL,
};
