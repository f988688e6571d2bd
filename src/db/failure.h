/* Inside db/ only: failures as the program's own errors; logged once, here. */
#ifndef HORA_DB_FAILURE_H
#define HORA_DB_FAILURE_H

#include <libpq-fe.h>

#include "db/db.h"

/* What a SQLSTATE means to the program. */
enum err failure_err(const char *sqlstate);

/* Notes and logs a failure that the server told of. */
enum err failure_server(struct db_failure *, const char *statement, const PGresult *);

/* Notes and logs a failure seen on this side; why is a constant text. */
enum err failure_own(struct db_failure *, const char *statement, enum err, const char *why);

/* Notes and logs that a column cannot fill its field: ERR_INTERNAL. */
enum err failure_misfit(struct db_failure *, const char *statement, const char *column, const char *why);

/* True when the session cannot be used further, whatever its socket says: the
 * server is no longer the primary, or forgot or outdated its statements. */
bool failure_spoils(const PGresult *);

#endif
