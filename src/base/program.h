/* How a program of ours is started: the same options, answers and exit codes in
 * all of them. */
#ifndef HORA_BASE_PROGRAM_H
#define HORA_BASE_PROGRAM_H

#include "base/conf.h"

struct program {
	const char *name;    /* "hora-booking" */
	const char *purpose; /* one line, for --help */
	const char *path;    /* the configuration file when --config does not name one */
	const struct conf_table *conf;
	/* What the table cannot say of the record: one line per fault to complaints, or
	 * NULL. */
	enum err (*check)(const void *record, FILE *complaints);
};

enum program_exit { PROGRAM_DONE, PROGRAM_FAILED, PROGRAM_MISUSED };

/* Takes --config FILE, --check, --show, --help and --version, and reads the
 * configuration into record (texts live in the arena).
 *
 *	if (!program_start(&program, argc, argv, arena, &conf, &status))
 *		return status;
 *
 * False when all is said: --help, --version, --check and --show end with
 * PROGRAM_DONE (0), a refused configuration with PROGRAM_FAILED (1) and unknown
 * arguments with PROGRAM_MISUSED (2), explained on standard error. */
MUST_CHECK bool program_start(const struct program *, int argc, char **argv, struct arena *, void *record,
			      int *status);

#endif
