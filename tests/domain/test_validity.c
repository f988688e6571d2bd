/* How long a list stands by itself. That nothing changes before is also tried on
 * random worlds (test_slot_property.c). */
#include "domain/slot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_world.h"

static int64_t
until(struct world *w)
{
	struct slot_list list = slot_find(w->arena, &w->facts, &w->query);

	return slot_valid_until(&w->facts, &w->query, &list);
}

static void
what_offers_nothing_stands_for_ever(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "UTC");
	assert_int_equal(until(&w), INT64_MAX);
	world_provider(&w, 1);
	world_claim(&w, 0, "09:00", "12:00");
	assert_int_equal(until(&w), INT64_MAX);
	world_close(&w);
}

static void
the_first_start_is_lost_when_its_notice_has_begun(void **state)
{
	struct world w;
	struct slot_list list;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	assert_int_equal(until(&w), world_time("09:00") + 1);
	w.facts.service.notice = 7200;
	assert_int_equal(until(&w), world_time("07:00") + 1);
	w.query.now = world_time("07:00"); /* the last moment of 09:00 */
	assert_int_equal(until(&w), world_time("07:00") + 1);
	w.query.now = until(&w);
	list = slot_find(w.arena, &w.facts, &w.query);
	assert_int_equal(list.slots[0].start, world_time("10:00"));
	assert_int_equal(until(&w), world_time("08:00") + 1);
	world_close(&w);
}

static void
the_first_hold_to_run_out_ends_it(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "UTC");
	world_provider(&w, 1);
	world_claim(&w, 0, "09:00", "10:00")->hold_until = w.query.now + 600;
	world_claim(&w, 0, "10:00", "11:00")->hold_until = w.query.now + 300;
	world_claim(&w, 0, "11:00", "12:00")->hold_until = w.query.now; /* over already */
	assert_int_equal(until(&w), w.query.now + 300);
	world_close(&w);
}

static void
the_next_midnight_ends_what_reaches_beyond_the_horizon(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "Asia/Tokyo");
	world_provider(&w, 1);
	w.query.now = world_time("2026-05-31T10:00:00Z"); /* 19:00 in Tokyo */
	w.facts.service.horizon_days = 0;
	assert_int_equal(until(&w), world_time("2026-05-31T15:00:00Z"));
	w.facts.service.horizon_days = 2; /* to the end of the 2nd there, beyond the range */
	assert_int_equal(until(&w), world_time("2026-06-01T00:00:00Z") + 1);
	w.facts.service.horizon_days = 1; /* the range ends nine hours later than the 1st there */
	assert_int_equal(until(&w), world_time("2026-05-31T15:00:00Z"));
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_offers_nothing_stands_for_ever),
		cmocka_unit_test(the_first_start_is_lost_when_its_notice_has_begun),
		cmocka_unit_test(the_first_hold_to_run_out_ends_it),
		cmocka_unit_test(the_next_midnight_ends_what_reaches_beyond_the_horizon),
	};

	return cmocka_run_group_tests_name("validity", tests, NULL, NULL);
}
