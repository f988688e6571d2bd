/* What happens to bookings that are made: moves, steps, holds, overbooking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/move.h"
#include "usecase/step.h"

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

/* Books a wish that nothing is wrong with; answers its card. */
static struct card
make(struct world *w, const struct wish *wish)
{
	struct complaints complaints = { 0 };
	const struct rulebook *book_;
	struct booked made;
	struct card card;

	assert_int_equal(book(&w->act, wish, &complaints, &made), OK);
	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &book_), OK);
	return card;
}

static struct card
make_plain(struct world *w, const char *service, const char *staff, int64_t start)
{
	struct wish wish = world_wish(w, service, staff, start);

	return make(w, &wish);
}

static enum err
move_to(struct world *w, const struct card *card, const char *staff, int64_t start, struct moved *out)
{
	struct move move = { .card = card, .book = world_book(w), .start = start };

	if (staff != NULL)
		move.staff = rulebook_staff(move.book, staff);
	return move_booking(&w->act, &move, out);
}

static struct card
look(struct world *w, const struct card *card)
{
	const struct rulebook *book_;
	struct card now;

	assert_int_equal(card_open(&w->act, w->shelf, card->row.public_id, &now, &book_), OK);
	return now;
}

static enum err
step(struct world *w, const struct card *card, enum booking_state to)
{
	struct stepping stepping = { .card = card, .book = world_book(w), .to = to };
	int64_t version;

	return step_take(&w->act, &stepping, &version);
}

static void
a_move_keeps_the_booking_and_frees_the_old_time(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "massage", "ana", WORLD_AT(1, 10, 0)), after;
	struct moved moved;

	assert_int_equal(move_to(w, &card, "rui", WORLD_AT(1, 14, 0), &moved), OK);
	assert_int_equal(moved.version, 2);
	after = look(w, &card);
	assert_int_equal(after.row.id, card.row.id);
	assert_int_equal(after.row.starts, WORLD_AT(1, 14, 0));
	assert_string_equal(after.staff_names, "Rui");
	assert_string_equal(database_sql("select count(*) from hora.claim where state = 'confirmed'"), "2");
	assert_string_equal(database_sql("select to_char(moved_from at time zone 'UTC', 'DD HH24:MI')"
					 " from hora.booking_step where moved_from is not null"),
			    "03 10:00");
	make_plain(w, "massage", "ana", WORLD_AT(1, 10, 0));
}

static void
where_it_is_already_there_is_nothing_to_move(void **state)
{
	static const struct {
		const char *staff;
		int minute;
		bool idle;
	} cases[] = {
		{ "ana", 0, true },   { NULL, 0, true },   { "rui", 0, false },
		{ "ana", 30, false }, { NULL, 30, false },
	};
	struct world *w = *state;
	struct card card = make_plain(w, "massage", "ana", WORLD_AT(1, 10, 0));

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct move move = { .card = &card, .book = world_book(w) };

		move.start = WORLD_AT(1, 10, cases[i].minute);
		if (cases[i].staff != NULL)
			move.staff = rulebook_staff(move.book, cases[i].staff);
		assert_int_equal(move_is_idle(&move), cases[i].idle);
	}
	card.may_move = false;
	assert_false(move_is_idle(&(struct move){ .card = &card, .start = card.row.starts }));
}

static void
a_booking_can_move_within_its_own_time(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "massage", "ana", WORLD_AT(1, 10, 0));
	struct moved moved;

	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 10, 30), &moved), OK);
	assert_int_equal(look(w, &card).row.starts, WORLD_AT(1, 10, 30));
}

static void
a_move_onto_another_booking_is_refused_with_alternatives(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "talk", "ana", WORLD_AT(1, 10, 0));
	struct moved moved;

	make_plain(w, "talk", "ana", WORLD_AT(1, 11, 0));
	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 11, 0), &moved), ERR_CONFLICT);
	assert_true(moved.alternatives.count > 0);
	assert_int_equal(look(w, &card).row.starts, WORLD_AT(1, 10, 0));
	assert_int_equal(look(w, &card).row.version, 1);
}

static void
of_two_moves_from_the_same_version_one_wins(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "talk", "ana", WORLD_AT(1, 10, 0));
	struct moved moved;

	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 11, 0), &moved), OK);
	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 12, 0), &moved), ERR_CONFLICT);
	assert_int_equal(moved.alternatives.count, 0);
	assert_int_equal(look(w, &card).row.starts, WORLD_AT(1, 11, 0));
}

static void
a_move_replans_what_was_planned(void **state)
{
	struct world *w = *state;
	struct card card;
	struct moved moved;

	database_sql("delete from hora.reminder; insert into hora.reminder (studio_id, days, minutes) values "
		     "(1, 0, 60)");
	card = make_plain(w, "talk", "ana", WORLD_AT(1, 10, 0));
	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 12, 0), &moved), OK);
	assert_string_equal(
	    database_sql("select string_agg(state || to_char(due_at at time zone 'UTC', ' HH24:MI'),"
			 " ',' order by due_at) from hora.job where kind = 'mail.reminder'"),
	    "dropped 09:00,due 11:00");
}

static void
a_seat_moves_between_classes(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	struct card card, other;
	struct moved moved;

	wish.seats = 2;
	card = make(w, &wish);
	other = make_plain(w, "yoga", NULL, WORLD_AT(8, 18, 0));
	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(8, 18, 0), &moved), OK);
	assert_string_equal(
	    database_sql("select string_agg(taken::text, ',' order by starts) from hora.occasion"), "0,3");
	assert_int_equal(move_to(w, &other, NULL, WORLD_AT(1, 18, 0), &moved), OK);
	assert_string_equal(
	    database_sql("select string_agg(taken::text, ',' order by starts) from hora.occasion"), "0,1,2");
	assert_string_equal(database_sql("select count(*) from hora.claim where state = 'confirmed'"), "2");
}

static void
whoever_is_alone_in_a_class_moves_within_its_time(void **state)
{
	struct world *w = *state;
	struct moved moved;
	struct card card;

	database_sql("update hora.service set timetabled = false, interval_min = 30 where slug = 'yoga'");
	card = make_plain(w, "yoga", NULL, WORLD_AT(1, 16, 0));
	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(1, 16, 30), &moved), OK);
	card = look(w, &card);
	assert_int_equal(card.row.starts, WORLD_AT(1, 16, 30));
	make_plain(w, "yoga", NULL, WORLD_AT(1, 16, 30));
	/* As it was seen nobody else was there: the database knows better. */
	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(1, 17, 0), &moved), ERR_CONFLICT);
	card = look(w, &card);
	assert_int_equal(card.row.taken, 2);
	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(1, 17, 0), &moved), ERR_CONFLICT);
	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(1, 17, 30), &moved), OK);
}

static void
a_seat_moved_to_where_it_is_stays_untouched(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	struct moved moved;

	assert_int_equal(move_to(w, &card, NULL, WORLD_AT(1, 18, 0), &moved), OK);
	assert_int_equal(moved.version, 1);
	assert_int_equal(look(w, &card).row.version, 1);
	assert_string_equal(database_sql("select count(*) from hora.booking_step"), "1");
}

static void
too_late_to_cancel_is_too_late_to_move(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "talk", "ana", WORLD_AT(0, 9, 0));
	struct moved moved;

	assert_int_equal(move_to(w, &card, "ana", WORLD_AT(1, 9, 0), &moved), ERR_TOO_LATE);
}

static void
steps_follow_the_table(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "approval", "ana", WORLD_AT(0, 9, 0));

	assert_int_equal(step(w, &card, BOOKING_CHECKED_IN), ERR_TOO_LATE);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), OK);
	assert_int_equal(step(w, &card, BOOKING_DECLINED), ERR_CONFLICT);
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CHECKED_IN), OK);
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), OK);
	card = look(w, &card);
	w->act.now += 86400;
	assert_int_equal(step(w, &card, BOOKING_CHECKED_IN), OK);
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), ERR_TOO_LATE);
	w->act.now -= 86400;
}

static void
the_database_refuses_steps_that_the_table_lacks(void **state)
{
	struct world *w = *state;

	make_plain(w, "talk", "ana", WORLD_AT(0, 9, 0));
	assert_string_equal(
	    database_sql("do $$ begin update hora.booking set state = 'held', hold_until = now();"
			 " raise 'not refused'; exception when sqlstate 'HO001' then null; end $$;"
			 " select state from hora.booking"),
	    "confirmed");
}

static void
a_no_show_is_taken_back_while_the_time_is_free(void **state)
{
	struct world *w = *state;
	struct card card = make_plain(w, "talk", "ana", WORLD_AT(0, 9, 0));

	assert_int_equal(step(w, &card, BOOKING_NO_SHOW), OK);
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), OK);
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_NO_SHOW), OK);
	make_plain(w, "talk", "ana", WORLD_AT(0, 9, 0));
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CHECKED_IN), ERR_CONFLICT);
}

static void
taking_back_a_no_show_each_resource_is_asked_for_its_own_time(void **state)
{
	struct world *w = *state;
	struct card card;

	database_sql("update hora.resource set after_min = 30 where kind = 'room'");
	card = make_plain(w, "massage", "ana", WORLD_AT(0, 9, 0)); /* Ana to 10:15, the room to 10:45 */
	assert_int_equal(step(w, &card, BOOKING_NO_SHOW), OK);
	make_plain(w, "talk", "ana", WORLD_AT(0, 10, 30));
	card = look(w, &card);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), OK);
}

static void
taking_back_a_no_show_finds_its_seat_taken(void **state)
{
	struct world *w = *state;
	struct card first = make_plain(w, "yoga", NULL, WORLD_AT(1, 18, 0));

	make_plain(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	make_plain(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	w->act.now = WORLD_AT(1, 18, 5);
	assert_int_equal(step(w, &first, BOOKING_NO_SHOW), OK);
	w->act.now = WORLD_AT(1, 17, 0);
	make_plain(w, "yoga", NULL, WORLD_AT(1, 18, 0));
	first = look(w, &first);
	assert_int_equal(step(w, &first, BOOKING_CONFIRMED), ERR_CONFLICT);
	assert_int_equal(look(w, &first).row.state, BOOKING_NO_SHOW);
}

static void
a_hold_keeps_the_time_until_it_ends(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct booked lost;
	struct card card;

	wish.hold = true;
	card = make(w, &wish);
	assert_int_equal(card.row.state, BOOKING_HELD);
	wish.hold = false;
	assert_int_equal(book(&w->act, &wish, &complaints, &lost), ERR_CONFLICT);
	/* The database's clock ends holds, so the hold is made old instead. */
	database_sql("update hora.booking set hold_until = now() - interval '1 s';"
		     "update hora.claim set hold_until = now() - interval '1 s'");
	w->act.now = WORLD_NOW + 601;
	assert_int_equal(book(&w->act, &wish, &complaints, &lost), ERR_CONFLICT);
	database_sql("update hora.claim set hold_until = '2026-02-02 08:10:00Z'");
	assert_int_equal(book(&w->act, &wish, &complaints, &lost), OK);
	assert_int_equal(look(w, &card).row.state, BOOKING_EXPIRED);
}

static void
a_hold_is_confirmed_by_a_step(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct card card;

	wish.hold = true;
	card = make(w, &wish);
	assert_int_equal(step(w, &card, BOOKING_CONFIRMED), OK);
	assert_string_equal(database_sql("select state || coalesce(hold_until::text, '-') from hora.claim"),
			    "confirmed-");
}

static void
overbooking_takes_what_is_taken_and_still_counts(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct list openings;

	make(w, &wish);
	wish.overbook = true;
	wish.source = SOURCE_DESK;
	make(w, &wish);
	assert_string_equal(database_sql("select string_agg(state::text, ',' order by id) from hora.claim"),
			    "confirmed,overbook");
	assert_int_equal(agenda_starts(&w->act, &wish.what, WORLD_AT(1, 9, 0), WORLD_AT(1, 9, 30), &openings),
			 OK);
	assert_int_equal(openings.count, 0);
}

/* The small studio's clock is long past for the database: a hold that lasts there. */
static struct card
make_hold(struct world *w, const char *service, int64_t start)
{
	struct wish wish = world_wish(w, service, NULL, start);
	struct card card;

	wish.hold = true;
	card = make(w, &wish);
	database_sql(
	    "update hora.booking set hold_until = now() + interval '10 minutes' where state = 'held';"
	    "update hora.claim set hold_until = now() + interval '10 minutes' where state = 'held'");
	return card;
}

/* The first of a class is a hold, so its claims would run out with it. */
static void
a_class_keeps_its_time_when_the_hold_that_began_it_ends(void **state)
{
	struct world *w = *state;
	const int64_t start = WORLD_AT(1, 18, 0);
	const char *claims =
	    "select string_agg(c.state || ' ' || (c.hold_until is null) || ' ' || o.taken, ',')"
	    " from hora.claim c join hora.occasion o on o.id = c.occasion_id";
	struct stepping stepping;
	struct card held;
	int64_t version;

	held = make_hold(w, "yoga", start);
	assert_string_equal(database_sql("%s", claims), "held false 1");
	make_plain(w, "yoga", NULL, start);
	assert_string_equal(database_sql("%s", claims), "confirmed true 2");
	stepping = (struct stepping){ .card = &held, .book = world_book(w), .to = BOOKING_EXPIRED };
	assert_int_equal(step_take(&w->act, &stepping, &version), OK);
	assert_string_equal(database_sql("%s", claims), "confirmed true 1");
}

static void
a_class_that_only_a_hold_is_left_of_ends_with_it(void **state)
{
	struct world *w = *state;
	const int64_t start = WORLD_AT(1, 18, 0);
	struct card first;

	make_hold(w, "yoga", start);
	first = make_plain(w, "yoga", NULL, start);
	assert_int_equal(card_cancel(&w->act, &first, 0, NULL), OK);
	assert_string_equal(database_sql("select state || ' ' || (hold_until is null) from hora.claim"),
			    "held false");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_move_keeps_the_booking_and_frees_the_old_time),
		TEST(where_it_is_already_there_is_nothing_to_move),
		TEST(a_booking_can_move_within_its_own_time),
		TEST(a_move_onto_another_booking_is_refused_with_alternatives),
		TEST(of_two_moves_from_the_same_version_one_wins),
		TEST(a_move_replans_what_was_planned),
		TEST(a_seat_moves_between_classes),
		TEST(whoever_is_alone_in_a_class_moves_within_its_time),
		TEST(a_seat_moved_to_where_it_is_stays_untouched),
		TEST(too_late_to_cancel_is_too_late_to_move),
		TEST(steps_follow_the_table),
		TEST(the_database_refuses_steps_that_the_table_lacks),
		TEST(a_no_show_is_taken_back_while_the_time_is_free),
		TEST(taking_back_a_no_show_each_resource_is_asked_for_its_own_time),
		TEST(taking_back_a_no_show_finds_its_seat_taken),
		TEST(a_hold_keeps_the_time_until_it_ends),
		TEST(a_hold_is_confirmed_by_a_step),
		TEST(a_class_keeps_its_time_when_the_hold_that_began_it_ends),
		TEST(a_class_that_only_a_hold_is_left_of_ends_with_it),
		TEST(overbooking_takes_what_is_taken_and_still_counts),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
