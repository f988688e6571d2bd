/* A booking's sheet, and what members do with it. It is Monday, 2 February 2026,
 * 08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/apps/admin/site.h"
#include "tests/support/database.h"

static const char *
sheet(const char *booking)
{
	return site_text("/admin/casa/bookings/%s", booking);
}

/* Takes a step with the version that the last page was of. */
static int
step(const char *booking, const char *to, const char *reason)
{
	return site_post(site_text("%s/step", sheet(booking)),
			 site_text("to=%s&seen=%s&reason=%s", to, site_hidden("seen"), reason));
}

static void
a_sheet_tells_all_the_studio_knows(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));

	(void)state;
	database_sql("insert into hora.account (id, first_name, last_name) overriding system value"
		     " values (3, 'Rita', 'Lopes');"
		     "insert into hora.membership (studio_id, account_id, role) values (1, 3, 'reception')");
	site_be("reception");
	assert_int_equal(site_get(sheet(id)), 200);
	assert_true(site_says("Tuesday, 3 February 2026"));
	assert_true(site_says("Maria"));
	assert_true(site_says("mailto:"));
	assert_true(site_says("by the customer"));
	assert_true(site_says("Confirmation"));
	assert_true(site_says("Reminder"));
	assert_int_equal(site_get(site_text("%s/step?to=cancelled", sheet(id))), 200);
	assert_int_equal(step(id, "cancelled", "We+are+ill."), 303);
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("Done."));
	assert_true(site_says("We are ill."));
	assert_true(site_says("Rita Lopes"));
	assert_true(site_says("Cancellation"));
	assert_false(site_says("/step?to="));
}

static void
a_day_at_the_desk(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(0, 14, 0));

	(void)state;
	site_be("ana");
	site_time(WORLD_AT(0, 13, 50));
	assert_int_equal(site_get(sheet(id)), 200);
	assert_int_equal(step(id, "checked_in", ""), 303);
	assert_int_equal(site_get(site_location()), 200);
	site_time(WORLD_AT(0, 14, 0));
	assert_int_equal(step(id, "in_service", ""), 303);
	assert_int_equal(site_get(site_location()), 200);
	assert_int_equal(step(id, "completed", ""), 303);
	assert_int_equal(site_get(site_text("%s/step?to=in_service", sheet(id))), 200);
	assert_int_equal(step(id, "in_service", ""), 422);
	assert_true(site_says("Say why"));
	assert_int_equal(step(id, "in_service", "early"), 303);
	assert_string_equal(
	    database_sql("select string_agg(to_state::text, ' ' order by id) from hora.booking_step"),
	    "confirmed checked_in in_service completed in_service");
}

static void
who_was_second_is_told_and_keeps_what_was_typed(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));

	(void)state;
	site_be("owner");
	assert_int_equal(site_get(site_text("%s/step?to=cancelled", sheet(id))), 200);
	database_sql("update hora.booking set version = 2");
	assert_int_equal(step(id, "cancelled", "He+called+%3Cb%3E"), 409);
	assert_true(site_says("no longer as you saw it"));
	assert_true(site_says("He called &lt;b&gt;</textarea>"));
	/* The page has the version of now, so that the wish can be sent again. */
	assert_string_equal(site_hidden("seen"), "2");
	database_sql("select hora.booking_step_to(1, 1, 2, 'cancelled')");
	assert_int_equal(step(id, "cancelled", "He+called"), 409);
	assert_true(site_says("Not possible any more"));
	assert_true(site_says("He called</p>"));
	assert_string_equal(
	    database_sql("select count(*) from hora.booking_step where to_state = 'cancelled'"), "1");
}

static void
a_step_that_is_not_on_offer_is_not_taken(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));
	static const char *const others[] = { "completed", "no_show", "checked_in",     "declined",
					      "expired",   "held",    "pending_payment" };

	(void)state;
	site_be("owner");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		assert_int_equal(site_get(site_text("%s/step?to=%s", sheet(id), others[i])), 200);
		assert_true(site_says("Not possible any more"));
		assert_int_equal(
		    site_post(site_text("%s/step", sheet(id)), site_text("to=%s&seen=1&reason=x", others[i])),
		    409);
		assert_true(site_says("Not possible any more"));
	}
	assert_string_equal(database_sql("select version from hora.booking"), "1");
}

static void
nobody_gets_at_a_booking_out_of_reach(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));
	const char *pages[] = { sheet(id), site_text("%s/step?to=cancelled", sheet(id)) };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		site_be("rui");
		assert_int_equal(site_get(pages[i]), 404);
		site_be("elsewhere");
		assert_int_equal(site_get(pages[i]), 403);
		site_be("nobody");
		assert_int_equal(site_get(pages[i]), 403);
	}
	site_be("rui");
	site_book("talk", "rui", WORLD_AT(1, 14, 0));
	assert_int_equal(site_get("/admin/casa/bookings/aaaaaaaaaaaaaaaa"), 404);
	assert_int_equal(site_get("/admin/nowhere/bookings"), 404);
}

/* Moves with the version that the last page was of. */
static int
move(const char *booking, const char *form)
{
	return site_post(site_text("%s/move", sheet(booking)),
			 site_text("seen=%s&day=2026-02-03&%s", site_hidden("seen"), form));
}

static void
a_booking_moves_to_a_start_that_is_free(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));

	(void)state;
	site_book("talk", "ana", WORLD_AT(1, 15, 0));
	site_be("reception");
	assert_int_equal(site_get(site_text("%s/move?staff=ana", sheet(id))), 200);
	assert_true(site_says("value=\"2026-02-03T16:00:00Z\""));
	assert_true(site_says("as now"));
	assert_false(site_says("value=\"2026-02-03T15:00:00Z\""));
	assert_false(site_says("Overbook"));
	assert_int_equal(move(id, "staff=ana&reason=Later"), 422);
	assert_true(site_says("Choose a time."));
	assert_int_equal(move(id, "staff=ana&reason=Later&start=2026-02-03T15:00:00Z"), 409);
	assert_true(site_says("Later</textarea>"));
	assert_int_equal(move(id, "staff=ana&reason=Later&start=2026-02-03T16:00:00Z"), 303);
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("This is the new time."));
	assert_true(site_says("16:00"));
	assert_int_equal(site_get(site_text("%s/move", sheet(id))), 200);
	database_sql("update hora.booking set version = 9 where id = 1");
	assert_int_equal(move(id, "start=2026-02-03T10:00:00Z"), 409);
	assert_true(site_says("no longer as you saw it"));
	assert_string_equal(site_hidden("seen"), "9");
}

static void
only_managers_overbook_and_they_say_why(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));

	(void)state;
	site_book("talk", "ana", WORLD_AT(1, 15, 0));
	site_be("ana");
	assert_int_equal(site_get(site_text("%s/move", sheet(id))), 200);
	assert_int_equal(move(id, "overbook=true&time=15:00&reason=x"), 403);
	site_be("manager");
	assert_int_equal(site_get(site_text("%s/move?staff=ana", sheet(id))), 200);
	assert_int_equal(move(id, "overbook=true&staff=ana&time=15:00&reason="), 422);
	assert_true(site_says("Say why"));
	assert_int_equal(move(id, "overbook=true&staff=ana&time=25:00&reason=x"), 422);
	assert_true(site_says("such as 10:30"));
	assert_int_equal(move(id, "overbook=true&staff=ana&time=15:00&reason=She+flies."), 303);
	assert_string_equal(database_sql("select count(*) from hora.claim where state = 'overbook'"), "1");
}

static void
a_message_can_be_sent_again(void **state)
{
	const char *id = site_book("talk", "ana", WORLD_AT(1, 14, 0));
	const char *notice;

	(void)state;
	database_sql(
	    "insert into hora.notice (studio_id, booking_id, kind, channel, due_at, state, reason, ended_at)"
	    " values (1, 1, 'booked', 'mail', now(), 'failed', '<i>no such mailbox</i>', now())");
	site_be("reception");
	assert_int_equal(site_get(sheet(id)), 200);
	assert_true(site_says("&lt;i&gt;no such mailbox"));
	notice = site_hidden("notice");
	assert_string_equal(notice, "1");
	assert_int_equal(site_post(site_text("%s/resend", sheet(id)), "notice=1"), 303);
	/* It waits by now; and there is no such message. */
	for (const char *n = "19"; *n != '\0'; n++) {
		assert_int_equal(site_get(site_text("%s/step?to=cancelled", sheet(id))), 200);
		assert_int_equal(site_post(site_text("%s/resend", sheet(id)), site_text("notice=%c", *n)),
				 404);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sheet_tells_all_the_studio_knows, site_open, site_close),
		cmocka_unit_test_setup_teardown(a_day_at_the_desk, site_open, site_close),
		cmocka_unit_test_setup_teardown(who_was_second_is_told_and_keeps_what_was_typed, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(a_step_that_is_not_on_offer_is_not_taken, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(nobody_gets_at_a_booking_out_of_reach, site_open, site_close),
		cmocka_unit_test_setup_teardown(a_booking_moves_to_a_start_that_is_free, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(only_managers_overbook_and_they_say_why, site_open,
						site_close),
		cmocka_unit_test_setup_teardown(a_message_can_be_sent_again, site_open, site_close),
	};

	return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
