/* Looks at the claims and absences of one resource one by one. */
#include "domain/obstacle.h"

#include "domain/track.h"

static bool
overlaps(int64_t from, int64_t to, int64_t other_from, int64_t other_to)
{
	return from < other_to && other_from < to;
}

static bool
holds_occasion(const struct slot_facts *facts, const struct slot_query *query, uint32_t resource,
	       int64_t occasion)
{
	for (size_t i = 0; i < facts->claim_count; i++)
		if (facts->claims[i].resource == resource && facts->claims[i].occasion == occasion
		    && claim_counts(&facts->claims[i], query))
			return true;
	return false;
}

bool
obstacle_is_own(const struct slot_facts *facts, const struct slot_query *query,
		const struct candidate *candidate, const struct slot_claim *claim)
{
	if (!claim_is_shared(claim, &facts->service) || claim->start != candidate->start)
		return false;
	for (uint32_t i = 0; i < candidate->count; i++)
		if (!holds_occasion(facts, query, candidate->first + i, claim->occasion))
			return false;
	return true;
}

enum slot_reason
obstacle_find(const struct slot_facts *facts, const struct slot_query *query,
	      const struct candidate *candidate, uint32_t resource, bool guarded)
{
	const struct slot_resource *r = &facts->resources[resource];
	int64_t from = candidate->start - facts->service.before - r->before;
	int64_t to = candidate->end + facts->service.after + r->after;
	bool buffer = false, absent = false, outside = false;

	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct slot_claim *claim = &facts->claims[i];

		if (claim->resource != resource || !overlaps(from, to, claim->from, claim->to)
		    || !claim_counts(claim, query)
		    || (!guarded && obstacle_is_own(facts, query, candidate, claim)))
			continue;
		if (overlaps(candidate->start, candidate->end, claim->start, claim->end))
			return SLOT_TAKEN;
		buffer = true;
	}
	for (size_t i = 0; i < facts->away_count && !guarded; i++) {
		const struct slot_away *away = &facts->aways[i];

		if (away->resource == resource && overlaps(from, to, away->from, away->to))
			*(away->outside ? &outside : &absent) = true;
	}
	return absent ? SLOT_ABSENT : outside ? SLOT_BUSY_OUTSIDE : buffer ? SLOT_BUFFER : SLOT_FREE;
}
