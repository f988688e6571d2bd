/* A test's own database: made from the template, dropped at the end. Arranges
 * and looks by plain libpq as the superuser, past the code under test. */
#include "tests/support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <libpq-fe.h>

/* The one database of this process. */
static char name[64];
static char host[160];
static char words[16][256]; /* handed out in turn */
static size_t used;
static PGconn *own;
static PGresult *result;

static PGconn *
superuser(const char *database)
{
	const char *const keys[] = { "dbname", "dbname", "application_name", NULL };
	const char *const values[] = { getenv("HORA_TEST_DB"), database, "test", NULL };
	PGconn *conn;

	if (values[0] == NULL) {
		fputs("no database server: run this through tools/with-postgres\n", stderr);
		exit(99);
	}
	conn = PQconnectdbParams(keys, values, 1);
	if (PQstatus(conn) != CONNECTION_OK) {
		fputs(PQerrorMessage(conn), stderr);
		exit(99);
	}
	return conn;
}

/* Creating and dropping happen from outside the database. */
static void
outside(const char *sql)
{
	PGconn *conn = superuser("postgres");
	PGresult *done = PQexec(conn, sql);

	if (PQresultStatus(done) != PGRES_COMMAND_OK) {
		fputs(PQerrorMessage(conn), stderr);
		exit(99);
	}
	PQclear(done);
	snprintf(host, sizeof host, "%s", PQhost(conn));
	PQfinish(conn);
}

void
database_make(enum database_kind kind)
{
	char sql[256];

	snprintf(name, sizeof name, "test_%d", (int)getpid());
	snprintf(sql, sizeof sql, "create database %s owner hora_owner template %s", name,
		 kind == DATABASE_MIGRATED ? "hora_template" : "template1");
	outside(sql);
	own = superuser(name);
	used = 0;
}

void
database_join(void)
{
	own = superuser(name);
	result = NULL;
}

void
database_drop(void)
{
	char sql[256];

	PQclear(result);
	result = NULL;
	PQfinish(own);
	own = NULL;
	snprintf(sql, sizeof sql, "drop database %s with (force)", name);
	outside(sql);
}

const char *
database_as(const char *role)
{
	size_t room = sizeof words / sizeof *words;
	char *next = words[used++ % room];

	snprintf(next, sizeof words[0], "host=%s dbname=%s user=%s", host, name, role);
	return next;
}

const char *
database_sql(const char *sql, ...)
{
	char text[4096];
	va_list args;
	int len;

	va_start(args, sql);
	len = vsnprintf(text, sizeof text, sql, args);
	va_end(args);
	assert_in_range(len, 0, sizeof text - 1);
	PQclear(result);
	result = PQexec(own, text);
	if (PQstatus(own) != CONNECTION_OK) { /* the server was restarted */
		PQreset(own);
		PQclear(result);
		result = PQexec(own, text);
	}
	if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
		fail_msg("%s%s", PQerrorMessage(own), text);
	return PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
}

bool
database_check(const char *journal)
{
	char program[512], where[256];
	int status;
	pid_t pid;

	snprintf(program, sizeof program, "%s/tools/check-invariants", getenv("HORA_SOURCE"));
	snprintf(where, sizeof where, "%s", database_as("postgres"));
	fflush(NULL);
	if ((pid = fork()) == 0) {
		execl(program, program, "--journal", journal == NULL ? "/dev/null" : journal, where,
		      (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}
