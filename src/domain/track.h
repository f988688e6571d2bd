/* What occupies one resource, made ready for candidates that are asked about in
 * the order of their starts. Used within the slot engine. */
#ifndef HORA_DOMAIN_TRACK_H
#define HORA_DOMAIN_TRACK_H

#include "domain/slot.h"
#include "domain/span.h"

struct track {
	uint32_t resource;
	int64_t before, after; /* a candidate blocks [start - before, end + after) here */
	struct sweep busy;     /* all that no candidate can share */
	/* Occasions that a candidate may join, by start, then occasion: */
	const struct slot_claim **shared;
	size_t shared_count;
	int64_t *reach;     /* [i]: the latest end of what the first i block */
	int64_t *low;       /* [i]: the earliest start of what those from i on block */
	size_t first, next; /* those that start with the last candidate asked about */
};

/* Does a claim count at all now? Holds that are past and the occasion being
 * moved do not. */
bool claim_counts(const struct slot_claim *, const struct slot_query *);

/* Can a candidate with the very same start be of this claim's occasion? */
bool claim_is_shared(const struct slot_claim *, const struct slot_service *);

/* One track per resource of the facts, in their order. */
struct track *tracks_new(struct arena *, const struct slot_facts *, const struct slot_query *);

/* Is the resource free for a candidate, but for occasions that start with it
 * (first to next)? Starts never go back. */
bool track_is_free(struct track *, int64_t start, int64_t end);

#endif
