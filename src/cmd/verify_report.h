// SPDX-License-Identifier: Apache-2.0
/* cmd/verify_report.h - what an audit checked, found and could not know: for people, and as JSON. */
#ifndef CMD_VERIFY_REPORT_H
#define CMD_VERIFY_REPORT_H

#include "cmd/audit.h"
#include "cmd/public_log_audit.h"

/* What both audits say together. */
enum audit_verdict verify_verdict(const struct audit *audit, const struct public_log_audit *public_log);
void verify_print(const struct audit *audit, const struct public_log_audit *public_log, struct slice place);
void verify_print_json(const struct audit *audit, const struct public_log_audit *public_log, struct slice place);

#endif
