/* Connections that break: between requests, in a transaction, at its commit, or
 * by silence; what is known then, and that the next request finds its way. */
#include "db/db.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/db/failure.q.h"
#include "tests/db/proxy.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

static struct db *db;
static struct arena *arena;

static int
fresh(void **state)
{
	char words[256], server[160];

	(void)state;
	database_sql("truncate thing");
	snprintf(server, sizeof server, "%s", database_sql("show unix_socket_directories"));
	snprintf(words, sizeof words, "%s host=%s", database_as("hora_owner"), proxy_start(server));
	db = db_new(words, "test_connection");
	arena = arena_new();
	return 0;
}

static int
done(void **state)
{
	(void)state;
	db_free(db);
	arena_free(arena);
	proxy_stop();
	return 0;
}

static enum err
backend(int64_t *pid)
{
	struct number out = { 0 };
	enum err e = db_call(db, arena, &q_backend, db_args(), &number_shape, &out);

	*pid = out.number;
	return e;
}

static void
terminate(int64_t pid)
{
	database_sql("select pg_terminate_backend(%d, 5000)", (int)pid);
}

static const char *
rows(void)
{
	return database_sql("select count(*) from thing");
}

static void
a_loss_between_requests_goes_unnoticed(void **state)
{
	int64_t first, second;

	(void)state;
	assert_int_equal(backend(&first), OK);
	assert_false(db_end(db));
	terminate(first);
	assert_int_equal(backend(&second), OK);
	assert_true(first != second);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
}

static void
a_transaction_lost_is_not_gone_on_with(void **state)
{
	int64_t pid;

	(void)state;
	assert_int_equal(backend(&pid), OK);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
	terminate(pid);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("b"))), ERR_BUSY);
	assert_true(db_failure(db)->lost);
	assert_false(db_failure(db)->commit_unknown);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("c"))), ERR_BUSY);
	assert_int_equal(db_commit(db), ERR_BUSY);
	assert_string_equal(rows(), "0");
	assert_true(db_end(db));
	assert_int_equal(db_run(db, &q_add, db_args(db_text("d"))), OK);
	assert_string_equal(rows(), "1");
}

static void
a_lost_transaction_can_be_begun_anew(void **state)
{
	struct db_tries tries = { 0 };
	int64_t pid;

	(void)state;
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(backend(&pid), OK);
	terminate(pid);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), ERR_BUSY);
	assert_false(db_again(db, &tries));
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
	assert_int_equal(db_commit(db), OK);
	assert_string_equal(rows(), "1");
}

static void *
terminate_soon(void *pid)
{
	const struct timespec moment = { .tv_nsec = 100000000 };

	nanosleep(&moment, NULL);
	terminate(*(int64_t *)pid);
	return NULL;
}

static void
a_backend_killed_at_work_is_busy_and_lost(void **state)
{
	pthread_t killer;
	int64_t pid;

	(void)state;
	assert_int_equal(backend(&pid), OK);
	assert_int_equal(pthread_create(&killer, NULL, terminate_soon, &pid), 0);
	assert_int_equal(db_do(db, &q_sleep, db_args()), ERR_BUSY);
	pthread_join(killer, NULL);
	assert_string_equal(db_failure(db)->sqlstate, "57P01");
	assert_string_equal(db_failure(db)->statement, "failure.sleep");
	assert_true(db_failure(db)->lost);
	/* The server said that it ended this statement, not a commit. */
	assert_false(db_failure(db)->commit_unknown);
	assert_int_equal(backend(&pid), OK);
}

static enum err
book(const char *name)
{
	enum err e;

	db_pipe(db);
	if ((e = db_begin(db)) != OK || (e = db_do(db, &q_add, db_args(db_text(name)))) != OK
	    || (e = db_commit(db)) != OK)
		return e;
	return db_flush(db);
}

static void
a_commit_whose_answer_is_lost_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(book("first"), OK);
	proxy_mode(PROXY_CUT_ANSWER);
	assert_int_equal(book("second"), ERR_BUSY);
	assert_true(db_failure(db)->lost);
	assert_true(db_failure(db)->commit_unknown);
	assert_string_equal(rows(), "2");
	assert_false(db_end(db));
	assert_int_equal(book("third"), OK);
}

static void
a_commit_that_may_not_have_arrived_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(book("first"), OK);
	proxy_mode(PROXY_CUT_REQUEST);
	assert_int_equal(book("second"), ERR_BUSY);
	assert_true(db_failure(db)->commit_unknown);
	assert_string_equal(rows(), "1");
	assert_int_equal(book("third"), OK);
}

static void
what_was_sent_without_its_commit_is_surely_undone(void **state)
{
	static const enum proxy_mode modes[] = { PROXY_CUT_REQUEST, PROXY_CUT_ANSWER };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(book(i == 0 ? "first" : "second"), OK);
		proxy_mode(modes[i]);
		db_pipe(db);
		assert_int_equal(db_begin(db), OK);
		assert_int_equal(db_do(db, &q_add, db_args(db_text("undone"))), OK);
		assert_int_equal(db_flush(db), ERR_BUSY);
		assert_true(db_failure(db)->lost);
		assert_false(db_failure(db)->commit_unknown);
		assert_true(db_end(db));
	}
	assert_string_equal(rows(), "2");
}

static void
a_lost_statement_outside_a_transaction_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(db_run(db, &q_add, db_args(db_text("first"))), OK);
	proxy_mode(PROXY_CUT_ANSWER);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("second"))), ERR_BUSY);
	assert_true(db_failure(db)->commit_unknown);
	assert_string_equal(rows(), "2");
}

static void
a_silent_server_is_given_up(void **state)
{
	int64_t pid, start;

	(void)state;
	assert_int_equal(backend(&pid), OK);
	db_patience(db, 150);
	proxy_mode(PROXY_SILENT);
	start = clock_ticks();
	assert_int_equal(book("nobody knows"), ERR_BUSY);
	assert_in_range(clock_ticks() - start, 140000, 1000000);
	assert_true(db_failure(db)->lost);
	assert_true(db_failure(db)->commit_unknown);
	proxy_mode(PROXY_PASS);
	assert_int_equal(book("everybody knows"), OK);
}

static void
a_server_away_is_waited_for_once_then_asked_only_now_and_then(void **state)
{
	const struct timespec pause = { .tv_nsec = 300000000 };
	struct db *own = db_new("host=/nonexistent dbname=none user=nobody", "test_connection");
	int64_t start = clock_ticks(), tries = 0;

	(void)state;
	assert_int_equal(db_do(own, &q_sleep, db_args()), ERR_BUSY);
	assert_in_range(clock_ticks() - start, 1900000, 4500000);
	assert_true(db_failure(own)->lost);
	assert_false(db_failure(own)->commit_unknown);
	assert_false(db_end(own));
	start = clock_ticks();
	for (; tries < 1000; tries++)
		assert_int_equal(db_do(own, &q_sleep, db_args()), ERR_BUSY);
	assert_in_range(clock_ticks() - start, 0, 250000);
	db_pipe(own);
	assert_int_equal(db_begin(own), OK);
	assert_int_equal(db_do(own, &q_sleep, db_args()), OK);
	assert_int_equal(db_flush(own), ERR_BUSY);
	assert_false(db_end(own));
	db_free(own);

	/* A server that comes back is found again. */
	assert_int_equal(book("first"), OK);
	proxy_stop();
	assert_int_equal(book("second"), ERR_BUSY);
	db_end(db);
	assert_int_equal(book("second"), ERR_BUSY);
	db_free(db);
	arena_free(arena);
	nanosleep(&pause, NULL);
	fresh(NULL);
	assert_int_equal(book("third"), OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, done)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_loss_between_requests_goes_unnoticed),
		TEST(a_transaction_lost_is_not_gone_on_with),
		TEST(a_lost_transaction_can_be_begun_anew),
		TEST(a_backend_killed_at_work_is_busy_and_lost),
		TEST(a_commit_whose_answer_is_lost_is_unknown),
		TEST(a_commit_that_may_not_have_arrived_is_unknown),
		TEST(what_was_sent_without_its_commit_is_surely_undone),
		TEST(a_lost_statement_outside_a_transaction_is_unknown),
		TEST(a_silent_server_is_given_up),
		TEST(a_server_away_is_waited_for_once_then_asked_only_now_and_then),
	};

	return cmocka_run_group_tests_name("connection", tests, thing_setup, thing_teardown);
}
