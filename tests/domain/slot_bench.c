/* How long listing takes: a day and a month, empty and full calendars. Prints
 * microseconds per list; not part of make check. Each round has its own arena,
 * as a request does. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "domain/slot.h"

#define MONDAY INT64_C(1780272000) /* 2026-06-01 */
#define DAY INT64_C(86400)
#define HOUR INT64_C(3600)

struct plan {
	const char *name;
	uint32_t staff, rooms;
	int days, bookings; /* per resource and day */
};

static struct slot_facts
facts_of(struct arena *a, const struct zone *zone, const struct plan *plan)
{
	static const int32_t kinds[] = { 1 };
	static struct week_window week[5];
	uint32_t count = plan->staff + plan->rooms;
	struct slot_resource *resources = arena_alloc(a, count, sizeof *resources);
	struct slot_claim *claims =
	    arena_alloc(a, (size_t)count * (size_t)(plan->days * plan->bookings + 1), sizeof *claims);
	struct slot_facts facts = {
		.resources = resources,
		.providers = plan->staff,
		.rooms = plan->rooms,
		.claims = claims,
		.service = { .duration = HOUR,
			     .interval = HOUR / 2,
			     .notice = HOUR,
			     .horizon_days = 90,
			     .capacity = 1,
			     .room_kinds = kinds,
			     .room_kind_count = plan->rooms > 0 },
	};

	for (int i = 0; i < 5; i++)
		week[i] = (struct week_window){ i + 1, 9 * 60, 18 * 60 };
	for (uint32_t i = 0; i < count; i++) {
		resources[i] =
		    (struct slot_resource){ .id = i,
					    .room_kind = 1,
					    .limits = { SLOT_NO_LIMIT, SLOT_NO_LIMIT, SLOT_NO_LIMIT },
					    .assigned_at = TIME_NONE };
		if (i < plan->staff)
			resources[i].calendar = calendar_new(
			    a, &(struct calendar_rules){ .zone = zone, .weekly = week, .weekly_count = 5 });
		for (int j = 0; j < plan->days * plan->bookings; j++) {
			int64_t start = MONDAY + j / plan->bookings * DAY + 9 * HOUR
					+ (j % plan->bookings * 2 + (int64_t)(i % 2)) * HOUR;

			claims[facts.claim_count++] = (struct slot_claim){ .resource = i,
									   .bookings = 1,
									   .occasion = j + 1,
									   .start = start,
									   .end = start + HOUR,
									   .from = start,
									   .to = start + HOUR,
									   .hold_until = TIME_NONE };
		}
	}
	return facts;
}

static double
measure(const struct slot_facts *facts, const struct plan *plan, size_t *slots)
{
	struct slot_query query = { SLOT_ANY, .now = MONDAY - DAY, .from = MONDAY,
				    .to = MONDAY + plan->days * DAY };
	double best = 1e18;

	for (int batch = 0; batch < 20; batch++) {
		int rounds = plan->days > 1 ? 50 : 500;
		int64_t begun = clock_ticks();
		double each;

		for (int i = 0; i < rounds; i++) {
			struct arena *a = arena_new();

			*slots = slot_find(a, facts, &query).count;
			arena_free(a);
		}
		each = (double)(clock_ticks() - begun) / rounds;
		best = each < best ? each : best;
	}
	return best;
}

int
main(void)
{
	static const struct plan plans[] = {
		{ "one of staff, a day, empty", 1, 0, 1, 0 },
		{ "one of staff, a day, 5 bookings", 1, 0, 1, 5 },
		{ "5 staff, a day, 5 bookings each", 5, 0, 1, 5 },
		{ "5 staff and 5 rooms, a day, 5 bookings each", 5, 5, 1, 5 },
		{ "20 staff and 5 rooms, a month, empty", 20, 5, 31, 0 },
		{ "20 staff and 5 rooms, a month, 5 bookings each", 20, 5, 31, 5 },
	};
	struct arena *a = arena_new();
	struct zone *zone;

	if (zone_open("Europe/Lisbon", &zone) != OK)
		return 1;
	arena_own(a, zone, zone_free);
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		struct slot_facts facts = facts_of(a, zone, &plans[i]);
		size_t slots = 0;
		double each = measure(&facts, &plans[i], &slots);

		printf("%-48s %8.1f us  %5zu claims %5zu slots\n", plans[i].name, each, facts.claim_count,
		       slots);
	}
	arena_free(a);
	return 0;
}
