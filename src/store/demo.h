/* Two made-up studios to look at: Clínica Ribeira in Porto and Lumen Studio in
 * Taipei. Names and texts are in the studios' own languages. */
#ifndef HORA_STORE_DEMO_H
#define HORA_STORE_DEMO_H

#include "db/db.h"

/* Adds them, in one transaction; a studio that is there already stays as it is.
 * *added says how many were not. */
MUST_CHECK enum err demo_put(struct db *, struct arena *, size_t *added);

#endif
