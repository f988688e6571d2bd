/* The form, and what comes of sending it. It is Monday, 2 February 2026, 08:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/apps/booking/site.h"
#include "tests/support/database.h"

#define TALK "/s/casa/book/talk/details?start=2026-02-02T10:00:00Z"
#define MASSAGE "/s/casa/book/massage/details?start=2026-02-02T10:00:00Z"
#define GOOD "name=Ana+Marques&email=ana%40example.org&phone=&note=Ol%C3%A1&key="
#define COUNT "select count(*) from hora.booking"

/* Opens the form and sends it, filled so. */
static int
send(const char *target, const char *form)
{
	assert_int_equal(site_get(target), 200);
	return site_post(target, site_text("%s%s", form, site_hidden("key")));
}

static void
a_good_form_books_and_goes_on_to_the_booking(void **state)
{
	(void)state;
	assert_int_equal(send(MASSAGE, GOOD), 303);
	assert_true(text_starts(site_location(), "/b/"));
	assert_int_equal(strlen(site_location()), strlen("/b/") + 16);
	assert_string_equal(
	    database_sql(
		"select b.name || '/' || b.email || '/' || b.note || '/' || b.state || '/' || b.source"
		" || '/' || to_char(o.starts at time zone 'UTC', 'HH24:MI')"
		" from hora.booking b join hora.occasion o on o.id = b.occasion_id"),
	    "Ana Marques/ana@example.org/Olá/confirmed/web/10:00");
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("class=\"tick\""));
	assert_true(site_says("https://hora.example/b/"));
}

static void
the_form_names_time_price_and_the_studios_questions(void **state)
{
	(void)state;
	assert_int_equal(site_get(MASSAGE), 200);
	assert_true(site_says("Book Mon 2 Feb, 10:00 · €45.00"));
	assert_true(site_says("autocomplete=\"name\""));
	assert_true(site_says("autocomplete=\"email\""));
	assert_true(site_says("autocomplete=\"tel\""));
	assert_int_equal(site_get(TALK), 200);
	assert_true(site_says("Why?"));
	assert_true(site_says("value=\"There\""));
	assert_int_equal(site_get("/s/casa/book/approval/details?start=2026-02-02T10:00:00Z"), 200);
	assert_true(site_says("Ask for Mon 2 Feb, 10:00"));
}

static void
a_start_that_is_not_offered_sends_back_to_the_choice(void **state)
{
	static const struct {
		const char *start, *want;
	} cases[] = {
		{ "2026-02-02T10:07:00Z", "/s/casa/book/massage?day=2026-02-02&gone=1" },
		{ "2026-02-02T07:00:00Z", "/s/casa/book/massage?day=2026-02-02&gone=1" },
		{ "2026-02-07T10:00:00Z", "/s/casa/book/massage?day=2026-02-07&gone=1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(site_get(site_text("/s/casa/book/massage/details?start=%s", cases[i].start)),
				 303);
		assert_string_equal(site_location(), cases[i].want);
	}
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("is no longer free"));
	assert_int_equal(site_get("/s/casa/book/massage/details"), 400);
	assert_int_equal(site_get("/s/casa/book/massage/details?start=noon"), 400);
}

static void
mistakes_come_back_with_all_that_was_typed(void **state)
{
	(void)state;
	assert_int_equal(send(TALK, "name=&email=ana%40&phone=12&note=a%0Ab%3Cc&answers%2F1=Nowhere&key="),
			 422);
	assert_true(site_says("href=\"#name\""));
	assert_true(site_says("href=\"#email\""));
	assert_true(site_says("href=\"#phone\""));
	assert_true(site_says("href=\"#answers/0\""));
	assert_true(site_says("href=\"#answers/1\""));
	assert_true(site_says("value=\"ana@\""));
	assert_true(site_says(">a\nb&lt;c</textarea>"));
	assert_true(site_says("aria-invalid=\"true\""));
	assert_string_equal(database_sql(COUNT), "0");
}

static void
answers_are_kept_with_their_questions(void **state)
{
	(void)state;
	assert_int_equal(send(TALK, "name=Ana&phone=912345678&answers%2F0=Because&answers%2F1=There&key="),
			 303);
	assert_string_equal(database_sql("select answers from hora.booking"),
			    "[{\"answer\": \"Because\", \"question\": \"Why?\"}, "
			    "{\"answer\": \"There\", \"question\": \"Where?\"}]");
	assert_string_equal(database_sql("select phone from hora.booking"), "+351912345678");
}

static void
an_answer_with_control_characters_is_refused(void **state)
{
	(void)state;
	assert_int_equal(send(TALK, "name=Ana&phone=912345678&answers%2F0=a%07b&key="), 422);
	assert_true(site_says("href=\"#answers/0\""));
	assert_string_equal(database_sql(COUNT), "0");
}

static void
the_studios_terms_are_agreed_to_by_version(void **state)
{
	(void)state;
	database_sql(
	    "insert into hora.terms (studio_id, version, body) values (1, 1, 'Old'), (1, 2, 'Be <kind>.')");
	assert_int_equal(site_get(MASSAGE), 200);
	assert_true(site_says("Be &lt;kind&gt;."));
	assert_int_equal(send(MASSAGE, GOOD), 422);
	assert_true(site_says("href=\"#terms\""));
	assert_int_equal(send(MASSAGE, "name=Ana&email=ana%40example.org&terms=1&key="), 422);
	assert_true(site_says("The terms have changed."));
	assert_int_equal(send(MASSAGE, "name=Ana&email=ana%40example.org&terms=2&key="), 303);
	assert_string_equal(database_sql("select terms_version from hora.booking"), "2");
}

static void
a_form_sent_twice_books_once(void **state)
{
	const char *form, *first;

	(void)state;
	assert_int_equal(site_get(MASSAGE), 200);
	form = site_text("%s%s&_csrf=%s", GOOD, site_hidden("key"), site_hidden("_csrf"));
	assert_int_equal(site_post(MASSAGE, form), 303);
	first = site_location();
	assert_int_equal(site_get(MASSAGE "&x"), 303);
	assert_int_equal(site_post(MASSAGE, form), 303);
	assert_string_equal(site_location(), first);
	assert_string_equal(database_sql(COUNT), "1");
}

static void
a_form_gone_back_to_does_not_book_unasked(void **state)
{
	const char *key;

	(void)state;
	assert_int_equal(site_get(MASSAGE), 200);
	key = site_hidden("key");
	assert_int_equal(site_post(MASSAGE, site_text("%s%s", GOOD, key)), 303);
	assert_int_equal(site_get("/s/casa/book/massage/details?start=2026-02-02T13:00:00Z"), 200);
	assert_int_equal(site_post("/s/casa/book/massage/details?start=2026-02-02T13:00:00Z",
				   site_text("name=Ana+M&email=ana%%40example.org&key=%s", key)),
			 409);
	assert_true(site_says("This form has booked already."));
	assert_true(site_says("value=\"Ana M\""));
	assert_string_not_equal(site_hidden("key"), key);
	assert_string_equal(database_sql(COUNT), "1");
}

static void
a_start_taken_meanwhile_is_answered_with_the_nearest(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/book/massage/details?staff=ana&start=2026-02-02T10:00:00Z"), 200);
	database_sql("insert into hora.absence (studio_id, resource_id, away) values"
		     " (1, 1, tstzrange('2026-02-02 10:00Z', '2026-02-02 11:00Z'))");
	assert_int_equal(site_post("/s/casa/book/massage/details?staff=ana&start=2026-02-02T10:00:00Z",
				   site_text("%s%s", GOOD, site_hidden("key"))),
			 409);
	assert_true(site_says("Nothing you typed is lost"));
	assert_true(site_says("name=\"name\" value=\"Ana Marques\""));
	assert_true(site_says("name=\"note\" value=\"Olá\""));
	assert_true(site_says(
	    "formaction=\"/s/casa/book/massage/details?staff=ana&amp;start=2026-02-02T11:00:00Z\""));
	assert_string_equal(database_sql(COUNT), "0");
	assert_int_equal(site_post("/s/casa/book/massage/details?staff=ana&start=2026-02-02T11:00:00Z",
				   site_text("%s%s", GOOD, site_hidden("key"))),
			 303);
}

static void
others_are_offered_where_the_one_wished_for_has_no_time(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/book/massage/details?staff=ana&start=2026-02-02T14:00:00Z"), 200);
	database_sql("insert into hora.absence (studio_id, resource_id, away) values"
		     " (1, 1, tstzrange('2026-02-01', '2026-03-01'))");
	assert_int_equal(site_post("/s/casa/book/massage/details?staff=ana&start=2026-02-02T14:00:00Z",
				   site_text("%s%s", GOOD, site_hidden("key"))),
			 409);
	assert_true(site_says(
	    "formaction=\"/s/casa/book/massage/details?staff=rui&amp;start=2026-02-02T14:00:00Z\""));
	assert_true(site_says(">Rui</small>"));
}

static void
a_start_that_was_never_offered_is_refused_by_hand_too(void **state)
{
	(void)state;
	assert_int_equal(site_get(MASSAGE), 200);
	assert_int_equal(site_post("/s/casa/book/massage/details?start=2026-02-02T10:07:00Z",
				   site_text("%s%s", GOOD, site_hidden("key"))),
			 409);
	assert_true(site_says("This time can no longer be booked"));
	assert_int_equal(site_post("/s/casa/book/massage/details?start=2026-01-02T10:00:00Z",
				   site_text("%s%s", GOOD, site_hidden("key"))),
			 409);
	assert_string_equal(database_sql(COUNT), "0");
}

static void
who_has_too_many_bookings_is_told_so_on_the_form(void **state)
{
	(void)state;
	database_sql("update hora.studio set open_limit = 1");
	assert_int_equal(send(MASSAGE, GOOD), 303);
	assert_int_equal(send("/s/casa/book/massage/details?start=2026-02-03T10:00:00Z", GOOD), 409);
	assert_true(site_says("as many bookings here as the studio allows"));
	assert_true(site_says("value=\"Ana Marques\""));
	assert_string_equal(database_sql(COUNT), "1");
}

static void
seats_of_a_class_are_taken_together(void **state)
{
	static const char yoga[] = "/s/casa/book/yoga/details?start=2026-02-03T18:00:00Z";

	(void)state;
	assert_int_equal(send(yoga, "name=Ana&email=ana%40example.org&seats=2&key="), 303);
	assert_int_equal(site_get(site_location()), 200);
	assert_true(site_says("€20.00"));
	assert_true(site_says("2 seats"));
	assert_int_equal(site_get("/s/casa/book/yoga"), 200);
	assert_true(site_says("1 seat left"));
	assert_int_equal(send(yoga, "name=Rui&email=rui%40example.org&seats=9&key="), 422);
	assert_int_equal(send(yoga, "name=Rui&email=rui%40example.org&seats=2&key="), 409);
	assert_int_equal(send(yoga, "name=Rui&email=rui%40example.org&seats=many&key="), 422);
	assert_true(site_says("value=\"many\""));
	assert_string_equal(database_sql("select sum(seats) from hora.booking"), "2");
}

static void
who_alone_can_serve_is_named(void **state)
{
	(void)state;
	assert_int_equal(site_get("/s/casa/book/yoga/details?start=2026-02-03T18:00:00Z"), 200);
	assert_true(site_says("Rui"));
	assert_false(site_says("Whoever is free"));
	assert_int_equal(site_get("/s/casa/book/talk/details?start=2026-02-03T14:00:00Z"), 200);
	assert_true(site_says("Whoever is free"));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, site_open, site_close)
	const struct CMUnitTest tests[] = {
		TEST(a_good_form_books_and_goes_on_to_the_booking),
		TEST(the_form_names_time_price_and_the_studios_questions),
		TEST(a_start_that_is_not_offered_sends_back_to_the_choice),
		TEST(mistakes_come_back_with_all_that_was_typed),
		TEST(answers_are_kept_with_their_questions),
		TEST(an_answer_with_control_characters_is_refused),
		TEST(the_studios_terms_are_agreed_to_by_version),
		TEST(a_form_sent_twice_books_once),
		TEST(a_form_gone_back_to_does_not_book_unasked),
		TEST(a_start_taken_meanwhile_is_answered_with_the_nearest),
		TEST(others_are_offered_where_the_one_wished_for_has_no_time),
		TEST(a_start_that_was_never_offered_is_refused_by_hand_too),
		TEST(who_has_too_many_bookings_is_told_so_on_the_form),
		TEST(seats_of_a_class_are_taken_together),
		TEST(who_alone_can_serve_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
