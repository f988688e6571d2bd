/* What lanes need that ask others' sites: the way there, and what opens the
 * secrets to show them. */
#ifndef HORA_APPS_WORKER_OUTSIDE_H
#define HORA_APPS_WORKER_OUTSIDE_H

#include "apps/worker/worker.h"

/* Opens both, as configured. */
enum err outside_open(struct worker *);

/* A secret that was entrusted to us, as the database gives it: sealed, in
 * hexadecimal. Lives in the arena. NULL: it cannot be opened, which is logged. */
const char *outside_secret(const struct worker *, struct arena *, const char *sealed);

#endif
