// SPDX-License-Identifier: Apache-2.0
/* web/desk/sign.h - signing in with a passkey, and accepting an invitation with a new one. */
#ifndef WEB_DESK_SIGN_H
#define WEB_DESK_SIGN_H

#include "web/desk/request.h"

struct desk_sign_page {
    struct frame frame;
    struct slice problem;
    bool invited;            /* a passkey must be created */
    struct slice name, role; /* of the invitation */
    struct slice challenge, host, action;
};

bool desk_sign_in_get(struct exchange *exchange, struct error *error);
bool desk_sign_in_post(struct exchange *exchange, const struct error *refused, struct error *error);
bool desk_sign_up_get(struct exchange *exchange, struct error *error);
bool desk_sign_up_post(struct exchange *exchange, const struct error *refused, struct error *error);

#endif
