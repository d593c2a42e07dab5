// SPDX-License-Identifier: Apache-2.0
/* log/key_file.h - the private key of a log in a file of its own, mode 0600: read, or made with a log that is new.
 *
 * Owns    The signer is the caller's: signer_forget. */
#ifndef LOG_KEY_FILE_H
#define LOG_KEY_FILE_H

#include "log/signer.h"
#include "store/os.h"

/* `folder` is made, mode 0700, where a key is. A key of another name is refused: FAULT_LOG_KEY_OTHER. FAULT_FILE, FAULT_KEY_*. */
bool key_file_open(const struct os_path *folder, const struct os_path *path, struct slice name, bool make,
                   struct signer *signer, struct error *error);

#endif
