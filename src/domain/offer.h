/* What is made of a list of slots for people: which dates are free, and what is
 * near a start that was taken. Pure functions over the list. */
#ifndef HORA_DOMAIN_OFFER_H
#define HORA_DOMAIN_OFFER_H

#include "domain/slot.h"

#define OFFER_FEW 3 /* starts in a day that count as few */

enum offer { OFFER_NONE, OFFER_SCARCE, OFFER_FREE };

/* One local date. */
struct offer_day {
	int64_t date;
	uint32_t starts;
	enum offer offer;
};

/* The dates first to last (included) of the zone, count = last - first + 1, in
 * days[]; the list must cover them. */
void offer_days(const struct slot_list *, const struct zone *, int64_t first, size_t count,
		struct offer_day *days);

/* At most `most` indexes of slots near a start: those of the provider on the
 * same local date first, then all others, each by distance, the earlier first.
 * provider may be SLOT_NOBODY: then those of the same date come first. Returns
 * how many. */
size_t offer_nearest(const struct slot_list *, const struct zone *, int64_t start, uint32_t provider,
		     size_t *out, size_t most);

#endif
