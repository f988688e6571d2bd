/* Pipes: order, one round trip, errors in the middle, much in both directions. */
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/db/pipe.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

static struct db *db;
static struct arena *arena;

struct name {
	const char *name;
};

static const struct field name_fields[] = {
	FIELD(TEXT, name, name),
};
static const struct shape name_shape = SHAPE(name, name_fields);

static int
fresh(void **state)
{
	(void)state;
	database_sql("truncate thing restart identity");
	db = db_new(database_as("hora_owner"), "test_pipe");
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
	return strtoll(database_sql("select count(*) from thing"), NULL, 10);
}

static void
results_come_in_the_order_of_asking(void **state)
{
	struct number numbers[3] = { 0 };
	struct list list = { 0 };
	struct thing found = { 0 };

	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_call(db, arena, &q_count, db_args(), &number_shape, &numbers[0]), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("first"))), OK);
	assert_int_equal(db_call(db, arena, &q_count, db_args(), &number_shape, &numbers[1]), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("second"))), OK);
	assert_int_equal(db_all(db, arena, &q_all, db_args(), &thing_shape, &list), OK);
	assert_int_equal(db_one(db, arena, &q_find, db_args(db_text("second")), &thing_shape, &found), OK);
	assert_int_equal(numbers[1].number, 0);
	assert_int_equal(db_flush(db), OK);
	assert_int_equal(numbers[0].number, 0);
	assert_int_equal(numbers[1].number, 1);
	assert_int_equal(list.count, 2);
	assert_string_equal(((const struct thing *)list.items)[0].name, "first");
	assert_int_equal(found.id, 2);
	assert_int_equal(count(), 0);
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(count(), 2);
	assert_false(db_end(db));
}

static void
nothing_is_sent_before_the_flush(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("late"))), OK);
	assert_int_equal(count(), 0);
	assert_int_equal(db_flush(db), OK);
	assert_int_equal(count(), 1);
}

static void
an_error_in_the_middle_skips_the_rest(void **state)
{
	struct number before = { -1 }, after = { -1 };

	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_call(db, arena, &q_number, db_args(db_int(5)), &number_shape, &before), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("lost"))), OK);
	assert_int_equal(db_do(db, &q_divide, db_args(db_int(0))), OK);
	assert_int_equal(db_call(db, arena, &q_count, db_args(), &number_shape, &after), OK);
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(db_flush(db), ERR_INVALID);
	assert_string_equal(db_failure(db)->sqlstate, "22012");
	assert_string_equal(db_failure(db)->statement, "pipe.divide");
	assert_false(db_failure(db)->lost);
	assert_int_equal(before.number, 5);
	assert_int_equal(after.number, -1);
	assert_true(db_end(db));
	assert_int_equal(count(), 0);
	/* What was prepared behind the error was not; it works when asked again. */
	assert_int_equal(db_call(db, arena, &q_count, db_args(), &number_shape, &after), OK);
	assert_int_equal(after.number, 0);
}

static void
a_pipe_of_its_own_is_one_transaction(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("one"))), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("one"))), OK);
	assert_int_equal(db_flush(db), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->constraint, "thing_name_key");
	assert_string_equal(db_failure(db)->table, "thing");
	assert_int_equal(count(), 0);
	assert_false(db_end(db));
}

static void
a_commit_waits_for_what_may_have_found_nothing(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("undone"))), OK);
	assert_int_equal(db_run(db, &q_rename, db_args(db_text("nobody"), db_text("x"))), OK);
	assert_int_equal(db_commit(db), ERR_NOT_FOUND);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("never"))), ERR_NOT_FOUND);
	assert_int_equal(db_flush(db), ERR_NOT_FOUND);
	assert_true(db_end(db));
	assert_int_equal(count(), 0);

	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("kept"))), OK);
	assert_int_equal(db_run(db, &q_rename, db_args(db_text("kept"), db_text("renamed"))), OK);
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(db_flush(db), OK);
	assert_int_equal(count(), 1);
}

static void
touching_nothing_is_not_found_only_for_run(void **state)
{
	(void)state;
	assert_int_equal(db_run(db, &q_rename, db_args(db_text("nobody"), db_text("x"))), ERR_NOT_FOUND);
	assert_int_equal(db_do(db, &q_rename, db_args(db_text("nobody"), db_text("x"))), OK);
	assert_int_equal(db_failure(db)->err, OK);
}

static void
an_unflushed_pipe_does_nothing(void **state)
{
	struct number out = { -1 };

	(void)state;
	db_pipe(db);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("never"))), OK);
	assert_int_equal(db_call(db, arena, &q_count, db_args(), &number_shape, &out), OK);
	assert_true(db_end(db));
	assert_int_equal(count(), 0);
	assert_int_equal(out.number, -1);
	db_pipe(db);
	assert_int_equal(db_flush(db), OK);
	assert_false(db_end(db));
}

static void
an_argument_that_cannot_be_sent_fails_the_pipe(void **state)
{
	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("never"))), OK);
	assert_int_equal(db_do(db, &q_time, db_args(db_time(INT64_MAX - 1))), ERR_INVALID);
	assert_int_equal(db_do(db, &q_add, db_args(db_text("never"))), ERR_INVALID);
	assert_int_equal(db_flush(db), ERR_INVALID);
	assert_false(db_end(db));
	assert_int_equal(count(), 0);
}

static void
a_long_pipe_is_sent_in_parts(void **state)
{
	char name[16];

	(void)state;
	db_pipe(db);
	assert_int_equal(db_begin(db), OK);
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "thing %d", i);
		assert_int_equal(db_do(db, &q_add, db_args(db_text(name))), OK);
	}
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(db_flush(db), OK);
	assert_int_equal(count(), 1000);
}

static void
megabytes_both_ways_do_not_lock_up(void **state)
{
	size_t len = (size_t)1 << 20;
	char *text = arena_alloc(arena, len + 1, 1);
	struct name answers[16];

	(void)state;
	memset(text, 'x', len);
	db_pipe(db);
	for (int i = 0; i < 16; i++)
		assert_int_equal(
		    db_call(db, arena, &q_large, db_args(db_text(text), db_int(4)), &name_shape, &answers[i]),
		    OK);
	assert_int_equal(db_flush(db), OK);
	for (int i = 0; i < 16; i++)
		assert_int_equal(strlen(answers[i].name), 4 * len);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, done)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(results_come_in_the_order_of_asking),
		TEST(nothing_is_sent_before_the_flush),
		TEST(an_error_in_the_middle_skips_the_rest),
		TEST(a_pipe_of_its_own_is_one_transaction),
		TEST(a_commit_waits_for_what_may_have_found_nothing),
		TEST(touching_nothing_is_not_found_only_for_run),
		TEST(an_unflushed_pipe_does_nothing),
		TEST(an_argument_that_cannot_be_sent_fails_the_pipe),
		TEST(a_long_pipe_is_sent_in_parts),
		TEST(megabytes_both_ways_do_not_lock_up),
	};

	return cmocka_run_group_tests_name("pipe", tests, thing_setup, thing_teardown);
}
