/* Whole text files: configuration, secrets, what an operator hands to a command. */
#ifndef HORA_BASE_FILE_H
#define HORA_BASE_FILE_H

#include <stdbool.h>

#include "base/buffer.h"

#define FILE_BYTES_MAX 65536

/* Reads it all. NULL, or why not, as a clause that follows the file's name. secret:
 * it must be a regular file that is closed to others (mode ..0), and one line
 * feed at its end is not part of it. */
const char *file_read(struct arena *, const char *path, bool secret, struct buffer *out);

#endif
