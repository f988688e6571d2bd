/* How long a list of slots stands by itself. Bookings, absences and rules change
 * it by being written, which whoever keeps a list learns from their versions;
 * time changes it without a trace. */
#include "domain/slot.h"

#define FOR_EVER INT64_MAX

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* The first start is lost to the notice that it needs. */
static int64_t
first_loss(const struct slot_facts *facts, const struct slot_list *list)
{
	return list->count == 0 ? FOR_EVER : list->slots[0].start - facts->service.notice + 1;
}

/* The first hold runs out. */
static int64_t
first_release(const struct slot_facts *facts, int64_t now)
{
	int64_t first = FOR_EVER;

	for (size_t i = 0; i < facts->claim_count; i++)
		if (facts->claims[i].hold_until != TIME_NONE && facts->claims[i].hold_until > now)
			first = earlier(first, facts->claims[i].hold_until);
	return first;
}

/* A provider's next date begins and brings another within the horizon, where
 * the range reaches beyond it. */
static int64_t
first_dawn(const struct slot_facts *facts, const struct slot_query *query)
{
	int64_t first = FOR_EVER;

	for (uint32_t i = 0; i < facts->providers && facts->service.horizon_days != SLOT_NO_LIMIT; i++) {
		const struct zone *zone = calendar_zone(facts->resources[i].calendar);
		int64_t today = zone_wall(zone, query->now).date;

		if (zone_day_start(zone, today + facts->service.horizon_days + 1) < query->to)
			first = earlier(first, zone_day_start(zone, today + 1));
	}
	return first;
}

int64_t
slot_valid_until(const struct slot_facts *facts, const struct slot_query *query, const struct slot_list *list)
{
	return earlier(first_loss(facts, list),
		       earlier(first_release(facts, query->now), first_dawn(facts, query)));
}
