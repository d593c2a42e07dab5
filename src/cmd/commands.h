// SPDX-License-Identifier: Apache-2.0
/* cmd/commands.h - every subcommand, in the order in which help lists them: one file each. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/option.h"

extern const struct command command_serve, command_demo, command_play, command_act, command_key, command_mail,
    command_campaign, command_verify, command_mirror, command_show, command_log;

/* Ends with NULL. */
extern const struct command *const commands[];

#endif
