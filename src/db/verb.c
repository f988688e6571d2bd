/* The verbs: each puts one item into the queue and, outside a pipe, has it
 * settled at once. */
#include <assert.h>

#include "db/connection.h"
#include "db/db.h"
#include "db/failure.h"
#include "db/queue.h"
#include "db/verb.h"

#define QUEUE_MOST 128 /* items held back in a pipe before they are sent anyway */

/* The first error of a pipe decides for the rest of it. */
static enum err
settle(struct db *db)
{
	enum err e = queue_settle(db);

	if (db->piping)
		db->pipe_error = e;
	return e;
}

enum err
verb_ask(struct db *db, const struct item *wish, struct db_args args)
{
	struct item *item;

	assert(args.count == (size_t)wish->statement->parameters);
	if (db->piping && db->pipe_error != OK)
		return db->pipe_error;
	/* What stands before a begin is none of its transaction's. */
	if ((wish->answer == ANSWER_COMMIT && db->expecting)
	    || (wish->answer == ANSWER_BEGIN && db->first != NULL)) {
		enum err e = settle(db);

		if (e != OK)
			return e;
	}
	item = arena_make(db->queued, struct item);
	*item = *wish;
	if (!arguments_encode(db->queued, args, &item->parameters)) {
		queue_drop(db);
		return db->pipe_error = failure_own(&db->failure, wish->statement->name, ERR_INVALID,
						    "a time out of PostgreSQL's range");
	}
	*db->last = item;
	db->last = &item->next;
	db->length++;
	db->expecting = db->expecting || wish->answer == ANSWER_TOUCH || wish->answer == ANSWER_ONE;
	return db->piping && db->length < QUEUE_MOST ? OK : settle(db);
}

enum err
db_run(struct db *db, const struct statement *q, struct db_args args)
{
	const struct item wish = { .statement = q, .answer = ANSWER_TOUCH };

	return verb_ask(db, &wish, args);
}

enum err
db_do(struct db *db, const struct statement *q, struct db_args args)
{
	const struct item wish = { .statement = q, .answer = ANSWER_ANY };

	return verb_ask(db, &wish, args);
}

enum err
db_one(struct db *db, struct arena *a, const struct statement *q, struct db_args args,
       const struct shape *shape, void *out)
{
	const struct item wish = {
		.statement = q, .answer = ANSWER_ONE, .arena = a, .shape = shape, .out = out
	};

	return verb_ask(db, &wish, args);
}

enum err
db_call(struct db *db, struct arena *a, const struct statement *q, struct db_args args,
	const struct shape *shape, void *out)
{
	const struct item wish = {
		.statement = q, .answer = ANSWER_CALL, .arena = a, .shape = shape, .out = out
	};

	return verb_ask(db, &wish, args);
}

enum err
db_all(struct db *db, struct arena *a, const struct statement *q, struct db_args args,
       const struct shape *shape, struct list *out)
{
	const struct item wish = {
		.statement = q, .answer = ANSWER_ALL, .arena = a, .shape = shape, .out = out
	};

	return verb_ask(db, &wish, args);
}

void
db_pipe(struct db *db)
{
	assert(!db->piping);
	db->piping = true;
	db->pipe_error = OK;
}

enum err
db_flush(struct db *db)
{
	enum err e;

	assert(db->piping);
	e = db->pipe_error != OK ? db->pipe_error : queue_settle(db);
	queue_drop(db);
	db->piping = false;
	return e;
}
