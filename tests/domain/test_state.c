/* Booking states: the product's table word by word, and the database's copy of it. */
#include "domain/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NONE BOOKING__MAX

static const struct row {
	enum booking_state from, allowed[6], corrections[3];
} rows[] = {
	{ BOOKING_NEW,
	  { BOOKING_HELD, BOOKING_PENDING_PAYMENT, BOOKING_PENDING_APPROVAL, BOOKING_CONFIRMED, NONE },
	  { NONE } },
	{ BOOKING_HELD,
	  { BOOKING_PENDING_PAYMENT, BOOKING_PENDING_APPROVAL, BOOKING_CONFIRMED, BOOKING_CANCELLED,
	    BOOKING_EXPIRED, NONE },
	  { NONE } },
	{ BOOKING_PENDING_APPROVAL,
	  { BOOKING_PENDING_PAYMENT, BOOKING_CONFIRMED, BOOKING_DECLINED, BOOKING_CANCELLED, BOOKING_EXPIRED,
	    NONE },
	  { NONE } },
	{ BOOKING_PENDING_PAYMENT,
	  { BOOKING_CONFIRMED, BOOKING_CANCELLED, BOOKING_EXPIRED, NONE },
	  { NONE } },
	{ BOOKING_CONFIRMED,
	  { BOOKING_CHECKED_IN, BOOKING_IN_SERVICE, BOOKING_COMPLETED, BOOKING_CANCELLED, BOOKING_NO_SHOW,
	    NONE },
	  { NONE } },
	{ BOOKING_CHECKED_IN,
	  { BOOKING_IN_SERVICE, BOOKING_COMPLETED, BOOKING_CANCELLED, BOOKING_NO_SHOW, NONE },
	  { BOOKING_CONFIRMED, NONE } },
	{ BOOKING_IN_SERVICE, { BOOKING_COMPLETED, NONE }, { BOOKING_CHECKED_IN, NONE } },
	{ BOOKING_NO_SHOW, { NONE }, { BOOKING_CONFIRMED, BOOKING_CHECKED_IN, NONE } },
	{ BOOKING_COMPLETED, { NONE }, { BOOKING_IN_SERVICE, NONE } },
	{ BOOKING_EXPIRED, { BOOKING_CONFIRMED, NONE }, { NONE } },
	{ BOOKING_CANCELLED, { NONE }, { NONE } },
	{ BOOKING_DECLINED, { NONE }, { NONE } },
};

static bool
lists(const enum booking_state *set, enum booking_state wanted)
{
	for (; *set != NONE; set++)
		if (*set == wanted)
			return true;
	return false;
}

static void
a_booking_steps_as_the_table_says_and_no_other_way(void **state)
{
	(void)state;
	assert_int_equal(sizeof rows / sizeof *rows, BOOKING__MAX);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (enum booking_state to = 0; to < BOOKING__MAX; to++) {
			enum step want = lists(rows[i].allowed, to)       ? STEP_ALLOWED
					 : lists(rows[i].corrections, to) ? STEP_CORRECTION
									  : STEP_REFUSED;

			if (state_step(rows[i].from, to) != want)
				fail_msg("%s to %s", state_name(rows[i].from), state_name(to));
		}
	}
	assert_int_equal(state_step(BOOKING__MAX, BOOKING_HELD), STEP_REFUSED);
	assert_int_equal(state_step(BOOKING_HELD, BOOKING__MAX), STEP_REFUSED);
	assert_int_equal(state_step((enum booking_state) - 1, BOOKING_HELD), STEP_REFUSED);
}

static void
only_bookings_that_are_still_meant_keep_their_time(void **state)
{
	static const bool blocks[BOOKING__MAX] = {
		[BOOKING_HELD] = true,
		[BOOKING_PENDING_PAYMENT] = true,
		[BOOKING_PENDING_APPROVAL] = true,
		[BOOKING_CONFIRMED] = true,
		[BOOKING_CHECKED_IN] = true,
		[BOOKING_IN_SERVICE] = true,
		[BOOKING_COMPLETED] = true,
	};

	(void)state;
	for (enum booking_state s = 0; s < BOOKING__MAX; s++)
		assert_int_equal(state_blocks(s), blocks[s]);
	assert_false(state_blocks(BOOKING__MAX));
}

static void
names_are_read_back(void **state)
{
	enum booking_state out = BOOKING_NEW;

	(void)state;
	for (enum booking_state s = BOOKING_HELD; s < BOOKING__MAX; s++) {
		assert_true(state_read(state_name(s), strlen(state_name(s)), &out));
		assert_int_equal(out, s);
	}
	assert_null(state_names[BOOKING__MAX]);
	assert_false(state_read("new", 3, &out)); /* nothing is stored in it */
	assert_false(state_read("hel", 3, &out));
	assert_false(state_read("", 0, &out));
	assert_false(state_read("Held", 4, &out));
	assert_string_equal(state_name(BOOKING__MAX), "unknown");
}

/* The insert into booking_transition, cut out of the migration. */
static void
the_database_has_the_same_table(void **state)
{
	static char sql[65536];
	char path[512], wanted[128];
	const char *source = getenv("HORA_SOURCE"), *rule, *end;
	size_t found = 0, length;
	FILE *file;

	(void)state;
	if (source == NULL)
		skip();
	snprintf(path, sizeof path, "%s/sql/0002_schemas.sql", source);
	file = fopen(path, "r");
	assert_non_null(file);
	length = fread(sql, 1, sizeof sql - 1, file);
	sql[length] = '\0';
	fclose(file);
	rule = strstr(sql, "insert into booking_transition");
	assert_non_null(rule);
	end = strchr(rule, ';');
	assert_non_null(end);
	for (enum booking_state from = 0; from < BOOKING__MAX; from++) {
		for (enum booking_state to = 0; to < BOOKING__MAX; to++) {
			enum step step = state_step(from, to);
			const char *quote = from == BOOKING_NEW ? "" : "'", *at;

			snprintf(wanted, sizeof wanted, "(%s%s%s, '%s', %s)", quote,
				 from == BOOKING_NEW ? "null" : state_name(from), quote, state_name(to),
				 step == STEP_CORRECTION ? "true" : "false");
			at = strstr(rule, wanted);
			if ((at != NULL && at < end) != (step != STEP_REFUSED))
				fail_msg("%s", wanted);
			found += step != STEP_REFUSED;
		}
	}
	for (const char *at = strchr(rule + 60, '('); at != NULL && at < end; at = strchr(at + 1, '('))
		found--;
	assert_int_equal(found, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_booking_steps_as_the_table_says_and_no_other_way),
		cmocka_unit_test(only_bookings_that_are_still_meant_keep_their_time),
		cmocka_unit_test(names_are_read_back),
		cmocka_unit_test(the_database_has_the_same_table),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
