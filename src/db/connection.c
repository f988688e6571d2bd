/* The connection: made when first needed, dropped when it fails, made again.
 * libpq works without blocking here, in pipeline mode for as long as the
 * session lasts, so that a silent server can be given up and a full pipe cannot
 * lock both sides up. */
#include "db/connection.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/failure.h"

#define PATIENCE_MS 10000
#define GRACE_US 2000000      /* a server that is restarted is back by then: it is waited for, */
#define GRACE_PAUSE_US 25000  /* with so much between attempts to connect */
#define RETRY_PAUSE_US 250000 /* and so much after that, when who asks is refused at once */

struct db *
db_new(const char *conninfo, const char *program)
{
	struct db *db = calloc(1, sizeof *db);

	if (db == NULL)
		abort();
	db->conninfo = strdup(conninfo);
	db->program = strdup(program);
	if (db->conninfo == NULL || db->program == NULL)
		abort();
	db->patience = PATIENCE_MS;
	db->session = arena_new();
	db->queued = arena_new();
	db->last = &db->first;
	return db;
}

void
db_free(void *thing)
{
	struct db *db = thing;

	if (db == NULL)
		return;
	connection_drop(db);
	arena_free(db->session);
	arena_free(db->queued);
	free(db->conninfo);
	free(db->program);
	free(db);
}

void
db_patience(struct db *db, int milliseconds)
{
	db->patience = milliseconds;
}

void
connection_drop(struct db *db)
{
	PQfinish(db->conn);
	db->conn = NULL;
	db->farewell = db->silent = false;
	db->enums = NULL;
	db->enum_count = 0;
	db->prepared = (struct prepared_set){ 0 };
	arena_clear(db->session);
}

/* A fatal one is the server's farewell, said between two requests. */
static void
note_notice(void *thing, const PGresult *notice)
{
	struct db *db = thing;
	const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);

	db->farewell |=
	    severity != NULL && (strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0);
	log_event(LOG_INFO, "database_notice", { "sqlstate", PQresultErrorField(notice, PG_DIAG_SQLSTATE) },
		  { "severity", severity }, { "text", PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY) });
}

static bool
start_session(struct db *db)
{
	const char *const keys[] = { "connect_timeout", "application_name", "dbname", "client_encoding",
				     NULL };
	const char *const values[] = { "2", db->program, db->conninfo, "UTF8", NULL };

	db->conn = PQconnectdbParams(keys, values, 1);
	if (PQstatus(db->conn) != CONNECTION_OK)
		return false;
	PQsetNoticeReceiver(db->conn, note_notice, db);
	return PQenterPipelineMode(db->conn) == 1 && PQsetnonblocking(db->conn, 1) == 0;
}

/* Enum types have numbers of their own in each database; rows need to know them. */
static bool
read_enums(struct db *db)
{
	static const char sql[] = "select oid from pg_catalog.pg_type where typtype = 'e' order by oid";
	PGresult *result = NULL;
	bool good;

	if (PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 0) != 1
	    || PQpipelineSync(db->conn) != 1 || !connection_flush(db) || !connection_result(db, &result))
		return false;
	good = PQresultStatus(result) == PGRES_TUPLES_OK;
	if (good) {
		db->enum_count = (size_t)PQntuples(result);
		db->enums = arena_alloc(db->session, db->enum_count, sizeof *db->enums);
		for (size_t i = 0; i < db->enum_count; i++)
			db->enums[i] = (Oid)strtoul(PQgetvalue(result, (int)i, 0), NULL, 10);
	}
	for (ExecStatusType last = PGRES_TUPLES_OK; good && last != PGRES_PIPELINE_SYNC;) {
		PQclear(result);
		good = connection_result(db, &result) && PQstatus(db->conn) == CONNECTION_OK;
		last = PQresultStatus(result);
	}
	PQclear(result);
	return good;
}

/* The server may have gone while nothing was asked of it. What it says unasked
 * waits in the socket: its farewell, the end, or nothing. */
static bool
still_stands(struct db *db)
{
	struct pollfd socket = { .fd = PQsocket(db->conn), .events = POLLIN };

	if (poll(&socket, 1, 0) > 0) {
		if (PQconsumeInput(db->conn) == 0)
			return false;
		(void)PQisBusy(db->conn); /* has libpq look at what came: notices, parameters */
	}
	return PQstatus(db->conn) == CONNECTION_OK && !db->farewell;
}

/* Also when a transaction went with the connection: what follows in it must not
 * run outside it. */
static enum err
refuse(struct db *db)
{
	db->failure = (struct db_failure){ .err = ERR_BUSY, .lost = true };
	return ERR_BUSY;
}

static void
note_away(struct db *db)
{
	int64_t now = clock_ticks();

	if (!db->away) {
		log_event(LOG_ERROR, "database_away",
			  { "why", db->silent ? connection_fate(db) : PQerrorMessage(db->conn) });
		db->away_since = now;
	}
	db->away = true;
	db->next_try = now + (now - db->away_since < GRACE_US ? GRACE_PAUSE_US : RETRY_PAUSE_US);
	connection_drop(db);
}

/* True when it is time for an attempt to connect, or has become so. */
static bool
may_try(const struct db *db)
{
	int64_t left = db->next_try - clock_ticks();

	if (left <= 0)
		return true;
	if (db->next_try - db->away_since > GRACE_US)
		return false;
	(void)poll(NULL, 0, (int)(left / 1000) + 1);
	return true;
}

enum err
connection_need(struct db *db)
{
	if (db->conn != NULL && db->fresh && !still_stands(db))
		connection_drop(db);
	db->fresh = false;
	if (db->conn != NULL)
		return OK;
	if (db->open)
		return refuse(db);
	while (may_try(db)) {
		if (start_session(db) && read_enums(db)) {
			if (db->away)
				log_event(LOG_INFO, "database_back");
			db->away = false;
			return OK;
		}
		note_away(db);
	}
	return refuse(db);
}

const char *
connection_fate(const struct db *db)
{
	return db->silent ? "the server stayed silent" : "the connection was lost";
}

/* Waits for the socket; false after too long a silence. */
static bool
await(struct db *db, short events, short *seen)
{
	struct pollfd socket = { .fd = PQsocket(db->conn), .events = events };
	int n;

	do
		n = poll(&socket, 1, db->patience > 0 ? db->patience : -1);
	while (n < 0 && errno == EINTR);
	*seen = socket.revents;
	db->silent = n == 0;
	return n > 0;
}

/* Reads while it writes: the server may be unable to take more before somebody
 * has taken what it answers. */
bool
connection_flush(struct db *db)
{
	int left;
	short seen;

	while ((left = PQflush(db->conn)) > 0)
		if (!await(db, POLLIN | POLLOUT, &seen)
		    || ((seen & ~POLLOUT) != 0 && PQconsumeInput(db->conn) == 0))
			return false;
	return left == 0;
}

bool
connection_result(struct db *db, PGresult **out)
{
	short seen;

	while (PQstatus(db->conn) == CONNECTION_OK && PQisBusy(db->conn)) {
		if (!await(db, POLLIN, &seen))
			return false;
		if (PQconsumeInput(db->conn) == 0)
			break;
	}
	*out = PQgetResult(db->conn);
	return true;
}
