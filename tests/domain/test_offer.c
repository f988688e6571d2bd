/* Dates and neighbours of listed slots. */
#include "domain/offer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_world.h"

#define JUNE_1 20605

static void
dates_are_free_scarce_or_neither(void **state)
{
	struct world w;
	struct slot_list list;
	struct offer_day days[6];

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	w.facts.service.interval = 1800; /* five starts a day */
	w.query.to += 3 * 86400;
	world_claim(&w, 0, "2026-06-02T09:00:00Z", "2026-06-02T10:30:00Z");
	world_claim(&w, 0, "2026-06-03T09:00:00Z", "2026-06-03T12:00:00Z");
	list = slot_find(w.arena, &w.facts, &w.query);
	offer_days(&list, w.zone, JUNE_1 - 1, 6, days);
	assert_int_equal(days[0].offer, OFFER_NONE);
	assert_int_equal(days[0].date, JUNE_1 - 1);
	assert_int_equal(days[1].offer, OFFER_FREE);
	assert_int_equal(days[1].starts, 5);
	assert_int_equal(days[2].offer, OFFER_SCARCE);
	assert_int_equal(days[2].starts, 2);
	assert_int_equal(days[3].offer, OFFER_NONE);
	assert_int_equal(days[4].starts, 5);
	assert_int_equal(days[5].starts, 0);
	offer_days(&list, w.zone, JUNE_1 + 3, 1, days); /* the list may cover more */
	assert_int_equal(days[0].starts, 5);
	world_close(&w);
}

static void
dates_are_the_zones_also_when_its_clock_changes(void **state)
{
	struct world w;
	struct zone *zone;
	struct slot_list list;
	struct offer_day days[3];
	struct week_window week[] = { { 6, 0, 1440 }, { 7, 0, 1440 }, { 1, 0, 1440 } };

	(void)state;
	world_open(&w, "Europe/Lisbon");
	world_provider(&w, 1);
	w.resources[0].calendar = calendar_new(
	    w.arena, &(struct calendar_rules){ .zone = w.zone, .weekly = week, .weekly_count = 3 });
	w.query.now = 0;
	w.query.from = world_time("2026-10-23T00:00:00Z");
	w.query.to = world_time("2026-10-28T00:00:00Z");
	list = slot_find(w.arena, &w.facts, &w.query);
	offer_days(&list, w.zone, 20750, 3, days);
	assert_int_equal(days[0].starts, 24);
	assert_int_equal(days[1].starts, 25);
	assert_int_equal(days[2].starts, 24);
	assert_int_equal(zone_open("Asia/Tokyo", &zone), OK);
	offer_days(&list, zone, 20750, 1, days); /* 24 October there starts 16 hours before the first */
	assert_int_equal(days[0].starts, 16);
	zone_free(zone);
	world_close(&w);
}

static void
the_same_person_on_the_same_day_comes_first(void **state)
{
	struct world w;
	struct slot_list list;
	size_t near[16], count;
	static const char *const want[] = {
		"10:00",                /* Ana that day, nearest first */
		"2026-06-01T11:00:00Z", /* then all others, by distance: Bo at 09:00 itself is the nearest */
	};

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_provider(&w, 2);
	w.query.to += 86400;
	world_claim(&w, 0, "09:00", "10:00");
	list = slot_find(w.arena, &w.facts, &w.query);
	assert_int_equal(list.count, 6);
	count = offer_nearest(&list, w.zone, world_time("09:00"), 0, near, 16);
	assert_int_equal(count, 6);
	assert_int_equal(list.slots[near[0]].start, world_time(want[0]));
	assert_int_equal(list.slots[near[1]].start, world_time(want[1]));
	assert_int_equal(list.slots[near[2]].start, world_time("09:00"));
	assert_int_equal(list.slots[near[3]].start, world_time("2026-06-02T09:00:00Z"));
	assert_int_equal(offer_nearest(&list, w.zone, world_time("09:00"), 0, near, 2), 2);
	assert_int_equal(offer_nearest(&list, w.zone, world_time("09:00"), 0, near, 0), 0);
	world_close(&w);
}

static void
for_nobody_in_particular_the_same_day_comes_first_and_ties_go_to_the_earlier(void **state)
{
	struct world w;
	struct slot_list list;
	size_t near[4];

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	w.query.from -= 86400;
	w.query.to += 86400;
	world_claim(&w, 0, "10:00", "11:00");
	list = slot_find(w.arena, &w.facts, &w.query);
	assert_int_equal(offer_nearest(&list, w.zone, world_time("10:00"), SLOT_NOBODY, near, 4), 4);
	assert_int_equal(list.slots[near[0]].start, world_time("09:00"));
	assert_int_equal(list.slots[near[1]].start, world_time("11:00"));
	assert_int_equal(list.slots[near[2]].start, world_time("2026-05-31T11:00:00Z"));
	assert_int_equal(list.slots[near[3]].start, world_time("2026-06-02T09:00:00Z"));
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_free_scarce_or_neither),
		cmocka_unit_test(dates_are_the_zones_also_when_its_clock_changes),
		cmocka_unit_test(the_same_person_on_the_same_day_comes_first),
		cmocka_unit_test(
		    for_nobody_in_particular_the_same_day_comes_first_and_ties_go_to_the_earlier),
	};

	return cmocka_run_group_tests_name("offer", tests, NULL, NULL);
}
