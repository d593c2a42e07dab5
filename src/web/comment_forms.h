// SPDX-License-Identifier: Apache-2.0
/* web/comment_forms.h - the forms for comments: sending one, and its writer's private page.
 *
 * What    comment_send_take, comment_send_answer: POST /CONFERENCE/comments; comment_own_take, comment_own_answer: POST /comments/TOKEN.
 *         Their declarations come from web/forms.def. */
#ifndef WEB_COMMENT_FORMS_H
#define WEB_COMMENT_FORMS_H

#include "web/forms.h"

#endif
