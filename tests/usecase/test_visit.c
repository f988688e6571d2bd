/* Visits of several services, and series. */
#include "usecase/visit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"

static int
set_up(void **state)
{
	*state = world_make("hora_booking");
	return 0;
}

static int
tear_down(void **state)
{
	world_drop(*state);
	return 0;
}

static struct visit_query
query(struct world *w, const char *first, const char *second, const char *staff)
{
	return (struct visit_query){ .segments = { world_wish(w, first, staff, 0).what,
						   world_wish(w, second, staff, 0).what },
				     .count = 2 };
}

static void
a_visit_is_booked_whole_one_after_the_other(void **state)
{
	struct world *w = *state;
	struct visit_query q = query(w, "massage", "talk", "ana");
	struct wish wish = world_wish(w, "massage", "ana", WORLD_AT(1, 10, 0));
	struct complaints complaints = { 0 };
	struct visited out;

	assert_int_equal(visit_book(&w->act, &wish, &q, &complaints, &out), OK);
	assert_int_equal(out.count, 2);
	/* Ana is blocked until 11:15; a talk starts each half hour. */
	assert_string_equal(
	    database_sql(
		"select string_agg(to_char(o.starts at time zone 'UTC', 'HH24:MI'), ',' order by b.id)"
		" from hora.booking b join hora.occasion o on o.id = b.occasion_id"),
	    "10:00,11:30");
	assert_string_equal(
	    database_sql("select count(*) || '/' || count(distinct visit_id) from hora.booking"), "2/1");
	assert_string_equal(database_sql("select count(*) from hora.customer"), "1");
}

static void
a_visit_that_cannot_be_whole_books_nothing(void **state)
{
	struct world *w = *state;
	struct visit_query q = query(w, "massage", "talk", "ana");
	struct wish wish = world_wish(w, "massage", "ana", WORLD_AT(1, 16, 0));
	struct complaints complaints = { 0 };
	struct visited out;

	assert_int_equal(visit_book(&w->act, &wish, &q, &complaints, &out), ERR_CONFLICT);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "0");
	assert_true(out.alternatives.count > 0);
	assert_int_equal(((const struct visit_opening *)out.alternatives.items)[0].start, WORLD_AT(1, 15, 0));
}

static void
every_visit_listed_can_be_booked_and_no_other(void **state)
{
	struct world *w = *state;
	struct complaints complaints = { 0 };
	struct booked made;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 11, 30));
	const struct visit_opening *openings;
	struct visit_query q;
	struct list list;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	q = query(w, "massage", "talk", NULL);
	assert_int_equal(visit_starts(&w->act, &q, WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	assert_true(list.count > 5);
	openings = list.items;
	for (int64_t t = WORLD_AT(1, 8, 0); t < WORLD_AT(1, 20, 0); t += 1800) {
		struct visited out;
		bool offered = false;
		enum err e;

		for (size_t i = 0; i < list.count; i++)
			offered = offered || openings[i].start == t;
		wish.start = t;
		complaints.count = 0;
		e = visit_book(&w->act, &wish, &q, &complaints, &out);
		assert_true((e == OK) == offered);
		if (e == OK)
			database_sql("delete from hora.claim where occasion_id in (select occasion_id from "
				     "hora.booking"
				     " where visit_id is not null)");
	}
}

static void
two_segments_never_share_a_resource(void **state)
{
	struct world *w = *state;
	struct visit_query q = query(w, "massage", "massage", NULL);
	struct wish wish = world_wish(w, "massage", NULL, WORLD_AT(1, 14, 0));
	struct complaints complaints = { 0 };
	struct visited out;

	assert_int_equal(visit_book(&w->act, &wish, &q, &complaints, &out), OK);
	assert_string_equal(database_sql("select count(*) from hora.claim a join hora.claim b on a.id < b.id"
					 " and a.resource_id = b.resource_id and a.blocked && b.blocked"),
			    "0");
	assert_string_equal(database_sql("select count(*) from hora.claim"), "4");
}

static void
a_series_skips_and_reports_what_is_taken(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(8, 9, 0));
	struct complaints complaints = { 0 };
	const struct week *weeks;
	struct booked made;
	struct list list;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	wish.start = WORLD_AT(1, 9, 0);
	assert_int_equal(series_book(&w->act, &wish, 4, &complaints, &list), OK);
	weeks = list.items;
	assert_int_equal(list.count, 4);
	assert_int_equal(weeks[0].err, OK);
	assert_int_equal(weeks[1].err, ERR_CONFLICT);
	assert_non_null(weeks[1].why);
	assert_int_equal(weeks[2].err, OK);
	assert_int_equal(weeks[3].start, WORLD_AT(22, 9, 0));
	assert_string_equal(database_sql("select count(*) from hora.booking"), "4");
}

static void
a_series_keeps_the_wall_clock_when_clocks_change(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(50, 9, 0));
	struct complaints complaints = { 0 };
	struct list list;

	assert_int_equal(series_book(&w->act, &wish, 2, &complaints, &list), OK);
	/* Lisbon moves its clocks on Sunday 29 March 2026. */
	assert_int_equal(((const struct week *)list.items)[1].start, WORLD_AT(57, 8, 0));
	assert_int_equal(((const struct week *)list.items)[1].err, OK);
}

static void
what_is_wrong_ends_a_series_before_it_began(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct list list;

	wish.name = "";
	assert_int_equal(series_book(&w->act, &wish, 3, &complaints, &list), ERR_INVALID);
	assert_int_equal(complaints.count, 1);
	assert_int_equal(list.count, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_visit_is_booked_whole_one_after_the_other),
		TEST(a_visit_that_cannot_be_whole_books_nothing),
		TEST(every_visit_listed_can_be_booked_and_no_other),
		TEST(two_segments_never_share_a_resource),
		TEST(a_series_skips_and_reports_what_is_taken),
		TEST(a_series_keeps_the_wall_clock_when_clocks_change),
		TEST(what_is_wrong_ends_a_series_before_it_began),
	};

	return cmocka_run_group_tests_name("visit", tests, NULL, NULL);
}
