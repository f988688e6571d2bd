/* Configuration: one table per program, a file of `key = value` lines.
 *
 * Blank lines and lines that start with # are skipped; a value ends with its
 * line, and an empty one is as good as none. Unknown keys, repeated keys, missing
 * required keys and values out of range are refused with file, line, reason.
 * Secrets are never values: a secret row holds a file's name (a systemd
 * credential), read at start. */
#ifndef HORA_BASE_CONF_H
#define HORA_BASE_CONF_H

#include <stdio.h>

#include "base/arena.h"
#include "base/shape.h"

struct conf_row {
	struct field field;   /* name, kind (BOOL, INT, TEXT, ENUM), place, limits, required */
	const char *standard; /* value when the key is absent, as it would be written; NULL = none,
	                         for TEXT and required rows only */
	bool secret;          /* TEXT: the value names a file whose content (one trailing line feed
	                         removed) is stored; --show prints it starred */
	const char *help;     /* one line: what it is, unit */
};

struct conf_table {
	const struct conf_row *rows;
	size_t count;
	size_t size; /* of the record */
};

#define CONF_TABLE(record, table) \
	{ \
		.rows = (table), .count = sizeof(table) / sizeof *(table), .size = sizeof(struct record) \
	}

/* Reads path into record; texts live in the arena. On failure one message with
 * file, line and reason has been written to `complaints`.
 *
 * A secret's file is looked for in $CREDENTIALS_DIRECTORY (set by systemd; else
 * beside the configuration file) unless its name starts with a slash. It must be
 * a regular file, UTF-8, at most 64 kB, and closed to others (mode ..0). */
MUST_CHECK enum err conf_read(const struct conf_table *, struct arena *, const char *path, void *record,
			      FILE *complaints);

/* Prints the effective values, secrets starred, as a file that could be read
 * again but for the secrets. */
void conf_show(const struct conf_table *, const void *record, FILE *out);

/* Prints what can be set: each key with its meaning, its rule ("a whole number
 * from 1 to 64") and its standard. */
void conf_help(const struct conf_table *, FILE *out);

#endif
