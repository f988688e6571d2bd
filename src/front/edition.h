/* The edition of what pages are made of. */
#ifndef HORA_FRONT_EDITION_H
#define HORA_FRONT_EDITION_H

#include "base/arena.h"

/* A short text that differs when any file below the folders was changed, so
 * that a browser's copy of a page made from others counts as stale. The same in
 * all processes. Lives in the arena. */
const char *edition_of(struct arena *, const char *view_folder, const char *text_folder);

#endif
