/* The list of studios, a studio's page, and the page on which a time is chosen.
 * It is Monday, 2 February 2026, 08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/apps/booking/site.h"
#include "tests/support/database.h"

#define MASSAGE "/s/casa/book/massage"

/* Nobody works between two dates. */
static void
be_away(const char *from, const char *to)
{
	database_sql("insert into hora.absence (studio_id, resource_id, away)"
		     " select 1, r, tstzrange('%s', '%s') from generate_series(1, 2) r",
		     from, to);
}

static void
the_first_page_lists_studios_that_are_open_to_all(void **state)
{
	(void)state;
	assert_int_equal(site_get("/"), 200);
	assert_true(site_says("href=\"/s/casa\""));
	database_sql("update hora.studio set listed = false");
	assert_int_equal(site_get("/"), 200);
	assert_false(site_says("href=\"/s/casa\""));
	assert_true(site_says("There is no studio here yet."));
	assert_int_equal(site_get("/s/casa"), 200);
}

static void
a_studios_page_shows_what_can_be_booked_and_when_next(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa"), 200);
	assert_true(site_says("href=\"" MASSAGE "\""));
	assert_true(site_says("€45.00"));
	assert_true(site_says("Free of charge"));
	assert_true(site_says("Next free: Mon 2 Feb, 09:00"));
	assert_true(site_says("Next free: Tue 3 Feb, 18:00"));
	assert_true(site_says("Closed now, opens Mon 2 Feb at 09:00"));
	assert_true(site_says("<td><span>09:00–19:00</span></td>"));
	assert_true(site_says("<td>Closed</td>"));
	assert_true(site_says("Cache-Control: private, no-cache"));
	assert_int_equal(site_get("/s/nowhere"), 404);
}

static void
a_hidden_service_has_no_page(void **state)
{
	(void)state;
	database_sql("update hora.service set visible = false where slug = 'massage'");
	assert_int_equal(site_get("/s/casa"), 200);
	assert_false(site_says(MASSAGE));
	assert_int_equal(site_get(MASSAGE), 404);
	assert_int_equal(site_get(MASSAGE "/details?start=2026-02-02T10:00:00Z"), 404);
}

static void
an_accent_is_a_colour_and_nothing_else(void **state)
{
	static const char *const bad[] = { "",           "?v=",       "?v=1f6f5",
					   "?v=1f6f5c0", "?v=1F6F5C", "?v=red%7Dbody%7B" };

	(void)state;
	assert_int_equal(site_get("/s/casa/accent.css?v=1f6f5c"), 200);
	assert_true(site_says("Content-Type: text/css"));
	assert_true(site_says("immutable"));
	assert_true(site_says("\r\n\r\n:root{--accent:#1f6f5c}"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(site_get(site_text("/s/casa/accent.css%s", bad[i])), 404);
}

static void
the_page_begins_where_something_is_free(void **state)
{
	(void)state;
	assert_int_equal(site_get(MASSAGE), 200);
	assert_true(site_says("<h2 id=\"month\">February 2026</h2>"));
	assert_true(site_says("<time datetime=\"2026-02-02\">Monday, 2 February 2026</time>"));
	assert_true(site_says("details?start=2026-02-02T09:00:00Z"));
	assert_true(site_says("<h3>Morning</h3>"));
	assert_true(site_says("<h3>Evening</h3>"));
	assert_true(site_says("Europe/Lisbon"));
	be_away("2026-02-01", "2026-04-01");
	assert_int_equal(site_get(MASSAGE), 200);
	assert_true(site_says("<h2 id=\"month\">April 2026</h2>"));
}

static void
staff_month_and_day_are_chosen_by_links(void **state)
{
	(void)state;
	assert_int_equal(site_get(MASSAGE "?staff=rui&day=2026-02-10"), 200);
	assert_true(site_says("Tuesday, 10 February 2026"));
	assert_true(site_says("href=\"" MASSAGE "/details?staff=rui&amp;start=2026-02-10T13:00:00Z\""));
	assert_false(site_says("start=2026-02-10T09:00:00Z"));
	assert_true(site_says("href=\"" MASSAGE "?staff=rui&amp;month=2026-03\""));
	assert_true(site_says("href=\"" MASSAGE "?day=2026-02-10\""));
	assert_int_equal(site_get(MASSAGE "?month=2026-03"), 200);
	assert_true(site_says("<h2 id=\"month\">March 2026</h2>"));
	assert_true(site_says("Monday, 2 March 2026"));
}

static void
what_makes_no_sense_is_passed_over(void **state)
{
	static const char *const queries[] = {
		"?staff=nobody",   "?staff=",         "?day=2026-02-30",
		"?day=2020-01-01", "?day=9999-12-31", "?month=2026-13",
		"?month=1999-01",  "?day=%00x",       "?month=9999-12&day=x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		int status = site_get(site_text(MASSAGE "%s", queries[i]));

		if (status == 400)
			continue; /* not readable at all */
		assert_int_equal(status, 200);
		assert_true(site_says("<h2 id=\"month\">February 2026</h2>"));
	}
}

static void
a_month_without_a_free_day_says_so_and_offers_the_next(void **state)
{
	(void)state;
	be_away("2026-03-01", "2026-04-01");
	assert_int_equal(site_get(MASSAGE "?month=2026-03"), 200);
	assert_true(site_says("Nothing is free in March 2026."));
	assert_true(site_says("Next free: Wed 1 Apr, 09:00"));
	assert_int_equal(site_get(MASSAGE "?day=2026-03-10"), 200);
	assert_true(site_says("Nothing is free on this day."));
	database_sql("delete from hora.hours");
	assert_int_equal(site_get(MASSAGE), 200);
	assert_true(site_says("Nothing is free at the moment."));
}

static void
a_class_tells_the_seats_left(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/book/yoga"), 200);
	assert_true(site_says("Tuesday, 3 February 2026"));
	assert_true(site_says("3 seats left"));
	assert_false(site_says("With whom?"));
	assert_true(site_says("Group of up to 3"));
}

/* Tuesday's quarters of an hour: which of them the last answer names so. */
static size_t
find_named(const char *before, const char *after, bool named[96])
{
	size_t count = 0;

	for (int i = 0; i < 96; i++) {
		named[i] =
		    site_says(site_text("%s2026-02-03T%02d:%02d:00Z%s", before, i / 4, i % 4 * 15, after));
		count += named[i];
	}
	return count;
}

static void
what_is_left_of_a_day_is_what_its_page_shows(void **state)
{
	static const char *const pages[] = {
		MASSAGE "?",
		MASSAGE "?staff=rui&",
		"/s/casa/book/talk?",
		"/s/casa/book/yoga?",
		"/s/casa/visit?for=massage.ana,talk&",
	};

	(void)state;
	be_away("2026-02-03 14:00+00", "2026-02-03 15:00+00");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		size_t base = strcspn(pages[i], "?");
		bool shown[96], left[96];

		assert_int_equal(site_get(site_text("%sday=2026-02-03", pages[i])), 200);
		assert_true(find_named("start=", "\"", shown) > 0);
		assert_true(site_says(site_text("data-left=\"%.*s/starts?", (int)base, pages[i])));
		assert_int_equal(site_get(site_text("%.*s/starts%sday=2026-02-03&v=1:0", (int)base, pages[i],
						    pages[i] + base)),
				 200);
		assert_true(find_named("\"", "\"", left) > 0);
		assert_memory_equal(shown, left, sizeof shown);
	}
}

static void
what_is_left_of_a_day_is_the_same_for_whoever_asks(void **state)
{
	(void)state;
	assert_int_equal(site_get(MASSAGE "/starts?day=2026-02-03"), 200);
	assert_true(site_says("Cache-Control: public, max-age=2\r\n"));
	assert_true(site_says("Content-Type: application/json\r\n"));
	assert_true(site_says("X-Content-Type-Options: nosniff\r\n"));
	assert_false(site_says("Vary"));
	assert_false(site_says("Set-Cookie"));
	be_away("2026-02-03", "2026-02-04");
	assert_int_equal(site_get(MASSAGE "/starts?day=2026-02-03"), 200);
	assert_true(site_says("\r\n\r\n[]\n"));
}

static void
what_is_left_of_no_day_is_not_to_be_had(void **state)
{
	static const char *const bad[] = { MASSAGE "/starts",
					   MASSAGE "/starts?day=2026-02-01",
					   MASSAGE "/starts?day=2026-02-30",
					   MASSAGE "/starts?day=9999-12-31",
					   "/s/casa/book/nothing/starts?day=2026-02-03",
					   "/s/casa/visit/starts?for=massage,nothing&day=2026-02-03",
					   "/s/casa/visit/starts?day=2026-02-03" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(site_get(bad[i]), 404);
		assert_true(site_says("Cache-Control: no-store\r\n"));
	}
}

static void
the_studios_language_is_the_standard_and_the_visitors_counts_more(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/book/massage?lang=pt"), 200);
	assert_true(site_says("<html lang=\"pt\">"));
	assert_true(site_says("fevereiro de 2026"));
	assert_int_equal(site_get("/s/casa"), 200);
	assert_true(site_says("<html lang=\"pt\">"));
	site_forget();
	assert_int_equal(site_get("/s/casa"), 200);
	assert_true(site_says("<html lang=\"en\">"));
}

static void
a_visit_that_no_day_has_room_for_says_what_to_change(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/visit?for=yoga,talk"), 200); /* the class ends when all go home */
	assert_true(site_says("No day has room for these services one after the other."));
	assert_int_equal(site_get("/s/casa/visit?for=talk,yoga"), 200);
	assert_false(site_says("No day has room"));
}

static void
where_one_alone_serves_nobody_else_is_proposed(void **state)
{
	(void)state;
	database_sql("delete from hora.timetable");
	assert_int_equal(site_get("/s/casa/book/yoga"), 200);
	assert_true(site_says("Nothing is free at the moment. Please come back later, or ask the studio."));
	assert_false(site_says("somebody else"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, site_open, site_close)
	const struct CMUnitTest tests[] = {
		TEST(the_first_page_lists_studios_that_are_open_to_all),
		TEST(a_studios_page_shows_what_can_be_booked_and_when_next),
		TEST(a_hidden_service_has_no_page),
		TEST(an_accent_is_a_colour_and_nothing_else),
		TEST(the_page_begins_where_something_is_free),
		TEST(staff_month_and_day_are_chosen_by_links),
		TEST(what_makes_no_sense_is_passed_over),
		TEST(a_month_without_a_free_day_says_so_and_offers_the_next),
		TEST(a_class_tells_the_seats_left),
		TEST(what_is_left_of_a_day_is_what_its_page_shows),
		TEST(what_is_left_of_a_day_is_the_same_for_whoever_asks),
		TEST(what_is_left_of_no_day_is_not_to_be_had),
		TEST(the_studios_language_is_the_standard_and_the_visitors_counts_more),
		TEST(a_visit_that_no_day_has_room_for_says_what_to_change),
		TEST(where_one_alone_serves_nobody_else_is_proposed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
