/* A database of its own for a test program, on the server that
 * tools/with-postgres started. One at a time. */
#ifndef HORA_TESTS_SUPPORT_DATABASE_H
#define HORA_TESTS_SUPPORT_DATABASE_H

#include <stdbool.h>

enum database_kind {
	DATABASE_EMPTY,
	DATABASE_MIGRATED, /* a copy of the template with all migrations */
};

/* Makes a fresh database; it belongs to hora_owner. Ends the program (exit
 * status 99, a hard error) without a server. */
void database_make(enum database_kind);

/* Drops it, its connections included. */
void database_drop(void);

/* A connection of its own to the same database, for a process just forked. */
void database_join(void);

/* libpq's words to connect as a role; valid until database_drop. */
const char *database_as(const char *role);

/* Runs SQL as the superuser, several statements if need be; the first value of
 * the last one's result, "" for none, valid until the next call. Fails the test
 * when the server refuses. */
const char *database_sql(const char *sql, ...) __attribute__((format(printf, 1, 2)));

/* Do the invariants hold (tools/check-invariants)? It says which do not. journal:
 * the file of what clients were told, or NULL. */
bool database_check(const char *journal);

#endif
