/* Asking our own machine: a program on a unix socket, a program by its name. */
#ifndef HORA_APPS_CLI_DOOR_H
#define HORA_APPS_CLI_DOOR_H

#include "base/arena.h"
#include "base/err.h"

/* GET by HTTP on a unix socket: *status and *body of the answer, in the arena.
 * ERR_UPSTREAM: nobody answers there within five seconds; *body says why. */
MUST_CHECK enum err door_ask(struct arena *, const char *socket, const char *path, int *status,
			     const char **body);

/* Runs a program without an environment but `setting` (NULL: none) and waits for
 * its end. *status is how it ended, *said the first line it wrote. */
MUST_CHECK enum err door_run(struct arena *, const char *const argv[], const char *setting, int *status,
			     const char **said);

#endif
