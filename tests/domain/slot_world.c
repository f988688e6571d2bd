/* Small worlds of providers, rooms and claims. */
#include "tests/domain/slot_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"

static const struct slot_limits no_limits = { SLOT_NO_LIMIT, SLOT_NO_LIMIT, SLOT_NO_LIMIT };

int64_t
world_time(const char *text)
{
	char whole[32];
	int64_t seconds = 0;

	snprintf(whole, sizeof whole, strlen(text) == 5 ? "2026-06-01T%s:00Z" : "%s", text);
	if (!time_read(whole, strlen(whole), &seconds))
		fail_msg("%s is no time", whole);
	return seconds;
}

void
world_open(struct world *w, const char *zone)
{
	memset(w, 0, sizeof *w);
	w->arena = arena_new();
	assert_int_equal(zone_open(zone, &w->zone), OK);
	arena_own(w->arena, w->zone, zone_free);
	w->facts.resources = w->resources;
	w->facts.claims = w->claims;
	w->facts.aways = w->aways;
	w->facts.classes = w->classes;
	w->facts.service.duration = 3600;
	w->facts.service.horizon_days = SLOT_NO_LIMIT;
	w->facts.service.capacity = 1;
	w->facts.service.room_kinds = w->kinds;
	w->query.now = world_time("2026-05-01T00:00:00Z");
	w->query.from = world_time("2026-06-01T00:00:00Z");
	w->query.to = world_time("2026-06-02T00:00:00Z");
}

void
world_close(struct world *w)
{
	arena_free(w->arena);
}

uint32_t
world_provider(struct world *w, int64_t id)
{
	struct week_window week[7];

	for (int i = 0; i < 7; i++)
		week[i] = (struct week_window){ i + 1, 9 * 60, 12 * 60 };
	w->resources[w->facts.providers] = (struct slot_resource){
		.id = id,
		.calendar = calendar_new(
		    w->arena, &(struct calendar_rules){ .zone = w->zone, .weekly = week, .weekly_count = 7 }),
		.limits = no_limits,
		.assigned_at = TIME_NONE,
	};
	return w->facts.providers++;
}

uint32_t
world_room(struct world *w, int64_t id, int32_t kind)
{
	uint32_t index = w->facts.providers + w->facts.rooms++;

	w->resources[index] = (struct slot_resource){
		.id = id, .room_kind = kind, .limits = no_limits, .assigned_at = TIME_NONE
	};
	return index;
}

struct slot_claim *
world_claim(struct world *w, uint32_t resource, const char *start, const char *end)
{
	struct slot_claim *claim = &w->claims[w->facts.claim_count++];

	*claim = (struct slot_claim){
		.resource = resource,
		.bookings = 1,
		.occasion = (int64_t)w->facts.claim_count,
		.start = world_time(start),
		.end = world_time(end),
		.from = world_time(start),
		.to = world_time(end),
		.hold_until = TIME_NONE,
	};
	return claim;
}

struct slot_decision
world_decide(struct world *w, const char *start)
{
	struct slot_query query = w->query;

	query.from = world_time(start);
	return slot_decide(w->arena, &w->facts, &query);
}
