/* Failures: SQLSTATE to the program's own error, by table, and the one log line
 * each gets. Messages of the server are logged only where they cannot carry a
 * value: they name our tables and columns, or the server's own trouble. */
#include "db/failure.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

/* The first row whose code starts the SQLSTATE decides, so exact ones stand
 * before their class. */
static const struct meaning {
	const char *code;
	enum err err;
	bool say; /* the server's message holds no value */
} meanings[] = {
	{ "HO001", ERR_CONFLICT, false }, /* ours: the booking's state does not allow this step */
	{ "HO002", ERR_CONFLICT, false }, /* ours: not enough seats left */
	{ "HO003", ERR_CONFLICT, false }, /* ours: changed meanwhile */
	{ "HO004", ERR_CONFLICT, false }, /* ours: a studio keeps an owner */
	{ "HO018", ERR_CONFLICT, false }, /* ours: no room for another picture */
	{ "HO019", ERR_CONFLICT, false }, /* ours: too many pictures of late */
	{ "HO020", ERR_CONFLICT, false }, /* ours: too many invitations of late */
	{ "23503", ERR_CONFLICT, false }, /* foreign key: just deleted, or still in use */
	{ "23505", ERR_CONFLICT, false }, /* unique */
	{ "23514", ERR_INVALID, false },  /* check */
	{ "23P01", ERR_CONFLICT, false }, /* exclusion: the time is taken */
	{ "22P03", ERR_INTERNAL, true },  /* an argument's binary form */
	{ "22", ERR_INVALID, false },     /* data: too long, out of range, malformed */
	{ "40001", ERR_BUSY, true },      /* serialization failure */
	{ "40P01", ERR_BUSY, true },      /* deadlock */
	{ "55006", ERR_BUSY, true },      /* object in use */
	{ "55P03", ERR_BUSY, true },      /* lock_timeout */
	{ "57014", ERR_BUSY, true },      /* statement_timeout, cancelled */
	{ "57P", ERR_BUSY, true },        /* shutting down, crashed, starting */
	{ "08", ERR_BUSY, true },         /* connection */
	{ "53", ERR_BUSY, true },         /* memory, disk, connections run out */
	{ "25006", ERR_BUSY, true },      /* read only: a replica, or no longer the primary */
	{ "25P03", ERR_BUSY, true },      /* idle_in_transaction_session_timeout */
	{ "26000", ERR_BUSY, true },      /* the session forgot a statement */
	{ "0A000", ERR_INTERNAL, true },  /* not supported */
	{ "42", ERR_INTERNAL, true },     /* syntax, names, rights */
	{ "", ERR_INTERNAL, false },
};

static const enum log_level levels[] = {
	[OK] = LOG_DEBUG,
	[ERR_INVALID] = LOG_WARNING,
	[ERR_DENIED] = LOG_WARNING,
	[ERR_NOT_FOUND] = LOG_DEBUG,
	[ERR_CONFLICT] = LOG_DEBUG,
	[ERR_TOO_LATE] = LOG_DEBUG,
	[ERR_UPSTREAM] = LOG_WARNING,
	[ERR_BUSY] = LOG_WARNING,
	[ERR_INTERNAL] = LOG_ERROR,
};
static_assert(sizeof levels / sizeof *levels == ERR__MAX, "each error kind has a log level");

static const struct meaning *
find(const char *sqlstate)
{
	const struct meaning *m = meanings;

	while (strncmp(sqlstate, m->code, strlen(m->code)) != 0)
		m++;
	return m;
}

enum err
failure_err(const char *sqlstate)
{
	return find(sqlstate)->err;
}

static void
copy(char *to, size_t room, const char *from)
{
	snprintf(to, room, "%s", from == NULL ? "" : from);
}

static const char *
or_none(const char *text)
{
	return *text == '\0' ? NULL : text;
}

static enum err
report(const struct db_failure *f, const char *why)
{
	log_event(levels[f->err], "database_failure", { "statement", or_none(f->statement) },
		  { "error", err_name(f->err) }, { "sqlstate", or_none(f->sqlstate) },
		  { "constraint", or_none(f->constraint) }, { "table", or_none(f->table) },
		  { "column", or_none(f->column) }, { "why", why });
	return f->err;
}

/* A stored plan whose result changed under it, by a migration: the session has
 * to start anew. PostgreSQL gives it the code of anything not supported. */
static bool
outdated_plan(const PGresult *result, const char *sqlstate)
{
	const char *where = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);

	return strcmp(sqlstate, "0A000") == 0 && where != NULL && strcmp(where, "RevalidateCachedQuery") == 0;
}

bool
failure_spoils(const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (sqlstate == NULL)
		return false;
	return strcmp(sqlstate, "25006") == 0 || strcmp(sqlstate, "26000") == 0
	       || outdated_plan(result, sqlstate);
}

enum err
failure_server(struct db_failure *f, const char *statement, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const struct meaning *m;

	if (sqlstate == NULL)
		return failure_own(f, statement, ERR_BUSY, "the connection was lost");
	m = find(sqlstate);
	*f = (struct db_failure){ .err = outdated_plan(result, sqlstate) ? ERR_BUSY : m->err };
	copy(f->sqlstate, sizeof f->sqlstate, sqlstate);
	copy(f->statement, sizeof f->statement, statement);
	copy(f->constraint, sizeof f->constraint, PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
	copy(f->table, sizeof f->table, PQresultErrorField(result, PG_DIAG_TABLE_NAME));
	copy(f->column, sizeof f->column, PQresultErrorField(result, PG_DIAG_COLUMN_NAME));
	return report(f, m->say ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL);
}

enum err
failure_own(struct db_failure *f, const char *statement, enum err e, const char *why)
{
	*f = (struct db_failure){ .err = e };
	copy(f->statement, sizeof f->statement, statement);
	return report(f, why);
}

enum err
failure_misfit(struct db_failure *f, const char *statement, const char *column, const char *why)
{
	*f = (struct db_failure){ .err = ERR_INTERNAL };
	copy(f->statement, sizeof f->statement, statement);
	copy(f->column, sizeof f->column, column);
	return report(f, why);
}
