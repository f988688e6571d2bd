/* Deciding about one start: the listing says whether it is offered, then one of
 * the free is chosen by rank; when it is not offered, the reason is looked for. */
#include "domain/obstacle.h"
#include "domain/room.h"
#include "domain/slot.h"
#include "domain/track.h"

/* How a resource compares with others that are free; the least is chosen. */
struct rank {
	uint32_t resource;
	bool blocked; /* only where overbooking is allowed */
	int64_t bookings, assigned_at, id;
};

struct choice {
	struct arena *arena;
	const struct slot_facts *facts;
	const struct slot_query *query;
	struct candidate candidate;
};

static int64_t
bookings_that_day(const struct choice *c, uint32_t resource)
{
	const struct slot_facts *facts = c->facts;
	const struct calendar *calendar = facts->resources[resource].calendar;
	struct dial dial = { .calendar = calendar };
	int64_t date, bookings = 0;

	if (calendar == NULL) /* a room's day is that of who works in it */
		dial.calendar = facts->resources[c->candidate.first].calendar;
	date = dial_date(&dial, c->candidate.start);
	for (size_t i = 0; i < facts->claim_count; i++)
		if (facts->claims[i].resource == resource && claim_counts(&facts->claims[i], c->query)
		    && dial_date(&dial, facts->claims[i].start) == date)
			bookings += facts->claims[i].bookings;
	return bookings;
}

static struct rank
rank_of(const struct choice *c, uint32_t resource)
{
	const struct slot_resource *r = &c->facts->resources[resource];
	struct rank rank = { resource, false, bookings_that_day(c, resource), r->assigned_at, r->id };

	if (c->query->overbook)
		rank.blocked = obstacle_find(c->facts, c->query, &c->candidate, resource, true) != SLOT_FREE;
	return rank;
}

static bool
is_before(const struct rank *a, const struct rank *b)
{
	if (a->blocked != b->blocked)
		return b->blocked;
	if (a->bookings != b->bookings)
		return a->bookings < b->bookings;
	if (a->assigned_at != b->assigned_at)
		return a->assigned_at < b->assigned_at;
	return a->id < b->id;
}

/* The better of those seen so far; resource SLOT_NOBODY stands for none. */
static void
prefer(struct rank *chosen, struct rank other)
{
	if (chosen->resource == SLOT_NOBODY || is_before(&other, chosen))
		*chosen = other;
}

static void
choose_providers(struct choice *c, const struct slot_list *list, struct slot_decision *out)
{
	uint32_t *providers = arena_alloc(c->arena, c->candidate.count, sizeof *providers);
	struct rank chosen = { .resource = SLOT_NOBODY };

	out->providers = providers;
	out->provider_count = c->candidate.count;
	for (uint32_t i = 0; i < c->facts->providers; i++) {
		if (c->query->mode == SLOT_ALL) {
			providers[i] = i;
		} else if (list->count == 0 || slot_is_free(list, 0, i)) {
			c->candidate.first = i;
			prefer(&chosen, rank_of(c, i));
		}
	}
	if (c->query->mode != SLOT_ALL)
		providers[0] = c->candidate.first = chosen.resource;
}

/* The room to take of a kind, SLOT_NOBODY when none can be. */
static uint32_t
choose_room(const struct choice *c, const struct room_kind *kind)
{
	struct rank chosen = { .resource = SLOT_NOBODY };

	for (size_t i = 0; i < kind->count; i++)
		if (c->query->overbook
		    || obstacle_find(c->facts, c->query, &c->candidate, kind->rooms[i], false) == SLOT_FREE)
			prefer(&chosen, rank_of(c, kind->rooms[i]));
	return chosen.resource;
}

static void
choose_rooms(const struct choice *c, struct slot_decision *out)
{
	struct room_kinds kinds = room_kinds_of(c->arena, c->facts);
	uint32_t *rooms = arena_alloc(c->arena, kinds.count, sizeof *rooms);

	out->rooms = rooms;
	out->room_count = kinds.count;
	for (size_t k = 0; k < kinds.count; k++) {
		rooms[k] = choose_room(c, &kinds.kinds[k]);
		if (rooms[k] == SLOT_NOBODY)
			out->reason = SLOT_NO_ROOM;
	}
}

/* The occasion to join, its rooms, and the seats left in it: at least as many as
 * are wanted, or the start had not been listed. */
static void
join_occasion(const struct choice *c, struct slot_decision *out)
{
	const struct slot_facts *facts = c->facts;
	uint32_t *rooms = arena_alloc(c->arena, facts->rooms, sizeof *rooms), taken = 0;

	out->rooms = rooms;
	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct slot_claim *claim = &facts->claims[i];

		if (claim->resource != c->candidate.first || !claim_counts(claim, c->query)
		    || !obstacle_is_own(facts, c->query, &c->candidate, claim))
			continue;
		out->occasion = claim->occasion;
		taken += claim->taken;
		if (claim->capacity != 0)
			out->seats_left = claim->capacity;
	}
	out->seats_left -= taken;
	for (size_t i = 0; i < facts->claim_count && out->occasion != 0; i++)
		if (facts->claims[i].resource >= facts->providers
		    && facts->claims[i].occasion == out->occasion)
			rooms[out->room_count++] = facts->claims[i].resource;
}

static void
see_overbooking(const struct choice *c, struct slot_decision *out)
{
	for (size_t i = 0; i < out->provider_count + out->room_count; i++) {
		uint32_t resource =
		    i < out->provider_count ? out->providers[i] : out->rooms[i - out->provider_count];

		out->overbooked |=
		    obstacle_find(c->facts, c->query, &c->candidate, resource, true) != SLOT_FREE;
	}
}

/* The list has the one slot, or none when it is overbooked. */
static struct slot_decision
take(struct choice *c, const struct slot_list *list)
{
	struct slot_decision out = { .seats_left = c->facts->service.capacity };

	choose_providers(c, list, &out);
	if (!c->query->overbook)
		join_occasion(c, &out);
	if (out.occasion == 0)
		choose_rooms(c, &out);
	if (c->query->overbook && out.reason == SLOT_FREE)
		see_overbooking(c, &out);
	return out;
}

/* Why a provider's grid has no such start. */
static enum slot_reason
off_grid(const struct choice *c, uint32_t provider)
{
	const struct calendar *calendar = c->facts->resources[provider].calendar;
	int64_t start = c->candidate.start, end = c->candidate.end;
	struct spans windows;

	if (calendar_is_closed(calendar, zone_wall(calendar_zone(calendar), start).date))
		return SLOT_CLOSED;
	if (c->facts->service.timetabled)
		return SLOT_OFF_GRID;
	windows = calendar_windows(calendar, c->arena, start, start + 1, end - start);
	for (size_t i = 0; i < windows.count; i++)
		if (windows.at[i].from <= start && start < windows.at[i].to)
			return windows.at[i].to < end ? SLOT_ENDS_LATE : SLOT_OFF_GRID;
	return SLOT_OUTSIDE_HOURS;
}

/* One provider is enough: the reason of the one who is nearest to free. All are
 * needed: the reason that is hardest to mend. */
static enum slot_reason
find_reason(const struct choice *c, const struct slot_list *list)
{
	bool all = c->query->mode == SLOT_ALL;
	enum slot_reason found = all ? SLOT_REASON__MAX : SLOT_FREE;

	if (c->candidate.start < c->query->now)
		return SLOT_PAST;
	if (c->candidate.start < c->query->now + c->facts->service.notice)
		return SLOT_NOTICE;
	if (all && list->drop_count > 0)
		return list->drops[0].reason;
	for (uint32_t i = 0; i < c->facts->providers; i++) {
		enum slot_reason reason = SLOT_FREE;

		for (size_t j = 0; j < list->drop_count && reason == SLOT_FREE; j++)
			if (list->drops[j].provider == i)
				reason = list->drops[j].reason;
		if (reason == SLOT_FREE)
			reason = off_grid(c, i);
		if (all ? reason < found : reason > found)
			found = reason;
	}
	return found == SLOT_FREE || found == SLOT_REASON__MAX ? SLOT_OFF_GRID : found;
}

struct slot_decision
slot_decide(struct arena *a, const struct slot_facts *facts, const struct slot_query *query)
{
	struct slot_query one = *query;
	struct choice c = { a, facts, &one, { .start = query->from } };
	struct slot_decision out = { .reason = SLOT_LIMIT_CUSTOMER };
	struct slot_list list;

	one.to = query->from + 1;
	one.explain = true;
	one.overbook = false;
	c.candidate.end = query->from + facts->service.duration;
	c.candidate.count = query->mode == SLOT_ALL ? facts->providers : 1;
	list = slot_find(a, facts, &one);
	if (list.count > 0 && (query->open_most == 0 || query->open_bookings < query->open_most))
		return take(&c, &list);
	if (query->overbook && facts->providers > 0) {
		one.overbook = true;
		list.count = 0;
		return take(&c, &list);
	}
	if (list.count == 0)
		out.reason = find_reason(&c, &list);
	return out;
}
