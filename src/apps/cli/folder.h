/* The folder of migrations, read. */
#ifndef HORA_APPS_CLI_FOLDER_H
#define HORA_APPS_CLI_FOLDER_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/migration.h"

/* All NNNN_name.sql of a folder in their order; files of other kinds are left
 * alone. ERR_INVALID: the folder or a file cannot be read, is no UTF-8, has a
 * name of another form or more than 1 MiB; said in `complaints`. */
MUST_CHECK enum err folder_read(struct arena *, const char *path, FILE *complaints, struct migration **out,
				size_t *count);

#endif
