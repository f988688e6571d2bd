/* The dates of listed slots. */
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
the_seats_of_a_class_count_one_by_one(void **state)
{
	static const struct {
		uint32_t taken;
		enum offer offer;
	} cases[] = { { 0, OFFER_FREE },
		      { 4, OFFER_FREE },
		      { 5, OFFER_SCARCE },
		      { 7, OFFER_SCARCE },
		      { 8, OFFER_NONE } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slot_list list;
		struct offer_day day;
		struct world w;

		world_open(&w, "UTC");
		world_provider(&w, 1);
		w.facts.service.interval = 10 * INT64_C(3600); /* one start a day */
		w.facts.service.capacity = 8;
		world_claim(&w, 0, "09:00", "10:00");
		w.claims[0].shared = true;
		w.claims[0].taken = cases[i].taken;
		list = slot_find(w.arena, &w.facts, &w.query);
		offer_days(&list, w.zone, JUNE_1, 1, &day);
		assert_int_equal(day.offer, cases[i].offer);
		world_close(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_free_scarce_or_neither),
		cmocka_unit_test(dates_are_the_zones_also_when_its_clock_changes),
		cmocka_unit_test(the_seats_of_a_class_count_one_by_one),
	};

	return cmocka_run_group_tests_name("offer", tests, NULL, NULL);
}
