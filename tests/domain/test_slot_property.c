/* What is true of every scenario, tried on random ones. HORA_SEED repeats a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"
#include "domain/slot.h"

#define DAY INT64_C(86400)
#define ROUNDS 400
#define PROVIDERS 3
#define ROOMS 2
#define BOOKINGS 24
#define WINDOWS 14

/* A random world, and the rules its calendars were made of. */
struct world {
	struct arena *arena;
	struct zone *zones[PROVIDERS];
	struct week_window week[PROVIDERS][WINDOWS];
	struct date_window override[PROVIDERS];
	int64_t closed[PROVIDERS];
	struct slot_resource resources[PROVIDERS + ROOMS];
	struct slot_claim claims[BOOKINGS * (PROVIDERS + 1)];
	size_t booked[BOOKINGS + 1]; /* claims of booking i: [booked[i], booked[i + 1]) */
	struct slot_away away;
	struct slot_facts facts;
	struct slot_query query;
};

static uint64_t seed, dice;

static int64_t
roll(int64_t sides)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (int64_t)(dice % (uint64_t)sides);
}

static void
make_calendar(struct world *w, uint32_t i, int64_t middle)
{
	static const char *const zones[] = { "UTC",
					     "Europe/Lisbon",
					     "America/New_York",
					     "Australia/Lord_Howe",
					     "America/Santiago",
					     "Asia/Kathmandu",
					     "Africa/Cairo",
					     "Asia/Tokyo",
					     "Pacific/Apia" };
	bool open = roll(4) == 0;

	assert_int_equal(zone_open(zones[roll(9)], &w->zones[i]), OK);
	arena_own(w->arena, w->zones[i], zone_free);
	for (int j = 0; j < WINDOWS; j++) {
		int32_t from = (int32_t)roll(96) * 15;

		w->week[i][j] = (struct week_window){ j % 7 + 1, open ? 0 : from,
						      open ? 1440 : from + (int32_t)roll(40) * 15 };
		if (w->week[i][j].to > 1440)
			w->week[i][j].to = 1440;
	}
	w->override[i] =
	    (struct date_window){ middle / DAY + roll(3) - 1, 600, 600 + (int32_t)roll(3) * 120 };
	w->closed[i] = middle / DAY + roll(9) - 4;
	w->resources[i].calendar = calendar_new(
	    w->arena, &(struct calendar_rules){ w->zones[i], w->week[i], WINDOWS, &w->override[i],
						(size_t)roll(2), &w->closed[i], (size_t)roll(2) });
}

static void
make_resources(struct world *w, int64_t middle)
{
	w->facts.resources = w->resources;
	w->facts.providers = 1 + (uint32_t)roll(PROVIDERS);
	w->facts.rooms = (uint32_t)roll(ROOMS + 1);
	for (uint32_t i = 0; i < w->facts.providers + w->facts.rooms; i++) {
		w->resources[i] = (struct slot_resource){
			.id = i,
			.room_kind = 1,
			.before = roll(3) == 0 ? roll(4) * 300 : 0,
			.after = roll(3) == 0 ? roll(4) * 300 : 0,
			.limits = { roll(4) == 0 ? roll(4) : SLOT_NO_LIMIT,
				    roll(5) == 0 ? roll(9) : SLOT_NO_LIMIT,
				    roll(5) == 0 ? roll(600) : SLOT_NO_LIMIT },
			.assigned_at = roll(3) == 0 ? TIME_NONE : roll(1000),
		};
		if (i < w->facts.providers)
			make_calendar(w, i, middle);
	}
}

static void
add_claim(struct world *w, uint32_t resource, struct slot_claim claim)
{
	const struct slot_resource *r = &w->resources[resource];

	claim.resource = resource;
	claim.from -= r->before;
	claim.to += r->after;
	w->claims[w->facts.claim_count++] = claim;
}

static void
make_booking(struct world *w, size_t number, int64_t start)
{
	int64_t length = roll(4) > 0 ? w->facts.service.duration : 300 + roll(50) * 300;
	bool shared = roll(2) == 0;
	struct slot_claim claim = {
		.bookings = 1,
		.occasion = (int64_t)number + 1,
		.start = start,
		.end = start + length,
		.from = start - roll(3) * 300,
		.to = start + length + roll(3) * 300,
		.hold_until = roll(5) == 0 ? w->query.now + roll(3) - 1 : TIME_NONE,
		.shared = shared,
		.taken = shared ? 1 + (uint32_t)roll(2) : 0,
	};
	uint32_t who = (uint32_t)roll(w->facts.providers + 2);

	for (uint32_t i = 0; i < w->facts.providers; i++)
		if (who >= w->facts.providers ? who == w->facts.providers : who == i)
			add_claim(w, i, claim);
	if (w->facts.rooms > 0 && roll(2) == 0)
		add_claim(w, w->facts.providers + (uint32_t)roll(w->facts.rooms), claim);
}

static void
make_world(struct world *w)
{
	static const int64_t moments[] = { 1774742400 /* 2026-03-29 */, 1792886400 /* 2026-10-25 */,
					   1780272000 /* 2026-06-01 */, 1788652800 /* 2026-09-06 */ };
	static const int32_t kinds[] = { 1, 1 };
	int64_t middle = moments[roll(4)];
	size_t bookings = (size_t)roll(BOOKINGS + 1);

	memset(w, 0, sizeof *w);
	w->arena = arena_new();
	make_resources(w, middle);
	w->facts.service = (struct slot_service){
		.duration = 900 * (1 + roll(6)),
		.interval = roll(2) * 300 * (1 + roll(9)),
		.before = roll(2) * roll(4) * 300,
		.after = roll(2) * roll(4) * 300,
		.notice = roll(3) * 3600,
		.horizon_days = roll(3) == 0 ? roll(6) : SLOT_NO_LIMIT,
		.capacity = 1 + (uint32_t)roll(3),
		.room_kinds = kinds,
		.room_kind_count = w->facts.rooms > 0 ? (size_t)roll(3) : 0,
	};
	w->query.mode = roll(2) == 0 ? SLOT_ALL : SLOT_ANY;
	w->query.from = middle + (roll(36) - 24) * 3600;
	w->query.to = w->query.from + (1 + roll(60)) * 3600;
	w->query.now = w->query.from - roll(48) * 3600;
	w->facts.claims = w->claims;
	for (size_t i = 0; i < bookings; i++) {
		w->booked[i] = w->facts.claim_count;
		make_booking(w, i, w->query.from + (roll(80) - 10) * 2700);
	}
	for (size_t i = bookings; i <= BOOKINGS; i++)
		w->booked[i] = w->facts.claim_count;
	w->facts.aways = &w->away;
	w->facts.away_count = (size_t)roll(2);
	w->away = (struct slot_away){ 0, false, w->query.from + roll(80) * 900, 0 };
	w->away.to = w->away.from + (1 + roll(30)) * 900;
}

static bool
is_same(const struct slot_list *a, const struct slot_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->slots[i].start != b->slots[i].start || a->slots[i].seats_left != b->slots[i].seats_left
		    || a->free[i] != b->free[i])
			return false;
	return true;
}

/* Is every start of `less` in `more`, with no one free who is not there? */
static bool
is_within(const struct slot_list *less, const struct slot_list *more)
{
	size_t j = 0;

	for (size_t i = 0; i < less->count; i++) {
		while (j < more->count && more->slots[j].start < less->slots[i].start)
			j++;
		if (j == more->count || more->slots[j].start != less->slots[i].start
		    || (less->free[i] & ~more->free[j]) != 0)
			return false;
	}
	return true;
}

/* By the rules themselves: is the wall clock in a window of its date? */
static bool
works_at(const struct world *w, uint32_t i, int64_t instant)
{
	struct wall wall = zone_wall(w->zones[i], instant);
	int32_t minute = wall.second / 60;

	for (int j = 0; j < WINDOWS; j++)
		if (w->week[i][j].weekday == date_weekday(wall.date) && w->week[i][j].from <= minute
		    && minute < w->week[i][j].to)
			return true;
	return wall.date == w->override[i].date && minute >= w->override[i].from
	       && minute < w->override[i].to;
}

static void
check_slot(const struct world *w, const struct slot *slot, uint32_t i)
{
	const struct slot_resource *r = &w->resources[i];
	int64_t from = slot->start - w->facts.service.before - r->before;
	int64_t to = slot->end + w->facts.service.after + r->after;

	assert_false(calendar_is_closed(r->calendar, zone_wall(w->zones[i], slot->start).date));
	for (int64_t at = slot->start; at < slot->end; at += 60)
		if (!works_at(w, i, at))
			fail_msg("seed %llu: outside hours", (unsigned long long)seed);
	for (size_t j = 0; j < w->facts.claim_count; j++) {
		const struct slot_claim *c = &w->claims[j];
		bool joined = c->shared && w->facts.service.capacity > 1 && c->start == slot->start
			      && c->end == slot->end;

		if (c->resource == i && !joined
		    && (c->hold_until == TIME_NONE || c->hold_until > w->query.now) && from < c->to
		    && c->from < to)
			fail_msg("seed %llu: over a claim", (unsigned long long)seed);
	}
	if (w->facts.away_count > 0 && w->away.resource == i && from < w->away.to && w->away.from < to)
		fail_msg("seed %llu: in an absence", (unsigned long long)seed);
}

static void
starts_are_sorted_unique_in_hours_and_off_what_blocks(struct world *w, const struct slot_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct slot *slot = &list->slots[i];

		assert_true(i == 0 || list->slots[i - 1].start < slot->start);
		assert_true(slot->start >= w->query.from && slot->start < w->query.to);
		assert_true(slot->start >= w->query.now + w->facts.service.notice);
		assert_true(slot->seats_left >= 1 && slot->seats_left <= w->facts.service.capacity);
		assert_true(list->free[i] != 0);
		for (uint32_t p = 0; p < w->facts.providers; p++) {
			if (slot_is_free(list, i, p))
				check_slot(w, slot, p);
			else
				assert_int_equal(w->query.mode, SLOT_ANY);
		}
	}
}

/* Of all modes: a booking less never takes a start away, so one more never adds one. */
static void
a_booking_less_loses_no_start(struct world *w, const struct slot_list *list)
{
	size_t number = (size_t)roll(BOOKINGS), first = w->booked[number], next = w->booked[number + 1];
	struct slot_claim *fewer = arena_alloc(w->arena, w->facts.claim_count, sizeof *fewer);
	struct slot_facts facts = w->facts;
	struct slot_list more;

	memcpy(fewer, w->claims, first * sizeof *fewer);
	memcpy(fewer + first, w->claims + next, (facts.claim_count - next) * sizeof *fewer);
	facts.claims = fewer;
	facts.claim_count -= next - first;
	more = slot_find(w->arena, &facts, &w->query);
	if (!is_within(list, &more))
		fail_msg("seed %llu: removing booking %zu took a start", (unsigned long long)seed, number);
}

static void
the_order_of_claims_means_nothing(struct world *w, const struct slot_list *list)
{
	struct slot_claim *shuffled = arena_alloc(w->arena, w->facts.claim_count, sizeof *shuffled);
	struct slot_facts facts = w->facts;
	struct slot_list again;

	for (size_t i = 0; i < facts.claim_count; i++) {
		size_t j = (size_t)roll((int64_t)i + 1);

		shuffled[i] = shuffled[j];
		shuffled[j] = w->claims[i];
	}
	facts.claims = shuffled;
	again = slot_find(w->arena, &facts, &w->query);
	if (!is_same(list, &again))
		fail_msg("seed %llu: order matters", (unsigned long long)seed);
}

static void
parts_of_a_range_join_to_the_whole(struct world *w, const struct slot_list *list)
{
	struct slot_query first = w->query, second = w->query;
	struct slot_list a, b;
	size_t at = 0;

	first.to = second.from = w->query.from + roll(w->query.to - w->query.from);
	a = slot_find(w->arena, &w->facts, &first);
	b = slot_find(w->arena, &w->facts, &second);
	assert_int_equal(a.count + b.count, list->count);
	for (size_t i = 0; i < a.count; i++, at++)
		assert_true(a.slots[i].start == list->slots[at].start && a.free[i] == list->free[at]);
	for (size_t i = 0; i < b.count; i++, at++)
		assert_true(b.slots[i].start == list->slots[at].start && b.free[i] == list->free[at]);
}

/* Each random start near the listed ones is decided as it is listed. */
static void
what_is_listed_is_what_can_be_booked(struct world *w, const struct slot_list *list)
{
	for (int i = 0; i < 20; i++) {
		struct slot_query query = w->query;
		struct slot_decision decision;
		size_t near = list->count > 0 ? (size_t)roll((int64_t)list->count) : 0;
		bool listed = false;

		query.from += roll((query.to - query.from) / 300) * 300;
		if (list->count > 0 && roll(2) == 0)
			query.from = list->slots[near].start;
		for (size_t j = 0; j < list->count; j++)
			listed |= list->slots[j].start == query.from;
		decision = slot_decide(w->arena, &w->facts, &query);
		if (listed != (decision.reason == SLOT_FREE))
			fail_msg("seed %llu: listed %d, decided %s", (unsigned long long)seed, listed,
				 slot_reason_name(decision.reason));
		for (size_t j = 0; listed && j < decision.room_count; j++)
			assert_true(decision.rooms[j] >= w->facts.providers);
	}
}

/* Whoever keeps the list need not ask again before its end. */
static void
time_alone_changes_nothing_before_the_end(struct world *w, const struct slot_list *list)
{
	struct slot_query later = w->query;
	struct slot_list now, then;
	int64_t until, step;

	(void)list;
	for (size_t i = 0; i < w->facts.claim_count; i++)
		if (w->claims[i].hold_until > w->query.now)
			w->claims[i].hold_until = w->query.now + 1 + roll(2 * DAY);
	now = slot_find(w->arena, &w->facts, &w->query);
	until = slot_valid_until(&w->facts, &w->query, &now);
	assert_true(until > w->query.now);
	step = until - w->query.now < 4 * DAY ? until - w->query.now : 4 * DAY;
	for (int i = 0; i < 4; i++) {
		later.now = w->query.now + (i == 0 ? step - 1 : roll(step));
		then = slot_find(w->arena, &w->facts, &later);
		if (!is_same(&now, &then))
			fail_msg("seed %llu: another list after %lld s, though it stood for %lld",
				 (unsigned long long)seed, (long long)(later.now - w->query.now),
				 (long long)step);
	}
}

static void
hold(const char *zone, void (*property)(struct world *, const struct slot_list *))
{
	size_t listed = 0;

	setenv("TZ", zone, 1);
	tzset();
	for (int round = 0; round < ROUNDS; round++) {
		struct world w;
		struct slot_list list;

		dice = (seed + (uint64_t)round) * UINT64_C(0x9E3779B97F4A7C15) | 1;
		make_world(&w);
		list = slot_find(w.arena, &w.facts, &w.query);
		property(&w, &list);
		listed += list.count;
		arena_free(w.arena);
	}
	assert_true(listed > 5 * ROUNDS); /* or the worlds are too full to show anything */
	unsetenv("TZ");
}

#define PROPERTY(name, zone) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		hold(zone, name); \
	}
PROPERTY(starts_are_sorted_unique_in_hours_and_off_what_blocks, "America/Caracas")
PROPERTY(a_booking_less_loses_no_start, "Asia/Tokyo")
PROPERTY(the_order_of_claims_means_nothing, "Europe/Lisbon")
PROPERTY(parts_of_a_range_join_to_the_whole, "Pacific/Apia")
PROPERTY(what_is_listed_is_what_can_be_booked, "America/St_Johns")
PROPERTY(time_alone_changes_nothing_before_the_end, "Asia/Kathmandu")

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_are_sorted_unique_in_hours_and_off_what_blocks),
		cmocka_unit_test(test_a_booking_less_loses_no_start),
		cmocka_unit_test(test_the_order_of_claims_means_nothing),
		cmocka_unit_test(test_parts_of_a_range_join_to_the_whole),
		cmocka_unit_test(test_what_is_listed_is_what_can_be_booked),
		cmocka_unit_test(test_time_alone_changes_nothing_before_the_end),
	};
	const char *wanted = getenv("HORA_SEED");

	seed = wanted != NULL ? strtoull(wanted, NULL, 10) : (uint64_t)clock_ticks();
	printf("seed %llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests_name("slot properties", tests, NULL, NULL);
}
