/* Migrations: the steps that bring the database's schema to what the program
 * needs. The one place where SQL comes from files at run time.
 *
 * Each is applied in a transaction of its own, once, in order, and recorded with
 * the SHA-256 of its text in public.migration. Killed at any point, the database
 * is at one step or the next. Two who migrate at once take turns. */
#ifndef HORA_DB_MIGRATION_H
#define HORA_DB_MIGRATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/shape.h"

struct migration {
	const char *name; /* "0003_audit": a number without gaps from 0001, and words */
	const char *text;
	bool applied;         /* from here on results: the database has it */
	int64_t milliseconds; /* it took, when it was applied by this call; else -1 */
};

/* Who is told what happens: each step as it is done, and in plain words a wait
 * for another who migrates, or why nothing more is done. */
struct migration_listener {
	void *self;
	void (*done)(void *self, const struct migration *);
	void (*waiting)(void *self);
	void (*refused)(void *self, const char *why);
};

/* Applies what is missing; only looks when dry. conninfo is libpq's, for the role
 * that owns the schema. ERR_CONFLICT: what was applied differs from the given
 * migrations; ERR_INVALID: a migration fails, or its name is out of line;
 * ERR_BUSY: no connection. */
MUST_CHECK enum err migration_apply(const char *conninfo, struct arena *, struct migration *, size_t count,
				    bool dry, const struct migration_listener *);

#endif
