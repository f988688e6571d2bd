/* Failures: each kind of the server's errors, as the program's own. */
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/failure.h"
#include "tests/db/failure.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

static struct db *db, *other;
static struct arena *arena;

static int
setup(void **state)
{
	thing_setup(state);
	database_sql("create extension btree_gist;"
		     "create table part (thing_id bigint not null references thing);"
		     "create table stay (room bigint, during tstzrange,"
		     " exclude using gist (room with =, during with &&));"
		     "create table late (number bigint unique deferrable initially deferred);"
		     "create table changing (number integer); insert into changing values (7);"
		     "create function raise_it(code text, text text) returns bigint language plpgsql as"
		     " $$ begin raise exception '%%', text using errcode = code,"
		     " constraint = 'a_rule', table = 'a_table', column = 'a_column'; end $$;"
		     "create function notice_it() returns bigint language plpgsql as"
		     " $$ begin raise notice 'look'; return 1; end $$;"
		     "grant all on all tables in schema public to hora_owner");
	return 0;
}

static int
fresh(void **state)
{
	(void)state;
	database_sql("truncate thing, part, stay, late");
	db = db_new(database_as("hora_owner"), "test_failure");
	other = db_new(database_as("hora_owner"), "test_failure");
	arena = arena_new();
	return 0;
}

static int
done(void **state)
{
	(void)state;
	db_free(db);
	db_free(other);
	arena_free(arena);
	return 0;
}

static void
each_sqlstate_has_its_meaning(void **state)
{
	static const struct {
		const char *sqlstate;
		enum err want;
	} cases[] = {
		{ "23505", ERR_CONFLICT }, { "23P01", ERR_CONFLICT }, { "23503", ERR_CONFLICT },
		{ "23514", ERR_INVALID },  { "23502", ERR_INTERNAL }, { "22001", ERR_INVALID },
		{ "22P02", ERR_INVALID },  { "22P03", ERR_INTERNAL }, { "40001", ERR_BUSY },
		{ "40P01", ERR_BUSY },     { "40002", ERR_INTERNAL }, { "55P03", ERR_BUSY },
		{ "55006", ERR_BUSY },     { "55000", ERR_INTERNAL }, { "57014", ERR_BUSY },
		{ "57P01", ERR_BUSY },     { "57P02", ERR_BUSY },     { "57P03", ERR_BUSY },
		{ "08000", ERR_BUSY },     { "08006", ERR_BUSY },     { "53100", ERR_BUSY },
		{ "53300", ERR_BUSY },     { "25006", ERR_BUSY },     { "25P02", ERR_INTERNAL },
		{ "25P03", ERR_BUSY },     { "26000", ERR_BUSY },     { "42501", ERR_INTERNAL },
		{ "42P01", ERR_INTERNAL }, { "0A000", ERR_INTERNAL }, { "P0001", ERR_INTERNAL },
		{ "XX000", ERR_INTERNAL }, { "HO001", ERR_CONFLICT }, { "HO002", ERR_CONFLICT },
		{ "HO003", ERR_CONFLICT }, { "HO999", ERR_INTERNAL }, { "", ERR_INTERNAL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(failure_err(cases[i].sqlstate), cases[i].want);
}

static void
a_broken_constraint_is_named(void **state)
{
	(void)state;
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("a"))), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->constraint, "thing_name_key");
	assert_string_equal(db_failure(db)->statement, "failure.add");
	assert_int_equal(db_run(db, &q_add_priced, db_args(db_text("b"), db_int(-1))), ERR_INVALID);
	assert_string_equal(db_failure(db)->constraint, "thing_price_check");
	assert_int_equal(db_run(db, &q_add_part, db_args(db_int(-1))), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->constraint, "part_thing_id_fkey");
	assert_int_equal(db_run(db, &q_add_part, db_args(db_null(DB_INT))), ERR_INTERNAL);
	assert_string_equal(db_failure(db)->column, "thing_id");
	assert_int_equal(db_run(db, &q_add_stay, db_args(db_int(1), db_range(0, 10))), OK);
	assert_int_equal(db_run(db, &q_add_stay, db_args(db_int(1), db_range(10, 20))), OK);
	assert_int_equal(db_run(db, &q_add_stay, db_args(db_int(1), db_range(9, 11))), ERR_CONFLICT);
	assert_string_equal(db_failure(db)->sqlstate, "23P01");
	assert_int_equal(db_run(db, &q_add_kind, db_args(db_text("c"), db_text("odd"))), ERR_INVALID);
	assert_int_equal(db_do(db, &q_no_table, db_args()), ERR_INTERNAL);
	assert_false(db_failure(db)->lost);
}

static void
our_own_functions_say_which_rule(void **state)
{
	struct number out;

	(void)state;
	assert_int_equal(
	    db_call(db, arena, &q_raise, db_args(db_text("HO003"), db_text("changed")), &number_shape, &out),
	    ERR_CONFLICT);
	assert_string_equal(db_failure(db)->sqlstate, "HO003");
	assert_string_equal(db_failure(db)->constraint, "a_rule");
	assert_string_equal(db_failure(db)->table, "a_table");
	assert_string_equal(db_failure(db)->column, "a_column");
	assert_int_equal(db_call(db, arena, &q_notice, db_args(), &number_shape, &out), OK);
}

static void
a_lock_held_too_long_is_busy(void **state)
{
	struct number out;

	(void)state;
	database_sql("alter role hora_owner in database %s set lock_timeout = '50ms'",
		     database_sql("select current_database()"));
	assert_int_equal(db_run(db, &q_add, db_args(db_text("door"))), OK);
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_one(db, arena, &q_lock, db_args(db_text("door")), &number_shape, &out), OK);
	assert_int_equal(db_one(other, arena, &q_lock, db_args(db_text("door")), &number_shape, &out),
			 ERR_BUSY);
	assert_string_equal(db_failure(other)->sqlstate, "55P03");
	assert_true(db_end(db));
	assert_int_equal(db_one(other, arena, &q_lock, db_args(db_text("door")), &number_shape, &out), OK);
}

static void
a_statement_that_takes_too_long_is_busy(void **state)
{
	(void)state;
	database_sql("alter role hora_owner in database %s set statement_timeout = '50ms'",
		     database_sql("select current_database()"));
	assert_int_equal(db_do(db, &q_sleep, db_args()), ERR_BUSY);
	assert_string_equal(db_failure(db)->sqlstate, "57014");
	assert_false(db_failure(db)->lost);
	database_sql("alter role hora_owner in database %s reset statement_timeout",
		     database_sql("select current_database()"));
}

static void
a_plan_that_a_migration_outdated_heals(void **state)
{
	struct number out = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), OK);
	database_sql("alter table changing alter number type bigint");
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), ERR_BUSY);
	assert_true(db_failure(db)->lost);
	assert_false(db_failure(db)->commit_unknown);
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), OK);
	assert_int_equal(out.number, 7);
}

static void
a_forgotten_statement_heals(void **state)
{
	struct number out = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), OK);
	assert_int_equal(db_do(db, &q_forget, db_args()), OK);
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), ERR_BUSY);
	assert_int_equal(db_one(db, arena, &q_changing, db_args(), &number_shape, &out), OK);
}

static void
a_server_that_only_reads_is_left(void **state)
{
	(void)state;
	assert_int_equal(db_begin(db), OK);
	assert_int_equal(db_do(db, &q_read_only, db_args()), OK);
	assert_int_equal(db_run(db, &q_add, db_args(db_text("x"))), ERR_BUSY);
	assert_string_equal(db_failure(db)->sqlstate, "25006");
	assert_true(db_failure(db)->lost);
	/* The transaction is lost with it: nothing may run outside in its place. */
	assert_int_equal(db_run(db, &q_add, db_args(db_text("x"))), ERR_BUSY);
	assert_true(db_end(db));
	assert_int_equal(db_run(db, &q_add, db_args(db_text("x"))), OK);
	assert_string_equal(database_sql("select count(*) from thing"), "1");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, done)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_sqlstate_has_its_meaning),
		TEST(a_broken_constraint_is_named),
		TEST(our_own_functions_say_which_rule),
		TEST(a_lock_held_too_long_is_busy),
		TEST(a_statement_that_takes_too_long_is_busy),
		TEST(a_plan_that_a_migration_outdated_heals),
		TEST(a_forgotten_statement_heals),
		TEST(a_server_that_only_reads_is_left),
	};

	return cmocka_run_group_tests_name("failure", tests, setup, thing_teardown);
}
