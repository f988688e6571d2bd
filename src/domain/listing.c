/* Listing: the parties' starts are merged in the order of time. Each is judged
 * against what occupies the party's providers, and the first that somebody is
 * free for against the rooms; so each track is swept once and nothing is kept
 * but the answer. */
#include "domain/slot.h"

#include <stdlib.h>
#include <string.h>

#include "domain/obstacle.h"
#include "domain/party.h"
#include "domain/room.h"
#include "domain/tally.h"
#include "domain/track.h"

/* A start that a party is free for, and the occasions it would join there: a
 * part of its first provider's shared claims. */
struct entry {
	int64_t start;
	uint32_t own, own_count, left;
};

/* A party's way through its starts: the next it is free for, unless over. */
struct run {
	const struct party *party;
	size_t next; /* of its starts, not judged yet */
	struct entry entry;
	bool over;
};

struct listing {
	struct arena *arena;
	const struct slot_facts *facts;
	const struct slot_query *query;
	uint32_t seats; /* wanted */
	struct track *tracks;
	struct tally *tallies;
	struct dial *dials;
	struct horizon {
		int64_t date;  /* the last that can be booked */
		int64_t until; /* no later date comes before this instant */
	} * horizons;          /* per provider; NULL = none */
	struct room_kinds kinds;
	struct slot_drop *drops;
	size_t drop_count, drop_room;
};

static void
drop(struct listing *l, int64_t start, uint32_t provider, enum slot_reason reason)
{
	if (!l->query->explain)
		return;
	if (l->drop_count == l->drop_room) {
		size_t room = l->drop_room == 0 ? 64 : l->drop_room * 2;
		struct slot_drop *larger = arena_alloc(l->arena, room, sizeof *larger);

		if (l->drop_count > 0)
			memcpy(larger, l->drops, l->drop_count * sizeof *larger);
		l->drops = larger;
		l->drop_room = room;
	}
	l->drops[l->drop_count++] = (struct slot_drop){ start, provider, reason };
}

/* All providers of a party must hold the very same occasions at this start:
 * what only some of them hold is somebody else's. */
static bool
share_alike(const struct listing *l, const struct party *p)
{
	const struct track *first = &l->tracks[p->first];

	for (uint32_t i = 1; i < p->count; i++) {
		const struct track *t = &l->tracks[p->first + i];

		if (t->next - t->first != first->next - first->first)
			return false;
		for (size_t j = 0; j < t->next - t->first; j++)
			if (t->shared[t->first + j]->occasion != first->shared[first->first + j]->occasion)
				return false;
	}
	return true;
}

static uint32_t
seats_left(const struct listing *l, const struct track *t)
{
	uint32_t capacity = l->facts->service.capacity;
	uint64_t taken = 0;

	for (size_t i = t->first; i < t->next; i++) {
		taken += t->shared[i]->taken;
		if (t->shared[i]->capacity != 0)
			capacity = t->shared[i]->capacity;
	}
	return taken < capacity ? capacity - (uint32_t)taken : 0;
}

static enum slot_reason
judge_provider(struct listing *l, uint32_t provider, int64_t start)
{
	const struct tally *tally = &l->tallies[provider];
	const struct horizon *horizon = l->horizons == NULL ? NULL : &l->horizons[provider];
	int64_t duration = l->facts->service.duration;

	if (horizon != NULL && start >= horizon->until
	    && dial_date(&l->dials[provider], start) > horizon->date)
		return SLOT_HORIZON;
	if (!track_is_free(&l->tracks[provider], start, start + duration))
		return SLOT_TAKEN;
	if (tally->loads == NULL)
		return SLOT_FREE;
	return tally_judge(tally, dial_date(&l->dials[provider], start), duration);
}

/* The occasions the party would join, and the seats left. */
static enum slot_reason
judge_seats(const struct listing *l, const struct party *p, struct entry *entry)
{
	const struct track *first = &l->tracks[p->first];

	if (!share_alike(l, p))
		return SLOT_TAKEN;
	entry->own = (uint32_t)first->first;
	entry->own_count = (uint32_t)(first->next - first->first);
	entry->left = UINT32_MAX;
	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t left = seats_left(l, &l->tracks[p->first + i]);

		entry->left = left < entry->left ? left : entry->left;
	}
	return entry->left >= l->seats ? SLOT_FREE : SLOT_FULL;
}

/* On SLOT_FREE entry is filled in; else who says whose reason it is. */
static enum slot_reason
judge_party(struct listing *l, const struct party *p, int64_t start, struct entry *entry, uint32_t *who)
{
	*who = p->count == 1 ? p->first : SLOT_NOBODY;
	if (start < l->query->now)
		return SLOT_PAST;
	if (start < l->query->now + l->facts->service.notice)
		return SLOT_NOTICE;
	for (uint32_t i = 0; i < p->count; i++) {
		enum slot_reason reason = judge_provider(l, p->first + i, start);

		if (reason != SLOT_FREE) {
			*who = p->first + i;
			return reason;
		}
	}
	*entry = (struct entry){ .start = start, .left = 1 };
	if (l->facts->service.capacity == 1 && l->seats == 1)
		return SLOT_FREE;
	return judge_seats(l, p, entry);
}

/* Says what "taken" was: the listing itself only knows that something is in the way. */
static void
drop_start(struct listing *l, const struct party *p, int64_t start, uint32_t who, enum slot_reason reason)
{
	struct candidate candidate = { start, start + l->facts->service.duration, p->first, p->count };

	if (!l->query->explain)
		return;
	for (uint32_t i = 0; i < p->count && reason == SLOT_TAKEN; i++) {
		enum slot_reason found = obstacle_find(l->facts, l->query, &candidate, p->first + i, false);

		if (found != SLOT_FREE) {
			drop(l, start, p->first + i, found);
			return;
		}
	}
	drop(l, start, who, reason);
}

static void
advance(struct listing *l, struct run *run)
{
	const struct party *p = run->party;

	while (run->next < p->start_count) {
		int64_t start = p->starts[run->next++];
		uint32_t who;
		enum slot_reason reason = judge_party(l, p, start, &run->entry, &who);

		if (reason == SLOT_FREE)
			return;
		drop_start(l, p, start, who, reason);
	}
	run->over = true;
}

static struct run
run_new(struct listing *l, const struct party *p)
{
	struct run run = { .party = p };

	for (size_t i = 0; i < p->late_count; i++)
		drop(l, p->late[i], p->count == 1 ? p->first : SLOT_NOBODY, SLOT_ENDS_LATE);
	advance(l, &run);
	return run;
}

static bool
rooms_are_free(struct listing *l, const struct run *run)
{
	const struct slot_claim **own = l->tracks[run->party->first].shared + run->entry.own;

	return room_kinds_are_free(&l->kinds, l->tracks, run->entry.start,
				   run->entry.start + l->facts->service.duration, own, run->entry.own_count);
}

static void
add_party(struct slot *slot, uint64_t *free, const struct run *run)
{
	for (uint32_t i = run->party->first; i < run->party->first + run->party->count; i++)
		free[i / 64] |= UINT64_C(1) << i % 64;
	if (run->entry.left > slot->seats_left)
		slot->seats_left = run->entry.left;
}

/* One start of all runs that are at it. Who joins nothing asks the same of the
 * rooms as the next: one answer serves all. */
static bool
merge_start(struct listing *l, struct run *runs, uint32_t count, struct slot *slot, uint64_t *free)
{
	enum { UNKNOWN, YES, NO } common = UNKNOWN;
	bool offered = false;

	for (uint32_t i = 0; i < count; i++) {
		struct run *run = &runs[i];
		bool roomy;

		if (run->over || run->entry.start != slot->start)
			continue;
		if (run->entry.own_count > 0) {
			roomy = rooms_are_free(l, run);
		} else {
			if (common == UNKNOWN)
				common = rooms_are_free(l, run) ? YES : NO;
			roomy = common == YES;
		}
		if (roomy)
			add_party(slot, free, run);
		else
			drop(l, slot->start, run->party->count == 1 ? run->party->first : SLOT_NOBODY,
			     SLOT_NO_ROOM);
		offered |= roomy;
		advance(l, run);
	}
	return offered;
}

/* The slots in the making. */
struct slots {
	struct slot *at;
	uint64_t *free;
	size_t count, room, words;
};

static void
make_room(struct arena *a, struct slots *s, size_t room)
{
	struct slot *slots = arena_alloc(a, room, sizeof *slots);
	uint64_t *free = arena_alloc(a, room, s->words * sizeof *free);

	if (s->count > 0) {
		memcpy(slots, s->at, s->count * sizeof *slots);
		memcpy(free, s->free, s->count * s->words * sizeof *free);
	}
	s->at = slots;
	s->free = free;
	s->room = room;
}

static struct slot_list
merge(struct listing *l, struct run *runs, uint32_t count)
{
	struct slots s = { .words = (l->facts->providers + 63) / 64 };

	make_room(l->arena, &s, 32);
	for (;;) {
		int64_t start = INT64_MAX;

		for (uint32_t i = 0; i < count; i++)
			if (!runs[i].over && runs[i].entry.start < start)
				start = runs[i].entry.start;
		if (start == INT64_MAX)
			break;
		if (s.count == s.room)
			make_room(l->arena, &s, s.room * 2);
		s.at[s.count] = (struct slot){ start, start + l->facts->service.duration, 0 };
		if (merge_start(l, runs, count, &s.at[s.count], s.free + s.count * s.words))
			s.count++;
	}
	return (struct slot_list){ .slots = s.at, .count = s.count, .free = s.free, .words = s.words };
}

static void
find_horizons(struct listing *l)
{
	const struct slot_facts *facts = l->facts;

	l->dials = arena_alloc(l->arena, facts->providers, sizeof *l->dials);
	for (uint32_t i = 0; i < facts->providers; i++)
		l->dials[i].calendar = facts->resources[i].calendar;
	if (facts->service.horizon_days == SLOT_NO_LIMIT)
		return;
	l->horizons = arena_alloc(l->arena, facts->providers, sizeof *l->horizons);
	for (uint32_t i = 0; i < facts->providers; i++) {
		struct horizon *horizon = &l->horizons[i];

		horizon->date = dial_date(&l->dials[i], l->query->now) + facts->service.horizon_days;
		horizon->until = zone_day_start(calendar_zone(l->dials[i].calendar), horizon->date + 1);
	}
}

static int
by_start(const void *x, const void *y)
{
	const struct slot_drop *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->provider > b->provider) - (a->provider < b->provider);
}

struct slot_list
slot_find(struct arena *a, const struct slot_facts *facts, const struct slot_query *query)
{
	struct listing l = { .arena = a, .facts = facts, .query = query, .seats = query->seats };
	struct slot_list list = { .count = 0 };
	struct party *parties;
	struct run *runs;
	uint32_t count;

	if (query->from >= query->to || facts->service.duration <= 0)
		return list;
	l.seats += l.seats == 0;
	parties = parties_new(a, facts, query, &count);
	l.tracks = tracks_new(a, facts, query);
	l.tallies = tallies_new(a, facts, query);
	l.kinds = room_kinds_of(a, facts);
	find_horizons(&l);
	runs = arena_alloc(a, count, sizeof *runs);
	for (uint32_t i = 0; i < count; i++)
		runs[i] = run_new(&l, &parties[i]);
	list = merge(&l, runs, count);
	if (l.drop_count > 0)
		qsort(l.drops, l.drop_count, sizeof *l.drops, by_start);
	list.drops = l.drops;
	list.drop_count = l.drop_count;
	return list;
}
