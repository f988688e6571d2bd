/* Calendars and spans by themselves: what no scenario can ask. */
#include "domain/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define DAY INT64_C(86400)
#define JUNE_1 INT64_C(20605) /* a Monday */

static struct calendar *
open_calendar(struct arena *a, const char *name, const struct week_window *week, size_t count)
{
	struct zone *zone;

	assert_int_equal(zone_open(name, &zone), OK);
	arena_own(a, zone, zone_free);
	return calendar_new(a,
			    &(struct calendar_rules){ .zone = zone, .weekly = week, .weekly_count = count });
}

static void
windows_that_are_none_are_ignored(void **state)
{
	static const struct week_window week[] = { { 1, -60, 600 }, { 1, 600, 1441 }, { 0, 540, 600 },
						   { 8, 540, 600 }, { -1, 540, 600 }, { 1, 720, 660 },
						   { 1, 540, 600 } };
	struct arena *a = arena_new();
	struct calendar *c = open_calendar(a, "UTC", week, sizeof week / sizeof *week);
	struct spans windows = calendar_windows(c, a, JUNE_1 * DAY, (JUNE_1 + 1) * DAY, 1);
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < windows.count; i++) {
		assert_int_equal(windows.at[i].to - windows.at[i].from, 3600);
		found += windows.at[i].from == JUNE_1 * DAY + 9 * 3600;
	}
	assert_int_equal(found, 1);
	arena_free(a);
}

static void
windows_reach_from_a_week_before_to_the_week_of_the_end(void **state)
{
	static const struct week_window week[] = { { 1, 0, 60 }, { 2, 0, 60 }, { 7, 0, 60 } };
	struct arena *a = arena_new();
	struct calendar *c = open_calendar(a, "UTC", week, 3);
	/* From a Wednesday, a start before Thursday, which lasts until Monday. */
	struct spans windows = calendar_windows(c, a, (JUNE_1 + 2) * DAY, (JUNE_1 + 3) * DAY, 4 * DAY + 1);

	(void)state;
	assert_int_equal(windows.at[0].from, (JUNE_1 - 7) * DAY);
	assert_int_equal(windows.at[windows.count - 1].from, (JUNE_1 + 13) * DAY);
	arena_free(a);
}

static void
a_dial_may_be_turned_back(void **state)
{
	struct arena *a = arena_new();
	struct dial dial = { .calendar = open_calendar(a, "Europe/Lisbon", NULL, 0) };
	const int64_t summer = JUNE_1 * DAY, winter = (JUNE_1 - 150) * DAY;

	(void)state;
	assert_int_equal(dial_date(&dial, summer - 3600), JUNE_1);
	assert_int_equal(dial_date(&dial, summer - 3601), JUNE_1 - 1);
	assert_int_equal(dial_date(&dial, winter), JUNE_1 - 150);
	assert_int_equal(dial_date(&dial, winter - 1), JUNE_1 - 151);
	assert_int_equal(dial_date(&dial, summer + DAY - 3600), JUNE_1 + 1);
	arena_free(a);
}

static void
ranges_are_settled_in_any_order(void **state)
{
	struct span spans[] = { { 50, 60 }, { 10, 20 }, { 20, 30 }, { 12, 15 },
				{ 40, 40 }, { 35, 33 }, { 55, 58 }, { 61, 70 } };
	size_t count = span_settle(spans, sizeof spans / sizeof *spans);

	(void)state;
	assert_int_equal(count, 3);
	assert_int_equal(spans[0].from, 10);
	assert_int_equal(spans[0].to, 30);
	assert_int_equal(spans[1].from, 50);
	assert_int_equal(spans[1].to, 60);
	assert_int_equal(spans[2].from, 61);
	assert_int_equal(span_settle(spans, 0), 0);
}

static void
pieces_that_touch_stay_apart_where_sets_meet(void **state)
{
	struct arena *a = arena_new();
	struct spans x = spans_new(a, 0), y = spans_new(a, 0), both;

	(void)state;
	spans_push(a, &x, 0, 10);
	spans_push(a, &x, 10, 20);
	spans_push(a, &y, 5, 15);
	spans_push(a, &y, 19, 30);
	both = spans_meet(a, &x, &y);
	assert_int_equal(both.count, 3);
	assert_int_equal(both.at[0].to, 10);
	assert_int_equal(both.at[1].from, 10);
	assert_int_equal(both.at[2].from, 19);
	assert_int_equal(both.at[2].to, 20);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_that_are_none_are_ignored),
		cmocka_unit_test(windows_reach_from_a_week_before_to_the_week_of_the_end),
		cmocka_unit_test(a_dial_may_be_turned_back),
		cmocka_unit_test(ranges_are_settled_in_any_order),
		cmocka_unit_test(pieces_that_touch_stay_apart_where_sets_meet),
	};

	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
