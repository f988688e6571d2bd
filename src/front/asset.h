/* Where browsers fetch style sheets and scripts from. */
#ifndef HORA_FRONT_ASSET_H
#define HORA_FRONT_ASSET_H

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

/* The address all assets have in common, "/static/HASH", from the list that
 * tools/assets makes (lines of NAME and ADDRESS). ERR_INVALID with one line to
 * complaints when there is no such list. Lives in the arena. */
MUST_CHECK enum err asset_find(struct arena *, const char *list, FILE *complaints, const char **out);

#endif
