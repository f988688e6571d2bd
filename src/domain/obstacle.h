/* What exactly stands in the way of one candidate on one resource: for the one
 * start that is decided on, and for explanations. Used within the slot engine,
 * whose listing asks the same of many at once (track.h). */
#ifndef HORA_DOMAIN_OBSTACLE_H
#define HORA_DOMAIN_OBSTACLE_H

#include "domain/slot.h"

struct candidate {
	int64_t start, end;
	uint32_t first, count; /* providers, as a party's */
};

/* True when the claim is of the occasion the candidate would join: shared, of
 * the very start and end, and held by all its providers. */
bool obstacle_is_own(const struct slot_facts *, const struct slot_query *, const struct candidate *,
		     const struct slot_claim *);

/* SLOT_TAKEN, SLOT_ABSENT, SLOT_BUSY_OUTSIDE or SLOT_BUFFER, whichever of these
 * comes first; SLOT_FREE when nothing is in the way. guarded: all claims and
 * nothing else, which is what the database's constraint looks at. */
enum slot_reason obstacle_find(const struct slot_facts *, const struct slot_query *, const struct candidate *,
			       uint32_t resource, bool guarded);

#endif
