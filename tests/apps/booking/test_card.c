/* A booking in its holder's hands. It is Monday, 2 February 2026, 08:00; the
 * studio lets customers cancel until two hours before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/apps/booking/site.h"
#include "tests/support/database.h"

#define ROWS "select (select count(*) from hora.booking_step) || '/' || (select count(*) from audit.entry)"

/* Books a talk at that hour of Monday; answers the booking's address. */
static const char *
book_talk(const char *hour)
{
	const char *target = site_text("/s/casa/book/massage/details?start=2026-02-02T%s:00:00Z", hour);

	assert_int_equal(site_get(target), 200);
	assert_int_equal(
	    site_post(target, site_text("name=Ana&email=ana%%40example.org&note=Ol%%C3%%A1&key=%s",
					site_hidden("key"))),
	    303);
	return site_location();
}

/* The manage link as shown right after booking; its path. */
static const char *
manage_link(const char *address)
{
	assert_int_equal(site_get(address), 200);
	return site_after("id=\"manage\" value=\"https://hora.example");
}

static void
a_booking_is_shown_to_who_made_it_and_to_nobody_else(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(address), 200);
	assert_true(site_says("Cache-Control: no-store"));
	assert_true(site_says("Olá"));
	site_forget();
	assert_int_equal(site_get(address), 404);
	assert_int_equal(site_get(site_text("%s/cancel", address)), 404);
	assert_int_equal(site_get(site_text("%s/calendar.ics", address)), 404);
	assert_int_equal(site_get("/b/aaaaaaaaaaaaaaaa"), 404);
}

static void
the_manage_link_opens_it_in_any_browser(void **state)
{
	const char *address, *link, *rows;

	(void)state;
	address = book_talk("14");
	link = manage_link(address);
	assert_int_equal(strlen(link), strlen("/b/") + 22);
	site_forget();
	rows = site_text("%s", database_sql(ROWS));
	assert_int_equal(site_get(link), 303);
	assert_string_equal(site_location(), address);
	assert_true(site_says("Referrer-Policy: no-referrer"));
	assert_string_equal(database_sql(ROWS), rows);
	assert_int_equal(site_get(address), 200);
	assert_false(site_says(link));
	site_forget();
	database_sql("update hora.booking set manage_until = '2026-02-01'");
	assert_int_equal(site_get(link), 404);
	assert_int_equal(site_get("/b/AAAAAAAAAAAAAAAAAAAAAA"), 404);
}

static void
cancelling_is_asked_about_then_done(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/cancel", address)), 200);
	assert_true(site_says("until Mon 2 Feb, 12:00"));
	assert_string_equal(database_sql("select state from hora.booking"), "confirmed");
	assert_int_equal(site_post(site_text("%s/cancel", address),
				   site_text("seen=%s&reason=Ill+today", site_hidden("seen"))),
			 303);
	assert_string_equal(database_sql("select state from hora.booking"), "cancelled");
	assert_string_equal(database_sql("select reason from hora.booking_step where to_state = 'cancelled'"),
			    "Ill today");
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("Your booking is cancelled."));
	assert_true(site_says("Book again"));
	assert_int_equal(site_get(site_text("%s/cancel", address)), 303);
	assert_string_equal(site_location(), address);
}

static void
a_booking_is_moved_to_another_time(void **state)
{
	const char *address, *confirm;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/move?day=2026-02-03", address)), 200);
	assert_true(site_says("Your booking is on Monday, 2 February 2026, 14:00"));
	confirm = site_text("%s/move/confirm?start=2026-02-03T10:00:00Z", address);
	assert_true(site_says(confirm));
	assert_int_equal(site_get(confirm), 200);
	assert_true(site_says("Now on Monday, 2 February 2026, 14:00"));
	assert_true(site_says("Move to Tue 3 Feb, 10:00"));
	assert_int_equal(site_post(site_text("%s/move/confirm", address),
				   site_text("start=2026-02-03T10:00:00Z&seen=%s", site_hidden("seen"))),
			 303);
	assert_string_equal(site_location(), site_text("%s?now=moved", address));
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("Your booking has moved."));
	assert_true(site_says("Tuesday, 3 February 2026"));
	assert_string_equal(database_sql("select count(*) from hora.booking"), "1");
}

static void
another_time_is_looked_for_with_who_has_it(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(address), 200);
	assert_true(site_says(site_text("href=\"%s/move?staff=ana\"", address)));
	assert_int_equal(site_get(site_text("%s/move?staff=ana&day=2026-02-02", address)), 200);
	assert_true(
	    site_says(site_text("%s/move/confirm?staff=ana&amp;start=2026-02-02T14:30:00Z", address)));
}

static void
its_own_time_does_not_stand_in_the_way_of_a_move(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/move?day=2026-02-02&staff=ana", address)), 200);
	assert_true(site_says("start=2026-02-02T14:30:00Z"));
}

static void
a_time_taken_meanwhile_is_chosen_anew(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/move/confirm?staff=ana&start=2026-02-02T10:00:00Z", address)),
			 200);
	book_talk("10");
	assert_int_equal(site_get(site_text("%s/cancel", address)), 200); /* for its token */
	assert_int_equal(
	    site_post(site_text("%s/move/confirm", address), "start=2026-02-02T10:00:00Z&staff=ana&seen=1"),
	    303);
	assert_string_equal(site_location(), site_text("%s/move?staff=ana&day=2026-02-02&gone=1", address));
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("is no longer free"));
	assert_int_equal(site_get(site_text("%s/move/confirm?start=nonsense", address)), 303);
	assert_string_equal(site_location(), site_text("%s/move", address));
	site_forget();
	assert_int_equal(site_get(site_text("%s/move", address)), 404);
}

static void
what_changed_meanwhile_is_shown_before_it_is_cancelled(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/cancel", address)), 200);
	database_sql("update hora.booking set version = version + 1");
	assert_int_equal(site_post(site_text("%s/cancel", address), "seen=1"), 303);
	assert_string_equal(site_location(), address);
	assert_string_equal(database_sql("select state from hora.booking"), "confirmed");
}

static void
a_late_cancellation_is_sent_to_the_studio(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("09");
	assert_int_equal(site_get(address), 200);
	assert_true(site_says("It could be cancelled here until Mon 2 Feb, 07:00"));
	assert_int_equal(site_get(site_text("%s/cancel", address)), 303);
	assert_int_equal(site_get(address), 200);
	assert_int_equal(site_post(site_text("%s/cancel", address), "seen=1"), 403);
	assert_int_equal(site_get("/s/casa/book/massage/details?start=2026-02-03T10:00:00Z"), 200);
	assert_int_equal(site_post(site_text("%s/cancel", address), "seen=1"), 303);
	assert_string_equal(database_sql("select state from hora.booking"), "confirmed");
}

static void
a_reason_too_long_comes_back_on_the_page(void **state)
{
	const char *address;
	char reason[600];

	(void)state;
	memset(reason, 'a', sizeof reason);
	reason[sizeof reason - 1] = '\0';
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/cancel", address)), 200);
	assert_int_equal(site_post(site_text("%s/cancel", address), site_text("seen=1&reason=%s", reason)),
			 422);
	assert_true(site_says("id=\"reason-why\""));
	assert_true(site_says(reason));
	assert_string_equal(database_sql("select state from hora.booking"), "confirmed");
}

static void
the_calendar_file_follows_the_booking(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	assert_int_equal(site_get(site_text("%s/calendar.ics", address)), 200);
	assert_true(site_says("Content-Type: text/calendar; charset=utf-8; method=PUBLISH"));
	assert_true(site_says("Content-Disposition: attachment; filename=\"casa.ics\""));
	assert_true(site_says("\r\nDTSTART:20260202T140000Z\r\nDTEND:20260202T150000Z\r\n"));
	assert_true(site_says("\r\nSEQUENCE:1\r\n"));
	assert_true(site_says("\r\nSTATUS:CONFIRMED\r\n"));
	assert_int_equal(site_get(site_text("%s/cancel", address)), 200);
	assert_int_equal(site_post(site_text("%s/cancel", address), "seen=0"), 303);
	assert_int_equal(site_get(site_text("%s/calendar.ics", address)), 200);
	assert_true(site_says("\r\nSEQUENCE:2\r\n"));
	assert_true(site_says("\r\nSTATUS:CANCELLED\r\n"));
}

static void
a_booking_outlives_its_service(void **state)
{
	const char *address;

	(void)state;
	address = book_talk("14");
	database_sql("update hora.service set active = false");
	assert_int_equal(site_get(address), 200);
	assert_true(site_says("14:00–15:00"));
	assert_int_equal(site_get(site_text("%s/calendar.ics", address)), 200);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, site_open, site_close)
	const struct CMUnitTest tests[] = {
		TEST(a_booking_is_shown_to_who_made_it_and_to_nobody_else),
		TEST(the_manage_link_opens_it_in_any_browser),
		TEST(cancelling_is_asked_about_then_done),
		TEST(a_booking_is_moved_to_another_time),
		TEST(another_time_is_looked_for_with_who_has_it),
		TEST(its_own_time_does_not_stand_in_the_way_of_a_move),
		TEST(a_time_taken_meanwhile_is_chosen_anew),
		TEST(what_changed_meanwhile_is_shown_before_it_is_cancelled),
		TEST(a_late_cancellation_is_sent_to_the_studio),
		TEST(a_reason_too_long_comes_back_on_the_page),
		TEST(the_calendar_file_follows_the_booking),
		TEST(a_booking_outlives_its_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
