/* A server that is restarted under a client that goes on: nothing acknowledged
 * is lost, what failed was busy, and all goes well again by itself. */
#include "db/db.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/db/failure.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

#define RESTARTS 4

extern char **environ;

struct tally {
	int kept, failed, unknown;
	int64_t longest; /* microseconds without success */
};

static pid_t
restart(const char *how)
{
	char command[512];
	char *arguments[] = { (char[]){ "sh" }, (char[]){ "-c" }, command, NULL };
	pid_t child;

	snprintf(command, sizeof command, "%s -m %s -w restart >/dev/null 2>&1", getenv("HORA_TEST_CTL"),
		 how);
	assert_int_equal(posix_spawn(&child, "/bin/sh", NULL, NULL, arguments, environ), 0);
	return child;
}

/* One request: three rows in a transaction, each attempt with a name of its own. */
static enum err
put(struct db *db, int number)
{
	char names[3][32];
	enum err e;

	db_pipe(db);
	if ((e = db_begin(db)) != OK)
		return e;
	for (int i = 0; i < 3; i++) {
		snprintf(names[i], sizeof names[i], "%d/%d", number, i);
		if ((e = db_do(db, &q_add, db_args(db_text(names[i])))) != OK)
			return e;
	}
	if ((e = db_commit(db)) != OK)
		return e;
	return db_flush(db);
}

/* Requests without a pause until the restart is over and a hundred more went well. */
static void
go_on(struct db *db, int *number, pid_t until, struct tally *tally)
{
	const struct timespec moment = { .tv_nsec = 1000000 };
	int64_t last = clock_ticks();
	int status = -1, after = 0;
	pid_t over = 0;

	while (after < 100) {
		enum err e = put(db, ++*number);
		int64_t now = clock_ticks();

		if (over == 0)
			over = waitpid(until, &status, WNOHANG);
		if (now - last > tally->longest)
			tally->longest = now - last;
		assert_in_range(now - last, 0, 10000000);
		if (e == OK) {
			tally->kept++;
			after += over != 0;
			last = now;
		} else {
			assert_int_equal(e, ERR_BUSY);
			tally->failed++;
			tally->unknown += db_failure(db)->commit_unknown;
			nanosleep(&moment, NULL);
		}
		db_end(db);
	}
	assert_int_equal(over, until);
	assert_int_equal(status, 0);
}

static void
restarts_lose_nothing_acknowledged(void **state)
{
	struct db *db = db_new(database_as("hora_owner"), "test_restart");
	struct tally tally = { 0 };
	int number = 0, rows;

	(void)state;
	assert_int_equal(put(db, ++number), OK);
	tally.kept++;
	for (int i = 0; i < RESTARTS; i++)
		go_on(db, &number, restart(i % 2 == 0 ? "fast" : "immediate"), &tally);
	rows = (int)strtol(database_sql("select count(*) from thing"), NULL, 10);
	print_message("%d kept, %d failed, %d of them unknown, longest without success %d ms\n", tally.kept,
		      tally.failed, tally.unknown, (int)(tally.longest / 1000));
	assert_int_equal(rows % 3, 0);
	assert_in_range(rows / 3, tally.kept, tally.kept + tally.unknown);
	assert_in_range(tally.unknown, 0, RESTARTS);
	db_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(restarts_lose_nothing_acknowledged),
	};

	return cmocka_run_group_tests_name("restart", tests, thing_setup, thing_teardown);
}
