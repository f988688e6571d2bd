/* Rows to records: each kind and type, nulls, misfits, order, many. */
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/db/row.q.h"
#include "tests/db/thing.h"
#include "tests/support/database.h"

static struct db *db;
static struct arena *arena;

static int
connect(void **state)
{
	thing_setup(state);
	db = db_new(database_as("hora_owner"), "test_row");
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

/* Any statement of one column "value" and no parameters, as a field of a kind. */
struct value {
	int64_t number;
	const char *text;
	int name;
	bool flag;
};

static const char *const names[] = { "small", "large", NULL };

#define VALUE(kind, member, ...) \
	(const struct shape) \
	{ \
		.name = "value", .size = sizeof(struct value), .count = 1, .fields = (const struct field[]) \
		{ \
			FIELD_AS(kind, value, member, "value", __VA_ARGS__) \
		} \
	}

static void
numbers_of_all_widths_are_read(void **state)
{
	struct {
		const struct statement *q;
		int64_t want;
	} cases[] = {
		{ &q_int2_least, INT16_MIN }, { &q_int4_least, INT32_MIN }, { &q_int4_most, INT32_MAX },
		{ &q_int8_least, INT64_MIN }, { &q_int8_most, INT64_MAX },  { &q_int2_minus_one, -1 },
	};
	struct shape shape = VALUE(INT, number);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value out = { 0 };

		assert_int_equal(db_one(db, arena, cases[i].q, db_args(), &shape, &out), OK);
		assert_true(out.number == cases[i].want);
	}
}

static void
texts_of_all_types_are_read(void **state)
{
	struct {
		const struct statement *q;
		const char *want;
	} cases[] = {
		{ &q_text, "a \"text\" \xc3\xbc" },
		{ &q_text_empty, "" },
		{ &q_varchar, "abc" },
		{ &q_bpchar, "ab " },
		{ &q_name, "hora_owner" },
		{ &q_json, "{\"a\": 1}" },
		{ &q_jsonb, "{\"a\": 1}" },
		{ &q_uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" },
		{ &q_enum, "large" },
		{ &q_text_null, NULL },
	};
	struct shape shape = VALUE(TEXT, text);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value out = { .text = "unset" };

		assert_int_equal(db_one(db, arena, cases[i].q, db_args(), &shape, &out), OK);
		if (cases[i].want == NULL)
			assert_null(out.text);
		else
			assert_string_equal(out.text, cases[i].want);
	}
}

static void
instants_lose_their_fraction_towards_the_past(void **state)
{
	struct {
		const struct statement *q;
		int64_t want;
	} cases[] = {
		{ &q_time_epoch, 0 },
		{ &q_time_2000, 946684800 },
		{ &q_time_fraction, 1700000000 },
		{ &q_time_before_2000, -2 },
		{ &q_time_infinity, DB_FOREVER },
		{ &q_time_minus_infinity, DB_EVER_SINCE },
		{ &q_time_null, TIME_NONE },
	};
	struct shape shape = VALUE(TIME, number);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value out = { 0 };

		assert_int_equal(db_one(db, arena, cases[i].q, db_args(), &shape, &out), OK);
		assert_true(out.number == cases[i].want);
	}
}

static void
dates_are_days_since_1970(void **state)
{
	struct {
		const struct statement *q;
		int64_t want;
	} cases[] = {
		{ &q_date_epoch, 0 },
		{ &q_date_before, -1 },
		{ &q_date_infinity, DB_FOREVER },
		{ &q_date_minus_infinity, DB_EVER_SINCE },
		{ &q_date_null, DATE_NONE },
	};
	struct shape shape = VALUE(DATE, number);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value out = { 0 };

		assert_int_equal(db_one(db, arena, cases[i].q, db_args(), &shape, &out), OK);
		assert_true(out.number == cases[i].want);
	}
}

static void
booleans_and_names_are_read(void **state)
{
	struct shape flag = VALUE(BOOL, flag), name = VALUE(ENUM, name, .names = names);
	struct value out = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_true, db_args(), &flag, &out), OK);
	assert_true(out.flag);
	assert_int_equal(db_one(db, arena, &q_false, db_args(), &flag, &out), OK);
	assert_false(out.flag);
	assert_int_equal(db_one(db, arena, &q_enum, db_args(), &name, &out), OK);
	assert_int_equal(out.name, KIND_LARGE);
	assert_int_equal(db_one(db, arena, &q_enum_text, db_args(), &name, &out), OK);
	assert_int_equal(out.name, KIND_LARGE);
}

static void
what_does_not_fit_is_our_own_fault(void **state)
{
	struct {
		const struct statement *q;
		struct shape shape;
	} cases[] = {
		{ &q_text, VALUE(INT, number) },
		{ &q_int8_most, VALUE(TEXT, text) },
		{ &q_int4_most, VALUE(MONEY, number) },
		{ &q_timestamp, VALUE(TIME, number) },
		{ &q_time_epoch, VALUE(DATE, number) },
		{ &q_date_epoch, VALUE(TIME, number) },
		{ &q_int2_minus_one, VALUE(BOOL, flag) },
		{ &q_true, VALUE(INT, number) },
		{ &q_bytes, VALUE(TEXT, text) },
		{ &q_range, VALUE(TEXT, text) },
		{ &q_int8_null, VALUE(INT, number) },
		{ &q_bool_null, VALUE(BOOL, flag) },
		{ &q_enum_huge, VALUE(ENUM, name, .names = names) },
		{ &q_numeric, VALUE(INT, number) },
		{ &q_row_type, VALUE(TEXT, text) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value out, before;

		memset(&out, 0x55, sizeof out);
		before = out;
		assert_int_equal(db_one(db, arena, cases[i].q, db_args(), &cases[i].shape, &out),
				 ERR_INTERNAL);
		assert_string_equal(db_failure(db)->statement, cases[i].q->name);
		assert_memory_equal(&out, &before, sizeof out);
	}
}

static void
columns_are_matched_by_name_not_place(void **state)
{
	struct thing a = { 0 }, b = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_thing, db_args(), &thing_shape, &a), OK);
	assert_int_equal(db_one(db, arena, &q_thing_reordered, db_args(), &thing_shape, &b), OK);
	assert_int_equal(a.id, 7);
	assert_string_equal(a.name, "lamp");
	assert_int_equal(a.price, 1250);
	assert_int_equal(a.kind, KIND_LARGE);
	assert_int_equal(a.made, 86400);
	assert_int_equal(a.day, 2);
	assert_true(a.good);
	assert_string_equal(b.name, "lamp");
	a.name = b.name = NULL;
	assert_int_equal(a.id, b.id);
	assert_int_equal(a.price, b.price);
	assert_int_equal(a.kind, b.kind);
	assert_int_equal(a.made, b.made);
	assert_int_equal(a.day, b.day);
	assert_int_equal(a.good, b.good);
}

static void
columns_and_fields_must_be_the_same_set(void **state)
{
	const struct statement *cases[] = { &q_thing_less, &q_thing_more, &q_thing_twice };
	struct thing out;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(db_one(db, arena, cases[i], db_args(), &thing_shape, &out), ERR_INTERNAL);
}

static void
one_statement_can_fill_two_shapes(void **state)
{
	struct shape as_text = VALUE(TEXT, text), as_name = VALUE(ENUM, name, .names = names);
	struct value out = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(db_one(db, arena, &q_enum, db_args(), &as_text, &out), OK);
		assert_string_equal(out.text, "large");
		assert_int_equal(db_one(db, arena, &q_enum, db_args(), &as_name, &out), OK);
		assert_int_equal(out.name, KIND_LARGE);
	}
}

static void
an_enum_type_made_later_is_known_to_the_next_request(void **state)
{
	struct shape shape = VALUE(TEXT, text);
	struct value out = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_text, db_args(), &shape, &out), OK);
	database_sql("create type late_kind as enum ('early', 'late')");
	assert_int_equal(db_one(db, arena, &q_enum_late, db_args(), &shape, &out), ERR_INTERNAL);
	db_end(db);
	assert_int_equal(db_one(db, arena, &q_enum_late, db_args(), &shape, &out), OK);
	assert_string_equal(out.text, "late");
}

static void
one_means_exactly_one(void **state)
{
	struct number out = { 42 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_series, db_args(db_int(0)), &number_shape, &out),
			 ERR_NOT_FOUND);
	assert_int_equal(db_call(db, arena, &q_series, db_args(db_int(0)), &number_shape, &out),
			 ERR_INTERNAL);
	assert_int_equal(db_one(db, arena, &q_series, db_args(db_int(2)), &number_shape, &out), ERR_INTERNAL);
	assert_int_equal(db_call(db, arena, &q_series, db_args(db_int(2)), &number_shape, &out),
			 ERR_INTERNAL);
	assert_int_equal(out.number, 42);
	assert_int_equal(db_call(db, arena, &q_series, db_args(db_int(1)), &number_shape, &out), OK);
	assert_int_equal(out.number, 1);
}

static void
a_hundred_thousand_rows_come_in_order(void **state)
{
	struct arena *own = arena_new();
	const struct number *numbers;
	struct list list;

	(void)state;
	assert_int_equal(db_all(db, own, &q_series, db_args(db_int(0)), &number_shape, &list), OK);
	assert_int_equal(list.count, 0);
	assert_int_equal(db_all(db, own, &q_series, db_args(db_int(100000)), &number_shape, &list), OK);
	assert_int_equal(list.count, 100000);
	numbers = list.items;
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(numbers[i].number, i + 1);
	arena_free(own);
}

static void
texts_live_as_long_as_their_arena(void **state)
{
	struct shape shape = VALUE(TEXT, text);
	struct value first = { 0 }, second = { 0 };

	(void)state;
	assert_int_equal(db_one(db, arena, &q_text, db_args(), &shape, &first), OK);
	assert_int_equal(db_one(db, arena, &q_varchar, db_args(), &shape, &second), OK);
	db_free(db);
	db = db_new(database_as("hora_owner"), "test_row");
	assert_string_equal(first.text, "a \"text\" \xc3\xbc");
	assert_string_equal(second.text, "abc");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_all_widths_are_read),
		cmocka_unit_test(texts_of_all_types_are_read),
		cmocka_unit_test(instants_lose_their_fraction_towards_the_past),
		cmocka_unit_test(dates_are_days_since_1970),
		cmocka_unit_test(booleans_and_names_are_read),
		cmocka_unit_test(what_does_not_fit_is_our_own_fault),
		cmocka_unit_test(columns_are_matched_by_name_not_place),
		cmocka_unit_test(columns_and_fields_must_be_the_same_set),
		cmocka_unit_test(one_statement_can_fill_two_shapes),
		cmocka_unit_test(an_enum_type_made_later_is_known_to_the_next_request),
		cmocka_unit_test(one_means_exactly_one),
		cmocka_unit_test(a_hundred_thousand_rows_come_in_order),
		cmocka_unit_test(texts_live_as_long_as_their_arena),
	};

	return cmocka_run_group_tests_name("row", tests, connect, disconnect);
}
