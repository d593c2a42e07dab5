// SPDX-License-Identifier: Apache-2.0
#include "web/page/problem.h"

void problem_page_gather(const struct error *error, unsigned status, struct problem_page *page)
{
    *page = (struct problem_page){ .status = status };
    page->frame = (struct frame){ .title = status == 404 ? SLICE("This is not here") : SLICE("This cannot be answered"),
                                  .path = SLICE("/"),
                                  .json = SLICE("/index.json"),
                                  .language = SLICE("en") };
    struct buffer out = BUFFER(page->words);
    error_reason(error, &out);
    size_t const reason = out.length;
    error_mending(error, &out);
    page->reason = slice_part(buffer_slice(&out), 0, reason);
    page->mending = slice_part(buffer_slice(&out), reason, out.length);
}
