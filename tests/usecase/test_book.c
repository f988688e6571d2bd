/* Booking and cancelling, against a real database. */
#include "usecase/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"

#define DAY INT64_C(86400)

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

static enum err
try(struct world *w, const struct wish *wish, struct booked *out, struct complaints *complaints)
{
	*complaints = (struct complaints){ 0 };
	return book(&w->act, wish, complaints, out);
}

/* Books and expects this outcome. */
static struct booked
expect(struct world *w, struct wish wish, enum err want)
{
	struct complaints complaints;
	struct booked out;

	assert_int_equal(try(w, &wish, &out, &complaints), want);
	return out;
}

static void
a_booking_is_whole(void **state)
{
	struct world *w = *state;
	struct booked made = expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 10, 0)), OK);
	const struct rulebook *book;
	const char *public_id;
	struct card card;

	assert_int_equal(strlen(made.public_id), 16);
	assert_int_equal(strlen(made.token), 22);
	assert_int_equal(card_by_token(&w->act, made.token, &public_id), OK);
	assert_string_equal(public_id, made.public_id);
	assert_int_equal(card_by_token(&w->act, "AAAAAAAAAAAAAAAAAAAAAA", &public_id), ERR_NOT_FOUND);
	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book), OK);
	assert_int_equal(card.row.starts, WORLD_AT(0, 10, 0));
	assert_int_equal(card.row.ends, WORLD_AT(0, 11, 0));
	assert_int_equal(card.row.state, BOOKING_CONFIRMED);
	assert_string_equal(card.staff_names, "Ana");
	assert_string_equal(card.room_names, "Sala 1");
	assert_string_equal(card.row.phone, "+351912345678");
	assert_int_equal(card.row.price_minor, 4500);
	assert_string_equal(database_sql("select count(*) from hora.claim"), "2");
	assert_string_equal(database_sql("select string_agg(upper(blocked)::text, ',') from hora.claim"
					 " where resource_id = 1"),
			    "2026-02-02 11:15:00+00");
	assert_string_equal(database_sql("select string_agg(distinct actor, ',') from audit.entry"
					 " where object = 'booking' and request = 'test-request'"),
			    "guest");
}

static void
a_taken_start_is_a_conflict_with_alternatives(void **state)
{
	struct world *w = *state;
	struct booked lost;
	const struct opening *near;

	expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 10, 0)), OK);
	lost = expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 10, 30)), ERR_CONFLICT);
	assert_true(lost.alternatives.count > 0);
	near = lost.alternatives.items;
	assert_int_equal(near[0].start, WORLD_AT(0, 11, 30));
	assert_non_null(lost.why);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "1");
}

static void
anyone_is_whoever_is_free_and_has_least_to_do(void **state)
{
	struct world *w = *state;
	struct card card;
	const struct rulebook *book;
	struct booked made;

	expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 14, 0)), OK);
	made = expect(w, world_wish(w, "massage", NULL, WORLD_AT(0, 14, 0)), OK);
	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book), OK);
	assert_string_equal(card.staff_names, "Rui");
	assert_string_equal(card.room_names, "Sala 2");
	expect(w, world_wish(w, "massage", NULL, WORLD_AT(0, 14, 0)), ERR_CONFLICT);
}

static void
every_start_listed_can_be_booked_and_no_other(void **state)
{
	struct world *w = *state;
	struct agenda_query q = world_wish(w, "massage", NULL, WORLD_AT(1, 9, 0)).what;
	int64_t listed[64];
	struct list openings;
	size_t count;

	expect(w, world_wish(w, "talk", "ana", WORLD_AT(1, 10, 0)), OK);
	assert_int_equal(agenda_starts(&w->act, &q, WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &openings), OK);
	count = openings.count;
	assert_in_range(count, 15, 20);
	for (size_t i = 0; i < count; i++)
		listed[i] = ((const struct opening *)openings.items)[i].start;
	for (int64_t t = WORLD_AT(1, 0, 0); t < WORLD_AT(2, 0, 0); t += 900) {
		struct wish wish = world_wish(w, "massage", NULL, t);
		struct complaints complaints;
		struct booked out;
		bool offered = false;
		enum err e;

		for (size_t i = 0; i < count; i++)
			offered = offered || listed[i] == t;
		e = try(w, &wish, &out, &complaints);
		assert_true((e == OK) == offered);
		assert_true(e == OK || e == ERR_CONFLICT || e == ERR_INVALID);
		if (e == OK)
			database_sql(
			    "delete from hora.claim where occasion_id = (select occasion_id from hora.booking"
			    " where public_id = '%s')",
			    out.public_id);
		world_next(w);
	}
}

static void
what_is_wrong_is_said_field_by_field(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(0, 10, 0));
	static const char *const answers[] = { "", "Nowhere" };
	struct complaints complaints;
	struct booked out;

	wish.name = "";
	wish.email = "no";
	wish.phone = "12";
	wish.answers = answers;
	wish.seats = 2;
	assert_int_equal(try(w, &wish, &out, &complaints), ERR_INVALID);
	assert_int_equal(complaints.count, 6);
	assert_string_equal(complaints.items[0].field, "name");
	assert_string_equal(complaints.items[1].field, "email");
	assert_string_equal(complaints.items[2].field, "phone");
	assert_string_equal(complaints.items[3].field, "answers/0");
	assert_string_equal(complaints.items[4].field, "answers/1");
	assert_string_equal(complaints.items[5].field, "seats");
	assert_string_equal(database_sql("select count(*) from hora.booking"), "0");
}

static void
the_past_is_too_late_and_the_night_was_never_offered(void **state)
{
	struct world *w = *state;
	struct complaints complaints;
	struct booked out;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(-3, 10, 0));

	assert_int_equal(try(w, &wish, &out, &complaints), ERR_TOO_LATE);
	wish = world_wish(w, "talk", "ana", WORLD_AT(1, 3, 0));
	assert_int_equal(try(w, &wish, &out, &complaints), ERR_INVALID);
	assert_string_equal(complaints.items[0].field, "start");
	wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 1));
	assert_int_equal(try(w, &wish, &out, &complaints), ERR_INVALID);
}

static void
one_key_makes_one_booking(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(0, 10, 0));
	struct complaints complaints;
	struct booked first, again;

	wish.idempotency_scope = "127.0.0.1 /bookings";
	wish.idempotency_key = "k1";
	wish.idempotency_print = "body";
	first = expect(w, wish, OK);
	again = expect(w, wish, OK);
	assert_true(again.repeated);
	assert_string_equal(again.public_id, first.public_id);
	assert_null(again.token);
	wish.idempotency_print = "another body";
	assert_int_equal(try(w, &wish, &again, &complaints), ERR_INVALID);
	assert_string_equal(complaints.items[0].field, "idempotency_key");
	assert_string_equal(database_sql("select count(*) from hora.booking"), "1");
	assert_string_equal(database_sql("select count(*) from hora.idempotency"), "1");
}

static void
a_failed_booking_leaves_its_key_free(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(0, 10, 0));

	expect(w, wish, OK);
	wish.idempotency_scope = "s";
	wish.idempotency_key = "k";
	expect(w, wish, ERR_CONFLICT);
	assert_string_equal(database_sql("select count(*) from hora.idempotency"), "0");
}

static void
a_class_has_as_many_seats_as_it_has(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	struct list openings;

	wish.seats = 2;
	expect(w, wish, OK);
	assert_int_equal(agenda_starts(&w->act, &wish.what, WORLD_AT(0, 0, 0), WORLD_AT(7, 0, 0), &openings),
			 OK);
	assert_int_equal(openings.count, 1);
	assert_int_equal(((const struct opening *)openings.items)->seats_left, 1);
	expect(w, wish, ERR_CONFLICT);
	wish.seats = 1;
	expect(w, wish, OK);
	expect(w, wish, ERR_CONFLICT);
	assert_string_equal(database_sql("select count(*) || '/' || max(taken) from hora.occasion"), "1/3");
	/* The teacher is busy then. */
	expect(w, world_wish(w, "talk", "rui", WORLD_AT(1, 18, 0)), ERR_CONFLICT);
}

static void
a_cancelled_booking_gives_its_time_back(void **state)
{
	struct world *w = *state;
	struct booked made = expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 12, 0)), OK);
	const struct rulebook *book;
	struct card card;

	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book), OK);
	assert_true(card.may_cancel);
	assert_int_equal(card_cancel(&w->act, &card, 0, "Doente"), OK);
	assert_string_equal(database_sql("select string_agg(to_state || ':' || reason, ',' order by id)"
					 " from hora.booking_step"),
			    "confirmed:,cancelled:Doente");
	assert_int_equal(card_cancel(&w->act, &card, 0, ""), ERR_CONFLICT);
	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book), OK);
	assert_false(card.may_cancel);
	expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 12, 0)), OK);
}

static void
cancelling_ends_when_the_studio_says(void **state)
{
	struct world *w = *state;
	struct booked made = expect(w, world_wish(w, "massage", "ana", WORLD_AT(0, 9, 0)), OK);
	const struct rulebook *book;
	struct card card;

	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book), OK);
	assert_int_equal(card.cancel_before, WORLD_AT(0, 7, 0));
	assert_false(card.may_cancel);
	assert_int_equal(card_cancel(&w->act, &card, 0, ""), ERR_TOO_LATE);
}

static void
approval_waits_and_keeps_the_time(void **state)
{
	struct world *w = *state;

	expect(w, world_wish(w, "approval", "ana", WORLD_AT(0, 9, 0)), OK);
	assert_string_equal(database_sql("select state from hora.booking"), "pending_approval");
	expect(w, world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0)), ERR_CONFLICT);
}

static void
a_customer_is_found_again_but_never_overwritten(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0));

	expect(w, wish, OK);
	wish = world_wish(w, "talk", "ana", WORLD_AT(0, 9, 30));
	wish.name = "Somebody Else";
	wish.email = "MARIA@example.pt";
	expect(w, wish, OK);
	assert_string_equal(database_sql("select count(*) || name from hora.customer group by name"),
			    "1Maria Silva");
	assert_string_equal(database_sql("select string_agg(name, ',' order by id) from hora.booking"),
			    "Maria Silva,Somebody Else");
}

static void
open_bookings_are_limited_where_the_studio_says(void **state)
{
	struct world *w = *state;

	database_sql("update hora.studio set open_limit = 1");
	expect(w, world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0)), OK);
	assert_true(expect(w, world_wish(w, "talk", "ana", WORLD_AT(0, 9, 30)), ERR_DENIED).why != NULL);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "1");
}

static void
a_month_says_which_days_are_free(void **state)
{
	struct world *w = *state;
	struct agenda_query q = world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0)).what;
	int64_t monday = WORLD_AT(0, 0, 0) / DAY;
	const struct agenda_day *days;
	struct opening next;
	struct list list;

	assert_int_equal(agenda_days(&w->act, &q, monday, monday + 27, &list), OK);
	assert_int_equal(list.count, 28);
	days = list.items;
	assert_int_equal(days[0].starts, 16);
	assert_int_equal(days[0].mark, DAY_FREE);
	assert_int_equal(days[5].mark, DAY_NONE);
	assert_int_equal(days[7].date, monday + 7);
	assert_int_equal(agenda_next(&w->act, &q, WORLD_AT(4, 17, 0), &next), OK);
	assert_int_equal(next.start, WORLD_AT(7, 9, 0));
	database_sql("delete from hora.hours");
	world_next(w);
	q = world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0)).what;
	assert_int_equal(agenda_next(&w->act, &q, WORLD_NOW, &next), OK);
	assert_int_equal(next.start, TIME_NONE);
}

static void
whoever_is_counted_by_number_and_address_waits_for_both(void **state)
{
	struct world *w = *state, *other;
	struct wish wish;

	database_sql("update hora.studio set open_limit = 1");
	wish = world_wish(w, "talk", "ana", WORLD_AT(0, 10, 0));
	wish.email = "ana@example.org";
	wish.phone = "+351912345678";
	/* Somebody books by the number alone just now. */
	other = world_join("hora_booking");
	assert_int_equal(act_begin(&other->act), OK);
	assert_int_equal(booking_lock(other->db, 1, NULL, 0, "+351912345678"), OK);
	expect(w, wish, ERR_BUSY);
	assert_true(db_end(other->db));
	expect(w, wish, OK);
	arena_free(other->act.arena);
	arena_free(other->program);
}

static void
alternatives_have_as_many_seats_as_are_wished_for(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	struct complaints complaints = { 0 };
	const struct opening *openings;
	struct booked booked;

	wish.seats = 2;
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), OK);
	wish.start = WORLD_AT(8, 18, 0);
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), OK);
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), ERR_CONFLICT);
	openings = booked.alternatives.items;
	assert_true(booked.alternatives.count > 0);
	for (size_t i = 0; i < booked.alternatives.count; i++)
		assert_true(openings[i].start != WORLD_AT(1, 18, 0) && openings[i].seats_left >= 2);
}

static void
alternatives_with_enough_seats_are_looked_for_past_those_without(void **state)
{
	struct world *w = *state;
	struct wish wish;
	struct complaints complaints = { 0 };
	const struct opening *openings;
	struct booked booked;

	database_sql("insert into hora.timetable (studio_id, service_id, resource_id, weekday, start_min)"
		     " select 1, 4, 2, d, 1080 from generate_series(1, 7) d where d <> 2");
	wish = world_wish(w, "yoga", NULL, 0);
	wish.seats = 2;
	for (int day = 4; day <= 12; day++) {
		wish.start = WORLD_AT(day, 18, 0);
		assert_int_equal(book(&w->act, &wish, &complaints, &booked), OK);
	}
	wish.start = WORLD_AT(8, 18, 0);
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), ERR_CONFLICT);
	openings = booked.alternatives.items;
	assert_int_equal(booked.alternatives.count, 6);
	assert_int_equal(openings[0].start, WORLD_AT(3, 18, 0));
	assert_int_equal(openings[1].start, WORLD_AT(13, 18, 0));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whoever_is_counted_by_number_and_address_waits_for_both),
		TEST(alternatives_have_as_many_seats_as_are_wished_for),
		TEST(alternatives_with_enough_seats_are_looked_for_past_those_without),
		TEST(a_booking_is_whole),
		TEST(a_taken_start_is_a_conflict_with_alternatives),
		TEST(anyone_is_whoever_is_free_and_has_least_to_do),
		TEST(every_start_listed_can_be_booked_and_no_other),
		TEST(what_is_wrong_is_said_field_by_field),
		TEST(the_past_is_too_late_and_the_night_was_never_offered),
		TEST(one_key_makes_one_booking),
		TEST(a_failed_booking_leaves_its_key_free),
		TEST(a_class_has_as_many_seats_as_it_has),
		TEST(a_cancelled_booking_gives_its_time_back),
		TEST(cancelling_ends_when_the_studio_says),
		TEST(approval_waits_and_keeps_the_time),
		TEST(a_customer_is_found_again_but_never_overwritten),
		TEST(open_bookings_are_limited_where_the_studio_says),
		TEST(a_month_says_which_days_are_free),
	};

	return cmocka_run_group_tests_name("book", tests, NULL, NULL);
}
