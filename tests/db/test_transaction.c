/* Transactions: kept, undone, ended for the careless, and tried again. */
#include "db/db.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/db/failure.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

static struct db *db;
static struct arena *arena;

static int
setup(void **state)
{
	thing_setup(state);
	database_sql("create extension btree_gist;"
		     "create table stay (room bigint, during tstzrange,"
		     " exclude using gist (room with =, during with &&));"
		     "create table late (number bigint unique deferrable initially deferred);"
		     "create function raise_it(code text, text text) returns bigint language plpgsql as"
		     " $$ begin raise exception '%%', text using errcode = code; end $$;"
		     "grant all on all tables in schema public to hora_owner");
	return 0;
}

static int
fresh(void **state)
{
	(void)state;
	database_sql("truncate thing, stay, late");
	db = db_new(database_as("hora_owner"), "test_transaction");
	arena = arena_new();
	return 0;
}

static int
done(void **state)
{
	(void)state;
	db_free(db);
	arena_free(arena);
	return 0;
}

static int64_t
count(void)
{
	struct number out = { -1 };

	assert_int_equal(db_one(db, arena, &q_count, db_args(), &number_shape, &out), OK);
	return out.number;
}

static void
only_a_commit_keeps(void **state)
{
	(void)state;
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
	assert_int_equal(db_commit(db), OK);
	assert_false(db_end(db));
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("b"))), OK);
	assert_int_equal(db_rollback(db), OK);
	assert_false(db_end(db));
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("c"))), OK);
	assert_true(db_end(db));
	assert_false(db_end(db));
	assert_int_equal(count(), 1);
}

static void
a_failed_transaction_cannot_be_kept(void **state)
{
	(void)state;
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), ERR_CONFLICT);
	assert_int_equal(db_commit(db), ERR_INTERNAL);
	assert_false(db_end(db));
	assert_int_equal(count(), 0);
}

static void
what_stands_before_a_begin_is_kept(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("before"))), OK);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("inside"))), OK);
	assert_int_equal(db_rollback(db), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("after"))), OK);
	assert_int_equal(db_flush(db), OK);
	assert_false(db_end(db));
	assert_string_equal(database_sql("select string_agg(name, ' ' order by id) from thing"),
			    "before after");
}

static void
a_constraint_checked_late_fails_the_commit(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("a"))), OK);
	assert_int_equal(db_do(db, &q_add_checked_late, db_args(db_int(1))), OK);
	assert_int_equal(db_do(db, &q_add_checked_late, db_args(db_int(1))), OK);
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(db_flush(db), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->statement, "commit");
	assert_string_equal(db_failure(db)->constraint, "late_number_key");
	assert_false(db_end(db));
	/* The same where the sync commits. */
	db_pipe(db);
	assert_int_equal(db_do(db, &q_add_checked_late, db_args(db_int(1))), OK);
	assert_int_equal(db_do(db, &q_add_checked_late, db_args(db_int(1))), OK);
	assert_int_equal(db_flush(db), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->constraint, "late_number_key");
	assert_int_equal(db_do(db, &q_add_checked_late, db_args(db_int(1))), OK);
	assert_string_equal(database_sql("select count(*) from late"), "1");
	assert_int_equal(count(), 0);
}

static void
the_next_request_starts_without_the_last_failure(void **state)
{
	(void)state;
	assert_int_equal(db_do(db, &q_no_table, db_args()), ERR_INTERNAL);
	assert_int_equal(db_failure(db)->err, ERR_INTERNAL);
	assert_false(db_end(db));
	assert_int_equal(db_failure(db)->err, OK);
	assert_string_equal(db_failure(db)->sqlstate, "");
	assert_int_equal(db_do(db, &q_no_table, db_args()), ERR_INTERNAL);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_failure(db)->err, OK);
	assert_true(db_end(db));
}

static void
failures_that_may_pass_are_tried_again_so_often(void **state)
{
	static const struct {
		const char *sqlstate;
		int tries;
	} cases[] = {
		{ "23P01", 2 }, { "40001", 4 }, { "40P01", 4 }, { "23505", 1 },
		{ "55P03", 1 }, { "57014", 1 }, { "HO002", 1 }, { "XX000", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct db_tries tries = { 0 };
		int64_t start = clock_ticks();
		struct number out;
		int times = 0;
		enum err e;

		do {
			times++;
			assert_int_equal(db_begin(db), OK);
			assert_int_equal(db_run(db, &q_add, db_args(db_text("again"))), OK);
			e = db_call(db, arena, &q_raise, db_args(db_text(cases[i].sqlstate), db_text("")),
				    &number_shape, &out);
		} while (e != OK && db_again(db, &tries));
		assert_int_equal(times, cases[i].tries);
		assert_in_range(clock_ticks() - start, 0, 500000);
		db_end(db);
	}
	assert_int_equal(count(), 0);
}

static void
what_did_not_fail_here_is_not_tried_again(void **state)
{
	struct db_tries tries = { 0 };

	(void)state;
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_rename, db_args(db_text("nobody"), db_text("x"))), ERR_NOT_FOUND);
	assert_false(db_again(db, &tries));
	assert_true(db_end(db));
}

/* Two who lock two things in opposite order; each thread its own connection. */
struct party {
	const char *conninfo, *first, *second;
	pthread_barrier_t *meet;
	int rounds, undone;
};

static enum err
lock_both(struct db *own, struct arena *a, const struct party *p, bool meet)
{
	struct number out;
	enum err e;

	if ((e = db_begin(own)) != OK
	    || (e = db_one(own, a, &q_lock, db_args(db_text(p->first)), &number_shape, &out)) != OK)
		return e;
	if (meet)
		pthread_barrier_wait(p->meet);
	if ((e = db_one(own, a, &q_lock, db_args(db_text(p->second)), &number_shape, &out)) != OK)
		return e;
	return db_commit(own);
}

static void *
take_part(void *argument)
{
	struct party *p = argument;
	struct db *own = db_new(p->conninfo, "test_transaction");
	struct arena *a = arena_new();

	for (int i = 0; i < p->rounds; i++) {
		struct db_tries tries = { 0 };
		bool meet = true;
		enum err e;

		do {
			e = lock_both(own, a, p, meet);
			meet = false;
		} while (e != OK && db_again(own, &tries));
		p->undone += e != OK;
		db_end(own);
		pthread_barrier_wait(p->meet);
	}
	arena_free(a);
	db_free(own);
	return NULL;
}

static void
deadlocks_are_settled_within_the_tries(void **state)
{
	pthread_barrier_t meet;
	struct party parties[2];
	pthread_t threads[2];

	(void)state;
	database_sql("alter role hora_owner in database %s set deadlock_timeout = '5ms'",
		     database_sql("select current_database()"));
	assert_int_equal(db_run(db, &q_add, db_args(db_text("left"))), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("right"))), OK);
	pthread_barrier_init(&meet, NULL, 2);
	parties[0] = (struct party){ database_as("hora_owner"), "left", "right", &meet, 20, 0 };
	parties[1] = (struct party){ database_as("hora_owner"), "right", "left", &meet, 20, 0 };
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, take_part, &parties[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&meet);
	assert_int_equal(parties[0].undone + parties[1].undone, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, done)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_a_commit_keeps),
		TEST(a_failed_transaction_cannot_be_kept),
		TEST(what_stands_before_a_begin_is_kept),
		TEST(a_constraint_checked_late_fails_the_commit),
		TEST(the_next_request_starts_without_the_last_failure),
		TEST(failures_that_may_pass_are_tried_again_so_often),
		TEST(what_did_not_fail_here_is_not_tried_again),
		TEST(deadlocks_are_settled_within_the_tries),
	};

	return cmocka_run_group_tests_name("transaction", tests, setup, thing_teardown);
}
