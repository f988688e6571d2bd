/* What a booking's steps have done afterwards: the jobs of booking, moving,
 * cancelling and the rest, in the transaction of the step itself. */
#include "usecase/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/move.h"
#include "usecase/step.h"

static struct world *w;

static int
begin(void **state)
{
	(void)state;
	w = world_make("hora_booking");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	world_drop(w);
	return 0;
}

static const char *
booked_by(struct wish wish)
{
	struct complaints complaints = { 0 };
	struct booked booked;

	assert_int_equal(book(&w->act, &wish, &complaints, &booked), OK);
	return arena_dup(w->program, booked.public_id);
}

static struct card
opened(const char *public_id)
{
	const struct rulebook *book;
	struct card card;

	assert_int_equal(card_open(&w->act, w->shelf, public_id, &card, &book), OK);
	return card;
}

/* The booking's jobs in a state, by due time: "mail.booked/2026-02-02 08:00,…". */
static const char *
jobs(const char *state)
{
	return database_sql(
	    "select coalesce(string_agg(kind || case when kind = 'mail.reminder' then"
	    " to_char(due_at at time zone 'UTC', '/MM-DD HH24:MI') else '' end, ' '"
	    " order by case when kind = 'mail.reminder' then due_at end nulls first, kind, id), '')"
	    " from hora.job where state = '%s'",
	    state);
}

static void
a_booking_is_confirmed_and_reminded_of(void **state)
{
	(void)state;
	booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	assert_string_equal(jobs("due"),
			    "live.booking mail.booked mail.reminder/02-04 10:00 mail.reminder/02-05 08:00");
	assert_string_equal(database_sql("select count(*) from hora.job where payload = '{\"booking\": 1}'"
					 " and studio_id = 1 and key like '1/%%'"),
			    "4");
	assert_string_equal(database_sql("select key from hora.job where kind = 'mail.booked'"),
			    "1/1770019200");
	assert_string_equal(database_sql("select key from hora.job where kind = 'live.booking'"), "1/1");
}

static void
who_has_no_address_gets_no_mail(void **state)
{
	struct wish wish = world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0));

	(void)state;
	wish.email = NULL;
	booked_by(wish);
	assert_string_equal(jobs("due"), "live.booking");
}

static void
a_request_is_acknowledged_and_reminded_of_when_it_is_confirmed(void **state)
{
	const char *id = booked_by(world_wish(w, "approval", "ana", WORLD_AT(3, 10, 0)));
	struct card card;
	struct stepping stepping = { .to = BOOKING_CONFIRMED };
	int64_t version;

	(void)state;
	assert_string_equal(jobs("due"), "live.booking mail.requested");
	world_next(w);
	card = opened(id);
	stepping.card = &card;
	stepping.book = world_book(w);
	assert_int_equal(step_take(&w->act, &stepping, &version), OK);
	assert_string_equal(jobs("due"), "live.booking live.booking mail.booked mail.requested"
					 " mail.reminder/02-04 10:00 mail.reminder/02-05 08:00");
}

static void
the_studios_wishes_are_kept(void **state)
{
	(void)state;
	database_sql("delete from hora.reminder; insert into hora.reminder (studio_id, days, minutes)"
		     " values (1, 1, 1080), (1, 0, 720);"
		     "update hora.messaging set quiet_from = 1260, quiet_to = 480");
	booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	/* Twelve hours before is 22:00: put off till eight in the morning. */
	assert_string_equal(jobs("due"),
			    "live.booking mail.booked mail.reminder/02-04 18:00 mail.reminder/02-05 08:00");
}

static void
a_move_plans_anew(void **state)
{
	const char *id = booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	struct move move = { .start = WORLD_AT(4, 14, 0) };
	struct moved moved;
	struct card card;

	(void)state;
	world_next(w);
	card = opened(id);
	move.card = &card;
	move.book = world_book(w);
	w->act.now += 60;
	assert_int_equal(move_booking(&w->act, &move, &moved), OK);
	assert_string_equal(jobs("dropped"), "mail.reminder/02-04 10:00 mail.reminder/02-05 08:00");
	assert_string_equal(jobs("due"), "live.booking live.booking mail.booked mail.moved"
					 " mail.reminder/02-05 14:00 mail.reminder/02-06 12:00");
	assert_string_equal(database_sql("select payload->'left' from hora.job where key = '1/2'"), "[1, 3]");

	/* And back again: the reminders of before are due once more. */
	world_next(w);
	card = opened(id);
	move.start = WORLD_AT(3, 10, 0);
	move.book = world_book(w);
	w->act.now += 60;
	assert_int_equal(move_booking(&w->act, &move, &moved), OK);
	assert_string_equal(jobs("dropped"), "mail.reminder/02-05 14:00 mail.reminder/02-06 12:00");
	assert_string_equal(jobs("due"),
			    "live.booking live.booking live.booking mail.booked mail.moved mail.moved"
			    " mail.reminder/02-04 10:00 mail.reminder/02-05 08:00");
}

/* A letter says what stands when it goes: it must not go between two moves that
 * share it. */
static void
of_two_moves_within_a_second_the_last_is_told(void **state)
{
	const char *id = booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	struct move move = { .start = WORLD_AT(4, 14, 0) };
	struct moved moved;
	struct card card;

	(void)state;
	for (int i = 0; i < 2; i++) {
		world_next(w);
		card = opened(id);
		move.card = &card;
		move.book = world_book(w);
		move.start = WORLD_AT(4, 14 + i, 0);
		assert_int_equal(move_booking(&w->act, &move, &moved), OK);
		assert_string_equal(
		    database_sql(
			"select count(*) || '|' || min(extract(epoch from due_at)::bigint - %lld) from "
			"hora.job"
			" where kind = 'mail.moved' and key = '1/' || extract(epoch from due_at)::bigint",
			(long long)w->act.now),
		    "1|3");
	}
}

static void
after_a_cancel_nothing_is_reminded_of(void **state)
{
	const char *id = booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	struct card card;

	(void)state;
	database_sql("update hora.job set state = 'done', done_at = now() where kind = 'mail.reminder'"
		     " and due_at < '2026-02-05'");
	world_next(w);
	card = opened(id);
	assert_int_equal(card_cancel(&w->act, &card, 0, "ill"), OK);
	assert_string_equal(jobs("due"), "live.booking live.booking mail.booked mail.cancelled");
	assert_string_equal(jobs("dropped"), "mail.reminder/02-05 08:00");
	assert_string_equal(jobs("done"), "mail.reminder/02-04 10:00");
}

static void
other_bookings_keep_their_reminders(void **state)
{
	const char *id = booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	struct card card;

	(void)state;
	for (int i = 0; i < 12; i++) {
		world_next(w);
		booked_by(world_wish(w, "talk", "rui", WORLD_AT(3, 13, 0) + i * 1800));
	}
	world_next(w);
	card = opened(id);
	assert_int_equal(card_cancel(&w->act, &card, 0, NULL), OK);
	assert_string_equal(database_sql("select count(*) from hora.job where state = 'dropped'"), "2");
	assert_string_equal(
	    database_sql("select count(*) from hora.job where state = 'due' and kind = 'mail.reminder'"),
	    "24");
}

static void
what_is_refused_leaves_no_job(void **state)
{
	struct complaints complaints = { 0 };
	struct booked booked;
	struct wish wish;

	(void)state;
	booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	world_next(w);
	wish = world_wish(w, "massage", "ana", WORLD_AT(3, 10, 30));
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), ERR_CONFLICT);
	assert_string_equal(database_sql("select count(*) from hora.job"), "4");
}

static void
no_program_writes_jobs_of_anothers_booking(void **state)
{
	const int64_t none[1] = { 0 };
	const struct news news = {
		.from = BOOKING_CONFIRMED, .to = BOOKING_CANCELLED, .version = 2, .has_email = true
	};

	(void)state;
	booked_by(world_wish(w, "massage", "ana", WORLD_AT(3, 10, 0)));
	world_next(w);
	w->act.studio = 2;
	assert_int_not_equal(notify_step(&w->act, 1, &news, none, 0), OK);
	assert_string_equal(database_sql("select count(*) from hora.job where state = 'dropped'"), "0");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_booking_is_confirmed_and_reminded_of),
		TEST(who_has_no_address_gets_no_mail),
		TEST(a_request_is_acknowledged_and_reminded_of_when_it_is_confirmed),
		TEST(the_studios_wishes_are_kept),
		TEST(a_move_plans_anew),
		TEST(of_two_moves_within_a_second_the_last_is_told),
		TEST(after_a_cancel_nothing_is_reminded_of),
		TEST(other_bookings_keep_their_reminders),
		TEST(what_is_refused_leaves_no_job),
		TEST(no_program_writes_jobs_of_anothers_booking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
