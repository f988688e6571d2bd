/* Series: planned at once, booked week by week. */
#include "usecase/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/visit.h"

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

static struct series
plan(struct world *w, const struct wish *wish, int64_t weeks)
{
	struct series series;

	assert_int_equal(series_plan(&w->act, &wish->what, wish->start, weeks, &series), OK);
	assert_int_equal(series.count, weeks);
	return series;
}

static void
book_one(struct world *w, int64_t start)
{
	struct wish wish = world_wish(w, "talk", "ana", start);
	struct complaints complaints = { 0 };
	struct booked made;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
}

static void
a_series_skips_and_reports_what_is_taken(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct series series;
	struct visit visit;

	book_one(w, WORLD_AT(8, 9, 0));
	series = plan(w, &wish, 4);
	assert_int_equal(series.weeks[0].err, OK);
	assert_int_equal(series.weeks[1].err, ERR_CONFLICT);
	assert_int_equal(series.weeks[1].instead.start, WORLD_AT(8, 9, 30));
	assert_int_equal(series_book(&w->act, &wish, &series, &complaints), OK);
	assert_int_equal(series.weeks[1].err, ERR_CONFLICT);
	assert_non_null(series.weeks[1].why);
	assert_int_equal(series.weeks[2].err, OK);
	assert_int_equal(series.weeks[3].start, WORLD_AT(22, 9, 0));
	assert_string_equal(database_sql("select count(*) from hora.booking"), "4");
	assert_int_equal(visit_open(&w->act, w->shelf, series.weeks[0].booked.public_id, &visit), OK);
	assert_int_equal(visit.count, 3);
	assert_true(visit.series);
	assert_false(visit.may_move);
}

static void
what_is_planned_as_free_is_booked_and_nothing_else(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", NULL, WORLD_AT(1, 14, 0));
	struct complaints complaints = { 0 };
	struct series planned, booked;

	database_sql("insert into hora.holiday (studio_id, day, name) values (1, '2026-02-17', 'Carnaval')");
	for (int i = 0; i < 2; i++)
		book_one(w, WORLD_AT(15 + 7 * i, 14, 0));
	planned = booked = plan(w, &wish, 20);
	assert_int_equal(series_book(&w->act, &wish, &booked, &complaints), OK);
	for (size_t i = 0; i < planned.count; i++)
		assert_int_equal(planned.weeks[i].err, booked.weeks[i].err);
}

static void
another_start_stands_in_for_a_week_that_is_taken(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct series series;

	book_one(w, WORLD_AT(8, 9, 0));
	series = plan(w, &wish, 2);
	assert_true(series_may_instead(&series.weeks[1], series.weeks[1].instead.start));
	assert_false(series_may_instead(&series.weeks[1], WORLD_AT(1, 12, 0)));
	series.weeks[1].start = series.weeks[1].instead.start;
	assert_int_equal(series_book(&w->act, &wish, &series, &complaints), OK);
	assert_int_equal(series.weeks[1].err, OK);
}

static void
a_series_keeps_the_wall_clock_when_clocks_change(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(50, 9, 0));
	struct series series = plan(w, &wish, 2);

	/* Lisbon moves its clocks on Sunday 29 March 2026. */
	assert_int_equal(series.weeks[1].start, WORLD_AT(57, 8, 0));
	assert_int_equal(series.weeks[1].err, OK);
}

static void
a_series_has_one_letter_and_is_sent_once(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct series series = plan(w, &wish, 3), again = series;

	wish.idempotency_scope = "test";
	wish.idempotency_key = "k";
	series.count = 2; /* cut off */
	assert_int_equal(series_book(&w->act, &wish, &series, &complaints), OK);
	assert_int_equal(series_book(&w->act, &wish, &again, &complaints), OK);
	assert_true(again.weeks[0].booked.repeated);
	assert_false(again.weeks[2].booked.repeated);
	assert_string_equal(
	    database_sql("select count(*) || '/' || count(distinct visit_id) from hora.booking"), "3/1");
	assert_string_equal(database_sql("select count(*) from hora.job where kind = 'mail.booked'"), "1");
}

static void
what_is_wrong_ends_a_series_before_it_began(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct series series = plan(w, &wish, 3);

	wish.name = "";
	assert_int_equal(series_book(&w->act, &wish, &series, &complaints), ERR_INVALID);
	assert_int_equal(complaints.count, 1);
	assert_int_equal(series.count, 0);
	assert_int_equal(series_plan(&w->act, &wish.what, wish.start, 1, &series), ERR_INVALID);
	assert_int_equal(series_plan(&w->act, &wish.what, wish.start, 53, &series), ERR_INVALID);
}

static void
the_dates_after_one_are_cancelled_together(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct series series = plan(w, &wish, 5);
	bool marked[5] = { false, false, true, true, true };
	struct visit visit;

	assert_int_equal(series_book(&w->act, &wish, &series, &complaints), OK);
	assert_int_equal(visit_open(&w->act, w->shelf, series.weeks[2].booked.public_id, &visit), OK);
	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, NULL), OK);
	assert_string_equal(database_sql("select count(*) from hora.booking where state = 'confirmed'"), "2");
	assert_string_equal(database_sql("select count(*) from hora.job where kind = 'mail.cancelled'"), "1");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_series_skips_and_reports_what_is_taken),
		TEST(what_is_planned_as_free_is_booked_and_nothing_else),
		TEST(another_start_stands_in_for_a_week_that_is_taken),
		TEST(a_series_keeps_the_wall_clock_when_clocks_change),
		TEST(a_series_has_one_letter_and_is_sent_once),
		TEST(what_is_wrong_ends_a_series_before_it_began),
		TEST(the_dates_after_one_are_cancelled_together),
	};

	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
