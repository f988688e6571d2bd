/* Applying migrations: compare what the database has with what there is, then
 * one transaction for each that is missing. Speaks libpq's simple protocol, for
 * a migration is a text of many statements. */
#include "db/migration.h"

#include <libpq-fe.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"

struct migrator {
	PGconn *conn;
	bool locked_out; /* the last statement waited too long for a lock, or in a circle */
	struct arena *arena;
	struct migration *migrations;
	size_t count;
	const struct migration_listener *listener;
};

#define LOCK_KEY "7452160853" /* of the advisory lock; any number nobody else takes */

/* A change of a table that waits for somebody's transaction makes everybody else
 * wait behind it: so it gives up before a request would, and tries again. */
#define LOCK_WAIT "set local lock_timeout = '500ms'"
#define LOCK_TRIES 20
#define LOCK_PAUSE_NS 300000000

/* What a migration sets for the session is gone for the next. */
static const char fresh_session[] = "reset all; set client_min_messages = warning; set statement_timeout = 0";

static const char create_record[] =
    "create table if not exists public.migration ("
    " name text primary key, checksum text not null, applied_at timestamptz not null default now());"
    "comment on table public.migration is 'Migrations that were applied to this database.';"
    "comment on column public.migration.name is 'File name without .sql; they are applied in this order.';"
    "comment on column public.migration.checksum is 'SHA-256 of the file as it was applied.';"
    "comment on column public.migration.applied_at is 'When its transaction began.'";

static enum err
refuse(struct migrator *m, enum err e, const char *why)
{
	m->listener->refused(m->listener->self, why);
	return e;
}

/* In the server's own words, which name the line and end with it. */
static const char *
server_words(struct migrator *m)
{
	const char *words = PQerrorMessage(m->conn);
	size_t len = strlen(words);

	return arena_copy(m->arena, words, len > 0 && words[len - 1] == '\n' ? len - 1 : len);
}

static enum err
refuse_as_told(struct migrator *m)
{
	return refuse(m, PQstatus(m->conn) == CONNECTION_OK ? ERR_INVALID : ERR_BUSY, server_words(m));
}

static bool
run(struct migrator *m, const char *sql)
{
	PGresult *result = PQexec(m->conn, sql);
	ExecStatusType status = PQresultStatus(result);
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	m->locked_out =
	    sqlstate != NULL && (strcmp(sqlstate, "55P03") == 0 || strcmp(sqlstate, "40P01") == 0);
	PQclear(result);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/* The first value of a query with at most two parameters, NULL when the server
 * refused, "" for none. */
static const char *
ask(struct migrator *m, const char *sql, const char *first, const char *second)
{
	const char *const values[] = { first, second };
	int count = second != NULL ? 2 : first != NULL;
	PGresult *result = PQexecParams(m->conn, sql, count, NULL, values, NULL, NULL, 0);
	const char *answer = NULL;

	if (PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK)
		answer = arena_dup(m->arena, PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	return answer;
}

static enum err
check_names(struct migrator *m)
{
	for (size_t i = 0; i < m->count; i++) {
		const char *name = m->migrations[i].name;
		const char *number = arena_text(m->arena, "%04zu_", i + 1);

		if (strncmp(name, number, strlen(number)) != 0)
			return refuse(
			    m, ERR_INVALID,
			    arena_text(m->arena, "%s stands where number %04zu should", name, i + 1));
	}
	return OK;
}

static enum err
connect(struct migrator *m, const char *conninfo)
{
	const char *const keys[] = { "connect_timeout", "application_name", "dbname", "client_encoding",
				     NULL };
	const char *const values[] = { "10", "hora migrate", conninfo, "UTF8", NULL };

	m->conn = PQconnectdbParams(keys, values, 1);
	if (PQstatus(m->conn) != CONNECTION_OK)
		return refuse_as_told(m);
	return run(m, fresh_session) ? OK : refuse_as_told(m);
}

static enum err
take_turn(struct migrator *m)
{
	const char *got = ask(m, "select pg_try_advisory_lock(" LOCK_KEY ")", NULL, NULL);

	if (got != NULL && strcmp(got, "f") == 0) {
		m->listener->waiting(m->listener->self);
		got = ask(m, "select pg_advisory_lock(" LOCK_KEY ")", NULL, NULL);
	}
	return got == NULL ? refuse_as_told(m) : OK;
}

/* Whether one applied migration is the given one, at its place. */
static enum err
compare(struct migrator *m, size_t i, const char *name, const char *checksum)
{
	const char *own;

	if (i >= m->count || strcmp(m->migrations[i].name, name) != 0)
		return refuse(m, ERR_CONFLICT,
			      arena_text(m->arena, "the database has %s, which is missing here", name));
	own =
	    ask(m, "select encode(sha256(convert_to($1::text, 'UTF8')), 'hex')", m->migrations[i].text, NULL);
	if (own == NULL)
		return refuse_as_told(m);
	if (strcmp(own, checksum) != 0)
		return refuse(m, ERR_CONFLICT,
			      arena_text(m->arena, "%s was changed after it had been applied", name));
	m->migrations[i].applied = true;
	return OK;
}

static enum err
look(struct migrator *m)
{
	const char *there = ask(m, "select to_regclass('public.migration') is not null", NULL, NULL);
	PGresult *result;
	enum err e = OK;

	if (there == NULL)
		return refuse_as_told(m);
	if (strcmp(there, "f") == 0)
		return OK;
	result = PQexec(m->conn, "select name, checksum from public.migration order by name collate \"C\"");
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		e = refuse_as_told(m);
	for (int i = 0; e == OK && i < PQntuples(result); i++)
		e = compare(m, (size_t)i, PQgetvalue(result, i, 0), PQgetvalue(result, i, 1));
	PQclear(result);
	return e;
}

/* All of one migration, but for the commit. Names who refused; NULL: nobody. */
static const char *
attempt(struct migrator *m, const struct migration *one)
{
	const char *before, *after;

	if ((PQtransactionStatus(m->conn) != PQTRANS_IDLE && !run(m, "rollback")) || !run(m, fresh_session)
	    || !run(m, "begin") || !run(m, LOCK_WAIT)
	    || (before = ask(m, "select pg_current_xact_id()", NULL, NULL)) == NULL || !run(m, one->text)
	    || (after = ask(m, "select pg_current_xact_id()", NULL, NULL)) == NULL)
		return server_words(m);
	if (strcmp(before, after) != 0)
		return "it ends its own transaction, so part of it was kept";
	if (ask(m,
		"insert into public.migration (name, checksum)"
		" values ($1, encode(sha256(convert_to($2::text, 'UTF8')), 'hex'))",
		one->name, one->text)
		== NULL
	    || !run(m, "commit"))
		return server_words(m);
	return NULL;
}

static enum err
apply(struct migrator *m, struct migration *one)
{
	const struct timespec pause = { .tv_nsec = LOCK_PAUSE_NS };
	int64_t start = clock_ticks();
	const char *why = attempt(m, one);

	for (int tries = 1; why != NULL && m->locked_out && tries < LOCK_TRIES; tries++) {
		nanosleep(&pause, NULL);
		why = attempt(m, one);
	}
	if (why != NULL)
		return refuse(m, m->locked_out || PQstatus(m->conn) != CONNECTION_OK ? ERR_BUSY : ERR_INVALID,
			      arena_text(m->arena, "%s: %s", one->name, why));
	one->applied = true;
	one->milliseconds = (clock_ticks() - start) / 1000;
	m->listener->done(m->listener->self, one);
	return OK;
}

static enum err
apply_missing(struct migrator *m)
{
	enum err e = OK;

	if (!run(m, create_record))
		return refuse_as_told(m);
	for (size_t i = 0; e == OK && i < m->count; i++)
		if (!m->migrations[i].applied)
			e = apply(m, &m->migrations[i]);
	return e;
}

enum err
migration_apply(const char *conninfo, struct arena *a, struct migration *migrations, size_t count, bool dry,
		const struct migration_listener *listener)
{
	struct migrator m = { .arena = a, .migrations = migrations, .count = count, .listener = listener };
	enum err e;

	for (size_t i = 0; i < count; i++) {
		migrations[i].applied = false;
		migrations[i].milliseconds = -1;
	}
	if ((e = check_names(&m)) == OK && (e = connect(&m, conninfo)) == OK
	    && (dry || (e = take_turn(&m)) == OK) && (e = look(&m)) == OK && !dry)
		e = apply_missing(&m);
	PQfinish(m.conn);
	return e;
}
