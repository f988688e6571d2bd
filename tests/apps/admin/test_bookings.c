/* The list of bookings. It is Monday, 2 February 2026, 08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/apps/admin/site.h"

#define LIST "/admin/casa/bookings"

static void
a_day_shows_its_own_bookings(void **state)
{
	const char *today = site_book("talk", "ana", WORLD_AT(0, 14, 0));
	const char *tomorrow = site_book("talk", "ana", WORLD_AT(1, 14, 0));

	(void)state;
	site_be("owner");
	assert_int_equal(site_get("/admin/casa"), 303);
	assert_string_equal(site_location(), LIST);
	assert_int_equal(site_get(LIST), 200);
	assert_true(site_says("Monday, 2 February 2026"));
	assert_true(site_says(today));
	assert_false(site_says(tomorrow));
	assert_int_equal(site_get(LIST "?day=2026-02-03"), 200);
	assert_true(site_says("Tuesday, 3 February 2026"));
	assert_true(site_says(tomorrow));
	assert_false(site_says(today));
	assert_int_equal(site_get(LIST "?day=2026-02-04"), 200);
	assert_true(site_says("Nothing is booked for this day."));
	assert_true(site_says("Cache-Control: no-store"));
}

static void
the_past_begins_where_the_upcoming_ends(void **state)
{
	const char *early = site_book("talk", "ana", WORLD_AT(0, 10, 0));
	const char *late = site_book("talk", "ana", WORLD_AT(1, 10, 0));

	(void)state;
	site_be("reception");
	site_time(WORLD_AT(0, 12, 0));
	assert_int_equal(site_get(LIST "?when=past"), 200);
	assert_true(site_says(early));
	assert_false(site_says(late));
	assert_int_equal(site_get(LIST "?when=upcoming"), 200);
	assert_false(site_says(early));
	assert_true(site_says(late));
	assert_int_equal(site_get(LIST "?when=all"), 200);
	assert_true(site_says(early) && site_says(late));
}

static void
filters_stand_in_the_address_and_can_be_taken_away(void **state)
{
	const char *his = site_book("approval", "rui", WORLD_AT(0, 14, 0));
	const char *hers = site_book("massage", "ana", WORLD_AT(0, 14, 0));

	(void)state;
	site_be("manager");
	assert_int_equal(site_get(LIST "?state=pending_approval"), 200);
	assert_true(site_says(his));
	assert_false(site_says(hers));
	assert_true(site_says("1 waits for you"));
	assert_int_equal(site_get(LIST "?staff=ana&service=massage"), 200);
	assert_true(site_says(hers));
	assert_false(site_says(his));
	assert_true(site_says("href=\"" LIST "?staff=ana\""));
	assert_true(site_says("href=\"" LIST "?service=massage\""));
	assert_int_equal(site_get(LIST "?staff=rui&service=massage"), 200);
	assert_true(site_says("No booking here is like that."));
	assert_int_equal(site_get(LIST "?q=MARIA"), 200);
	assert_true(site_says(his) && site_says(hers));
	assert_int_equal(site_get(LIST "?q=nobody%22%3E%3Cscript%3E"), 200);
	assert_false(site_says("<script>"));
	assert_false(site_says(his));
}

static void
what_is_no_filter_is_refused(void **state)
{
	(void)state;
	site_be("owner");
	assert_int_equal(site_get(LIST "?staff=nobody"), 404);
	assert_int_equal(site_get(LIST "?service=nothing"), 404);
	assert_int_equal(site_get(LIST "?after=x"), 404);
	assert_int_equal(site_get(LIST "?state=great"), 422);
	assert_int_equal(site_get(LIST "?day=tomorrow"), 422);
	assert_int_equal(site_get(LIST "?when=ever"), 422);
}

static void
a_long_list_goes_on_where_the_page_ended(void **state)
{
	const char *last = NULL, *next;

	(void)state;
	/* 52 half hours from Wednesday on: one more than a page and one. */
	for (int i = 0; i < 52; i++)
		last = site_book("talk", "ana", WORLD_AT(2 + i / 16 + (i / 16 > 2 ? 2 : 0), 9, i % 16 * 30));
	site_be("owner");
	assert_int_equal(site_get(LIST "?when=upcoming"), 200);
	assert_false(site_says(last));
	next = site_after("class=\"pages\"");
	(void)next;
	next = site_after("<a class=\"button plain\" href=\"" LIST "?when=upcoming&amp;after=");
	assert_string_not_equal(next, "");
	assert_int_equal(site_get(site_text(LIST "?when=upcoming&after=%s", next)), 200);
	assert_true(site_says(last));
	assert_true(site_says("First page"));
	assert_false(site_says("rel=\"next\""));
}

static void
staff_find_their_own_and_others_of_no_studio_nothing(void **state)
{
	const char *his = site_book("talk", "rui", WORLD_AT(0, 14, 0));
	const char *hers = site_book("talk", "ana", WORLD_AT(0, 14, 0));

	(void)state;
	site_be("rui");
	assert_int_equal(site_get(LIST), 200);
	assert_true(site_says(his));
	assert_false(site_says(hers));
	assert_int_equal(site_get(LIST "?staff=ana"), 200);
	assert_false(site_says(hers));
	site_be("nobody");
	assert_int_equal(site_get(LIST), 403);
	site_be("elsewhere");
	assert_int_equal(site_get(LIST), 403);
	assert_false(site_says(his));
	site_forget();
	assert_int_equal(site_get(LIST), 303);
	assert_string_equal(site_location(), "/auth/login?next=%2Fadmin%2Fcasa%2Fbookings");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_day_shows_its_own_bookings, site_open, site_close),
		cmocka_unit_test_setup_teardown(the_past_begins_where_the_upcoming_ends, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(filters_stand_in_the_address_and_can_be_taken_away, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(what_is_no_filter_is_refused, site_open, site_close),
		cmocka_unit_test_setup_teardown(a_long_list_goes_on_where_the_page_ended, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(staff_find_their_own_and_others_of_no_studio_nothing,
						site_open, site_close),
	};

	return cmocka_run_group_tests_name("bookings", tests, NULL, NULL);
}
