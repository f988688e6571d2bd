/* Listing: each party's starts are judged in order against what occupies its
 * providers, the runs that are left are merged, and each start that somebody is
 * free for is held against the rooms. Everything is asked in the order of time,
 * so that each track is swept once. */
#include "domain/slot.h"

#include <stdlib.h>
#include <string.h>

#include "domain/obstacle.h"
#include "domain/party.h"
#include "domain/tally.h"
#include "domain/track.h"

/* A start that a party is free for, and the occasions it would join there: a
 * part of its first provider's shared claims. */
struct entry {
	int64_t start;
	size_t own, own_count;
	uint32_t left;
};

struct run {
	const struct party *party;
	struct entry *entries;
	size_t count, at;
};

/* The rooms of one kind. */
struct room_kind {
	uint32_t *rooms;
	size_t count;
};

struct listing {
	struct arena *arena;
	const struct slot_facts *facts;
	const struct slot_query *query;
	struct track *tracks;
	struct tally *tallies;
	struct dial *dials;
	int64_t *last_dates; /* per provider: the horizon */
	struct room_kind *kinds;
	size_t kind_count;
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
	int64_t date, duration = l->facts->service.duration;

	if (l->last_dates != NULL || tally->loads != NULL) {
		date = dial_date(&l->dials[provider], start);
		if (l->last_dates != NULL && date > l->last_dates[provider])
			return SLOT_HORIZON;
		if (!track_is_free(&l->tracks[provider], start, start + duration))
			return SLOT_TAKEN;
		return tally_judge(tally, date, duration);
	}
	return track_is_free(&l->tracks[provider], start, start + duration) ? SLOT_FREE : SLOT_TAKEN;
}

/* On SLOT_FREE entry is filled in; else who says whose reason it is. */
static enum slot_reason
judge_party(struct listing *l, const struct party *p, int64_t start, struct entry *entry, uint32_t *who)
{
	const struct track *first = &l->tracks[p->first];
	enum slot_reason reason;

	*who = p->count == 1 ? p->first : SLOT_NOBODY;
	if (start < l->query->now)
		return SLOT_PAST;
	if (start < l->query->now + l->facts->service.notice)
		return SLOT_NOTICE;
	for (uint32_t i = 0; i < p->count; i++) {
		reason = judge_provider(l, p->first + i, start);
		if (reason != SLOT_FREE) {
			*who = p->first + i;
			return reason;
		}
	}
	if (!share_alike(l, p))
		return SLOT_TAKEN;
	*entry = (struct entry){ start, first->first, first->next - first->first, UINT32_MAX };
	for (uint32_t i = 0; i < p->count; i++) {
		uint32_t left = seats_left(l, &l->tracks[p->first + i]);

		entry->left = left < entry->left ? left : entry->left;
	}
	return entry->left >= (l->query->seats > 0 ? l->query->seats : 1) ? SLOT_FREE : SLOT_FULL;
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

static struct run
run_new(struct listing *l, const struct party *p)
{
	struct run run = { p, arena_alloc(l->arena, p->start_count, sizeof *run.entries), 0, 0 };

	for (size_t i = 0; i < p->start_count; i++) {
		uint32_t who;
		enum slot_reason reason = judge_party(l, p, p->starts[i], &run.entries[run.count], &who);

		if (reason == SLOT_FREE)
			run.count++;
		else
			drop_start(l, p, p->starts[i], who, reason);
	}
	for (size_t i = 0; i < p->late_count; i++)
		drop(l, p->late[i], p->count == 1 ? p->first : SLOT_NOBODY, SLOT_ENDS_LATE);
	return run;
}

/* Occasions that start with the candidate stand in its way unless it joins them. */
static bool
room_is_free(struct listing *l, uint32_t room, const struct run *run, const struct entry *entry)
{
	const struct slot_claim **own = l->tracks[run->party->first].shared + entry->own;
	struct track *t = &l->tracks[room];

	if (!track_is_free(t, entry->start, entry->start + l->facts->service.duration))
		return false;
	for (size_t i = t->first; i < t->next; i++) {
		size_t j = 0;

		while (j < entry->own_count && own[j]->occasion != t->shared[i]->occasion)
			j++;
		if (j == entry->own_count)
			return false;
	}
	return true;
}

static bool
rooms_are_free(struct listing *l, const struct run *run, const struct entry *entry)
{
	for (size_t k = 0; k < l->kind_count; k++) {
		size_t i = 0;

		while (i < l->kinds[k].count && !room_is_free(l, l->kinds[k].rooms[i], run, entry))
			i++;
		if (i == l->kinds[k].count)
			return false;
	}
	return true;
}

static void
add_party(struct slot *slot, uint64_t *free, const struct run *run, const struct entry *entry)
{
	for (uint32_t i = run->party->first; i < run->party->first + run->party->count; i++)
		free[i / 64] |= UINT64_C(1) << i % 64;
	if (entry->left > slot->seats_left)
		slot->seats_left = entry->left;
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
		const struct entry *entry = &run->entries[run->at];
		bool roomy;

		if (run->at == run->count || entry->start != slot->start)
			continue;
		run->at++;
		if (entry->own_count > 0) {
			roomy = rooms_are_free(l, run, entry);
		} else {
			if (common == UNKNOWN)
				common = rooms_are_free(l, run, entry) ? YES : NO;
			roomy = common == YES;
		}
		if (roomy)
			add_party(slot, free, run, entry);
		else
			drop(l, slot->start, run->party->count == 1 ? run->party->first : SLOT_NOBODY,
			     SLOT_NO_ROOM);
		offered |= roomy;
	}
	return offered;
}

static struct slot_list
merge(struct listing *l, struct run *runs, uint32_t count)
{
	struct slot_list list = { .words = (l->facts->providers + 63) / 64 };
	struct slot *slots;
	uint64_t *free;
	size_t most = 0;

	for (uint32_t i = 0; i < count; i++)
		most += runs[i].count;
	slots = arena_alloc(l->arena, most, sizeof *slots);
	free = arena_alloc(l->arena, most, list.words * sizeof *free);
	for (;;) {
		struct slot *slot = &slots[list.count];
		int64_t start = INT64_MAX;

		for (uint32_t i = 0; i < count; i++)
			if (runs[i].at < runs[i].count && runs[i].entries[runs[i].at].start < start)
				start = runs[i].entries[runs[i].at].start;
		if (start == INT64_MAX)
			break;
		*slot = (struct slot){ start, start + l->facts->service.duration, 0 };
		if (merge_start(l, runs, count, slot, free + list.count * list.words))
			list.count++;
	}
	list.slots = slots;
	list.free = free;
	return list;
}

static void
find_kinds(struct listing *l)
{
	const struct slot_facts *facts = l->facts;
	const struct slot_service *service = &facts->service;

	l->kinds = arena_alloc(l->arena, service->room_kind_count, sizeof *l->kinds);
	for (size_t k = 0; k < service->room_kind_count; k++) {
		struct room_kind *kind = &l->kinds[l->kind_count];
		size_t before = 0;

		while (service->room_kinds[before] != service->room_kinds[k])
			before++;
		if (before < k)
			continue;
		kind->rooms = arena_alloc(l->arena, facts->rooms, sizeof *kind->rooms);
		for (uint32_t i = facts->providers; i < facts->providers + facts->rooms; i++)
			if (facts->resources[i].room_kind == service->room_kinds[k])
				kind->rooms[kind->count++] = i;
		l->kind_count++;
	}
}

static void
find_horizons(struct listing *l)
{
	const struct slot_facts *facts = l->facts;

	l->dials = arena_alloc(l->arena, facts->providers, sizeof *l->dials);
	if (facts->service.horizon_days != SLOT_NO_LIMIT)
		l->last_dates = arena_alloc(l->arena, facts->providers, sizeof *l->last_dates);
	for (uint32_t i = 0; i < facts->providers; i++) {
		l->dials[i].calendar = facts->resources[i].calendar;
		if (l->last_dates != NULL)
			l->last_dates[i] =
			    dial_date(&l->dials[i], l->query->now) + facts->service.horizon_days;
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
	struct listing l = { .arena = a, .facts = facts, .query = query };
	struct slot_list list = { .count = 0 };
	struct party *parties;
	struct run *runs;
	uint32_t count;

	if (query->from >= query->to || facts->service.duration <= 0)
		return list;
	parties = parties_new(a, facts, query, &count);
	l.tracks = tracks_new(a, facts, query);
	l.tallies = tallies_new(a, facts, query);
	find_kinds(&l);
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
