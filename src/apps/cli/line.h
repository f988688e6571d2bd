/* The command line of commands that look into the database: the options they
 * share, and the way in. */
#ifndef HORA_APPS_CLI_LINE_H
#define HORA_APPS_CLI_LINE_H

#include <stdbool.h>

#include "base/arena.h"

struct db;

#define LINE_OWN_MAX 12 /* options of a command's own */

struct line {
	const char *usage;
	const char *const *own; /* names of the options of its own, all with a value; ended by NULL */
	/* Filled in: */
	const char *values[LINE_OWN_MAX]; /* by own; NULL = not given */
	const char *config, *database;
	bool json;
	char **words; /* what is left, ended by NULL */
};

/* Reads --config, --database, --json, --help and the command's own. False: all is
 * said, and *status is how the command ends. */
bool line_read(struct line *, int argc, char **argv, int *status);

/* The database that the line, or the configuration, names. Complains on standard
 * error. */
MUST_CHECK enum err line_open(const struct line *, struct arena *, struct db **out);

/* True for a name in addresses: 2 to 40 of a-z, 0-9 and hyphens, none first. */
bool line_is_slug(const char *text);

#endif
