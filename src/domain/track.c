/* The claims and absences of all resources, sorted out in two passes: counted,
 * then placed. What cannot be shared is joined into one set per resource, so
 * that a candidate costs one comparison; occasions with seats are kept apart,
 * because the same claim stands in the way of one candidate and not of another. */
#include "domain/track.h"

#include <stdlib.h>

bool
claim_counts(const struct slot_claim *claim, const struct slot_query *query)
{
	if (query->moved != 0 && claim->occasion == query->moved)
		return false;
	return claim->hold_until == TIME_NONE || claim->hold_until > query->now;
}

bool
claim_is_shared(const struct slot_claim *claim, const struct slot_service *service)
{
	return claim->shared && service->capacity > 1 && claim->end - claim->start == service->duration;
}

static int
by_start(const void *x, const void *y)
{
	const struct slot_claim *a = *(const struct slot_claim *const *)x;
	const struct slot_claim *b = *(const struct slot_claim *const *)y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->occasion > b->occasion) - (a->occasion < b->occasion);
}

/* A candidate meets an occasion that starts earlier if that one's block ends
 * after its own begins, one that starts later if that one's begins before its
 * own ends; so the latest end and the earliest begin are all it needs to know. */
static void
settle_shared(struct track *t, int64_t *reach, int64_t *low)
{
	qsort(t->shared, t->shared_count, sizeof *t->shared, by_start);
	t->reach = reach;
	t->low = low;
	reach[0] = INT64_MIN;
	for (size_t i = 0; i < t->shared_count; i++)
		reach[i + 1] = t->shared[i]->to > reach[i] ? t->shared[i]->to : reach[i];
	low[t->shared_count] = INT64_MAX;
	for (size_t i = t->shared_count; i-- > 0;)
		low[i] = t->shared[i]->from < low[i + 1] ? t->shared[i]->from : low[i + 1];
}

/* Where each resource's entries begin: shares[i] counts turn into offsets. */
static size_t
offsets(size_t *shares, size_t count)
{
	size_t total = 0;

	for (size_t i = 0; i < count; i++) {
		size_t share = shares[i];

		shares[i] = total;
		total += share;
	}
	return total;
}

struct sorting {
	const struct slot_facts *facts;
	const struct slot_query *query;
	size_t count;          /* of resources; what is on others is passed over */
	size_t *busy, *shared; /* per resource: how many, then where the next goes */
	struct span *spans;
	const struct slot_claim **claims;
};

static void
sort_out(struct sorting *s)
{
	const struct slot_facts *facts = s->facts;

	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct slot_claim *claim = &facts->claims[i];
		bool shared = claim_is_shared(claim, &facts->service);
		size_t *next;

		if (claim->resource >= s->count || !claim_counts(claim, s->query))
			continue;
		next = &(shared ? s->shared : s->busy)[claim->resource];
		if (s->spans != NULL && shared)
			s->claims[*next] = claim;
		else if (s->spans != NULL)
			s->spans[*next] = (struct span){ claim->from, claim->to };
		++*next;
	}
	for (size_t i = 0; i < facts->away_count; i++) {
		size_t *next;

		if (facts->aways[i].resource >= s->count)
			continue;
		next = &s->busy[facts->aways[i].resource];
		if (s->spans != NULL)
			s->spans[*next] = (struct span){ facts->aways[i].from, facts->aways[i].to };
		++*next;
	}
}

struct track *
tracks_new(struct arena *a, const struct slot_facts *facts, const struct slot_query *query)
{
	size_t count = facts->providers + facts->rooms, busy = 0, shared = 0, room;
	struct track *tracks = arena_alloc(a, count, sizeof *tracks);
	size_t *next = arena_alloc(a, 2 * count, sizeof *next);
	struct sorting s = { facts, query, count, next, next + count, NULL, NULL };
	int64_t *bounds;

	sort_out(&s);
	room = offsets(s.busy, count);
	s.spans = arena_alloc(a, room + 1, sizeof *s.spans);
	room = offsets(s.shared, count);
	s.claims = arena_alloc(a, room, sizeof *s.claims);
	bounds = arena_alloc(a, 2 * (room + count), sizeof *bounds);
	sort_out(&s);
	for (uint32_t i = 0; i < count; i++) {
		struct track *t = &tracks[i];

		t->resource = i;
		t->before = facts->service.before + facts->resources[i].before;
		t->after = facts->service.after + facts->resources[i].after;
		t->busy.at = s.spans + busy;
		t->busy.end = t->busy.at + span_settle(s.spans + busy, s.busy[i] - busy);
		t->shared = s.claims + shared;
		t->shared_count = s.shared[i] - shared;
		settle_shared(t, bounds, bounds + t->shared_count + 1);
		bounds += 2 * (t->shared_count + 1);
		busy = s.busy[i];
		shared = s.shared[i];
	}
	return tracks;
}

bool
track_is_free(struct track *t, int64_t start, int64_t end)
{
	int64_t from = start - t->before, to = end + t->after;

	if (sweep_hits(&t->busy, from, to))
		return false;
	if (t->shared_count == 0)
		return true;
	while (t->first < t->shared_count && t->shared[t->first]->start < start)
		t->first++;
	for (t->next = t->first; t->next < t->shared_count && t->shared[t->next]->start == start;)
		t->next++;
	return t->reach[t->first] <= from && t->low[t->next] >= to;
}
