/* Transactions: begin, commit, rollback, the end of a request, and when a
 * transaction deserves another try. */
#include <assert.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/connection.h"
#include "db/db.h"
#include "db/verb.h"

static const struct statement begin = { "begin", "begin", 0 };
static const struct statement commit = { "commit", "commit", 0 };
static const struct statement rollback = { "rollback", "rollback", 0 };

enum err
db_begin(struct db *db)
{
	const struct item wish = { .statement = &begin, .answer = ANSWER_BEGIN };
	enum err e;

	assert(!db->begun || db->conn == NULL);
	if (db->conn == NULL)
		db->open = false;
	db->failure = (struct db_failure){ 0 };
	e = verb_ask(db, &wish, db_args());
	if (e == OK)
		db->begun = true;
	return e;
}

enum err
db_commit(struct db *db)
{
	const struct item wish = { .statement = &commit, .answer = ANSWER_COMMIT };
	enum err e = verb_ask(db, &wish, db_args());

	if (e == OK)
		db->begun = false;
	return e;
}

enum err
db_rollback(struct db *db)
{
	const struct item wish = { .statement = &rollback, .answer = ANSWER_ROLLBACK };
	enum err e;

	if (db->open && db->conn == NULL) { /* lost, and undone by that */
		db->open = false;
		queue_drop(db);
		return OK;
	}
	e = verb_ask(db, &wish, db_args());
	if (e == OK)
		db->begun = false;
	return e;
}

/* Drops what is queued and undoes what was sent; a connection that cannot even
 * roll back is let go, which does the same. */
static bool
undo(struct db *db)
{
	bool needed = db->piping || db->open;

	queue_drop(db);
	db->piping = false;
	if (db->open && db_rollback(db) != OK && db->conn != NULL)
		connection_drop(db);
	db->open = db->begun = false;
	return needed;
}

bool
db_end(struct db *db)
{
	bool needed = undo(db);

	db->failure = (struct db_failure){ 0 };
	db->fresh = true;
	return needed;
}

const struct db_failure *
db_failure(const struct db *db)
{
	return &db->failure;
}

/* Which failures of a transaction may pass when it is run again, how often, and
 * after which sleep at most (product: conflicts at once, collisions apart). */
static const struct second_chance {
	const char *sqlstate;
	bool collision;
} second_chances[] = {
	{ "23P01", false },
	{ "40001", true },
	{ "40P01", true },
};

#define CONFLICT_TRIES 1
#define COLLISION_TRIES 3
#define COLLISION_SLEEP_US 8000 /* doubled each time */

/* Between half and the whole of it. The clock's last digits are chance enough to
 * part two who collided. */
static void
sleep_about(int64_t micros)
{
	int64_t part = micros / 2 + clock_ticks() % (micros / 2);
	const struct timespec time = { .tv_nsec = part * 1000 };

	nanosleep(&time, NULL);
}

bool
db_again(struct db *db, struct db_tries *tries)
{
	const struct second_chance *chance = second_chances;
	const struct second_chance *end = chance + sizeof second_chances / sizeof *second_chances;

	while (chance < end && strcmp(chance->sqlstate, db->failure.sqlstate) != 0)
		chance++;
	if (chance == end || db->failure.lost)
		return false;
	if (chance->collision ? tries->collisions >= COLLISION_TRIES : tries->conflicts >= CONFLICT_TRIES)
		return false;
	undo(db);
	if (chance->collision)
		sleep_about(COLLISION_SLEEP_US << tries->collisions++);
	else
		tries->conflicts++;
	return true;
}
