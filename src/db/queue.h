/* Inside db/ only: what was asked and not yet sent. */
#ifndef HORA_DB_QUEUE_H
#define HORA_DB_QUEUE_H

#include "db/argument.h"
#include "db/db.h"

/* What an answer must be. */
enum answer {
	ANSWER_ANY,   /* whatever */
	ANSWER_TOUCH, /* at least one row touched */
	ANSWER_ONE,   /* one row into out; none: not found */
	ANSWER_CALL,  /* one row into out; none: our fault */
	ANSWER_ALL,   /* rows into out, a struct list */
	ANSWER_BEGIN,
	ANSWER_COMMIT,
	ANSWER_ROLLBACK,
};

struct item {
	struct item *next;
	const struct statement *statement;
	enum answer answer;
	struct arena *arena; /* owns the rows */
	const struct shape *shape;
	void *out;
	bool prepares; /* sent with the statement's text in front */
	struct parameters parameters;
};

/* Sends all that is queued in one go, reads the answers, empties the queue.
 * Returns the first error; what follows it was not done. */
MUST_CHECK enum err queue_settle(struct db *);

/* Empties the queue unsent. */
void queue_drop(struct db *);

#endif
