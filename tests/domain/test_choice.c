/* Deciding about one start: who and where, joining, moving, overbooking, and why not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_world.h"

static void
the_one_with_fewest_bookings_that_day_is_chosen(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 10);
	world_provider(&w, 20);
	world_provider(&w, 30);
	world_claim(&w, 0, "06:00", "07:00");
	world_claim(&w, 0, "07:00", "08:00");
	world_claim(&w, 1, "06:00", "07:00");
	world_claim(&w, 2, "06:00", "07:00")->bookings = 3;
	world_claim(&w, 1, "2026-06-02T06:00:00Z", "2026-06-02T07:00:00Z"); /* another day */
	world_claim(&w, 1, "2026-05-31T22:00:00Z", "2026-06-01T00:00:00Z");
	world_claim(&w, 1, "08:00", "08:30")->hold_until = w.query.now; /* past */
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_FREE);
	assert_int_equal(world_decide(&w, "09:00").providers[0], 1);
	assert_int_equal(world_decide(&w, "09:00").provider_count, 1);
	world_claim(&w, 1, "09:00", "10:00"); /* who is taken is not chosen, however few */
	assert_int_equal(world_decide(&w, "09:00").providers[0], 0);
	world_close(&w);
}

static void
then_the_least_recently_assigned_then_the_lowest_id(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 30);
	world_provider(&w, 10);
	world_provider(&w, 20);
	assert_int_equal(world_decide(&w, "09:00").providers[0], 1);
	w.resources[1].assigned_at = 200;
	w.resources[2].assigned_at = 100;
	assert_int_equal(world_decide(&w, "09:00").providers[0], 0); /* never yet */
	w.resources[0].assigned_at = 101;
	assert_int_equal(world_decide(&w, "09:00").providers[0], 2);
	w.resources[2].assigned_at = 200;
	w.resources[0].assigned_at = 200;
	assert_int_equal(world_decide(&w, "09:00").providers[0], 1);
	world_close(&w);
}

static void
a_room_of_each_kind_is_chosen_by_the_same_rank(void **state)
{
	struct world w;
	struct slot_decision d;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_room(&w, 52, 7); /* 1 */
	world_room(&w, 51, 7); /* 2 */
	world_room(&w, 60, 8); /* 3 */
	world_room(&w, 53, 7); /* 4 */
	w.kinds[0] = 8;
	w.kinds[1] = 7;
	w.kinds[2] = 8;
	w.facts.service.room_kind_count = 3;
	d = world_decide(&w, "09:00");
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.room_count, 2);
	assert_int_equal(d.rooms[0], 3);
	assert_int_equal(d.rooms[1], 2);
	world_claim(&w, 2, "06:00", "07:00");
	assert_int_equal(world_decide(&w, "09:00").rooms[1], 1);
	w.resources[1].assigned_at = 5;
	assert_int_equal(world_decide(&w, "09:00").rooms[1], 4);
	world_claim(&w, 4, "09:30", "09:40");
	assert_int_equal(world_decide(&w, "09:00").rooms[1], 1);
	world_claim(&w, 3, "09:30", "09:40");
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_NO_ROOM);
	world_close(&w);
}

static void
all_of_them_are_taken_together(void **state)
{
	struct world w;
	struct slot_decision d;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_provider(&w, 2);
	w.query.mode = SLOT_ALL;
	d = world_decide(&w, "10:00");
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.provider_count, 2);
	assert_int_equal(d.providers[0], 0);
	assert_int_equal(d.providers[1], 1);
	world_claim(&w, 1, "10:00", "11:00");
	assert_int_equal(world_decide(&w, "10:00").reason, SLOT_TAKEN);
	world_close(&w);
}

static void
an_occasion_with_seats_is_joined_where_it_is(void **state)
{
	struct world w;
	struct slot_claim *class, *hall;
	struct slot_decision d;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_room(&w, 50, 7);
	world_room(&w, 51, 7);
	w.kinds[0] = 7;
	w.facts.service.room_kind_count = 1;
	w.facts.service.capacity = 10;
	class = world_claim(&w, 0, "10:00", "11:00");
	hall = world_claim(&w, 2, "10:00", "11:00");
	class->shared = hall->shared = true;
	class->taken = hall->taken = 3;
	hall->occasion = class->occasion;
	d = world_decide(&w, "10:00");
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.occasion, class->occasion);
	assert_int_equal(d.room_count, 1);
	assert_int_equal(d.rooms[0], 2);
	assert_int_equal(d.seats_left, 7);
	class->capacity = hall->capacity = 4; /* its own, whatever the service has become */
	assert_int_equal(world_decide(&w, "10:00").seats_left, 1);
	w.query.seats = 2;
	assert_int_equal(world_decide(&w, "10:00").reason, SLOT_FULL);
	d = world_decide(&w, "09:00");
	assert_int_equal(d.occasion, 0);
	assert_int_equal(d.seats_left, 10);
	world_close(&w);
}

static void
what_is_moved_is_not_in_its_own_way(void **state)
{
	struct world w;
	int64_t moved;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	w.facts.service.interval = 900;
	w.resources[0].limits.per_day = 1;
	moved = world_claim(&w, 0, "10:00", "11:00")->occasion;
	assert_int_equal(world_decide(&w, "10:15").reason, SLOT_TAKEN);
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_LIMIT_DAY);
	w.query.moved = moved;
	assert_int_equal(world_decide(&w, "10:15").reason, SLOT_FREE);
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_FREE);
	world_claim(&w, 0, "11:00", "11:10");
	assert_int_equal(world_decide(&w, "10:15").reason, SLOT_TAKEN);
	world_close(&w);
}

static void
a_customer_has_so_many_open_bookings_and_no_more(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	w.query.open_most = 2;
	w.query.open_bookings = 1;
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_FREE);
	w.query.open_bookings = 2;
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_LIMIT_CUSTOMER);
	world_claim(&w, 0, "09:00", "10:00");
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_TAKEN); /* what helps more to know */
	w.query.open_most = 0;
	assert_int_equal(world_decide(&w, "10:00").reason, SLOT_FREE);
	world_close(&w);
}

static void
overbooking_takes_any_start_and_says_what_is_blocked(void **state)
{
	struct world w;
	struct slot_decision d;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_provider(&w, 2);
	world_room(&w, 50, 7);
	w.kinds[0] = 7;
	w.facts.service.room_kind_count = 1;
	w.query.overbook = true;
	world_claim(&w, 0, "09:00", "10:00");
	d = world_decide(&w, "09:00"); /* free without */
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.providers[0], 1);
	assert_false(d.overbooked);
	d = world_decide(&w, "19:07"); /* after hours, but nothing blocks it */
	assert_int_equal(d.reason, SLOT_FREE);
	assert_false(d.overbooked);
	world_claim(&w, 1, "09:30", "10:30");
	world_claim(&w, 1, "06:00", "07:00");
	d = world_decide(&w, "09:00");
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.providers[0], 0);
	assert_true(d.overbooked);
	world_claim(&w, 0, "06:00", "06:30");
	world_claim(&w, 0, "06:30", "07:00");
	d = world_decide(&w, "10:07"); /* whom nothing blocks, though the other has fewer bookings */
	assert_int_equal(d.providers[0], 0);
	assert_false(d.overbooked);
	world_claim(&w, 2, "10:00", "11:00"); /* the room */
	d = world_decide(&w, "10:00");
	assert_int_equal(d.rooms[0], 2);
	assert_true(d.overbooked);
	w.kinds[0] = 99;
	assert_int_equal(world_decide(&w, "10:00").reason, SLOT_NO_ROOM); /* there is none to take */
	world_close(&w);
}

static void
an_overbooked_class_is_an_occasion_of_its_own(void **state)
{
	struct world w;
	struct slot_claim *class;
	struct slot_decision d;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	w.facts.service.capacity = 2;
	w.query.overbook = true;
	class = world_claim(&w, 0, "10:00", "11:00");
	class->shared = true;
	class->taken = 1;
	assert_int_equal(world_decide(&w, "10:00").occasion, class->occasion);
	class->taken = 2;
	d = world_decide(&w, "10:00");
	assert_int_equal(d.reason, SLOT_FREE);
	assert_int_equal(d.occasion, 0);
	assert_true(d.overbooked);
	world_close(&w);
}

static void
the_reason_is_the_one_that_helps(void **state)
{
	struct world w;
	const int64_t closed = 20606; /* 2026-06-02 */
	struct week_window week = { 2, 0, 1440 };

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	assert_int_equal(world_decide(&w, "08:00").reason, SLOT_OUTSIDE_HOURS);
	assert_int_equal(world_decide(&w, "12:00").reason, SLOT_OUTSIDE_HOURS);
	assert_int_equal(world_decide(&w, "11:30").reason, SLOT_ENDS_LATE);
	assert_int_equal(world_decide(&w, "09:30").reason, SLOT_OFF_GRID);
	assert_int_equal(world_decide(&w, "2026-04-01T09:00:00Z").reason, SLOT_PAST);
	w.facts.service.notice = 40 * 86400;
	assert_int_equal(world_decide(&w, "09:30").reason, SLOT_NOTICE);
	w.facts.service.notice = 0;
	w.facts.service.horizon_days = 3;
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_HORIZON);
	w.facts.service.horizon_days = SLOT_NO_LIMIT;
	world_provider(&w, 2);
	w.resources[1].calendar =
	    calendar_new(w.arena, &(struct calendar_rules){ w.zone, &week, 1, NULL, 0, &closed, 1 });
	world_claim(&w, 0, "2026-06-02T09:00:00Z", "2026-06-02T10:00:00Z");
	assert_int_equal(world_decide(&w, "2026-06-02T09:00:00Z").reason, SLOT_TAKEN); /* not: closed */
	w.query.mode = SLOT_ALL;
	assert_int_equal(world_decide(&w, "2026-06-02T09:00:00Z").reason, SLOT_CLOSED);
	w.facts.providers = 0;
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_OFF_GRID);
	world_close(&w);
}

static void
a_typed_wall_time_is_an_instant_or_none(void **state)
{
	struct world w;
	int64_t at = 0;

	(void)state;
	world_open(&w, "Europe/Lisbon");
	assert_int_equal(slot_instant(w.zone, 20541, 90, SLOT_FIRST, &at), SLOT_NO_SUCH_MINUTE);
	assert_int_equal(slot_instant(w.zone, 20541, 120, SLOT_FIRST, &at), SLOT_FREE);
	assert_int_equal(at, world_time("2026-03-29T01:00:00Z"));
	assert_int_equal(slot_instant(w.zone, 20751, 90, SLOT_FIRST, &at), SLOT_FREE);
	assert_int_equal(at, world_time("2026-10-25T00:30:00Z"));
	assert_int_equal(slot_instant(w.zone, 20751, 90, 3600, &at), SLOT_FREE);
	assert_int_equal(at, world_time("2026-10-25T00:30:00Z"));
	assert_int_equal(slot_instant(w.zone, 20751, 90, 0, &at), SLOT_FREE);
	assert_int_equal(at, world_time("2026-10-25T01:30:00Z"));
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_one_with_fewest_bookings_that_day_is_chosen),
		cmocka_unit_test(then_the_least_recently_assigned_then_the_lowest_id),
		cmocka_unit_test(a_room_of_each_kind_is_chosen_by_the_same_rank),
		cmocka_unit_test(all_of_them_are_taken_together),
		cmocka_unit_test(an_occasion_with_seats_is_joined_where_it_is),
		cmocka_unit_test(what_is_moved_is_not_in_its_own_way),
		cmocka_unit_test(a_customer_has_so_many_open_bookings_and_no_more),
		cmocka_unit_test(overbooking_takes_any_start_and_says_what_is_blocked),
		cmocka_unit_test(an_overbooked_class_is_an_occasion_of_its_own),
		cmocka_unit_test(the_reason_is_the_one_that_helps),
		cmocka_unit_test(a_typed_wall_time_is_an_instant_or_none),
	};

	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
