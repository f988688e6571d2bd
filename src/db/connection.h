/* Inside db/ only: the connection and what belongs to one session of it. */
#ifndef HORA_DB_CONNECTION_H
#define HORA_DB_CONNECTION_H

#include <libpq-fe.h>

#include "db/db.h"
#include "db/prepared.h"

struct item;

struct db {
	char *conninfo;
	char *program;
	int patience;
	PGconn *conn;          /* NULL: not connected */
	bool fresh;            /* not used since the last db_end: look whether it still stands */
	bool farewell;         /* this session is not to be used for another request */
	bool silent;           /* it is given up because nothing came */
	bool away;             /* the last attempt to connect failed (logged once) */
	int64_t away_since;    /* ticks: when that began */
	int64_t next_try;      /* ticks: not before */
	struct arena *session; /* gone with the connection */
	struct prepared_set prepared;
	Oid *enums; /* the database's enum types, ascending */
	size_t enum_count;

	struct arena *queued; /* gone when the queue is settled */
	struct item *first, **last;
	size_t length;
	bool piping;
	bool expecting;      /* a queued item may turn out to have found no row */
	bool open;           /* a transaction is open; also when it was lost with its connection */
	bool begun;          /* the same, once the queue is settled */
	enum err pipe_error; /* of the pipe so far */
	struct db_failure failure;
};

/* Connects unless connected; on failure ERR_BUSY, with the failure noted. */
MUST_CHECK enum err connection_need(struct db *);

/* Lets the connection go, and all that hung on it. */
void connection_drop(struct db *);

/* Sends all that libpq holds. False: the connection broke or stayed silent. */
bool connection_flush(struct db *);

/* Why a connection broke, in words for the log. */
const char *connection_fate(const struct db *);

/* The next result, NULL at the end of one command's. False: the server stayed
 * silent. Of a broken connection the last words can still be read: those that
 * had arrived, then libpq's own complaint; PQstatus tells. */
bool connection_result(struct db *, PGresult **out);

#endif
