/* What is made of a list of slots for people: which dates are free. A pure
 * function over the list. */
#ifndef HORA_DOMAIN_OFFER_H
#define HORA_DOMAIN_OFFER_H

#include "domain/slot.h"

#define OFFER_FEW 3 /* seats in a day that count as few; an ordinary start has one */

enum offer { OFFER_NONE, OFFER_SCARCE, OFFER_FREE };

/* One local date. */
struct offer_day {
	int64_t date;
	uint32_t starts;
	uint64_t seats; /* left in all of them */
	enum offer offer;
};

/* The dates first to last (included) of the zone, count = last - first + 1, in
 * days[]; the list must cover them. */
void offer_days(const struct slot_list *, const struct zone *, int64_t first, size_t count,
		struct offer_day *days);

#endif
