/* Arguments: what the server makes of each type's binary form. */
#include "db/db.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/db/argument.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

struct value {
	const char *value;
};

static const struct field value_fields[] = {
	FIELD(TEXT, value, value),
};
static const struct shape value_shape = SHAPE(value, value_fields);

static struct db *db;
static struct arena *arena;

static int
connect(void **state)
{
	thing_setup(state);
	database_sql("alter role hora_owner in database %s set timezone = 'UTC'",
		     database_sql("select current_database()"));
	db = db_new(database_as("hora_owner"), "test_argument");
	arena = arena_new();
	return 0;
}

static int
disconnect(void **state)
{
	db_free(db);
	arena_free(arena);
	return thing_teardown(state);
}

static const char *
shown(const struct statement *q, struct db_args args)
{
	struct value out = { "unset" };

	assert_int_equal(db_one(db, arena, q, args, &value_shape, &out), OK);
	return out.value;
}

#define assert_shown(q, arg, want) assert_string_equal(shown(&(q), db_args(arg)), (want))

static void
single_values_arrive_as_they_were(void **state)
{
	(void)state;
	assert_string_equal(shown(&q_none, db_args()), "none");
	assert_shown(q_bool, db_bool(true), "true");
	assert_shown(q_bool, db_bool(false), "false");
	assert_shown(q_int, db_int(0), "0");
	assert_shown(q_int, db_int(INT64_MIN), "-9223372036854775808");
	assert_shown(q_int, db_int(INT64_MAX), "9223372036854775807");
	assert_shown(q_text, db_text(""), "");
	assert_shown(q_text, db_text("O'Hara \\ \" $1 \xe7\xbe\x8e"), "O'Hara \\ \" $1 \xe7\xbe\x8e");
	assert_shown(q_bytes, db_bytes("\0\xff\x80", 3), "00ff80");
	assert_shown(q_bytes, db_bytes("", 0), "");
}

static void
times_and_dates_reach_both_ends_of_the_calendar(void **state)
{
	(void)state;
	assert_shown(q_time, db_time(0), "1970-01-01 00:00:00+00");
	assert_shown(q_time, db_time(-1), "1969-12-31 23:59:59+00");
	assert_shown(q_time, db_time(1774746000), "2026-03-29 01:00:00+00");
	assert_shown(q_time, db_time(DB_FOREVER), "infinity");
	assert_shown(q_time, db_time(DB_EVER_SINCE), "-infinity");
	assert_shown(q_time, db_time(INT64_C(-210866803200)), "4714-11-24 00:00:00+00 BC");
	assert_shown(q_time, db_time(INT64_C(9224318015999)), "294276-12-31 23:59:59+00");
	assert_shown(q_date, db_date(0), "1970-01-01");
	assert_shown(q_date, db_date(-719528), "0001-01-01 BC");
	assert_shown(q_date, db_date(DB_FOREVER), "infinity");
	assert_shown(q_date, db_date(DB_EVER_SINCE), "-infinity");
}

static void
ranges_are_half_open_and_may_lack_a_bound(void **state)
{
	(void)state;
	assert_shown(q_range, db_range(0, 3600), "[\"1970-01-01 00:00:00+00\",\"1970-01-01 01:00:00+00\")");
	assert_shown(q_range, db_range(TIME_NONE, 0), "(,\"1970-01-01 00:00:00+00\")");
	assert_shown(q_range, db_range(0, TIME_NONE), "[\"1970-01-01 00:00:00+00\",)");
	assert_shown(q_range, db_range(TIME_NONE, TIME_NONE), "(,)");
	assert_shown(q_range, db_range(60, 60), "empty");
}

static void
arrays_may_be_empty_and_hold_nulls(void **state)
{
	static const int64_t ints[] = { 1, -2, INT64_MAX }, times[] = { 0, TIME_NONE, DB_FOREVER };
	static const char *const texts[] = { "a", NULL, "", "{\"b\",}" };

	(void)state;
	assert_shown(q_ints, db_ints(ints, 3), "{1,-2,9223372036854775807}");
	assert_shown(q_ints, db_ints(NULL, 0), "{}");
	assert_shown(q_times, db_times(times, 3), "{\"1970-01-01 00:00:00+00\",NULL,infinity}");
	assert_shown(q_times, db_times(NULL, 0), "{}");
	assert_shown(q_texts, db_texts(texts, 4), "{a,NULL,\"\",\"{\\\"b\\\",}\"}");
	assert_shown(q_texts, db_texts(NULL, 0), "{}");
}

static void
absent_values_are_null(void **state)
{
	(void)state;
	assert_null(shown(&q_text, db_args(db_text(NULL))));
	assert_null(shown(&q_time, db_args(db_time(TIME_NONE))));
	assert_null(shown(&q_date, db_args(db_date(DATE_NONE))));
	assert_null(shown(&q_int, db_args(db_null(DB_INT))));
	assert_null(shown(&q_bool, db_args(db_null(DB_BOOL))));
	assert_null(shown(&q_range, db_args(db_null(DB_RANGE))));
	assert_null(shown(&q_ints, db_args(db_null(DB_INTS))));
	assert_null(shown(&q_bytes, db_args(db_null(DB_BYTES))));
}

static void
a_cast_narrows_or_names_an_enum(void **state)
{
	(void)state;
	assert_string_equal(shown(&q_narrow, db_args(db_int(40), db_int(2))), "42");
	assert_shown(q_enum, db_text("large"), "large");
}

static void
values_the_server_cannot_hold_are_invalid(void **state)
{
	struct {
		const struct statement *q;
		struct db_arg arg;
	} cases[] = {
		{ &q_time, db_time(INT64_C(-210866803201)) },
		{ &q_time, db_time(INT64_C(9224318016000)) },
		{ &q_time, db_time(INT64_MAX - 1) },
		{ &q_date, db_date(INT64_MAX - 1) },
		{ &q_date, db_date(-3000000) },
		{ &q_date, db_date(INT64_C(4294967296)) },
		{ &q_range, db_range(3600, 0) },
		{ &q_text, db_text("\xff") },
		{ &q_enum, db_text("colossal") },
	};
	struct value out = { "unset" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(db_one(db, arena, cases[i].q, db_args(cases[i].arg), &value_shape, &out),
				 ERR_INVALID);
		assert_string_equal(out.value, "unset");
	}
	assert_int_equal(
	    db_one(db, arena, &q_narrow, db_args(db_int(INT64_MAX), db_int(1)), &value_shape, &out),
	    ERR_INVALID);
	assert_string_equal(db_failure(db)->sqlstate, "22003");
	assert_shown(q_int, db_int(1), "1");
}

/* Runs in a child, whose abort it reports. */
static bool
aborts(void (*fault)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		fault();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
ask(const struct statement *q, struct db_args args)
{
	struct db *own = db_new(database_as("hora_owner"), "test_argument");
	struct value out;

	if (db_one(own, arena, q, args, &value_shape, &out) != OK)
		_exit(2);
	db_free(own);
}

static void
right_arguments(void)
{
	ask(&q_int, db_args(db_int(1)));
}

static void
too_few_arguments(void)
{
	ask(&q_int, db_args());
}

static void
too_many_arguments(void)
{
	ask(&q_int, db_args(db_int(1), db_int(2)));
}

static void
another_type_than_before(void)
{
	struct db *own = db_new(database_as("hora_owner"), "test_argument");
	struct value out;

	if (db_one(own, arena, &q_int, db_args(db_int(1)), &value_shape, &out) != OK
	    || db_one(own, arena, &q_int, db_args(db_text("1")), &value_shape, &out) != OK)
		_exit(2);
}

static void
a_second_begin(void)
{
	if (db_begin(db) != OK || db_begin(db) != OK)
		_exit(2);
}

static void
a_programmers_mistake_stops_the_program(void **state)
{
	(void)state;
	assert_false(aborts(right_arguments));
	assert_true(aborts(too_few_arguments));
	assert_true(aborts(too_many_arguments));
	assert_true(aborts(another_type_than_before));
	assert_true(aborts(a_second_begin));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single_values_arrive_as_they_were),
		cmocka_unit_test(times_and_dates_reach_both_ends_of_the_calendar),
		cmocka_unit_test(ranges_are_half_open_and_may_lack_a_bound),
		cmocka_unit_test(arrays_may_be_empty_and_hold_nulls),
		cmocka_unit_test(absent_values_are_null),
		cmocka_unit_test(a_cast_narrows_or_names_an_enum),
		cmocka_unit_test(values_the_server_cannot_hold_are_invalid),
		cmocka_unit_test(a_programmers_mistake_stops_the_program),
	};

	return cmocka_run_group_tests_name("argument", tests, connect, disconnect);
}
