/* The timetable of group classes, and which facts a range needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_world.h"

#define MONDAY 1
#define JUNE_1 20605

/* A yoga class on Mondays at 19:00, held by the first provider. */
static struct slot_class *
timetable(struct world *w, const char *zone)
{
	world_open(w, zone);
	world_provider(w, 1);
	w->facts.service.timetabled = true;
	w->facts.service.capacity = 8;
	w->classes[0] = (struct slot_class){ 0, MONDAY, 19 * 60, JUNE_1 - 300, JUNE_1 + 300 };
	w->facts.class_count = 1;
	return w->classes;
}

static size_t
count_slots(struct world *w)
{
	return slot_find(w->arena, &w->facts, &w->query).count;
}

static void
classes_start_by_their_timetable(void **state)
{
	struct world w;
	struct slot_class *class = timetable(&w, "Europe/Lisbon");
	struct slot_list list;

	(void)state;
	w.query.to += 14 * 86400;
	w.classes[w.facts.class_count++] = (struct slot_class){ 0, 3, 8 * 60, JUNE_1, JUNE_1 + 6 };
	w.classes[w.facts.class_count++] = *class; /* twice is once */
	list = slot_find(w.arena, &w.facts, &w.query);
	assert_int_equal(list.count, 4);
	assert_int_equal(list.slots[0].start, world_time("18:00"));
	assert_int_equal(list.slots[0].seats_left, 8);
	assert_int_equal(list.slots[1].start, world_time("2026-06-03T07:00:00Z")); /* its last day has come */
	assert_int_equal(list.slots[2].start, world_time("2026-06-08T18:00:00Z"));
	assert_int_equal(list.slots[3].start, world_time("2026-06-15T18:00:00Z"));
	assert_int_equal(world_decide(&w, "18:00").reason, SLOT_FREE);
	assert_int_equal(world_decide(&w, "18:30").reason, SLOT_OFF_GRID);
	assert_int_equal(world_decide(&w, "09:00").reason, SLOT_OFF_GRID);
	world_close(&w);
}

static void
a_class_needs_no_working_hours_but_follows_dated_changes(void **state)
{
	static const struct {
		struct date_window override;
		int64_t closed;
		size_t want;
	} cases[] = {
		{ { JUNE_1 + 7, 0, 0 }, JUNE_1 + 7, 1 },                             /* another date */
		{ { JUNE_1 + 7, 0, 0 }, JUNE_1, 0 },     { { JUNE_1, 0, 0 }, 0, 0 }, /* a day off */
		{ { JUNE_1, 540, 720 }, 0, 0 },                                      /* leaves at noon */
		{ { JUNE_1, 540, 20 * 60 }, 0, 1 }, /* stays until the class is over */
		{ { JUNE_1, 540, 20 * 60 - 1 }, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world w;

		timetable(&w, "UTC");
		w.resources[0].calendar =
		    calendar_new(w.arena, &(struct calendar_rules){ .zone = w.zone,
								    .overrides = &cases[i].override,
								    .override_count = 1,
								    .closed = &cases[i].closed,
								    .closed_count = 1 });
		assert_int_equal(count_slots(&w), cases[i].want);
		world_close(&w);
	}
}

static void
a_class_in_a_gap_is_not_held_and_a_doubled_one_once(void **state)
{
	struct world w;
	struct slot_class *class = timetable(&w, "Europe/Lisbon");

	(void)state;
	class->weekday = 7;
	class->minute = 90;
	w.query.now = 0;
	w.query.from = world_time("2026-03-28T00:00:00Z");
	w.query.to = world_time("2026-03-30T00:00:00Z");
	assert_int_equal(count_slots(&w), 0);
	w.query.from = world_time("2026-10-24T00:00:00Z");
	w.query.to = world_time("2026-10-26T00:00:00Z");
	assert_int_equal(count_slots(&w), 1);
	assert_int_equal(world_decide(&w, "2026-10-25T00:30:00Z").reason, SLOT_FREE);
	assert_int_equal(world_decide(&w, "2026-10-25T01:30:00Z").reason, SLOT_OFF_GRID);
	world_close(&w);
}

static void
a_class_is_offered_while_seats_are_left_and_nothing_else_is_there(void **state)
{
	struct world w;
	struct slot_claim *class;

	(void)state;
	timetable(&w, "UTC");
	class = world_claim(&w, 0, "19:00", "20:00");
	assert_int_equal(world_decide(&w, "19:00").reason, SLOT_TAKEN);
	class->shared = true;
	class->taken = 7;
	assert_int_equal(world_decide(&w, "19:00").reason, SLOT_FREE);
	assert_int_equal(world_decide(&w, "19:00").occasion, class->occasion);
	class->taken = 8;
	assert_int_equal(world_decide(&w, "19:00").reason, SLOT_FULL);
	class->taken = 1;
	w.aways[w.facts.away_count++] =
	    (struct slot_away){ 0, false, world_time("19:30"), world_time("19:31") };
	assert_int_equal(world_decide(&w, "19:00").reason, SLOT_ABSENT);
	w.aways[0].outside = true;
	assert_int_equal(world_decide(&w, "19:00").reason, SLOT_BUSY_OUTSIDE);
	world_close(&w);
}

static void
two_who_teach_together_have_classes_in_common(void **state)
{
	struct world w;

	(void)state;
	timetable(&w, "UTC");
	world_provider(&w, 2);
	w.query.mode = SLOT_ALL;
	assert_int_equal(count_slots(&w), 0);
	w.classes[1] = w.classes[0];
	w.classes[1].resource = 1;
	w.classes[2] = (struct slot_class){ 1, MONDAY, 8 * 60, 0, JUNE_1 + 300 };
	w.facts.class_count = 3;
	assert_int_equal(count_slots(&w), 1);
	w.query.mode = SLOT_ANY;
	assert_int_equal(count_slots(&w), 2);
	world_close(&w);
}

static void
a_range_reaches_as_far_as_buffers_and_limits(void **state)
{
	struct world w;
	int64_t first, last;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_room(&w, 2, 0);
	w.facts.service.before = 600;
	w.resources[1].after = 1200;
	slot_reach(&w.facts, 100000, 200000, false, &first, &last);
	assert_int_equal(first, 100000 - 600);
	assert_int_equal(last, 200000 + 3600 + 1200);
	slot_reach(&w.facts, 100000, 200000, true, &first, &last);
	assert_int_equal(first, 100000 - 25 * 3600); /* the longest day */
	assert_int_equal(last, 200000 + 25 * 3600);
	w.resources[0].limits.minutes_per_day = 60;
	slot_reach(&w.facts, 100000, 200000, false, &first, &last);
	assert_int_equal(first, 100000 - 25 * 3600);
	w.resources[0].limits.per_week = 60;
	slot_reach(&w.facts, 100000, 200000, false, &first, &last);
	assert_int_equal(first, 100000 - 7 * 86400 - 25 * 3600);
	assert_int_equal(last, 200000 + 7 * 86400 + 25 * 3600);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classes_start_by_their_timetable),
		cmocka_unit_test(a_class_needs_no_working_hours_but_follows_dated_changes),
		cmocka_unit_test(a_class_in_a_gap_is_not_held_and_a_doubled_one_once),
		cmocka_unit_test(a_class_is_offered_while_seats_are_left_and_nothing_else_is_there),
		cmocka_unit_test(two_who_teach_together_have_classes_in_common),
		cmocka_unit_test(a_range_reaches_as_far_as_buffers_and_limits),
	};

	return cmocka_run_group_tests_name("party", tests, NULL, NULL);
}
