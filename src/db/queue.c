/* The queue's one round trip: send everything, one sync, read an answer for
 * each. After an error the server skips to the sync; a broken or silent
 * connection is dropped, and what may have been kept by then is noted. */
#include "db/queue.h"

#include <assert.h>
#include <string.h>

#include "db/connection.h"
#include "db/failure.h"

/* One settling: where we are and what we know. */
struct settling {
	struct db *db;
	const struct item *at; /* the item being answered; NULL: the sync */
	enum err err;          /* the first */
	bool inside;           /* a transaction was open before this item */
	bool outside;          /* an item ran outside any */
	bool refused;          /* the server itself ended it at an item that could not keep anything */
	bool broken;
};

static void
release_result(void *result)
{
	PQclear(result);
}

void
queue_drop(struct db *db)
{
	db->first = NULL;
	db->last = &db->first;
	db->length = 0;
	db->expecting = false;
	db->begun = db->open;
	arena_clear(db->queued);
}

static bool
send_item(struct db *db, struct item *item)
{
	static const int binary[STATEMENT_PARAMETERS] = { [0 ... STATEMENT_PARAMETERS - 1] = 1 };
	const struct statement *q = item->statement;
	const struct parameters *p = &item->parameters;
	struct prepared *known = prepared_get(&db->prepared, db->session, q);

	if (!known->ready) {
		for (int i = 0; i < p->count; i++)
			known->types[i] = p->types[i];
		known->ready = true;
		item->prepares = true;
		if (PQsendPrepare(db->conn, q->name, q->text, p->count, p->types) != 1)
			return false;
	}
	/* Types come from the db_* functions, so a statement's are always the same. */
	for (int i = 0; i < p->count; i++)
		assert(known->types[i] == p->types[i]);
	return PQsendQueryPrepared(db->conn, q->name, p->count, p->values, p->lengths, binary, 1) == 1;
}

static bool
send_all(struct db *db)
{
	for (struct item *item = db->first; item != NULL; item = item->next)
		if (!send_item(db, item))
			return false;
	return PQpipelineSync(db->conn) == 1 && connection_flush(db);
}

/* The one result of a command and the NULL after it; NULL when the connection
 * gave neither. */
static PGresult *
next_answer(struct settling *s)
{
	PGresult *result, *more;

	if (!connection_result(s->db, &result)) {
		s->broken = true;
		return NULL;
	}
	while (result != NULL && PQresultStatus(result) != PGRES_PIPELINE_SYNC
	       && PQstatus(s->db->conn) == CONNECTION_OK) {
		if (!connection_result(s->db, &more)) {
			s->broken = true;
			break;
		}
		if (more == NULL)
			break;
		PQclear(more);
	}
	if (PQstatus(s->db->conn) != CONNECTION_OK)
		s->broken = true;
	return result;
}

static void
fail_own(struct settling *s, enum err e, const char *why)
{
	s->err = failure_own(&s->db->failure, s->at->statement->name, e, why);
}

/* An error, a command skipped after one, or nothing at all: lose() tells of that. */
static void
fail_server(struct settling *s, const PGresult *result)
{
	const char *name = s->at == NULL ? "" : s->at->statement->name;

	if (s->err != OK || result == NULL || PQresultStatus(result) == PGRES_PIPELINE_ABORTED)
		return;
	s->err = failure_server(&s->db->failure, name, result);
	s->refused = PQresultErrorField(result, PG_DIAG_SQLSTATE) != NULL && s->at != NULL
		     && s->at->answer != ANSWER_COMMIT;
	if (failure_spoils(result))
		s->broken = true;
}

static bool
take_row(struct settling *s, const struct mapping *m, const PGresult *result, int row, void *record)
{
	const struct item *item = s->at;
	const char *column;

	if (row_read(m, item->arena, result, row, record, &column) == OK)
		return true;
	s->err = failure_misfit(&s->db->failure, item->statement->name, column,
				"null, or a value the field has no name for");
	return false;
}

static void
take_one(struct settling *s, const struct mapping *m, const PGresult *result)
{
	const struct item *item = s->at;
	void *record;

	if (PQntuples(result) == 0 && item->answer == ANSWER_ONE) {
		s->err = ERR_NOT_FOUND;
		return;
	}
	if (PQntuples(result) != 1) {
		fail_own(s, ERR_INTERNAL, "not exactly one row");
		return;
	}
	record = arena_alloc(item->arena, 1, item->shape->size);
	if (take_row(s, m, result, 0, record))
		memcpy(item->out, record, item->shape->size);
}

static void
take_all(struct settling *s, const struct mapping *m, const PGresult *result)
{
	const struct item *item = s->at;
	struct list list = { .count = (size_t)PQntuples(result) };
	char *record = arena_alloc(item->arena, list.count, item->shape->size);

	list.items = record;
	for (size_t i = 0; i < list.count; i++, record += item->shape->size)
		if (!take_row(s, m, result, (int)i, record))
			return;
	*(struct list *)item->out = list;
}

/* Reads rows into records. True: they point into the result, which the arena
 * now owns. */
static bool
take_rows(struct settling *s, PGresult *result)
{
	const struct item *item = s->at;
	struct mapping *m = &prepared_get(&s->db->prepared, s->db->session, item->statement)->mapping;

	s->err = mapping_need(m, s->db, item->statement->name, item->shape, result);
	if (s->err != OK)
		return false;
	if (m->points)
		arena_own(item->arena, result, release_result);
	if (item->answer == ANSWER_ALL)
		take_all(s, m, result);
	else
		take_one(s, m, result);
	return m->points;
}

/* Takes an answer over, or lets it go: after the first error nobody wants it. */
static void
take(struct settling *s, PGresult *result)
{
	enum answer answer = s->err == OK ? s->at->answer : ANSWER_ANY;
	bool taken = false;

	if (answer == ANSWER_TOUCH && (*PQcmdTuples(result) == '\0' || strcmp(PQcmdTuples(result), "0") == 0))
		s->err = ERR_NOT_FOUND;
	/* A failed transaction answers a commit kindly, and rolls back. */
	if (answer == ANSWER_COMMIT && strcmp(PQcmdStatus(result), "ROLLBACK") == 0)
		fail_own(s, ERR_INTERNAL, "a commit of a failed transaction");
	if (answer == ANSWER_ONE || answer == ANSWER_CALL || answer == ANSWER_ALL)
		taken = take_rows(s, result);
	if (!taken)
		PQclear(result);
}

static void
read_item(struct settling *s)
{
	const struct item *item = s->at;
	PGresult *result;

	if (item->prepares) {
		result = next_answer(s);
		if (PQresultStatus(result) != PGRES_COMMAND_OK) {
			prepared_get(&s->db->prepared, s->db->session, item->statement)->ready = false;
			fail_server(s, result);
		}
		PQclear(result);
		if (s->broken)
			return;
	}
	result = next_answer(s);
	if (PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK) {
		take(s, result);
	} else {
		fail_server(s, result);
		PQclear(result);
	}
}

/* Everything has been answered. What the server says before the sync still
 * matters to what the sync itself would have kept, and to a transaction that
 * stays open; a commit that was answered stands. */
static void
read_sync(struct settling *s)
{
	PGresult *result;
	bool synced = false;

	while (!synced && !s->broken) {
		result = next_answer(s);
		synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
		if (!synced && (s->outside || s->inside))
			fail_server(s, result);
		PQclear(result);
	}
}

/* Keeps count of where the item at hand runs. */
static void
step(struct settling *s, const struct item *item)
{
	if (item->answer == ANSWER_BEGIN)
		s->inside = true;
	else if (item->answer == ANSWER_COMMIT || item->answer == ANSWER_ROLLBACK)
		s->inside = false;
	else if (!s->inside)
		s->outside = true;
}

/* The connection is gone. What the server may have kept: a commit it did not
 * answer, and what ran outside a transaction, for that is kept by the sync. */
static void
lose(struct settling *s)
{
	bool kept = false;

	for (const struct item *item = s->at; item != NULL; item = item->next) {
		kept = kept || item->answer == ANSWER_COMMIT;
		step(s, item);
	}
	kept = kept || s->outside;
	if (s->err == OK && (kept || s->at != NULL || s->inside))
		s->err = failure_own(&s->db->failure, s->at == NULL ? "" : s->at->statement->name, ERR_BUSY,
				     connection_fate(s->db));
	if (s->err != OK) {
		s->db->failure.lost = true;
		s->db->failure.commit_unknown = kept && !s->refused;
	}
	connection_drop(s->db);
	s->db->open = s->inside;
}

enum err
queue_settle(struct db *db)
{
	struct settling s = { .db = db, .inside = db->open };

	if (db->first == NULL)
		return OK;
	s.err = connection_need(db);
	if (s.err != OK) {
		queue_drop(db);
		return s.err;
	}
	s.broken = !send_all(db);
	for (s.at = db->first; s.at != NULL && !s.broken; s.at = s.at->next) {
		read_item(&s);
		if (s.broken)
			break;
		step(&s, s.at);
	}
	if (!s.broken)
		read_sync(&s);
	if (s.broken)
		lose(&s);
	else
		db->open = PQtransactionStatus(db->conn) != PQTRANS_IDLE;
	queue_drop(db);
	return s.err;
}
